"""A network's source: which file it is, how long it trains by itself, and a digest of what it does."""
import ast
import difflib
from pathlib import Path
from typing import NamedTuple, Optional

import lab10
from lab10.runs import arithmetic, networks
from lab10.terminal.errors import LabError

CONTROLS = Path(__file__).parent / "controls"
HOMES = {"lab10": Path(lab10.__file__).parent, "lab10.study.controls": CONTROLS}  # where networks have names


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
    """Return the Source of a network: of the lab or of the study's controls by its name, any other by its file.

    Raises LabError where there is no such network.
    """
    for package, home in HOMES.items():
        file = home / f"{label}.py"
        if label.isidentifier() and networks.is_network(file):
            return _read(label, ("-m", f"{package}.{label}"), file)
    file = Path(label)
    if file.suffix != ".py":
        known = [path.stem for home in HOMES.values() for path in home.glob("*.py") if networks.is_network(path)]
        near = "".join(f" (is it {name}?)" for name in difflib.get_close_matches(label, known, 1))
        raise LabError(f"{label}: no network of the lab{near}; python -m lab10 lists them, a file's name ends in .py")
    try:
        is_file = file.is_file()
    except OSError as error:
        raise LabError(f"{label[:80]}...: cannot be read ({error.strerror})") from error
    if not is_file:
        raise LabError(f"{label}: there is no such file; give the name of a network or of its file")
    try:
        arithmetic.parse(file)
    except OSError as error:
        raise LabError(f"{label}: cannot be read ({error.strerror})") from error
    except (SyntaxError, ValueError) as error:
        place = f", line {error.lineno}" if getattr(error, "lineno", None) else ""
        raise LabError(f"{label}: not Python that can be read ({getattr(error, 'msg', error)}{place})") from error
    if not networks.is_network(file):
        raise LabError(f"{label}: not a network, as it has no function `build`; begin with a copy of one of the lab's")
    return _read(label, (label,), file)


def lines(source):
    """Return the lines of code of a Source's file, without indentation, empty lines, docstrings and comments' lines."""
    text = arithmetic.text_of(source.file)
    documented = set()
    for node in filter(arithmetic.is_documented, ast.walk(ast.parse(text))):
        documented |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    stripped = {number: line.strip() for number, line in enumerate(text.splitlines(), 1) if number not in documented}
    return [line for line in stripped.values() if line and not line.startswith("#")]


def _read(label, command, file):
    return Source(label, command, file, arithmetic.digest(file), _constant(arithmetic.parse(file), "training_epochs"))


def _constant(tree, name):
    """The value of the module's line `name = constant`, None where there is none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            if [getattr(target, "id", None) for target in node.targets] == [name]:
                return node.value.value
    return None
