"""What is particular to some networks' arithmetic: gradients through eight layers and 28 rows, dropout, L2."""
import numpy
import pytest
import tensorflow.compat.v1 as tf

from networks.arithmetic import EIGHT, dense_layers, recurrent_states, relu, sigmoid, softmax
from networks.building import BATCH, Built
from networks.building import built as built_once

DROPOUT = ["xavier_sgd_dropout", "deep_dropout_keep_prob", "deep_dropout_rate"]


def assert_close(value, expected):
    numpy.testing.assert_allclose(value, expected, rtol=1e-3, atol=1e-4 * numpy.abs(expected).max())


@pytest.mark.parametrize("network", ["deep_sigmoid", "deep_relu", "fast_forward"])
def test_a_step_through_eight_layers(network):
    """What fast_forward adds goes back, too, by the way that it came."""
    built = Built(network)
    weights = built.weights()
    images, labels = BATCH
    if network != "deep_sigmoid":
        clear = clear_of_kinks(network, weights, images)
        images, labels = images[clear], labels[clear]
    activation = sigmoid if network == "deep_sigmoid" else relu
    inputs = deep_inputs(network, weights, images)
    outputs = [images.astype(float), *map(activation, inputs[:-1])]
    delta = (softmax(inputs[-1]) - labels) / len(images)
    expected = {"W9": outputs[8].T @ delta, "b9": delta.sum(axis=0)}
    back = {i: 0 for i in EIGHT}
    back[8] = delta @ weights["W9"].T
    for i in reversed(EIGHT):
        delta = back[i] * (outputs[i] * (1 - outputs[i]) if network == "deep_sigmoid" else outputs[i] > 0)
        if network == "fast_forward" and i in (4, 6, 8):
            back[i - 2] = back[i - 2] + delta
        expected |= {f"W{i}": outputs[i - 1].T @ delta, f"b{i}": delta.sum(axis=0)}
        if i > 1:
            back[i - 1] = back[i - 1] + delta @ weights[f"W{i}"].T
    gradients = built.gradients(images, labels)
    built.run(built.model.train, images, labels)
    for name, value in built.weights().items():
        if numpy.abs(expected[name]).max() > 1e-3:  # smaller ones are lost when they are taken from the weights
            assert_close((weights[name] - value) / 0.1, expected[name])
        assert_close(gradients[name], expected[name])


def deep_inputs(network, weights, images):
    """What goes into the activations of the eight hidden layers, and the logits."""
    return dense_layers(weights, images, sigmoid if network == "deep_sigmoid" else relu,
                        (4, 6, 8) if network == "fast_forward" else ())


def clear_of_kinks(network, weights, images):
    """Whether all units of an image, bool [n], are clear of ReLU's kink: there rounding may turn a unit on or off."""
    inputs = deep_inputs(network, weights, images)[:-1]
    clear = numpy.abs(numpy.concatenate(inputs, axis=1)).min(axis=1) > 1e-5
    assert clear.mean() > 0.8
    return clear


def test_the_gradient_vanishes_through_sigmoids_and_not_through_relu():
    """Before the first step: the mean size of the first layer's gradient, as a share of the last layer's."""
    share = {}
    for network in ("deep_sigmoid", "deep_relu"):
        gradients = built_once(network).gradients(*BATCH)
        share[network] = numpy.abs(gradients["W1"]).mean() / numpy.abs(gradients["W9"]).mean()
    assert share["deep_sigmoid"] < 1e-3 < 1e-2 < share["deep_relu"]


def test_l2_adds_its_gradient():
    built = built_once("xavier_adam_l2")
    weights = built.weights()
    with built.graph.as_default():
        plain = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(
            logits=built.model.hypothesis, labels=built.model.Y))
        without = built.run(tf.gradients(plain, [built.variables[name] for name in built.trained]))
    for name, gradient, before in zip(built.trained, built.gradients(*BATCH).values(), without):
        added = 2 * 0.0001 * weights[name] if name.startswith("W") else 0 * weights[name]
        numpy.testing.assert_allclose(gradient - before, added, atol=1e-7)


def test_a_recurrent_step():
    """The gradient, by NumPy, back through the 28 rows."""
    built = built_once("rnn")
    weights, images = built.weights(), BATCH[0].astype(float)
    states, rows = recurrent_states(weights, images), images.reshape(-1, 28, 28)
    delta = (softmax(states[-1] @ weights["W"] + weights["b"]) - BATCH[1]) / 100
    expected = {"W": states[-1].T @ delta, "b": delta.sum(axis=0), "Wx": 0, "Wh": 0, "bh": 0}
    back = delta @ weights["W"].T
    for t in range(28, 0, -1):
        delta = back * (1 - states[t] ** 2)
        expected["Wx"] += rows[:, t - 1].T @ delta
        expected["Wh"] += states[t - 1].T @ delta
        expected["bh"] += delta.sum(axis=0)
        back = delta @ weights["Wh"].T
    for name, gradient in built.gradients(*BATCH).items():
        assert_close(gradient, expected[name])


@pytest.mark.parametrize("network", DROPOUT, scope="module")
def test_dropout_in_training_only(network):
    model, sess = built_once(network).model, built_once(network).sess
    images, labels = BATCH
    feed = {model.X: images, model.Y: labels}
    training = [sess.run(model.cost, {**feed, **model.train_feed}) for _ in range(3)]
    evaluation = [sess.run(model.cost, {**feed, **model.test_feed}) for _ in range(3)]
    assert len(set(training)) == 3 and len(set(evaluation)) == 1


@pytest.mark.parametrize("network", DROPOUT, scope="module")
def test_dropout_drops_three_in_ten_units_of_each_hidden_layer(network):
    built = built_once(network)
    model, sess, graph, images = built.model, built.sess, built.graph, BATCH[0]
    hidden = len(built.trained) // 2 - 1
    draws = [op.outputs[0] for op in graph.get_operations() if op.type == "RandomUniform" and "dropout" in op.name]
    assert len(draws) == hidden
    relus = [op.outputs[0] for op in graph.get_operations() if op.type == "Relu"][:hidden]
    matmuls = [op for op in graph.get_operations() if op.type == "MatMul" and "gradients" not in op.name]
    # what a layer hands on is what the next multiplies
    handed_on = [matmul.inputs[0] for matmul in matmuls[1:hidden + 1]]
    for before, after in sess.run(list(zip(relus, handed_on)), {model.X: images, **model.train_feed}):
        alive = before > 0
        kept = after[alive] > 0
        assert kept.mean() == pytest.approx(0.7, abs=0.03)
        numpy.testing.assert_allclose(after[alive][kept], before[alive][kept] / 0.7, rtol=1e-5)
