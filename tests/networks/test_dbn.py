"""The deep belief network: each Boltzmann machine against NumPy, and their turns before the training."""
import functools
import re
from dataclasses import replace

import numpy
import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS
from lab10 import dbn, input_data, training
from networks.arithmetic import EIGHT, sigmoid
from networks.building import BATCH, Built


@functools.cache
def shared():
    """The network, built once for who does not mind what its weights are."""
    return Built("dbn")


@pytest.mark.parametrize("layer", EIGHT)
def test_a_step_of_a_boltzmann_machine(layer):
    """CD-1 by NumPy, from the numbers that were drawn in the same step; nothing else changes.

    It is the second step: before the first, the biases are zero and would not be missed.
    """
    built = shared()
    with built.graph.as_default():
        error, adjust = tf.get_collection("rbms")[layer - 1]
        draw = [op.outputs[0] for op in built.graph.get_operations() if op.type == "RandomUniform"][layer - 1]
    built.run(adjust)
    before = built.sess.run(built.variables)
    error, draw, _ = built.run([error, draw, adjust])
    after = built.sess.run(built.variables)
    weights = {name: value.astype(float) for name, value in before.items()}
    seen = BATCH[0].astype(float)
    for i in range(1, layer):
        seen = sigmoid(seen @ weights[f"W{i}"] + weights[f"b{i}"])
    W, b, c = f"W{layer}", f"b{layer}", "c" if layer == 1 else f"c_{layer - 1}"
    likely = sigmoid(seen @ weights[W] + weights[b])
    estimate = sigmoid((draw < likely) @ weights[W].T + weights[c])
    again = sigmoid(estimate @ weights[W] + weights[b])
    steps = {W: 0.1 * (seen.T @ likely - estimate.T @ again) / 100, b: 0.1 * (likely - again).mean(axis=0),
             c: 0.1 * (seen - estimate).mean(axis=0)}
    assert error == pytest.approx(((seen - estimate) ** 2).mean(), rel=1e-4)
    for name, value in after.items():
        numpy.testing.assert_allclose(value - before[name], steps.get(name, 0 * value), rtol=1e-3, atol=2e-7)


def test_boltzmann_machines_take_their_turns_from_the_first_layer_on(monkeypatch):
    built, turns = shared(), []

    def epoch(_, model, *__):
        turns.append((model.cost, model.train))
        return lambda: [0.0]
    monkeypatch.setattr(training, "fed_epoch", epoch)
    with built.graph.as_default():
        machines = tf.get_collection("rbms")
        dbn.pretrain(built.sess, built.model, input_data.load("digits", seed=777).train, DIGITS)
    assert turns == machines and len(turns) == 8
    for i, (error, _) in enumerate(machines, 1):
        nodes = tf.graph_util.extract_sub_graph(built.graph.as_graph_def(), [error.op.name]).node
        assert {f"W{layer}" for layer in range(1, i + 1)} == {node.name for node in nodes if re.match("W.$", node.name)}


def test_a_batch_larger_than_the_data_is_refused_before_the_pretraining(monkeypatch, command):
    monkeypatch.setattr(dbn, "batch_size", 2000)
    result = command("dbn", "--data", "digits")
    assert (result.status, result.out) == (2, "")
    assert result.err == "lab10: a batch of 2000 is more than the 1192 training images\n"


def test_boltzmann_machines_learn_one_after_another(capsys):
    """Each layer's error falls, and its turn leaves the others' weights alone."""
    built = Built("dbn")
    train = input_data.load("digits", seed=777).train
    with built.graph.as_default():
        first = built.weights()
        dbn.pretrain(built.sess, built.model, train, replace(DIGITS, quiet=False))
        last = built.weights()
    lines = re.findall(r"RBM (\d) epoch: (\d{4}) error = (\d\.\d{9})\n", capsys.readouterr().out)
    assert [(int(layer), int(epoch)) for layer, epoch, _ in lines] == [(i, e) for i in EIGHT for e in (1, 2, 3)]
    errors = {(int(layer), int(epoch)): float(error) for layer, epoch, error in lines}
    assert all(errors[i, 1] > errors[i, 3] for i in EIGHT)
    assert all((first[f"W{i}"] != last[f"W{i}"]).any() for i in EIGHT) and (first["W9"] == last["W9"]).all()
    order = input_data.load("digits", seed=777).train
    assert (train.next_indices(50) == order.next_indices(50)).all()  # the training begins with its own first batch


@pytest.mark.slow
def test_a_restored_dbn_is_not_pretrained_again(tmp_path, command):
    arguments = "--data", "digits", "--epochs", 1, "--predict", 0
    saved = command("dbn", *arguments, "--save", tmp_path)
    restored = command("dbn", *arguments, "--restore", tmp_path)
    unbroken = command("dbn", "--data", "digits", "--epochs", 2, "--predict", 0)
    assert "RBM 8 epoch: 0003" in saved.out and "RBM" not in restored.out
    assert [line for line in unbroken.out.splitlines() if line.startswith(("Epoch: 0002", "Accuracy"))] == [
        line for line in restored.out.splitlines() if line.startswith(("Epoch: 0002", "Accuracy"))]


def test_an_interrupted_pretraining_ends_as_elsewhere(monkeypatch, command, tmp_path):
    def interrupted(*_):
        raise KeyboardInterrupt
    monkeypatch.setattr(training, "fed_epoch", interrupted)
    for options, told in ((), ""), (("--save", tmp_path), "; no checkpoint was saved yet"):
        result = command("dbn", "--data", "digits", "--epochs", 1, *options)
        assert result.status == 130 and result.err == f"lab10: interrupted{told}\n"
