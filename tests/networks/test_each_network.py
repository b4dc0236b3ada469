"""Every network of the table: its size, first weights and arithmetic, its lesson, and how well it learns."""
import ast
import difflib
import functools
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy
import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS
from lab10 import evaluation, input_data, training
from lab10.options import Options
from lab10.study.printed import PRINTED
from lab10.runs.networks import networks
from networks import arithmetic
from networks.building import BATCH, SEED, Built, built, module, source
from networks.table import GLOROT, HE, LECTURE, NORMAL, SGD, TABLE, TENTH, XAVIER

# what TensorFlow 1.15.5 made of them: see tests/original
NETWORKS_OF_THEN = json.loads((Path(__file__).parent.parent / "original" / "networks.json").read_text())["facts"]


def each(found=lambda row: True, slow=lambda row: False):
    """Parametrize by the networks of the table, one by one, as each is built once; the slow ones are marked."""
    return pytest.mark.parametrize("network", [
        pytest.param(network, marks=[pytest.mark.slow] if slow(row) else [])
        for network, row in TABLE.items() if found(row)], scope="module")


found_once = functools.cache(networks)


def test_the_list_is_complete():
    """There may be more networks, a reader's own."""
    found = found_once()
    assert set(PRINTED) <= set(TABLE) <= set(found)
    assert {network: found[network].neighbour for network in TABLE} == {
        network: row.neighbour for network, row in TABLE.items()}


@each()
def test_parameters(network):
    with built(network).graph.as_default():
        assert training.parameters() == TABLE[network].parameters


def check_weights(name, value, distribution):
    tolerance = 5 / numpy.sqrt(value.size)  # five standard errors of a mean, and more than of these variances
    ins, outs = numpy.prod(value.shape[:-1]), value.shape[-1]
    variance = {NORMAL: 1, LECTURE: 1 / ins, HE: 2 / ins, TENTH: 0.01 ** 2,
                XAVIER: 2 / (ins + outs), GLOROT: 2 / (ins + outs)}[distribution]
    assert abs(value.mean()) < tolerance * variance ** 0.5, name
    assert value.var() == pytest.approx(variance, rel=(2 if value.size < 10_000 else 1) * tolerance), name
    if distribution == XAVIER:  # uniform: flat up to a sharp bound
        bound = numpy.float32(numpy.sqrt(6 / (ins + outs)))
        assert 0.99 * bound < numpy.abs(value).max() <= bound, name
    elif distribution == GLOROT:  # a normal distribution, cut at two standard deviations, then scaled up
        assert 0.98 < numpy.abs(value).max() / (2 * variance ** 0.5 / 0.87962566) <= 1, name
        assert (numpy.abs(value) < variance ** 0.5).mean() > 0.6, name  # the uniform one has 0.58 of its weights there
    elif value.size > 1000:  # normal, and so without a bound
        assert numpy.abs(value).max() > (3 if value.size > 2000 else 2.5) * variance ** 0.5, name


@each()
def test_first_weights(network):
    for name, value in built(network).weights().items():
        name, row = name.rpartition("/")[2], TABLE[network]
        if name.startswith("b"):
            if row.biases is None:
                assert not value.any(), name
            else:
                assert value.std() > 0.4 and abs(value.mean()) < 5 / numpy.sqrt(value.size), name
        elif name[0] in "WV":
            check_weights(name, value, LECTURE if (network, name) == ("dbn", "W9") else row.weights)
        elif name.startswith("a"):  # ladder's combinations: first an estimate of 0, whatever is below and above
            assert (value == numpy.reshape([0, 1, 0, 0, 0, 0, 1, 0, 0, 0], (10, 1))).all(), name
        else:
            assert name == "s6" and (value == 1).all(), name


@each()
def test_every_draw_follows_the_seed(network):
    """And each has a seed of its own: no two layers begin alike."""
    draws = [operation for operation in built(network).graph.get_operations()
             if {"seed", "seed2"} <= set(operation.node_def.attr)]
    assert draws and {operation.get_attr("seed") for operation in draws} == {SEED}
    assert len({operation.get_attr("seed2") for operation in draws}) == len(draws)


@each()
def test_op_seeds_and_first_weights_are_those_of_tensorflow_1(network):
    """The weights to the bit: another op seed, off by one, gives others."""
    found, facts = built(network), NETWORKS_OF_THEN[network][str(SEED)]
    draws = [operation for operation in found.graph.get_operations() if "seed2" in operation.node_def.attr]
    assert [operation.get_attr("seed2") for operation in draws] == facts["op_seeds"]
    assert found.first_weights == facts["first_weights"]


@each()
def test_the_optimizer(network):
    """Its rate and epsilon, read off the graph: between 1e-8 and 1e-7 two steps show no difference."""
    row, found = TABLE[network], built(network)
    steps = found.operations("ResourceApplyAdam", SGD)
    assert sorted(step.inputs[0].op.name for step in steps) == sorted(found.trained)
    if row.optimizer == SGD:
        assert {(step.type, float(tf.get_static_value(step.inputs[1]))) for step in steps} == {
            (SGD, float(numpy.float32(row.rate)))}
        return
    assert {float(tf.get_static_value(step.inputs[8])) for step in steps} == {float(numpy.float32(row.optimizer))}
    if found.model.total_steps is None:  # else it falls
        assert {float(tf.get_static_value(step.inputs[5])) for step in steps} == {float(numpy.float32(row.rate))}


@each(lambda row: row.logits)
def test_prediction_and_cost_are_numpys(network):
    """In evaluation: ReLU of the logits where the note has it, and no dropout."""
    found, row = built(network), TABLE[network]
    weights = found.weights()
    logits = row.logits(weights, BATCH[0])
    hypothesis, cost = found.run([found.model.hypothesis, found.model.cost])
    expected = arithmetic.relu(logits) if row.relu_logits else logits
    tolerance = (1e-3 if row.weights == NORMAL else 1e-4) * numpy.abs(expected).max()
    numpy.testing.assert_allclose(hypothesis, expected, rtol=1e-3, atol=tolerance)
    expected = arithmetic.cross_entropy(logits, BATCH[1])
    if network == "xavier_adam_l2":
        expected += 0.0001 * sum((weights[name] ** 2).sum() for name in ("W1", "W2", "W3"))
        assert expected - arithmetic.cross_entropy(logits, BATCH[1]) > 0.01
    assert cost == pytest.approx(expected, rel=1e-4)


DENSE = [network for network, row in TABLE.items()
         if row.logits is arithmetic.dense and network not in ("wider_glorot", "deep_relu", "xavier_adam_l2")]


@pytest.mark.parametrize("network", DENSE, scope="module")
def test_gradients_are_numpys(network):
    found = built(network)
    weights = found.weights()
    expected = arithmetic.gradients(weights, *BATCH)
    for name, gradient in found.gradients(*BATCH).items():
        close = numpy.abs(gradient - expected[name]) < 2e-3 * numpy.abs(expected[name]).max()
        assert close.mean() > 0.999, name  # at ReLU's kink rounding may turn a unit on or off


def some_batch(n):
    return input_data.load("digits", seed=1).train.next_batch(n)


def test_two_steps_of_sgd():
    found = Built("xavier_sgd")
    for images, labels in some_batch(60), some_batch(100):
        weights, gradients = found.weights(), found.gradients(images, labels)
        found.run(found.model.train, images, labels)
        for name, value in found.weights().items():
            numpy.testing.assert_allclose(value, weights[name] - 0.1 * gradients[name], rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("network", ["softmax", "xavier_adam_high_lr"])
def test_two_steps_of_adam(network):
    """Adam as its paper's section 2 ends and TensorFlow has it: epsilon beside the uncorrected second moment's root."""
    found, rate = Built(network), TABLE[network].rate
    weights = found.weights()
    first, second = dict.fromkeys(weights, 0), dict.fromkeys(weights, 0)
    for step, (images, labels) in enumerate([some_batch(60), some_batch(100)], 1):
        found.run(found.model.train, images, labels)
        lr = rate * numpy.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)
        for name, gradient in arithmetic.gradients(weights, images, labels).items():
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.999 * second[name] + 0.001 * gradient ** 2
            weights[name] = weights[name] - lr * first[name] / (numpy.sqrt(second[name]) + 1e-8)
    for name, value in found.weights().items():
        # a gradient next to zero takes its direction from rounding; all but a few must agree closely
        assert (numpy.abs(value - weights[name]) < 0.02 * rate).mean() > 0.98, name


def text_of(network):
    """The lines of its settings, `build` and `run`, without docstrings of the file and functions beside them."""
    text = source(network)
    nodes = [node for node in ast.parse(text).body[1:]
             if not isinstance(node, ast.FunctionDef) or node.name in ("build", "run")]
    return "\n".join(ast.get_source_segment(text, node) for node in nodes).splitlines()


@each(lambda row: row.lesson)
def test_the_diff_is_the_lesson(network):
    lines = difflib.ndiff(text_of(TABLE[network].neighbour), text_of(network))
    changed = {line[2:].split()[0] for line in lines if line[0] in "+-" and line[2:].strip()}
    assert changed == set(TABLE[network].lesson.split())


@each()
def test_settings(network):
    """Each is used once, and goes where it belongs: `run` is the same in all networks but for the images."""
    row, text = TABLE[network], source(network)
    found = module(network)
    assert (found.learning_rate, found.training_epochs, found.batch_size) == (row.rate, row.epochs, 100)
    names = [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)
             and isinstance(node.ctx, ast.Load)]
    constants = re.findall(r"^(\w+) = ", text, re.MULTILINE)
    more = {("ensemble", "members"): 3, ("dbn", "batch_size"): 3}
    assert {constant: names.count(constant) for constant in constants} == {
        constant: more.get((network, constant), 1) for constant in constants}
    run, same = (of.partition("def run(options):\n")[2] for of in (text, source("xavier_adam")))
    if row.images == 60_000:
        same = same.replace("one_hot=True)", "one_hot=True, validation_size=0)")
    if network == "dbn":
        run = run.replace("            if not options.restore:\n"
                          "                pretrain(sess, model, mnist.train, options)\n", "")
    assert run == same and "training.train(sess, model, mnist, training_epochs, batch_size, options)" in run
    assert text.endswith('if __name__ == "__main__":\n    command_line.main(run)\n')


@pytest.mark.parametrize("images, network", [(1192, "xavier_adam"), (1300, "wide_glorot")])
def test_images_to_train_on(monkeypatch, images, network):
    """Of MNIST 55,000, and 60,000."""
    seen = []
    monkeypatch.setattr(training, "train", lambda sess, model, mnist, *sizes: seen.append(
        (mnist.train.num_examples, *sizes[:2])))
    module(network).run(DIGITS)
    assert seen == [(images, 15, 100)]


@pytest.mark.parametrize("network", PRINTED, scope="module")
def test_the_lesson_says_the_networks_own_numbers(network):
    """Rates, epochs and sizes in the docstring's first line are those of the code below it."""
    found, row = built(network), TABLE[network]
    fed = [value for feed in (found.model.train_feed, found.model.test_feed) for value in feed.values()]
    sizes = [size for variable in found.variables.values() for size in variable.shape]
    known = {f"{number:,}" for number in (row.rate, row.epochs, *fed, *sizes)}
    lesson = found_once()[network].lesson.replace("N(0,1)", "")
    assert set(re.findall(r"\d[\d,]*(?:\.\d+)?", lesson)) <= known


@pytest.mark.parametrize("network", PRINTED)
def test_lines_of_a_reader_of_the_notes(network):
    text = source(network)
    assert len(text.splitlines()) <= (54 if TABLE[network].parameters <= 269_322 else 63)
    for forbidden in ("def dense", "for layer", "import *", "class "):
        assert forbidden not in text


@functools.cache
def trained(network):
    """The History and Score of its training on the digits."""
    return module(network).run(replace(DIGITS, epochs=TABLE[network].digits_epochs))


@each(slow=lambda row: row.slow)
def test_on_digits(network):
    row = TABLE[network]
    history, score = trained(network)
    assert score.data == "digits" and score.total == 497 and history.parameters == row.parameters
    assert row.digits[0] <= score.accuracy <= row.digits[1]


def test_the_order_that_the_notes_teach():
    """Layers help, Xavier's weights help more; with plain SGD, N(0,1) weights do not learn at all."""
    order = ("relu_sgd", "softmax", "plain_nn", "xavier_adam")
    history = {network: trained(network)[0] for network in order}
    accuracy = {network: trained(network)[1].accuracy for network in order}
    assert sorted(order, key=accuracy.get) == list(order)
    assert accuracy["xavier_adam"] - accuracy["plain_nn"] > 0.05
    assert history["plain_nn"].costs[0] > 100 * history["xavier_adam"].costs[0]
    assert all(cost > 2 or math.isnan(cost) for cost in history["relu_sgd"].costs)
    assert not history["relu_sgd"].costs[0] < 1e5


def test_on_mnist_in_short(mnist_dir):
    history, score = module("plain_nn").run(Options(epochs=1, data="mnist", data_dir=mnist_dir, quiet=True, predict=0))
    assert score.data == "mnist" and score.total == 10000
    assert 0.85 <= score.accuracy <= 0.92  # three seeds: .886 to .898
    assert 110 <= history.costs[0] <= 220  # the notes: 183.5


@pytest.mark.slow
@pytest.mark.parametrize("network", [network for network, row in reversed(TABLE.items()) if row.mnist])
def test_on_mnist_at_length(mnist_dir, network):
    """At full length the accuracy is the middle one of the last five epochs'.

    A single step can throw rnn back, from .968 to .950 in one epoch.
    """
    epochs, (least, most), first, last = TABLE[network].mnist
    test, accuracies = input_data.load("mnist", mnist_dir, one_hot=True).test, []

    def watch(sess, model, history):
        accuracies.append(evaluation.accuracy(sess, model, test).accuracy)
    history, score = module(network).run(
        Options(data="mnist", data_dir=mnist_dir, epochs=epochs, threads=1, quiet=True, predict=0, watch=watch))
    print(network, accuracies, history.costs[0], history.costs[-1], score.members)
    assert score.data == "mnist" and score.total == 10000 and score.accuracy == accuracies[-1]
    full = epochs == TABLE[network].epochs
    assert least <= numpy.median(accuracies[-5:] if full else accuracies[-1]) <= most
    if first is None:  # it diverges
        assert all(math.isnan(cost) for cost in history.costs[1:]) or history.costs[0] > 10
        return
    assert first[0] <= history.costs[0] <= first[1]
    assert last[0] <= history.costs[-1] <= last[1]
