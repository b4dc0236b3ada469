"""A disk that is full under a figure, and a notebook that is stopped: one line each, and nothing half done."""
import errno
import os

import pytest
from matplotlib.figure import Figure

from lab10.terminal import ending
from lab10.tf1 import matplotlib_backend, notebooks


def test_a_figure_on_a_full_disk(tmp_path, monkeypatch, capsys):
    def full(self, file, **_):
        file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Figure, "savefig", full)
    figure = Figure()
    figure.subplots()
    matplotlib_backend._write(figure)
    assert capsys.readouterr() == ("", "lab10: figure-1.png: cannot be written (No space left on device)\n")
    assert not list(tmp_path.iterdir())


def test_ctrl_c_in_a_notebook(tmp_path, monkeypatch, capsys):
    """nbclient ends the kernel then, and fails an assertion of its own."""
    class Client:
        def __init__(self, *_, **__):
            pass

        def execute(self, cwd):
            raise AssertionError

    (tmp_path / "n.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}')
    monkeypatch.setattr(notebooks, "_client", lambda name: Client)
    monkeypatch.setattr(notebooks, "_kernel", lambda *_: None)
    options = type("Options", (), {"output": None, "python_2": None, "timeout": None, "allow_errors": False})
    with pytest.raises(SystemExit) as end, ending.orderly():
        notebooks.execute(str(tmp_path / "n.ipynb"), options)
    assert end.value.code == 130 and capsys.readouterr().err == "lab10: interrupted\n"
