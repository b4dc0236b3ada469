"""TensorFlow's private names: each stands in one place, and a network trains when any of them is gone."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

import lab10
from lab10.runs import networks
from lab10.terminal import tensorflow_private
from lab10.tf1 import private

HOME = Path(lab10.__file__).parent
PRIVATE = Path(tensorflow_private.__file__), Path(private.__file__)
OF_THEN = "inside_original.py"  # runs in TensorFlow 1.15.5, which does not change
GONE = """
import contextlib, sys
from lab10 import options, softmax
import tensorflow

def train(*loops):
    for loop in loops:
        softmax.run(options.Options(data="digits", epochs=1, loop=loop, predict=0, quiet=True))

@contextlib.contextmanager
def without(module, name=None):
    kept = sys.modules[module] if name is None else getattr(sys.modules[module], name)
    if name is None:
        parent, _, child = module.rpartition(".")
        sys.modules[module] = None
        delattr(sys.modules[parent], child)
    else:
        delattr(sys.modules[module], name)
    try:
        yield
    finally:
        if name is None:
            sys.modules[module] = kept
            setattr(sys.modules[parent], child, kept)
        else:
            setattr(sys.modules[module], name, kept)

import tensorflow.python.util._pywrap_util_port
port = "tensorflow.python.util._pywrap_util_port"
for gone, loops in [((port,), ("exact", "xla")), ((port, "IsMklEnabled"), ("exact",))]:  # which names it
    with without(*gone):
        train(*loops)
    print("trained without", *gone)
"""


def test_networks_train_without_each_of_them(run_code):
    result = run_code(GONE)
    assert result.status == 0, result.err
    assert result.out.count("trained without") == 2


@pytest.mark.slow
def test_the_import_holds_where_what_it_leaves_out_has_other_names():
    """Then TensorFlow is imported as a whole."""
    program = ("from lab10.terminal import tensorflow_private\n"
               "tensorflow_private.UNUSED = ('nowhere.to.be.found', 'numpy.nothing')\n"
               "from lab10 import softmax")
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


@pytest.mark.parametrize("without", [False, True])
def test_onednn_is_told_with_and_without(monkeypatch, without):
    if without:
        monkeypatch.setitem(sys.modules, "tensorflow.python.util._pywrap_util_port", None)
        import tensorflow.python.util as util
        monkeypatch.delattr(util, "_pywrap_util_port", raising=False)
        monkeypatch.setattr(tensorflow_private.platform, "machine", lambda: "arm64")
        assert tensorflow_private.has_onednn() is False
        monkeypatch.setattr(tensorflow_private.platform, "machine", lambda: "AMD64")
        assert tensorflow_private.has_onednn() is True
    monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", "0")
    assert tensorflow_private.has_onednn() is False


def test_they_stand_in_one_place():
    files = [path for path in HOME.rglob("*.py") if path not in PRIVATE and path.name != OF_THEN]
    assert len(files) > len(networks.networks())
    for path in files:
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                [node.module or ""] if isinstance(node, ast.ImportFrom) else \
                [ast.unparse(node.args[0])] if isinstance(node, ast.Call) and "import_module" in ast.unparse(
                    node.func) else []
            assert not any(name.lstrip("'f").startswith(("tensorflow.python", "keras.src", "tf_keras.src"))
                           for name in names), path
            assert getattr(node, "attr", None) != "_set_attr", path
