"""Fixtures that run `python -m lab10.tf1`, and a made-up MNIST for it."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest

from conftest import idx_bytes

SCRIPTS = Path(__file__).with_name("scripts")
OF_LAB10 = re.compile(r"^lab10: |lab10[/\\](tf1|terminal|mnist)[/\\]", re.MULTILINE)  # a line or a frame of lab10's own
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


# waits for runs, and forks for each: TensorFlow is imported once for all of them
FORKS = """
import contextlib, json, os, sys
os.environ["TF_USE_LEGACY_KERAS"] = "1"
from lab10.tf1 import command as tf1
from lab10.terminal import import_tensorflow
del os.environ["TF_USE_LEGACY_KERAS"]
for line in sys.stdin:
    run = json.loads(line)
    child = os.fork()
    if not child:
        for number, (file, flags) in enumerate(zip(run["files"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY))):
            os.dup2(os.open(file, flags), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        os.chdir(run["directory"])
        os.environ.update(run["environment"])
        status = 1
        try:
            tf1.main(run["argv"])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        finally:
            with contextlib.suppress(AttributeError, ValueError):
                sys.stdout.flush()
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="session")
def clean_environment(made_mnist):
    """No display, and the made-up MNIST for lab10's own."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND", "TF_USE_LEGACY_KERAS", "TF_CPP_MIN_LOG_LEVEL"}
    return {**{name: value for name, value in os.environ.items() if name not in hidden},
            "LAB10_DATA_DIR": str(made_mnist), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def run_python(clean_environment, tmp_path):
    """Run Python so in an empty directory."""
    def run(*argv, **environment):
        result = subprocess.run([sys.executable, *map(str, argv)], cwd=tmp_path, capture_output=True,
                                env={**clean_environment, **environment}, encoding="utf-8", timeout=300)
        return SimpleNamespace(status=result.returncode, out=result.stdout, err=result.stderr)
    return run


@pytest.fixture(scope="session")
def forks(clean_environment):
    with subprocess.Popen([sys.executable, "-c", FORKS], env=clean_environment, encoding="utf-8",
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def run_tf1(forks, tmp_path):
    """Run `python -m lab10.tf1` so."""
    def run(*argv, stdin="", **environment):
        files = [tmp_path / f".{name}" for name in ("stdin", "stdout", "stderr")]
        for file, text in zip(files, (stdin, "", "")):
            write(file, text)
        asked = {"argv": [str(argument) for argument in argv], "directory": str(tmp_path),
                 "environment": environment, "files": [str(file) for file in files]}
        print(json.dumps(asked), file=forks.stdin, flush=True)
        status = int(forks.stdout.readline())
        return SimpleNamespace(status=status, out=files[1].read_text("utf-8"), err=files[2].read_text("utf-8"))
    return run


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path
