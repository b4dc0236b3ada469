"""Which networks there are: found by reading the files of the package, and registered nowhere."""
import ast
import re
from pathlib import Path
from typing import NamedTuple, Optional

import lab10
from lab10.runs import arithmetic


class Network(NamedTuple):
    """What the docstring of a network's file says. Its first line is "NAME: LESSON"."""

    name: str  # of the file, without its .py
    lesson: str  # what the network is, or what it changes in its neighbour
    figures: str  # the docstring's last line: what the notes say of its outcome
    neighbour: Optional[str]  # the network that the lesson begins with: "NAME with ...", or "seven of NAME ..."


def networks():
    """Return {name: Network}, each network after its neighbour. Of several, the one with the longest story is first.

    A network is a file of the package with a function `build`. The files are read and not imported.
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


def _parse(path):
    return arithmetic.parse(path)


def story_of(name, found):
    """The names of the networks that lead to this one, from the first of its story to itself."""
    story = [name]
    while found[story[0]].neighbour is not None and story[0] not in story[1:]:
        story.insert(0, found[story[0]].neighbour)
    return story


def _in_order(found):
    """The names of the networks `found`: each before those that change it. The one with most of these comes first."""
    below = {name: [other for other in found if found[other].neighbour == name] for name in (*found, None)}

    def stories(name):
        return [other for one in sorted(([other, *stories(other)] for other in below[name]), key=len, reverse=True)
                for other in one]
    return stories(None)
