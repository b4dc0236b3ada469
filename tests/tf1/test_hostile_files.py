"""Files that no program is: each is told in a line, in a short time, and harms no other."""
import codeop
import json
import warnings
from contextlib import nullcontext

import pytest

from lab10.terminal.errors import LabError
from lab10.tf1 import bridge, check, notebooks, programs


@pytest.mark.parametrize("text", ["[" * 100_000, json.dumps(
    {"nbformat": 4, "nbformat_minor": 5, "metadata": {},
     "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": 5, "outputs": []}]})])
def test_a_notebook_that_is_none(tmp_path, text):
    (tmp_path / "x.ipynb").write_text(text)
    with pytest.raises(LabError, match="x.ipynb: not a notebook"):
        notebooks.read(tmp_path / "x.ipynb")


def test_a_bracket_that_is_never_closed_is_read_once(tmp_path, monkeypatch):
    """And not with all lines below it, for each line."""
    compiled = []
    real = codeop.compile_command
    monkeypatch.setattr(codeop, "compile_command", lambda code, **more: compiled.append(code) or real(code, **more))
    (tmp_path / "note.md").write_text("x = [1,\n     2]\nprint(x,\n      '''\n''')\n" + "foo(\n" * 300)
    (block,) = programs.blocks(tmp_path / "note.md")
    assert block.code == "x = [1,\n     2]\nprint(x,\n      '''\n''')\n" and len(compiled) < 20


def test_nothing_is_warned_of_in_a_notes_links(tmp_path):
    (tmp_path / "note.md").write_text("x = print(1)\nif x is 0: print(2)\n[1](2)\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert programs.blocks(tmp_path / "note.md")


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_a_program_that_is_too_deep_leaves_the_others(tmp_path, monkeypatch, capsys, error):
    def checked(path):
        if path.name == "deep.py":
            raise error
        return check.Verdict(str(path), "runs")
    for name in ("deep", "flat"):
        (tmp_path / f"{name}.py").touch()
    monkeypatch.setattr(bridge, "installed", nullcontext)
    monkeypatch.setattr(check, "check", checked)
    check.report([tmp_path], False)
    deep, flat, _ = capsys.readouterr().out.splitlines()
    assert deep.endswith("deep.py: is not valid Python (line 1: nested too deeply)") and "runs" in flat
