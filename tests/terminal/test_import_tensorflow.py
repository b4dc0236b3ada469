"""TensorFlow's start: without Keras, without its messages, and with every word where it fails."""
import os
import signal
import subprocess
import sys
from types import ModuleType

import pytest

from conftest import POSIX
from lab10.terminal import import_tensorflow

NETWORK = "from lab10 import command_line\n\nif __name__ == '__main__':\n    command_line.main(run)\n"


def python(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={**os.environ, **environment})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="asks the process that others are forked from")
def test_keras_waits_until_it_is_asked_for(run_code):
    result = run_code("""
assert "tensorflow" in imported_at_first and not {"keras", "tf_keras", "sklearn", "scipy"} & imported_at_first
import tensorflow as tf
from tensorflow.keras.layers import Dense
assert tf.keras.layers.Dense is Dense
assert tf.losses.CategoricalCrossentropy
import scipy.sparse
assert scipy.sparse.eye
""")
    assert result.status == 0, result.err


def test_a_program_that_has_keras_keeps_it(monkeypatch):
    before = ModuleType("keras.src.optimizers")
    monkeypatch.setitem(sys.modules, "keras.src.optimizers", before)
    monkeypatch.delitem(sys.modules, "tf_keras.src.optimizers", raising=False)
    with import_tensorflow._without_unused():
        assert sys.modules["keras.src.optimizers"] is before and sys.modules["tf_keras.src.optimizers"] is None
    assert sys.modules["keras.src.optimizers"] is before and "tf_keras.src.optimizers" not in sys.modules


@pytest.fixture
def broken(tmp_path):
    """broken(code) makes a tensorflow that runs this code when it is imported; gives the environment that finds it."""
    def make(code):
        (tmp_path / "tensorflow").mkdir()
        (tmp_path / "tensorflow" / "__init__.py").write_text("import os\nos.write(2, b'a message\\n')\n" + code)
        return {"PYTHONPATH": str(tmp_path)}
    return make


@POSIX
def test_an_abort_keeps_its_reason(broken):
    """As of a TensorFlow that was built for a newer processor."""
    result = python("import lab10.softmax", **broken("os.write(2, b'built for AVX\\n')\nos.abort()"))
    assert result.returncode == -signal.SIGABRT
    assert result.stderr == "a message\nbuilt for AVX\n"


def test_a_failure_keeps_its_reason(broken):
    result = python("import lab10.softmax", **broken("raise ImportError('no such library')"))
    assert result.returncode == 1
    assert result.stderr.startswith("a message\n") and result.stderr.endswith("ImportError: no such library\n")


def test_messages_when_asked_for(broken):
    """Of a tensorflow that says something on every machine."""
    environment = broken("import sys\nsys.modules['tensorflow.compat'] = sys.modules['tensorflow.compat.v1'] = os")
    for level, messages in (("3", ""), ("0", "a message\n")):
        result = python("from lab10.terminal import import_tensorflow", TF_CPP_MIN_LOG_LEVEL=level, **environment)
        assert (result.returncode, result.stderr) == (0, messages)


@pytest.mark.parametrize("command", [["-m", "lab10.softmax"], ["mine.py"]])
@POSIX
def test_interrupt_at_the_start(broken, tmp_path, command):
    environment = broken("print('importing', flush=True)\nimport time\ntime.sleep(60)")
    (tmp_path / "mine.py").write_text(NETWORK)
    process = subprocess.Popen([sys.executable, *command], env={**os.environ, **environment}, cwd=tmp_path,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and err == "lab10: interrupted\n"


@pytest.mark.parametrize("command", ["lab10.study", "lab10.tf1", "lab10"])
@POSIX
def test_interrupt_in_the_imports(tmp_path, command):
    """Of any module, before the command itself begins."""
    (tmp_path / "argparse.py").write_text("print('importing', flush=True)\nimport time\ntime.sleep(60)")
    (tmp_path / "difflib.py").write_text("import argparse")
    process = subprocess.Popen([sys.executable, "-m", command, "xy"], env={**os.environ, "PYTHONPATH": str(tmp_path)},
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT and err == "lab10: interrupted\n"


@POSIX
def test_messages_of_a_block_are_held_back_unless_it_fails():
    """As those of the compiler of TensorFlow 2.16 and 2.17."""
    program = ("import os, sys\nsys.modules['tensorflow'] = os\nfrom lab10.terminal import import_tensorflow\n"
               "with import_tensorflow.silence():\n    os.write(2, b'logged\\n')\n{}\n"
               "print('after', file=sys.stderr)")
    kept, failed, ended = (python(program.format(f"    {line}")) for line in ("pass", "1 / 0", "os.abort()"))
    assert (kept.returncode, kept.stderr) == (0, "after\n")
    assert failed.returncode == 1 and failed.stderr.startswith("logged\n") and "ZeroDivisionError" in failed.stderr
    assert ended.returncode == -signal.SIGABRT and ended.stderr == "logged\n"
