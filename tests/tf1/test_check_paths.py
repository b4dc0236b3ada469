"""`--check` says what running does: branches, what is tried, cells, and the program's own modules."""
import json

import pytest

from tf1.runs import write

NO = "tf.contrib.no_such_name"
STOPS = "module 'tensorflow.contrib' has no attribute 'no_such_name'"
PROGRAMS = {  # what is said after the name
    "except_not_reached.py": (f"import tensorflow as tf\ntry:\n    tf.add\nexcept AttributeError:\n    {NO}", "runs"),
    "except_reached.py": (f"import tensorflow as tf\ntry:\n    {NO}\nexcept AttributeError:\n    tf.add", "runs"),
    "except_stops.py": (f"import tensorflow as tf\ntry:\n    {NO}\nexcept AttributeError:\n    {NO}",
                        f"stops at line 5: {STOPS}"),
    "finally.py": (f"import tensorflow as tf\ntry:\n    tf.add\nfinally:\n    {NO}", f"stops at line 5: {STOPS}"),
    "never.py": (f"import tensorflow as tf\nif False:\n    {NO}\nx = {NO} if False else 1", "runs"),
    "main.py": (f"import tensorflow as tf\nif __name__ == '__main__':\n    {NO}", f"stops at line 3: {STOPS}"),
    "version.py": (f"import tensorflow as tf\nif tf.__version__.split('.')[0] == '0':\n    {NO}", "runs"),
    "old_version.py": (f"import sys\nimport tensorflow as tf\nif sys.version_info[0] >= 3:\n    {NO}",
                       f"stops at line 4: {STOPS}"),
    "one_of_two.py": (f"import tensorflow as tf, sys\nif len(sys.argv[1]) > 2:\n    {NO}\nelse:\n    tf.add", "runs"),
    "both.py": (f"import tensorflow as tf, sys\nif sys.argv[1] == 'a':\n    {NO}\nelse:\n    {NO}",
                f"stops at line 3: {STOPS}"),
    "calls.py": (f"import tensorflow as tf\nif tf.gfile.DeleteRecursively('code'):\n    {NO}",
                 f"stops at line 3: {STOPS}"),  # and nothing is deleted
    "map.py": (f"import tensorflow as tf\nif list(map(tf.gfile.DeleteRecursively, ['code'])):\n    {NO}",
               f"stops at line 3: {STOPS}"),
    "known_map.py": (f"import tensorflow as tf\nif list(map(int, tf.__version__.split('.')[:2])) < [1, 0]:\n    {NO}",
                     "runs"),
    "follows.py": ("import below\nbelow.f()", f"stops at below.py, line 3: {STOPS}"),
    "follows_star.py": (f"from names import *\n{NO}", f"stops at line 2: {STOPS}"),
    "names.py": ("import tensorflow as tf", "runs"),
    "below.py": (f"import tensorflow as tf\ndef f():\n    {NO}", "runs"),
    "others.py": ("import numpy as np\nfrom sklearn.no_such import x", "stops at line 2: No module named "
                  "'sklearn.no_such'"),
    "sum.py": ("x = " + " + ".join(["1"] * 3000), "runs"),
}


CELLS = [  # of a notebook, and what is said of it
    (["import tensorflow as tf", f"def f():\n    {NO}", "f()"], f"stops at code cell 2, line 2: {STOPS}"),
    (["import tensorflow as tf", f"def f():\n    {NO}"], "runs"),
    (["i, cost = 3, 0.5\nprint('step %d, cost %g'\n      % (i, cost))", "if True:\n    !ls\nfiles = !ls"], "runs"),
    (["    x = 1\n    print(x)", "%%time\nx = 1", "%%bash\nls -l | x", "x?", "%timeit x"], "runs"),
    (["x = 1", "W = # your code here", "y = 2"], "stops at code cell 2, line 1: SyntaxError: invalid syntax"),
    (["from __future__ import division, print_function", "print('a', 1 / 2, sep='')"], "runs"),
]


def test_the_paths_of_programs_and_of_cells(run_tf1, tmp_path):
    (tmp_path / "code").mkdir()
    for name, (code, _) in PROGRAMS.items():
        write(tmp_path / "code" / name, code)
    (tmp_path / "books").mkdir()
    for number, (cells, _) in enumerate(CELLS):
        book = {"nbformat": 4, "nbformat_minor": 0, "metadata": {"kernelspec": None, "language_info": ["odd"]},
                "cells": [{"cell_type": "code", "source": source, "metadata": {}, "outputs": [],
                           "execution_count": None} for source in cells]}
        write(tmp_path / "books" / f"{number}.ipynb", json.dumps(book))
    result = run_tf1("--check", "books", "code")
    assert result.out.splitlines()[:-1] == [
        *(f"books/{number}.ipynb: {said}" for number, (_, said) in enumerate(CELLS)),
        *(f"code/{name}: {said}" for name, (_, said) in sorted(PROGRAMS.items()))], result.err


@pytest.mark.slow
def test_a_sum_of_many_terms_runs(run_tf1, tmp_path):
    write(tmp_path / "sum.py", PROGRAMS["sum.py"][0] + "\nprint(x)")
    assert run_tf1("sum.py").out == "3000\n"
    write(tmp_path / "sum2.py", PROGRAMS["sum.py"][0] + "\nprint x")
    assert run_tf1("sum2.py").out == "3000\n"


def test_names_that_cannot_be(run_tf1):
    result = run_tf1("--check", "x" * 300 + ".py")
    assert result.status == 2 and "File name too long" in result.err
