"""Notebooks from the command line."""
import json
from types import SimpleNamespace

import pytest

from lab10.tf1 import notebooks
from tf1.runs import write


@pytest.fixture
def make(tmp_path):
    """Write a notebook of these cells in nbformat 4, or 3."""
    def notebook(*cells, old=False, **metadata):
        common = {"cell_type": "code", "metadata": {}, "outputs": []}
        if old:
            made = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [
                {"metadata": {}, "cells": [{**common, "input": cell, "language": "python"} for cell in cells]}]}
        else:
            made = {"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": [
                {"cell_type": "markdown", "metadata": {}, "source": "# Words"}, *(
                    {**common, "source": cell, "execution_count": 7} for cell in cells)]}
        (tmp_path / "folder").mkdir(exist_ok=True)
        return write(tmp_path / "folder" / "book.ipynb", json.dumps(made))
    return notebook


def outputs(path):
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    return [[part.get("ename") or "".join(part.get("text", "")) or list(part["data"]) for part in cell["outputs"]]
            for cell in cells]


def test_a_notebook(run_tf1, make, tmp_path):
    """Runs in its folder, with TensorFlow 1 from the first cell on, and keeps its pictures. In the format of then."""
    notebook = make(
        "%tensorflow_version 1.x\n%matplotlib inline\nimport beside\nimport tensorflow as tf\n"
        "x = tf.placeholder('float')",
        "from tensorflow.examples.tutorials.mnist import input_data\n"
        "input_data.read_data_sets('MNIST_data').test.num_examples",
        "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "print(tf.get_default_graph().seed, tf.Session().run(x + beside.one, {x: 3}))", old=True)
    write(tmp_path / "folder" / "beside.py", "one = 1\n")
    before = notebook.read_bytes()
    result = run_tf1("folder/book.ipynb", "--seed", 5, "--output", "out.ipynb")
    assert result.out == (
        "[1] %tensorflow_version 1.x ...\n[2] from tensorflow.examples.tutorials.mnist import input_data ...\n100\n"
        "[3] import matplotlib ...\n<Figure size 640x480 with 1 Axes>\n"
        "[4] print(tf.get_default_graph().seed, tf.Session().run(x + beside.one, {x: 3}))\n5 4.0\n"), result
    assert (result.status, result.err) == (0, "")
    assert [len(cell) for cell in outputs(tmp_path / "out.ipynb")] == [0, 1, 1, 1]
    assert "image/png" in outputs(tmp_path / "out.ipynb")[2][0]
    assert notebook.read_bytes() == before and len(list(tmp_path.glob("*/*.ipynb"))) == 1


@pytest.mark.slow
def test_a_cell_that_fails(run_tf1, make, tmp_path):
    """In Python 2 below."""
    make("def f():\n    return nothing", "print(1)\n\nf()", "print(2)")
    result = run_tf1("--output", "out.ipynb", "folder/book.ipynb")
    assert result.status == 1 and result.out == "[1] def f(): ...\n[2] print(1) ...\n1\n"
    assert result.err.splitlines()[-1] == (
        "lab10: folder/book.ipynb: code cell 2, line 3: NameError: name 'nothing' is not defined")
    assert "----> 3 f()" in result.err and "\x1b" not in result.err
    assert outputs(tmp_path / "out.ipynb")[1:] == [["1\n", "NameError"], []]


@pytest.mark.slow
def test_a_cell_that_takes_too_long(run_tf1, make):
    """Without --allow-errors; with it in test_notebook_cells.py."""
    make("import time\ntime.sleep(60)")
    result = run_tf1("folder/book.ipynb", "--timeout", "2")
    assert result.status == 1 and result.err == "lab10: folder/book.ipynb: code cell 1: took longer than 2 s\n"


@pytest.mark.slow
def test_a_cell_that_ends_python(run_tf1, make):
    make("import os\nos._exit(3)")
    result = run_tf1("folder/book.ipynb")
    assert result.status == 1 and result.err.splitlines()[-1] == "lab10: folder/book.ipynb: code cell 1: ended Python"


def test_how_a_notebook_ends_that_cannot_go_on(make, monkeypatch, capsys):
    """What nbclient says of it, in one line, without a kernel."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    notebook = str(make("1", "2"))
    for raised, told in ((DeadKernelError, "ended Python"), (CellTimeoutError, "took longer than 7 s")):
        class Client:
            def __init__(self, notebook, **_):
                self.nb, self.running = notebook, notebook.cells[-1]

            def execute(self, cwd):
                raise raised
        monkeypatch.setattr(notebooks, "_client", lambda name: Client)
        options = SimpleNamespace(output=None, python_2=None, timeout=7, allow_errors=False, seed=None, warnings=False)
        assert notebooks.execute(notebook, options) == 1
        assert capsys.readouterr().err == f"lab10: {notebook}: code cell 2: {told}\n"


@pytest.mark.slow
def test_python_2(run_tf1, make, tmp_path):
    """Of all cells where one is in it, and in the format of then. It ends with the cell that fails."""
    make("%matplotlib inline\nx = 7 / 2\ndef f():\n    return undefined", "x", "print x", "x /= 2\nprint x\nf(), 0",
         "print 2", old=True)
    result = run_tf1("--output", "out.ipynb", "folder/book.ipynb")
    assert result.out == "[1] %matplotlib inline ...\n[2] x\n3\n[3] print x\n3\n[4] x /= 2 ...\n1\n"
    assert result.err.startswith("lab10: folder/book.ipynb: translated from Python 2 (code cell 3, line 1: print x)\n")
    assert result.err.splitlines()[-1] == (
        "lab10: folder/book.ipynb: code cell 4, line 3: NameError: name 'undefined' is not defined")
    assert "----> 3 f(), 0" in result.err and "\x1b" not in result.err and result.status == 1
    assert outputs(tmp_path / "out.ipynb")[1:] == [[["text/plain"]], ["3\n"], ["1\n", "NameError"], []]


def test_what_is_no_notebook_for_it(run_tf1, make, tmp_path):
    make("x <- 1", kernelspec={"name": "ir", "display_name": "R", "language": "R"})
    result = run_tf1("folder/book.ipynb")
    assert (result.status, result.err) == (2, "lab10: folder/book.ipynb: a notebook in R, not in Python\n")
    make("1")
    result = run_tf1("folder/book.ipynb", "--output", "nowhere/out.ipynb")
    assert result.status == 2 and "nowhere/out.ipynb" in result.err and result.out == ""
