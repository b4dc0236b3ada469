"""What a plain text holds as code: definitions, names that a star import brings, IPython's prompts; what is told."""
import pytest

from lab10.tf1 import notes
from tf1.runs import write

ADD = "def add(a, b):\n    return a + b\n\n\nclass Op(object):\n    def __init__(self, n):\n        self.n = n\n"
NUMBERED = "".join(f"{number}: {line}\n" for number, line in enumerate((ADD + "print(add(1, 2))").split("\n"), 1))
TYPED = ("In [1]: x = 1\n\nIn [2]: for i in range(2):\n   ...:     print('e', i)\n   ...: \ne 0\ne 1\n\nIn [3]: x + 1\n"
         "Out[3]: 2\n\nIn [10]: print('done')\ndone\n")


@pytest.mark.parametrize("text, printed", [
    (f"Functions\n\n{ADD}\nprint(add(1, 2), Op(3).n)\n", "3 3\n"), (NUMBERED, "3\n"),
    ("Mine\n\nfrom math import *\nroot = pi\nprint(floor(root))\n", "3\n"),
    (f"Blog\n{TYPED}", "e 0\ne 1\ndone\n"), (f"Blog\n```\n{TYPED}```\n", "e 0\ne 1\ndone\n")])
def test_it_runs(tmp_path, capsys, text, printed):
    note = write(tmp_path / "a.txt", text)
    exec(compile(notes.parse(notes.read(note), str(note)).tree, "<test>", "exec"), {})
    assert capsys.readouterr().out == printed


def test_a_call_of_nothing_known_is_told_of(tmp_path, capsys):
    note = write(tmp_path / "a.txt", "Mine\n\nprint('a')\ntrain(model)\ny = ax + b\n")
    blocks = notes.read(note)
    notes.tell("a.txt", blocks, blocks)
    assert capsys.readouterr().err == "lab10: a.txt: line 4: left out, though it looks like code: train(model)\n"
