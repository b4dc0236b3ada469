"""`python -m lab10`: the networks of the lab, what each changes, and what its note says of it."""
import ast
import sys
from pathlib import Path

from lab10 import commands
from lab10.documents import PRINTED
from lab10.errors import LabError


def main():
    """Print the list, and exit with status 2 where anything else was asked for."""
    with commands.ending():
        _list(sys.argv[1:])


def _list(argv):
    if argv and argv[0] in ("-h", "--help"):
        print("usage: python -m lab10\n")
    elif argv:
        asked = next((name for name in argv if name in PRINTED), "NAME")
        raise LabError(f"takes no arguments; to run a network: python -m lab10.{asked}")
    print("The networks of the lab; python -m lab10.NAME trains one, python -m lab10.NAME --help says how.\n")
    for name, printed in PRINTED.items():
        print(f"{name}\n    {_lesson(name)}\n    Note {printed.note}: {printed.figure}")


def _lesson(name):
    """The first line of the variant's docstring, without importing it, and TensorFlow with it."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)).splitlines()[0].partition(": ")[2]


if __name__ == "__main__":
    main()
