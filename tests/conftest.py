"""What the tests share: where real MNIST is, a small made-up MNIST, and a way to run a command."""
import gc
import gzip
import importlib
import os
import re
import sys
from types import ModuleType, SimpleNamespace

import numpy
import pytest
import threadpoolctl

from lab10 import input_data
from lab10.mnist import sets
from lab10.options import Options

pytest_plugins = ["page.pages", "processes", "tf1.runs"]
sys.modules["rfc3987_syntax"] = None  # takes jsonschema two seconds, for addresses, of which notebooks have none
threadpoolctl.threadpool_limits(1)  # of NumPy: there is a process of tests for each processor
# for tests of what Windows has not: a shell with these tools, POSIX' signals and file modes, links for everybody
POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell, signals, file modes or links: not on this system")
DIGITS = Options(data="digits", quiet=True, predict=0)


def pytest_configure(config):
    """Let XLA take the first code that it finds: to look for faster code takes longer than these trainings.

    The slow tests compile as everybody does.
    """
    if config.getoption("markexpr") == "not slow":
        os.environ.setdefault(
            "XLA_FLAGS", "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true")


def pytest_collection_finish():
    """What is imported by now stays: Python need not look through it each time that it looks for garbage."""
    gc.collect()
    gc.freeze()


def pytest_pycollect_makemodule(module_path):
    """Whichever file of tests comes first, TensorFlow is imported as lab10 imports it: silently, without Keras, and
    before a file does so by itself. A file that has nothing of it leaves it alone."""
    if re.search("^(import tensorflow|from networks)", module_path.read_text(encoding="utf-8"), re.MULTILINE):
        importlib.import_module("lab10.terminal.import_tensorflow")


@pytest.fixture
def mnist_dir():
    """The directory of the real files; where they are not, the test is skipped.

    But never in continuous integration where LAB10_DATA_DIR names them.
    """
    directory = input_data.default_directory()
    if not all((directory / name).exists() for name in sets.FILES):
        assert not (os.environ.get("CI") and os.environ.get("LAB10_DATA_DIR")), f"no MNIST in {directory}"
        pytest.skip(f"no MNIST in {directory}: set LAB10_DATA_DIR")
    return directory


@pytest.fixture
def fashion_dir():
    """The directory of Fashion-MNIST's real files, likewise."""
    directory = input_data.default_directory("fashion")
    if not all((directory / name).exists() for name in sets.FILES):
        assert not (os.environ.get("CI") and os.environ.get("LAB10_FASHION_DIR")), f"no Fashion-MNIST in {directory}"
        pytest.skip(f"no Fashion-MNIST in {directory}: set LAB10_FASHION_DIR")
    return directory


@pytest.fixture
def small_mnist(tmp_path, monkeypatch):
    """A directory with a made-up MNIST of 60 + 20 images that passes for the real one."""
    return make_idx(tmp_path / "small", monkeypatch)


def make_idx(directory, monkeypatch, known=sets.MNIST, training=60):
    """Make a directory with the files of a set of so many training images and 20 test images, which then passes for the
    known one."""
    from hashlib import sha256
    directory.mkdir()
    generator = numpy.random.RandomState(list(sets.KNOWN).index(known.name))
    for prefix, n in (("train", training), ("t10k", 20)):
        for name, array in ((f"{prefix}-images-idx3-ubyte.gz", generator.randint(0, 256, (n, 28, 28))),
                            (f"{prefix}-labels-idx1-ubyte.gz", generator.randint(0, 10, n))):
            array = array.astype(numpy.uint8)
            (directory / name).write_bytes(gzip.compress(idx_bytes(array), 1))
            monkeypatch.setitem(known.sha256, name, sha256((directory / name).read_bytes()).hexdigest())
            monkeypatch.setitem(known.pixels, name, sha256(array).hexdigest())
    return directory


def idx_bytes(array):
    header = bytes([0, 0, 8, array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape)
    return header + array.tobytes()


@pytest.fixture
def command(capfd):
    """Run a network's command in this process: command("softmax", "--epochs", "1") gives status, out, err."""
    from lab10 import command_line  # imports TensorFlow, which pytest's own process does not need

    def run(network, *argv):
        module = importlib.import_module(f"lab10.{network}")
        capfd.readouterr()
        status = 0
        try:
            command_line.main(module.run, [str(argument) for argument in argv])
        except SystemExit as end:
            status = end.code
        out, err = capfd.readouterr()
        return SimpleNamespace(status=status, out=out, err=err)
    return run


@pytest.fixture
def shown(monkeypatch):
    """A notebook's output as it changes: what was displayed, and what then took its place."""
    outputs = []

    class Handle:
        def __init__(self, thing):
            self.history = [thing]
            outputs.append(self.history)

        def update(self, thing):
            self.history.append(thing)

    IPython, display = ModuleType("IPython"), ModuleType("IPython.display")
    IPython.version_info = (9, 0)  # which matplotlib asks for
    IPython.get_ipython = lambda: SimpleNamespace(kernel=True)
    display.display = lambda thing, display_id: Handle(thing)
    core = ModuleType("IPython.core")
    core.pylabtools = ModuleType("IPython.core.pylabtools")  # which matplotlib 3.8 looks into
    monkeypatch.setitem(sys.modules, "IPython", IPython)
    monkeypatch.setitem(sys.modules, "IPython.core", core)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return outputs


def assert_one_line_error(result, *parts):
    """The command ended as a user's mistake should: status 2, one line that says these things, no traceback."""
    assert result.status == 2, result
    assert result.err.startswith("lab10: ") and result.err.count("\n") == 1, result.err
    for part in parts:
        assert str(part) in result.err


def assert_one_line_error_of(process, *parts):
    """The same of a subprocess.CompletedProcess."""
    assert_one_line_error(SimpleNamespace(status=process.returncode, err=process.stderr), *parts)
