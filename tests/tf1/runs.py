"""Fixtures that run `python -m lab10.tf1`, and a made-up MNIST for it."""
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest

from conftest import idx_bytes
from lab10.tf1 import python2, python2_library

SCRIPTS = Path(__file__).with_name("scripts")
OF_LAB10 = re.compile(r"^lab10: |lab10[/\\](tf1|terminal|mnist)[/\\]", re.MULTILINE)  # a line or a frame of lab10's own
UTF_8 = "# -*- coding: utf-8 -*-\n"
TRAINING, TEST = 6000, 100


@pytest.fixture(scope="session")
def made_arrays():
    """Made-up images whose label can be seen: a bright stripe in noise. By file name, as MNIST's."""
    generator = numpy.random.RandomState(0)
    arrays = {}
    for prefix, n in (("train", TRAINING), ("t10k", TEST)):
        labels = generator.randint(0, 10, n).astype(numpy.uint8)
        images = generator.randint(0, 100, (n, 28, 28)).astype(numpy.uint8)
        for image, label in zip(images, labels):
            image[2 * label + 3:2 * label + 6] = 255
        arrays[f"{prefix}-images-idx3-ubyte.gz"], arrays[f"{prefix}-labels-idx1-ubyte.gz"] = images, labels
    return arrays


@pytest.fixture(scope="session")
def made_mnist(made_arrays, tmp_path_factory):
    """A directory with them, unpacked."""
    directory = tmp_path_factory.mktemp("made") / "mnist"
    directory.mkdir()
    for name, array in made_arrays.items():
        (directory / name).with_suffix("").write_bytes(idx_bytes(array))
    return directory


@pytest.fixture(scope="session")
def clean_environment(made_mnist):
    """No display, and the made-up MNIST for lab10's own."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND", "TF_USE_LEGACY_KERAS", "TF_CPP_MIN_LOG_LEVEL"}
    return {**{name: value for name, value in os.environ.items() if name not in hidden},
            "LAB10_DATA_DIR": str(made_mnist), "PYTHONIOENCODING": "utf-8"}


def in_python_2(code):
    """Run a text as Python 2, in this process."""
    tree = python2.parse((UTF_8 + code).encode(), "<test>", True).tree
    exec(compile(tree, "<test>", "exec"), {"__name__": "__main__"})


@pytest.fixture
def compare_python_2(tmp_path, monkeypatch, capsys):
    """Compare what a text in Python 2 prints with these lines; so does Python 2, if there is one."""
    def compare(code, printed):
        monkeypatch.setattr(python2_library, "_told", set())
        original = os.environ.get("LAB10_TF115_PYTHON2")
        for folder in ("then", "now") if original else ("now",):
            (tmp_path / folder).mkdir()
            monkeypatch.chdir(tmp_path / folder)
            if folder == "then":
                Path("code.py").write_text(UTF_8 + code, encoding="utf-8")
                said = subprocess.run([original, "code.py"], capture_output=True, encoding="utf-8",
                                      env={**os.environ, "PYTHONIOENCODING": "utf-8"})
                assert said.stdout.splitlines() == printed, said.stderr
        in_python_2(code)
        captured = capsys.readouterr()
        assert captured.out.splitlines() == printed and captured.err == ""
    return compare


@pytest.fixture
def run_python(clean_environment, tmp_path):
    """Run Python so in an empty directory."""
    def run(*argv, **environment):
        result = subprocess.run([sys.executable, *map(str, argv)], cwd=tmp_path, capture_output=True,
                                env={**clean_environment, **environment}, encoding="utf-8", timeout=300)
        return SimpleNamespace(status=result.returncode, out=result.stdout, err=result.stderr)
    return run


@pytest.fixture
def run_tf1(starts, tmp_path):
    """Run `python -m lab10.tf1` so."""
    return lambda *argv, stdin="", **environment: starts.run("tf1", argv, tmp_path, environment, stdin)


def without_markers(traceback):
    """Without the lines such as ~~~^^^ below a line of code, which differ from release to release of Python."""
    return re.sub(r"^ *[~^]+ *\n", "", traceback, flags=re.MULTILINE)


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path
