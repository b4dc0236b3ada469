"""Checkpoints: they know what made them, fit what takes them, and survive company."""
import importlib
import json
import os
import signal

import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS, assert_one_line_error
from lab10.loops import checkpoints
from lab10.options import Options
from lab10.terminal.errors import LabError

MADE = checkpoints.About(seed=1, data="made", examples=3, planned=9)


def test_only_the_last_is_kept(command, tmp_path):
    command("softmax", "--data", "digits", "--epochs", 3, "--save", tmp_path)
    assert [path.name for path in tmp_path.glob("*.index")] == ["softmax-3.index"]


def test_a_checkpoint_knows_its_seed(command, tmp_path):
    """What goes on without --seed goes on with the seed of the weights, and records that."""
    unbroken = command("softmax", "--data", "digits", "--epochs", 3, "--seed", 5)
    command("softmax", "--data", "digits", "--epochs", 2, "--seed", 5, "--save", tmp_path)
    result = command("softmax", "--data", "digits", "--epochs", 1, "--restore", tmp_path,
                     "--json", tmp_path / "record.json")
    assert result.out.splitlines()[:-1] == unbroken.out.splitlines()[2:-1]  # the last line is the time
    record = json.loads((tmp_path / "record.json").read_text())
    assert (record["seed"], record["epochs_before"], record["epochs"]) == (5, 2, 1)
    assert command("softmax", "--data", "digits", "--restore", tmp_path, "--seed", 5).status == 0
    result = command("softmax", "--data", "digits", "--restore", tmp_path, "--seed", 6)
    assert_one_line_error(result, "trained with --seed 5, not 6")


def test_a_checkpoint_of_other_code_is_refused(tmp_path):
    """TensorFlow's Saver alone would give a variable another shape."""
    def build(units):
        tf.get_variable("W1", [3, units])
        tf.get_variable("b1", [units])
    with tf.Graph().as_default(), tf.Session() as sess:
        build(4)
        sess.run(tf.global_variables_initializer())
        with checkpoints.Keeper(str(tmp_path), "mine", MADE) as keeper:
            keeper.save(sess, 7)
    with tf.Graph().as_default(), tf.Session() as sess:
        build(5)
        with pytest.raises(LabError, match=r"W1 is \[3, 4\] there and \[3, 5\] here; train again"):
            checkpoints.restore(sess, str(tmp_path), "mine", *MADE[:3])
    with tf.Graph().as_default(), tf.Session() as sess:
        build(4)
        tf.get_variable("W2", [4, 4])
        with pytest.raises(LabError, match=r"W2 is missing there and \[4, 4\] here; train again"):
            checkpoints.restore(sess, str(tmp_path), "mine", *MADE[:3])
    with tf.Graph().as_default(), tf.Session() as sess:
        build(4)
        assert checkpoints.restore(sess, str(tmp_path), "mine", *MADE[:3]).epochs == 7


HOLD = """
import sys, time, tensorflow.compat.v1 as tf
from lab10.loops import checkpoints
with tf.Graph().as_default():
    tf.get_variable("W1", [3])
    with checkpoints.Keeper(sys.argv[1], "softmax", None), checkpoints.Keeper(sys.argv[1], "dbn", None):
        print("open", flush=True)
        time.sleep(600)
"""


def test_two_trainings_do_not_save_into_one_place(command, begin, tmp_path):
    process = begin("code", HOLD, tmp_path)
    try:
        process.wait_for("open\n")
        # which has much to do before its first epoch
        result = command("dbn", "--data", "digits", "--epochs", 1, "--save", tmp_path)
        assert_one_line_error(result, tmp_path, "another process writes checkpoints here", "--save")
        assert not result.out
        result = command("softmax", "--data", "digits", "--epochs", 1, "--save", tmp_path)
        assert_one_line_error(result, tmp_path, "another process writes checkpoints here", "--save")
        assert command("plain_nn", "--data", "digits", "--epochs", 1, "--save", tmp_path).status == 0
    finally:
        process.end(by=signal.SIGKILL)
    assert command("softmax", "--data", "digits", "--epochs", 1, "--save", tmp_path).status == 0  # a killed one lets go


@pytest.mark.parametrize("option", ["save", "restore"])
@pytest.mark.parametrize("name", ["a*b", "a[b", "a\\b", "a\udcff"])
def test_names_that_tensorflow_cannot_find_again(monkeypatch, tmp_path, option, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LabError, match="rename it"):
        Options("softmax", **{option: name})
    assert not os.listdir(tmp_path)


def test_from_a_program_a_directory_is_made_and_a_network_named(tmp_path):
    with pytest.raises(LabError, match="name the network"):
        Options(save=tmp_path)
    with pytest.raises(LabError, match="name the network"):
        Options(restore=tmp_path)
    softmax = importlib.import_module("lab10.softmax")
    softmax.run(Options("softmax", epochs=1, save=tmp_path / "new" / "deep", data="digits", quiet=True, predict=0))
    assert (tmp_path / "new" / "deep" / "softmax-1.index").exists()
    assert DIGITS.network is None  # nothing else needs the name
