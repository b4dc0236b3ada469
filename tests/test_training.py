"""The loop: the notes' own arithmetic to the last digit, repeatable, resumable, and undisturbed by who looks on."""
import importlib
import time
from dataclasses import replace
from functools import partial

import numpy
import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS
from lab10 import input_data, training
from lab10.draws import op_seeds
from lab10.options import Options
from lab10.runs import machine, threads
from lab10.study.printed import PRINTED
from lab10.terminal.errors import LabError


def note_000():
    """The network of note 000 as the note builds it."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    W1 = tf.get_variable("W1", shape=[784, 256], initializer=tf.glorot_uniform_initializer())
    b1 = tf.Variable(tf.random_normal([256]))
    L1 = tf.nn.relu(tf.matmul(X, W1) + b1)
    W2 = tf.get_variable("W2", shape=[256, 256], initializer=tf.glorot_uniform_initializer())
    b2 = tf.Variable(tf.random_normal([256]))
    L2 = tf.nn.relu(tf.matmul(L1, W2) + b2)
    W3 = tf.get_variable("W3", shape=[256, 10], initializer=tf.glorot_uniform_initializer())
    b3 = tf.Variable(tf.random_normal([10]))
    hypothesis = tf.matmul(L2, W3) + b3
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    optimizer = tf.train.AdamOptimizer(learning_rate=0.001).minimize(cost)
    return {X: "images", Y: "labels"}, hypothesis, cost, optimizer, {}, {}


def note_001_4():
    """The network of note 001 §4, with dropout, as the note builds it."""
    X = tf.placeholder(shape=[None, 784], dtype=tf.float32)
    Y = tf.placeholder(shape=[None, 10], dtype=tf.float32)
    dout_rate = tf.placeholder(dtype=tf.float32)
    W1 = tf.get_variable("weight1", shape=[784, 256], initializer=tf.glorot_uniform_initializer())
    b1 = tf.Variable(tf.random_normal([256]), name="bias1")
    layer1 = tf.nn.dropout(tf.nn.relu(tf.matmul(X, W1) + b1), rate=dout_rate)
    W2 = tf.get_variable("weight2", shape=[256, 256], initializer=tf.glorot_uniform_initializer())
    b2 = tf.Variable(tf.random_normal([256]), name="bias2")
    layer2 = tf.nn.dropout(tf.nn.relu(tf.matmul(layer1, W2) + b2), rate=dout_rate)
    W3 = tf.get_variable("weight3", shape=[256, 10], initializer=tf.glorot_uniform_initializer())
    b3 = tf.Variable(tf.random_normal([10]), name="bias3")
    logit = tf.matmul(layer2, W3) + b3
    H = tf.nn.relu(logit)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=logit, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(cost)
    return {X: "images", Y: "labels"}, H, cost, train, {dout_rate: 0.3}, {dout_rate: 0}


def note_004(argument="keep_prob", in_training=0.7, in_test=1):
    """The network of note 004, four hidden layers with dropout, as the note builds it.

    argument: of tf.nn.dropout, fed with these two values.
    """
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    dropout = tf.placeholder(tf.float32)
    xavier = tf.glorot_uniform_initializer
    W1 = tf.get_variable("W1", shape=[784, 512], initializer=xavier())
    b1 = tf.Variable(tf.random_normal([512]))
    L1 = tf.nn.relu(tf.matmul(X, W1) + b1)
    L1 = tf.nn.dropout(L1, **{argument: dropout})
    W2 = tf.get_variable("W2", shape=[512, 512], initializer=xavier())
    b2 = tf.Variable(tf.random_normal([512]))
    L2 = tf.nn.relu(tf.matmul(L1, W2) + b2)
    L2 = tf.nn.dropout(L2, **{argument: dropout})
    W3 = tf.get_variable("W3", shape=[512, 512], initializer=xavier())
    b3 = tf.Variable(tf.random_normal([512]))
    L3 = tf.nn.relu(tf.matmul(L2, W3) + b3)
    L3 = tf.nn.dropout(L3, **{argument: dropout})
    W4 = tf.get_variable("W4", shape=[512, 512], initializer=xavier())
    b4 = tf.Variable(tf.random_normal([512]))
    L4 = tf.nn.relu(tf.matmul(L3, W4) + b4)
    L4 = tf.nn.dropout(L4, **{argument: dropout})
    W5 = tf.get_variable("W5", shape=[512, 10], initializer=xavier())
    b5 = tf.Variable(tf.random_normal([10]))
    hypothesis = tf.matmul(L4, W5) + b5
    cost = tf.reduce_mean(
        tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=tf.stop_gradient(Y)))
    train = tf.train.AdamOptimizer(learning_rate=0.001).minimize(cost)
    return {X: "images", Y: "labels"}, hypothesis, cost, train, {dropout: in_training}, {dropout: in_test}


NOTES = {"xavier_adam": note_000, "xavier_sgd_dropout": note_001_4,
         "deep_dropout_keep_prob": note_004, "deep_dropout_rate": partial(note_004, "rate", 0.3, 0)}


def as_the_note_does(build, seed, epochs, read):
    """Train with the notes' own loop, on TensorFlow's default settings; return the lines that it prints."""
    lines = []
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(seed)
        mnist = read()
        (X, Y), hypothesis, cost, optimizer, in_training, in_test = build()
        op_seeds.give(sess.graph)
        sess.run(tf.global_variables_initializer())
        for epoch in range(epochs):
            avg_cost = 0
            total_batch = int(mnist.train.num_examples / 100)
            for i in range(total_batch):
                batch_xs, batch_ys = mnist.train.next_batch(100)
                feed_dict = {X: batch_xs, Y: batch_ys, **in_training}
                c, _ = sess.run([cost, optimizer], feed_dict=feed_dict)
                avg_cost += c / total_batch
            lines.append("Epoch: %04d cost = {:.9f}".format(avg_cost) % (epoch + 1))
        correct_prediction = tf.equal(tf.argmax(hypothesis, 1), tf.argmax(Y, 1))
        accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
        feed_dict = {X: mnist.test.images, Y: mnist.test.labels, **in_test}
        lines.append("Accuracy: %.4f" % sess.run(accuracy, feed_dict=feed_dict))
    return lines


def lines_of(capsys, network, options):
    """What `network` prints of costs and accuracy."""
    capsys.readouterr()
    importlib.import_module(f"lab10.{network}").run(options)
    printed = capsys.readouterr().out.splitlines()
    return [line.partition(" (")[0] for line in printed if line.startswith(("Epoch", "Accuracy"))]


@pytest.mark.parametrize("network", [
    pytest.param(network, marks=[pytest.mark.slow] if network.startswith("deep") else []) for network in NOTES])
def test_same_digits_as_the_notes_own_code(capsys, network):
    epochs = 3  # a batch of each carries images over
    expected = as_the_note_does(NOTES[network], 777, epochs, lambda: input_data.load("digits"))
    assert len(set(expected)) == epochs + 1
    assert lines_of(capsys, network, Options(epochs=epochs, data="digits")) == expected


@pytest.mark.parametrize("network, epochs", [
    ("xavier_adam", 1), ("deep_dropout_keep_prob", 1)])
@pytest.mark.slow
def test_same_digits_as_the_notes_own_code_on_mnist(capsys, mnist_dir, network, epochs):
    expected = as_the_note_does(NOTES[network], 777, epochs, lambda: input_data.read_data_sets(mnist_dir, one_hot=True))
    assert lines_of(capsys, network, Options(epochs=epochs, data="mnist", data_dir=mnist_dir)) == expected
    if network == "xavier_adam":
        assert 0.27 <= float(expected[0].split()[-1]) <= 0.35  # the note: 0.3104
        assert 0.945 <= float(expected[-1].split()[-1]) <= 0.975


@pytest.mark.parametrize("network", [
    pytest.param(network, marks=[] if network in ("softmax", "xavier_sgd_dropout") else [pytest.mark.slow])
    for network in PRINTED])
def test_one_seed_one_result(network):
    def costs(seed):
        history, score = importlib.import_module(f"lab10.{network}").run(
            Options(seed=seed, epochs=1, data="digits", quiet=True, predict=0))
        return history.costs, history.last_costs, score
    assert costs(5) == costs(5) != costs(6)


def test_history():
    started = time.perf_counter()
    history, score = importlib.import_module("lab10.xavier_adam").run(replace(DIGITS, epochs=3))
    assert sum(history.epoch_seconds) < time.perf_counter() - started
    assert history.parameters == 269_322
    assert len(history.costs) == len(history.last_costs) == len(history.epoch_seconds) == 3
    assert history.costs[0] > history.costs[-1] and history.costs != history.last_costs
    assert all(seconds > 0 for seconds in history.epoch_seconds)


def test_threads_are_recorded(monkeypatch):
    all_of_them = dict.fromkeys(["intra_op", "inter_op"], machine.processors())
    monkeypatch.setattr(training, "fed_epoch", lambda *_: lambda: [0.0])  # the epoch does not matter
    for onednn, options, network, expected in (
            (True, DIGITS, "softmax", {"intra_op": 1, "inter_op": 2}),
            (True, DIGITS, "xavier_adam", {"intra_op": 1, "inter_op": 2}),
            (True, DIGITS, "deep_xavier", all_of_them),  # large operations, which are worth it
            (True, DIGITS, "cnn", all_of_them),  # few weights, but large operations too
            (False, DIGITS, "softmax", all_of_them),  # digits depend on them there
            (True, replace(DIGITS, threads=3), "deep_xavier", {"intra_op": 3, "inter_op": 3})):
        monkeypatch.setattr(machine, "has_onednn", lambda: onednn)
        history, _ = importlib.import_module(f"lab10.{network}").run(replace(options, epochs=1))
        assert history.threads == expected


def test_threads_by_the_environment_are_recorded(monkeypatch):
    def taken(**options):
        return threads.taken(threads.session_config(replace(DIGITS, **options)))
    monkeypatch.setenv("TF_NUM_INTEROP_THREADS", "7")
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "5")
    assert taken(loop="xla") == {"intra_op": 5, "inter_op": 7}
    assert taken(threads=3) == {"intra_op": 3, "inter_op": 3}
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "many")  # which TensorFlow overlooks
    assert taken(loop="xla") == {"intra_op": machine.processors(), "inter_op": 7}


def test_every_session_has_threads_of_its_own():
    """Or the first Session of a process decides on the digits of all later ones."""
    for options in (DIGITS, replace(DIGITS, threads=3), replace(DIGITS, loop="xla")):
        assert training.session_config(options).use_per_session_threads


@pytest.mark.parametrize("network", ["xavier_adam", pytest.param("wide_glorot", marks=pytest.mark.slow)])
def test_restored_training_goes_on_as_if_unbroken(capsys, tmp_path, network):
    """Weights, optimizer and batch order are those of a training in one go; 1192 images of digits carry over."""
    unbroken = lines_of(capsys, network, Options(network, data="digits", epochs=3))
    first = lines_of(capsys, network, Options(network, data="digits", epochs=1, save=tmp_path))
    second = lines_of(capsys, network, Options(network, data="digits", epochs=2, save=tmp_path, restore=tmp_path))
    assert first[:1] + second == unbroken
    history, _ = importlib.import_module(f"lab10.{network}").run(Options(network, data="digits", restore=tmp_path))
    assert history.epochs_before == 3 and history.costs == []
    assert lines_of(capsys, network, Options(network, data="digits", restore=tmp_path)) == unbroken[-1:]


def test_a_restored_dropout_network_is_the_saved_one(capsys, tmp_path):
    network = "xavier_sgd_dropout"
    saved = lines_of(capsys, network, Options(network, data="digits", epochs=2, save=tmp_path))
    restored = lines_of(capsys, network, Options(network, data="digits", restore=tmp_path))
    assert restored == saved[-1:]


@pytest.mark.parametrize("network", ["xavier_sgd_dropout", pytest.param("plain_nn", marks=pytest.mark.slow)])
def test_looking_on_changes_nothing(capsys, tmp_path, network):
    """With TensorBoard and checkpoints, the same digits: in a dropout network too."""
    options = dict(network=network, data="digits", epochs=2)
    watched = lines_of(capsys, network, Options(**options, logdir=str(tmp_path / "log"), save=tmp_path / "save"))
    assert watched == lines_of(capsys, network, Options(**options))


@pytest.mark.parametrize("options, message", [
    ({"loop": "XLA"}, "unknown loop 'XLA'; take one of exact, xla"),
    ({"threads": -1}, "--threads: -1 is less than 1"),
    ({"threads": 5000}, "--threads: 5000 is more than 1024"),
    ({"epochs": -2}, "--epochs: -2 is less than 1"),
    ({"epochs": 1.5}, "--epochs: 1.5 is not a whole number"),
    ({"predict": -1}, "--predict: -1 is less than 0"),
    ({"seed": 2**31}, "--seed: 2147483648 is more than 2147483646"),
    ({"seed": True}, "--seed: True is not a whole number"),
    ({"plot": "x.doc"}, "not a kind of picture"),
    ({"save": ""}, "--save: an empty name"),
    ({"data_dir": ""}, "--data-dir: an empty name"),
    ({"plot": "x.png", "predict": 0}, "--predict 0 predicts none"),
])
def test_options_of_no_meaning_are_refused(options, message):
    with pytest.raises(LabError, match=message):
        Options(**options)


def test_options_take_numpys_integers():
    options = Options(seed=numpy.int64(5), epochs=numpy.uint8(2))
    assert (options.seed, options.epochs) == (5, 2) and type(options.seed) is type(options.epochs) is int


def test_a_picture_that_has_no_place_is_refused_before_the_training(monkeypatch, tmp_path):
    monkeypatch.setattr(training, "fed_epoch", lambda *_: pytest.fail("it trains"))
    with pytest.raises(LabError, match="there is no directory"):
        importlib.import_module("lab10.softmax").run(Options(data="digits", plot=tmp_path / "nowhere" / "x.png"))


def test_a_batch_larger_than_the_data(small_mnist):
    mnist = input_data.load("mnist", small_mnist, validation_size=0)
    with pytest.raises(LabError, match="a batch of 61 is more than the 60"):
        training.train(None, None, mnist, 1, 61, DIGITS)
