"""The ensemble: each member is a network of its own, and their outputs are averaged."""
import functools
import json
import re
from dataclasses import replace

import numpy
import pytest
import tensorflow.compat.v1 as tf

from lab10 import ensemble, evaluation, input_data, training
from networks.arithmetic import cross_entropy, dense, softmax
from networks.building import BATCH, Built


@functools.cache
def shared():
    """The ensemble, built once for who does not mind what its weights are; it is trained in one test alone."""
    return Built("ensemble")


def test_each_member_is_a_network_of_its_own():
    """A step of the ensemble is, for each member, the step of xavier_adam from the same weights."""
    together, alone = shared(), Built("xavier_adam")
    first = together.weights()
    together.run(together.model.train)
    for member in (1, 7):
        with alone.graph.as_default():
            alone.sess.run(tf.global_variables_initializer())
            for name, variable in alone.variables.items():
                if name in alone.trained:
                    variable.load(first[f"member{member}/{name}"].astype(numpy.float32), alone.sess)
        alone.run(alone.model.train)
        for name, value in alone.weights().items():
            numpy.testing.assert_allclose(together.weights()[f"member{member}/{name}"], value, atol=1e-6)


def member_logits(weights, member, images):
    prefix = f"member{member}/"
    return dense({name[len(prefix):]: value for name, value in weights.items() if name.startswith(prefix)}, images)


def test_an_ensemble_averages_its_members_outputs():
    built = shared()
    weights = built.weights()
    logits = [member_logits(weights, member, BATCH[0]) for member in range(1, 8)]
    assert len(built.model.members) == ensemble.members == 7
    for member, expected in zip(built.run(list(built.model.members)), logits):
        numpy.testing.assert_allclose(member, expected, rtol=1e-3, atol=1e-4 * numpy.abs(expected).max())
    hypothesis, cost = built.run([built.model.hypothesis, built.model.cost])
    numpy.testing.assert_allclose(hypothesis, numpy.mean([softmax(member) for member in logits], axis=0), atol=1e-4)
    assert cost == pytest.approx(numpy.mean([cross_entropy(member, BATCH[1]) for member in logits]), rel=1e-4)


def members_alone(weights):
    """The members' accuracies on the digits, each evaluated by NumPy from its own weights."""
    test = input_data.load("digits").test
    right = test.labels.argmax(axis=1)
    return [(member_logits(weights, member, test.images).argmax(axis=1) == right).mean() for member in range(1, 8)]


def test_an_ensemble_prints_and_records_its_members(command, tmp_path, monkeypatch):
    train, weights = training.train, {}

    def trained(sess, model, mnist, epochs, size, options):
        history = train(sess, model, mnist, epochs, size, options)
        weights.update(sess.run({variable.op.name: variable for variable in tf.trainable_variables()}))
        evaluation.evaluate(sess, model, mnist.test, replace(options, quiet=True))  # prints one line alone
        return history
    monkeypatch.setattr(training, "train", trained)
    result = command("ensemble", "--data", "digits", "--epochs", 1, "--predict", 0, "--json", tmp_path / "record.json")
    printed = re.findall(r"^(?:Member (\d)|Accuracy): (0\.\d{4}) \(\d+ of 497 wrong\) on digits$", result.out,
                         re.MULTILINE)
    assert [number for number, _ in printed] == ["", *"1234567", ""] and printed[0] == printed.pop()
    del printed[0]
    assert len({accuracy for _, accuracy in printed}) > 1
    record = json.loads((tmp_path / "record.json").read_text())
    assert [f"{accuracy:.4f}" for accuracy in record["members"]] == [accuracy for _, accuracy in printed]
    assert record["members"] == pytest.approx(members_alone(weights), abs=1e-9)
