"""Every name that a notebook imports from lab10 is there. Running them all is a slow test; this one is quick."""
import ast
import importlib
import sys
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

import make  # noqa: E402


@pytest.mark.parametrize("script", make.SCRIPTS.values(), ids=make.SCRIPTS)
def test_what_is_imported_is_there(script):
    nodes = [node for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
             if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "lab10"]
    assert nodes
    for node in nodes:
        module = importlib.import_module(node.module)
        for name in (alias.name for alias in node.names):
            if not hasattr(module, name):
                importlib.import_module(f"{node.module}.{name}")  # a module of a package


def test_what_is_asked_of_the_study_is_there():
    """from lab10 import study: five functions, and no more."""
    from lab10 import study
    offered = {"runs", "values", "difference", "table", "picture"}
    asked = {node.attr for script in make.SCRIPTS.values()
             for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
             if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "study"}
    assert asked <= offered
    assert all(callable(getattr(study, name)) and f"study.{name}(" in study.__doc__ for name in offered)
