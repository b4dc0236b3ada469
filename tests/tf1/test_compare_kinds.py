"""What `--compare` runs of a note, a notebook and a module, and what of two runs it does not compare."""
import json
import os
from types import SimpleNamespace

from lab10.tf1 import both, comparison, environments, original
from tf1.runs import write

NOTE = "Words\n```python\nx = 1\n```\nand\n```python\nprint(x)\n```\n"


def compared(monkeypatch, tmp_path, name, argv=(), **options):
    """The runs that `compare` makes: [(words, what original is asked, files to lay there)] of both."""
    found = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(environments, "python", lambda kind, yes: "python3.7")

    def run(words, environment, folder, here, afterwards, options, extra):
        asked = json.loads(open(words[-1]).read()) if words[0] == "python3.7" else None
        found.append(SimpleNamespace(words=words, asked=asked, folder=folder, extra=extra))
        return both.Run(0, "", "", {})
    monkeypatch.setattr(both, "_run", run)
    given = {"code": None, "module": None, "blocks": None, "python_2": None, "yes": False, "seed": 1, "warnings": False,
             "tolerance": 1e-5, "timeout": 9, **options}
    assert both.compare(name, [name, *argv], SimpleNamespace(**given))[0] == "agree"
    return found


def test_a_note_and_a_notebook_are_a_script_under_both(monkeypatch, tmp_path):
    write(tmp_path / "a.md", NOTE)
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**cell, "source": "%matplotlib inline\nx = 1"}, {**cell, "source": "!ls\nprint(x)"}]
    write(tmp_path / "b.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    for name, script in (("a.md", "a.py"), ("b.ipynb", "b.py")):
        there, here = compared(monkeypatch, tmp_path, name, ["--own"])
        assert there.folder == here.folder == str(tmp_path)
        assert there.extra == here.extra and list(there.extra) == [script]
        names = {}
        exec(there.extra[script].replace("print", "str"), names)
        assert names["x"] == 1
        assert os.path.basename(there.asked["file"]) == script and there.asked["code"] is None
        assert here.words[-2:] == [script, "--own"] and there.asked["argv"][1:] == ["--own"]


def test_a_module_is_one_under_both(monkeypatch, tmp_path):
    (tmp_path / "package").mkdir()
    write(tmp_path / "package" / "main.py", "print(1)\n")
    there, here = compared(monkeypatch, tmp_path, "package.main", ["2"], module="package.main")
    assert (there.asked["module"], there.asked["argv"][1:]) == ("package.main", ["2"])
    assert here.words[-3:] == ["-m", "package.main", "2"] and there.folder == here.folder == str(tmp_path)


def test_a_program_in_python_2_is_one_here_too(monkeypatch, tmp_path):
    write(tmp_path / "old.py", "print 1\n")
    _, here = compared(monkeypatch, tmp_path, "old.py")
    assert here.words[-2:] == ["--python2", "old.py"]


def test_under_the_original_a_module_has_its_package(run_python, tmp_path):
    (tmp_path / "package").mkdir()
    write(tmp_path / "package" / "other.py", "VALUE = 3\n")
    write(tmp_path / "package" / "main.py", "import sys\nfrom . import other\nprint(other.VALUE, sys.argv[1:])\n")
    result = run_python("-m", "lab10.tf1", "--original", "--warnings", "-m", "package.main", "4",
                        LAB10_TF115=original.sys.executable)
    assert (result.out, result.err) == ("3 ['4']\n", "")


def test_what_reading_mnist_says_and_writes_is_not_compared(tmp_path):
    one = "Successfully downloaded train-images-idx3-ubyte.gz 9912422 bytes.\nExtracting a/t10k-labels-idx1-ubyte.gz\n1"
    assert not comparison.texts(one, "1", 1e-5).where
    assert comparison.texts("Extracting a.zip\n1", "1", 1e-5).where
    file = write(tmp_path / "x", "1")
    mine = {"MNIST_data/train-images-idx3-ubyte.gz": file, "tmpab12cd34/a": file, "a.txt": file}
    assert not comparison.folders(mine, {"tmpzz99zz99/a": file, "a.txt": file}, 1e-5).where
    assert comparison.folders(mine, {"a.txt": file}, 1e-5).where


def test_lines_of_lab10_stand_below_what_parts(tmp_path):
    options = SimpleNamespace(tolerance=1e-5, timeout=9)
    one, other = both.Run(0, "1", "", {}), both.Run(0, "2", "", {}, ["lab10: why"])
    assert both._verdict(one, other, "TensorFlow 1.15.5", options)[1][-1] == "lab10: why"
