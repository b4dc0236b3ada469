"""`python -m lab10`: the networks of the lab, what each changes, and what its note says of it."""
import sys

from lab10.runs.networks import networks, story_of
from lab10.terminal import ending
from lab10.terminal.errors import LabError


def main():
    """Print the list. Exit with status 2 if the command line asks for anything else."""
    with ending.orderly():
        _list(sys.argv[1:])


def _list(argv):
    found = networks()
    if argv and argv[0] in ("-h", "--help"):
        print("usage: python -m lab10\n")
    elif argv:
        asked = next((name for name in argv if name in found), "NAME")
        raise LabError(f"takes no arguments; to run a network: python -m lab10.{asked}")
    print("The networks of the lab, each below the one that it changes.\n"
          "python -m lab10.NAME trains one, python -m lab10.NAME --help says how.\n")
    for name, network in found.items():
        indent = "  " * (len(story_of(name, found)) - 1)
        print(f"{indent}{name}: {network.lesson}\n{indent}  {network.figures}")


if __name__ == "__main__":
    main()
