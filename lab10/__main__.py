"""`python -m lab10` lists the networks: what each changes, what its note says of it, and how long it trains.
`python -m lab10 NAME` runs one. The command `lab10` does the same."""
import difflib
import runpy
import sys
from pathlib import Path

import lab10
from lab10.runs import minutes
from lab10.runs.networks import networks, story_of
from lab10.terminal import ending
from lab10.terminal.errors import LabError

USAGE = "usage: lab10 [NAME [options]], or python -m lab10 [NAME [options]]"


def main():
    """Print the list, or run the network or the command that the command line names. Status 2 if there is none."""
    name, *rest = sys.argv[1:] or [""]
    with ending.orderly():
        found = networks()
        if name == "--version":
            print(f"lab10 {lab10.__version__}")
        elif name in ("", "-h", "--help"):
            _list(found, bool(name))
        elif name not in found and name not in _rooms():
            raise LabError(_no_such(name, found))
    if name in found or name in _rooms():
        sys.argv[1:] = rest
        runpy.run_module(f"lab10.{name}", run_name="__main__", alter_sys=True)


def _list(found, with_usage):
    if with_usage:
        print(f"{USAGE}\n")
    print("The networks of the lab, each below the one that it changes.\n"
          "python -m lab10.NAME trains one, python -m lab10.NAME --help shows its options. In brackets: how long one\n"
          f"training on MNIST takes on one core ({minutes.processors()}), the median of the study's runs.\n")
    for name, network in found.items():
        indent = "  " * (len(story_of(name, found)) - 1)
        time = minutes.words(name)
        print(f"{indent}{name}: {network.lesson}\n{indent}  {network.figures}{f' ({time})' if time else ''}")


def _rooms():
    """The folders of the package that are commands too, such as tf1 and study."""
    return [path.parent.name for path in Path(lab10.__file__).parent.glob("*/__main__.py")]


def _no_such(name, found):
    if name.startswith("-"):
        return f"{name}: no such option; the networks have options: lab10 NAME --help"
    near = difflib.get_close_matches(name.lower().replace("-", "_"), [*found, *_rooms()], 1)
    return f"{name}: no such network; {f'did you mean {near[0]}? ' if near else ''}lab10 lists them"


if __name__ == "__main__":
    main()
