"""The house: its rooms stand on floors, and imports go down."""
import ast
import re
from pathlib import Path

import pytest

import lab10
from lab10.runs.networks import networks

NETWORKS = set(networks())
FLOORS = [  # from the top down; what stands on one line may not import one another
    {"__main__", "page", "study", "tf1"},
    NETWORKS,
    {"command_line"},
    {"training"},
    {"runs"},
    {"loops"},
    {"evaluation", "options"},
    {"input_data", "plots"},
    {"mnist", "draws"},
    {"terminal"},
]
BRIDGE = {"tf1", "input_data", "mnist", "draws", "terminal"}  # what tf1 may stand on; it could be a package
HOME = Path(lab10.__file__).parent


def room(path):
    """The room of a file of the package: its folder, or itself in front."""
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def imported(path):
    """The rooms that a file imports, wherever in it the import stands, or names by a string, as import_module takes."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and re.fullmatch(r"lab10(\.\w+)+", str(node.value)):
            names = [node.value]
        else:
            continue
        rooms |= {name.split(".")[1] for name in names if name.startswith("lab10.")}
    return rooms - {"__version__"}


FILES = sorted(path for path in HOME.rglob("*.py") if path != HOME / "__init__.py")


def test_the_package_itself_imports_nothing():
    assert imported(HOME / "__init__.py") == set()


def test_every_room_has_its_floor():
    assert {room(path) for path in FILES} == set().union(*FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_imports_go_down(path):
    floor = next(number for number, rooms in enumerate(FLOORS) if room(path) in rooms)
    below = set().union(*FLOORS[floor + 1:]) - NETWORKS | {room(path)}  # nobody imports a network
    assert imported(path) <= (BRIDGE if room(path) == "tf1" else below)


def test_the_front_is_the_lab():
    """Beside the networks stands only what they import, and what a notebook asks for besides."""
    front = {path.stem for path in HOME.glob("*.py")} - NETWORKS - {"__init__", "__main__"}
    by_networks = set().union(*(imported(HOME / f"{name}.py") for name in NETWORKS))
    assert front == by_networks | {"options", "plots"}


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_the_front_page_is_short(page):
    text = (HOME.parent / page).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 110 and len(text.split()) <= 900
