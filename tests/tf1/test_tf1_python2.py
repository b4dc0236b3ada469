"""Programs in Python 2 run as Python 2 ran them."""
import numpy
import pytest

from lab10.tf1 import python2, python2_library
from tf1.runs import OF_LAB10, SCRIPTS, without_markers, write


def test_a_script(run_tf1):
    result = run_tf1(SCRIPTS / "python2.py")
    assert result.out.splitlines()[-4:] == [
        "batches 7 falling True middle 3 3.5 7", "0 [0]", "caught old text 3", "kept [1] urlopen"], result.err
    assert result.status == 0 and result.err == (
        f"lab10: {SCRIPTS / 'python2.py'}: translated from Python 2 (line 21: def total((one, "
        "other), more=0):)\n")


@pytest.mark.parametrize("code, python_2", [
    ("print 'x'", True), ("print ('%d') % 3", True), ("print", True), ("import sys\nprint >>sys.stderr, 1", True),
    ("for i in xrange(3):\n    i", True), ("x = raw_input()", True), ("{}.has_key(1)", False), ("import urllib2", True),
    ("from StringIO import StringIO", True), ("try:\n    x\nexcept E, e:\n    pass", True),
    ("if 1:\n        x\n\ty", True), ("range(n / 2)", True), ("range(1, 2 * (n / 2) - 1)", True),
    ("range(int(n / 2))", False), ("range(n // 2)", False), ("from __future__ import division\nrange(n / 2)", False),
    ("range = f\nrange(n / 2)", False),
    ("print('x')", False), ("try:\n    import cPickle\nexcept ImportError:\n    import pickle as cPickle", False),
    ("import sys\nif sys.version_info[0] < 3:\n    range = xrange", False), ("xrange = range\nxrange(2)", False),
    ("def f(unicode):\n    return unicode", False), ("import six\nsix.iteritems({})", False),
    ("from functools import reduce\nreduce(f, [])", False), ("x = (", False), ("", False),
])
def test_which_code_is_python_2(code, python_2):
    assert python2.is_python_2(code) is python_2


@pytest.mark.parametrize("first, value", [
    ("", 3), ("'A docstring.'\n", 3), ("from __future__ import division\n", 3.5),
    ("from __future__ import print_function, division\n", 3.5), ("# division\n", 3)])
def test_division(first, value):
    tree, *_ = python2.parse(first + "class A:\n    x = 7 / 2\nxrange(3)\ny = [7]\ny[0] /= 2\n", "<test>")
    names = {"__doc__": None}
    exec(compile(tree, "<test>", "exec"), names)
    assert names["A"].x == names["y"][0] == value and names["__doc__"] == ("A docstring." if "'" in first else None)


def test_division_of_arrays():
    whole, real = numpy.array([7, -7]), numpy.array([7.0])
    assert python2_library.divide(whole, 2).tolist() == [3, -4] and python2_library.divide(real, 2).tolist() == [3.5]
    assert python2_library.divide(7, real / 2).tolist() == [2.0] and python2_library.divide(numpy.int64(7), 2) == 3
    again = whole
    assert python2_library.divide_into(whole, 2) is again and again.tolist() == [3, -4]


def test_a_traceback_shows_the_users_own_line(run_tf1, tmp_path):
    script = write(tmp_path / "old.py", "# coding: utf-8\nfrom urllib import urlencode, urlretrieve\n"
                                        "def f((a, b)):\n    print undefined, a / b\n\nf((1, 2))\n")
    result = run_tf1(script)
    assert result.status == 1
    assert without_markers(result.err) == (
        f"lab10: {script}: translated from Python 2 (line 3: def f((a, b)):)\n"
        f'Traceback (most recent call last):\n  File "{script}", line 6, in <module>\n    f((1, 2))\n'
        f'  File "{script}", line 4, in f\n    print undefined, a / b\n'
        "NameError: name 'undefined' is not defined\n")


def test_a_module_beside_a_script_in_python_3(run_tf1, tmp_path):
    """Only what Python 3 cannot read; and nothing of it is kept for Python 3."""
    write(tmp_path / "old.py", "half = 7 / 2\nprint 'old', half\n")
    write(tmp_path / "new.py", "half = 7 / 2\n")
    result = run_tf1("-c", "import old, new; print(old.half, new.half)")
    assert result.out == "old 3\n3 3.5\n"
    told, division = result.err.splitlines()
    assert told == f"lab10: {tmp_path / 'old.py'}: translated from Python 2 (line 2: print 'old', half)"
    assert division.startswith(f"lab10: {tmp_path / 'new.py'}, line 1: 7 / 2 is 3.5, as in Python 3; in Python 2 it ")
    assert not list(tmp_path.glob("__pycache__/old*"))


def test_a_note(run_tf1, tmp_path):
    note = write(tmp_path / "note.md",
                 "```python\nhalf = 7 / 2\n```\n"
                 "> ```python\n> print half\n> print nothing\n> ```\n")
    result = run_tf1(note)
    assert result.out == "3\n" and f'File "{note}", line 6, in <module>\n    > print nothing\n' in result.err
    assert result.err.startswith(f"lab10: {note}: translated from Python 2 (")


def test_a_mistake_is_told_as_python_3_tells_it(run_tf1, tmp_path):
    result = run_tf1(write(tmp_path / "bad.py", "x = 1\nprint x, )\n"))
    assert result.status == 1 and "SyntaxError" in result.err and not OF_LAB10.search(result.err)


def test_without_the_extra(run_code):
    result = run_code("""
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "fissix" else found(name, *more)
from lab10.tf1 import command
try:
    command.main(["-c", "print 1"])
except SystemExit as end:
    print(end.code)
command.main(["-c", "xrange(1)"])
""")
    advice = "the translation from Python 2 comes from fissix, which is not installed; pip install 'lab10[tf1]'"
    assert (result.status, result.out) == (2, "1\n")
    assert result.err.endswith(f" (if it is Python 2: {advice})\nlab10: {advice}\n"), result.err
