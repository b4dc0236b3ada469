"""Which networks there are: found by reading the package's files, without a register."""
import ast
import difflib
import functools
import re
from pathlib import Path
from typing import NamedTuple, Optional

import lab10
from lab10.runs import arithmetic
from lab10.terminal.errors import LabError

LAB = {"lab10": Path(lab10.__file__).parent}  # where networks have names: {package: folder}


class Network(NamedTuple):
    """What the docstring of a network's file says. Its first line is "NAME: LESSON"."""

    name: str  # of the file, without its .py
    lesson: str  # what the network is, or what it changes in its neighbour
    figures: str  # the docstring's last line: what the notes say of its outcome
    neighbour: Optional[str]  # the network that the lesson begins with: "NAME with ...", or "seven of NAME ..."


def networks():
    """Return {name: Network}, each network after its neighbour. Of several, the one that most networks build on is
    first.

    A network is a file of the package with a function `build`. The files are read, not imported.
    """
    docstrings = {}
    for path in sorted(Path(lab10.__file__).parent.glob("*.py")):
        if is_network(path):
            docstrings[path.stem] = (ast.get_docstring(_parse(path)) or "").splitlines() or [""]
    found = {}
    for name, lines in docstrings.items():
        lesson = lines[0].partition(": ")[2] or lines[0]
        first = re.match(r"(?:\w+ of )?(\w+)", lesson)
        neighbour = first[1] if first and first[1] in docstrings else None
        found[name] = Network(name, lesson, lines[-1] if len(lines) > 1 else "", neighbour)
    for name, network in found.items():
        if len(story_of(name, found)) > len(set(story_of(name, found))):  # its lesson leads back to it
            found[name] = network._replace(neighbour=None)
    return {name: found[name] for name in _in_order(found)}


def is_network(path):
    """Is the file at `path` a network: Python with a function `build`?"""
    try:
        return any(isinstance(node, ast.FunctionDef) and node.name == "build" for node in _parse(path).body)
    except (OSError, TypeError, ValueError, SyntaxError):  # TypeError: there is no path
        return False


def find(label, homes=LAB):
    """Return (module, file) of a network: by its name in one of the `homes`; any other network by its file, without a
    module.

    Raises LabError if there is no such network.
    """
    for package, home in homes.items():
        file = home / f"{label}.py"
        if label.isidentifier() and is_network(file):
            return f"{package}.{label}", file
    file = Path(label)
    if file.suffix != ".py":
        known = [path.stem for home in homes.values() for path in home.glob("*.py") if is_network(path)]
        near = "".join(f" (is it {name}?)" for name in difflib.get_close_matches(label, known, 1))
        raise LabError(f"{label}: not a network of the lab{near}; python -m lab10 lists them; "
                       "a file's name ends in .py")
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
        raise LabError(f"{label}: not valid Python ({getattr(error, 'msg', error)}{place})") from error
    if not is_network(file):
        raise LabError(f"{label}: not a network, because it has no function `build`; "
                       "begin with a copy of one of the lab's")
    return None, file


def _parse(path):
    return _tree(arithmetic.text_of(path))


@functools.lru_cache(maxsize=100)  # a report asks many times which networks there are
def _tree(text):
    return ast.parse(text)


def story_of(name, found):
    """The names of the networks that lead to this one, from the first to itself: each changes the one before it."""
    story = [name]
    while found[story[0]].neighbour is not None and story[0] not in story[1:]:
        story.insert(0, found[story[0]].neighbour)
    return story


def _in_order(found):
    """The names of the networks `found`: each before those that change it. The network on which most others build
    comes first."""
    below = {name: [other for other in found if found[other].neighbour == name] for name in (*found, None)}

    def stories(name):
        return [other for one in sorted(([other, *stories(other)] for other in below[name]), key=len, reverse=True)
                for other in one]
    return stories(None)
