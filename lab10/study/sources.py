"""A network's source: its file, its number of epochs, and a digest of its code."""
import ast
from pathlib import Path
from typing import NamedTuple, Optional

from lab10.runs import arithmetic, networks

CONTROLS = Path(__file__).parent / "controls"
HOMES = {**networks.LAB, "lab10.study.controls": CONTROLS}  # where networks have names


class Source(NamedTuple):
    """A network's file, as it is now."""

    label: str  # what the user calls the network: its name, or the file
    command: tuple  # Python's arguments that run it
    file: Path
    digest: str  # of the code without its docstrings and comments
    epochs: Optional[int]  # its own `training_epochs`; None where it has no such line

    @property
    def network(self):
        """The network's name in records."""
        return self.file.stem


def find(label):
    """Return the Source of a network: one of the lab or of the study's controls by its name, any other by its file.

    Raises LabError if there is no such network.
    """
    module, file = networks.find(label, HOMES)
    return _read(label, ("-m", module) if module else (label,), file)


def lines(source):
    """Return the lines of code of a Source's file, without indentation, empty lines, docstrings and comment lines."""
    text = arithmetic.text_of(source.file)
    documented = set()
    for node in filter(arithmetic.is_documented, ast.walk(ast.parse(text))):
        documented |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    stripped = {number: line.strip() for number, line in enumerate(text.splitlines(), 1) if number not in documented}
    return [line for line in stripped.values() if line and not line.startswith("#")]


def _read(label, command, file):
    return Source(label, command, file, arithmetic.digest(file), _constant(arithmetic.parse(file), "training_epochs"))


def _constant(tree, name):
    """Return the constant in the module's line `name = constant`; None if there is no such line."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            if [getattr(target, "id", None) for target in node.targets] == [name]:
                return node.value.value
    return None
