"""`python -m lab10`: the networks of the lab, what each changes, and what its note says of it."""
import ast
import os
import sys
from pathlib import Path

from lab10.documents import PRINTED


def main():
    """Print the list, and exit with status 2 where anything else was asked for."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # for a terminal that has no §
    try:
        _list()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _list():
    if sys.argv[1:]:
        if sys.argv[1] in ("-h", "--help"):
            print("usage: python -m lab10\n")
        else:
            asked = next((name for name in sys.argv[1:] if name in PRINTED), "NAME")
            print(f"lab10: takes no arguments; to run a network: python -m lab10.{asked}", file=sys.stderr)
            sys.exit(2)
    print("The networks of the lab; python -m lab10.NAME trains one, python -m lab10.NAME --help says how.\n")
    for name, printed in PRINTED.items():
        print(f"{name}\n    {_lesson(name)}\n    Note {printed.note}: {printed.figure}")


def _lesson(name):
    """The first line of the variant's docstring, without importing it, and TensorFlow with it."""
    source = Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)).splitlines()[0].partition(": ")[2]


if __name__ == "__main__":
    main()
