"""Cells of notebooks: what they start, what they install, how long they take, and what they leave behind."""
import json
import os

import pytest

from conftest import POSIX
from lab10.tf1 import children, notebooks
from tf1.runs import write


def book(folder, *cells, **metadata):
    return write(folder / "book.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        for source in cells]}))


@pytest.mark.slow
@POSIX
def test_what_cells_start_and_install_and_going_on(run_tf1, tmp_path):
    """And going on after cells that fail, and one that takes too long."""
    (tmp_path / "t").mkdir()
    book(tmp_path, "!pip uninstall -y tensorflow\n%pip install keras==2.2\n!echo kept",
         "%%bash\npip3 install tensorflow==1.4\npython -c 'print(1)'",
         "from __future__ import division, print_function",
         "right, total = 870, 1000\nprint('accuracy', right / total)",
         "!command -v python", "print('x' * 300000 + '\\r' + 'y' * 3)", "print 'two'", "import time\ntime.sleep(60)",
         "print('next')", "print('x' * 400000)", "print(1)\nnothing", "print('last')")
    result = run_tf1("book.ipynb", "--allow-errors", "--timeout", 5, "--output", "out.ipynb",
                     TMPDIR=str(tmp_path / "t"))
    lines = [line for line in result.out.splitlines() if not line.startswith("[")]
    assert lines[:4] == ["kept", "1", "accuracy 0.87", os.path.join(children.COMMANDS, "python")], result.err
    assert "print 'two'" in result.err  # as print is a function since the third cell
    assert result.err.count("lab10: left out: ") == 3
    assert "[9] print('next')\nnext\n" in result.out and result.out.endswith("last\n") and result.status == 0
    assert "NameError: name 'nothing' is not defined" in result.err
    assert "lab10: book.ipynb: code cell 8: took longer than 5 s\n" in result.err
    assert not list((tmp_path / "t").iterdir())
    cells = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["cells"]
    assert len("".join(cells[9]["outputs"][0]["text"])) == 400001


def test_a_stream_is_one_output():
    class Stream(dict):
        __getattr__, __setattr__ = dict.__getitem__, dict.__setitem__

    outputs = [Stream(output_type="stream", name=name, text=text) for name, text in (
        ("stdout", "a\rb"), ("stderr", "e"), ("stdout", "c\nd\r"), ("stdout", "xx\b\by\n"))]
    assert [(out.name, out.text) for out in notebooks._joined(outputs)] == [("stdout", "bc\ny\n"), ("stderr", "e")]


def test_the_language_of_a_notebook(tmp_path):
    def language(*cells, **metadata):
        return notebooks.language(notebooks.read(book(tmp_path, *cells, **metadata)))

    assert language("x = 1", kernelspec={"name": "python2"})[0] and not language("x = 1")[0]
    assert language("x = 1", "print x") == (True, "code cell 2, line 1: print x")
    says_3 = {"language_info": {"version": "3.6.1", "name": "python"}}
    assert language("print x", **says_3)[0] and not language("print x", "print(f'{x}')", **says_3)[0]
    assert language("x", kernelspec=None, language_info=["odd"]) == (None, "")


def test_loading_after_tensorflow(run_code):
    """%load_ext says that tf is TensorFlow 2 by then; flags of __future__ go on from cell to cell."""
    result = run_code("""
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in ("import tensorflow as tf", "%load_ext lab10.tf1",
             "import tensorflow as tf\\nx = tf.placeholder(tf.float32)",
             "from __future__ import division", "print 'half', 7 / 2", "print x.dtype.name"):
    shell.run_cell(cell)
""", IPYTHONDIR="ipython")
    assert "lab10: tf: imported before %load_ext lab10.tf1, so this is TensorFlow 2; import it again" in result.err
    assert result.out.splitlines()[-2:] == ["half 3.5", "float32"], result
