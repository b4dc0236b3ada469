"""`--check` says without running what running would say."""
import json

import pytest

from tf1.runs import SCRIPTS, write

PROGRAMS = {  # what is said after the name; and what the exit status is when it is run
    "runs.py": ("import tensorflow as tf\nfrom tensorflow.contrib import slim as s\nx = s.conv2d\n"
                "tf.app.flags.DEFINE_string('a', 'b', 'c')\nprint(tf.app.flags.FLAGS.a, tf.mul(1, 2))", "runs", 0),
    "old.py": ("print 7 / 2", "runs after translation from Python 2", 0),
    "stops.py": ("import tensorflow as tf\ndef f():\n    return tf.contrib.cudnn_rnn.CudnnGRU\nf()",
                 "stops at line 3: tf.contrib.cudnn_rnn is not offered; today: tf.keras.layers.LSTM, "
                 "tf.keras.layers.GRU", 1),
    "imports.py": ("from tensorflow.contrib.opt import AdamWOptimizer",
                   "stops at line 1: tf.contrib.opt is not offered; today: tf.keras.optimizers (Nadam, Adamax, AdamW "
                   "and others)", 1),
    "never.py": ("import tensorflow as tf\nnever = tf.nn.relo if False else 1", "runs", 0),
    "uncalled.py": ("import tensorflow as tf\ndef f():\n    tf.contrib.gan", "runs", 0),
    "tried.py": ("import tensorflow as tf\ntry:\n    tf.contrib.gan\nexcept AttributeError:\n    pass", "runs", 0),
    "version.py": ("import tensorflow as tf\nif tf.__version__[0] == '0':\n    tf.contrib.gan", "runs", 0),
    "new.py": ("import tensorflow as tf\nx = tf.constant(1)\nprint(x.numpy())", "is TensorFlow 2 (line 3: numpy())", 1),
    "seeds.py": ("import tensorflow as tf\ntf.random.set_seed(1)", "is TensorFlow 2 (line 2: tf.random.set_seed)", 1),
    "eager.py": ("import tensorflow as tf\ntf.enable_eager_execution()\nprint(tf.constant(1).numpy())", "runs", 0),
    "torched.py": ("import tensorflow as tf\nimport no_such_package.x\n", "needs no_such_package (line 2)", 1),
    "beside.py": ("import old", "runs", 0),
    "dropped.py": ("from sklearn.cross_validation import train_test_split", "runs", 0),
    "broken.py": ("x = 1\ny = (", "is not valid Python (line 2: '(' was never closed)", 1),
    "sub/note.ipynb": (json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        for source in ("%matplotlib inline\nimport tensorflow as tf", "!ls\ntf.contrib.gan")]}),
        "stops at code cell 2, line 2: tf.contrib.gan is not offered; today: the package tensorflow-gan", None),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "code" / "sub" / ".ipynb_checkpoints").mkdir(parents=True)
    write(tmp_path / "code" / "sub" / ".ipynb_checkpoints" / "x.py", "x = (")
    write(tmp_path / "code" / "data.txt", "x = (")
    for name, (code, *_) in PROGRAMS.items():
        write(tmp_path / "code" / name, code)
    return tmp_path / "code"


def test_a_folder(run_tf1, folder):
    result = run_tf1("--check", "code")
    *lines, count = result.out.splitlines()
    assert lines == [f"code/{name}: {said}" for name, (_, said, _) in sorted(PROGRAMS.items())], result.err
    assert count == ("of 16 programs 8 would run, 1 would run after translation from Python 2, 3 would stop, 2 are "
                     "TensorFlow 2, 1 need a package that is not installed, 1 cannot be read as Python")
    assert (result.status, result.err) == (0, "")
    assert not (folder / "__pycache__").exists()


@pytest.mark.slow
def test_running_agrees(run_tf1, folder):
    for name, (_, _, status) in PROGRAMS.items():
        if status is not None:
            assert run_tf1(folder / name).status == status, name


def test_as_json(run_tf1, folder):
    """And our own scripts run."""
    found = json.loads(run_tf1("--check", "--json", folder / "stops.py", folder / "old.py", SCRIPTS).out)
    stops, old, *ours = found["programs"]
    assert stops["place"] == "line 3" and old["path"].endswith("old.py")
    assert {verdict["verdict"] for verdict in ours} == {"runs", "python2"}, ours
    verdicts = [verdict["verdict"] for verdict in found["programs"]]
    assert found["counts"] == {verdict: verdicts.count(verdict) for verdict in verdicts}
    assert found["counts"]["stops"] == 1 and len(ours) > 10


def test_what_is_not_there(run_tf1, tmp_path):
    result = run_tf1("--check", "nowhere")
    assert (result.status, result.err) == (2, "lab10: nowhere: there is no such file or folder\n")
    (tmp_path / "empty").mkdir()
    assert run_tf1("--check", "empty").out == "no scripts or notebooks there\n"
