"""Programs in Python 3 that get a name of Python 2 from where one file alone does not show it."""
import pytest

from lab10.tf1 import notebooks, notes, python2
from tf1.runs import write

GIVEN = "from six.moves import xrange\nimport tensorflow as tf\n"
USED = "n = 0\nfor i in xrange(7):\n    n += i\nprint('mean', n / 2)\n"


@pytest.mark.parametrize("given", [GIVEN, "xrange = range\n", "from helpers import *\n",
                                   "import sys\nif sys.version_info[0] > 2:\n    xrange = range\n"])
def test_a_cell_before_or_after_gives_it(given):
    import nbformat  # takes seconds
    for cells in ([given, USED], [f"def f():\n    {USED.splitlines()[1]}\n        pass\n", given, "f()"]):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        assert notebooks.language(book) == (None, "")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in ("import tensorflow", USED)])
    assert notebooks.language(book) == (True, "code cell 2, line 2: xrange")


def test_a_block_of_a_note_gives_it(tmp_path, capsys):
    for given, printed in ((GIVEN.splitlines()[0], "mean 10.5"), ("x = 1", "('mean', 10)")):
        note = write(tmp_path / "note.md", f"```python\n{given}\n```\n```python\n{USED}```\n")
        parsed = notes.parse(notes.read(note), str(note))
        exec(compile(parsed.tree, "<test>", "exec"), {})
        assert capsys.readouterr().out == printed + "\n"


@pytest.mark.parametrize("code, python_2", [
    ("globals()['xrange'] = range\nxrange(1)", False), ("exec(open('compat.txt').read())\nxrange(1)", False),
    ("import sys\nsetattr(sys.modules[__name__], 'xrange', range)\nxrange(1)", False),
    ("import first\nxrange(1)", False), ("import other\nxrange(1)", True),
    ("setattr(tf, 'a', 1)\nvars(args)\nxrange(1)", True),
    ("print('a', 7 / 2)\nprint\n", False), ("print('a')\nprint\n", True), ("print('a', xrange(2))\nprint\n", True)])
def test_a_name_that_may_be_given(tmp_path, code, python_2):
    write(tmp_path / "first.py", "from second import *\n")
    write(tmp_path / "second.py", "import first, builtins\nbuiltins.xrange = range\n")
    write(tmp_path / "other.py", "import tensorflow as tf\n")
    assert python2.parse(code, str(tmp_path / "a.py")).python_2 is python_2


def test_a_note_goes_on_after_a_script_that_exits(tmp_path, capsys):
    blocks = "```python\nimport sys\nprint('first')\nsys.exit({})\n```\n```python\nprint('second')\nsys.exit(3)\n```\n"
    for status, out in (("", "first\nsecond\n"), (0, "first\nsecond\n"), (1, "first\n")):
        note = write(tmp_path / "note.md", blocks.format(status))
        with pytest.raises(SystemExit) as end:
            exec(compile(notes.parse(notes.read(note), str(note)).tree, "<test>", "exec"), {})
        assert capsys.readouterr().out == out and end.value.code == (status or 3)
