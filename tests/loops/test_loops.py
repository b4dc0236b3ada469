"""Both loops: the fed one against a plain feed_dict loop in every digit, the compiled one within its limits."""
import functools
import importlib
import json

import numpy
import pytest
import tensorflow.compat.v1 as tf

from lab10 import cnn, deep_dropout_keep_prob, evaluation, input_data, training, xavier_adam, xavier_sgd_dropout
from lab10.loops import pooling, xla
from lab10.options import Options
from lab10.terminal.errors import LabError
from networks.table import TABLE

# for a process that has the threads that TensorFlow has by default: importing lab10 gives each Session others
PLAIN = """
import importlib, json, os, sys
os.environ["TF_OVERRIDE_GLOBAL_THREADPOOL"] = "0"
from lab10 import input_data
import tensorflow.compat.v1 as tf
results = {}
for network in sys.argv[1:]:
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(777)
        all_images = network.endswith(("glorot", "norm", "noise", "ladder"))
        mnist = input_data.load("digits", validation_size=0 if all_images else 5000)
        model = importlib.import_module(f"lab10.{network}").build()
        sess.run(tf.global_variables_initializer())
        lines = []
        images = input_data.DataSet(mnist.train.stored_images, mnist.train.labels, reshape=False)
        for error, adjust in tf.get_collection("rbms"):
            for i in range(3 * int(images.num_examples / 100)):
                sess.run([error, adjust], feed_dict={model.X: images.next_batch(100)[0]})
        for epoch in range(2):
            avg_cost = 0
            total_batch = int(mnist.train.num_examples / 100)
            for i in range(total_batch):
                batch_xs, batch_ys = mnist.train.next_batch(100)
                feed_dict = {model.X: batch_xs, model.Y: batch_ys, **model.train_feed}
                if model.total_steps is not None:
                    feed_dict[model.total_steps] = 2 * total_batch
                c, _ = sess.run([model.cost, model.train], feed_dict=feed_dict)
                avg_cost += c / total_batch
            lines.append(f"{avg_cost:.9f} {c:.9f}")
        correct = tf.equal(tf.argmax(model.hypothesis, 1), tf.argmax(model.Y, 1))
        feed_dict = {model.X: mnist.test.images, model.Y: mnist.test.labels, **model.test_feed}
        lines.append(int(sess.run(tf.reduce_sum(tf.cast(correct, tf.int32)), feed_dict=feed_dict)))
        results[network] = lines
print(json.dumps(results))
"""
FEW = ["softmax", "xavier_sgd_dropout"]  # with either optimizer, and with and without dropout
# others are below, small ones of several kinds, and in test_plan.py
KINDS = ["softmax"]


def run(network, /, **options):
    return importlib.import_module(f"lab10.{network}").run(
        Options(data="digits", quiet=True, predict=0, **options))


@pytest.mark.parametrize("networks", [
    pytest.param(FEW, id="few"),
    pytest.param([network for network in TABLE if network not in FEW], marks=pytest.mark.slow, id="others")])
def test_every_digit_of_a_plain_feed_dict_loop_with_tensorflows_default_settings(run_code, networks):
    plain = run_code(PLAIN, *networks)
    assert plain.status == 0, plain.err
    for network, lines in json.loads(plain.out.splitlines()[-1]).items():
        history, score = run(network, epochs=2)
        ours = [f"{cost:.9f} {last:.9f}" for cost, last in zip(history.costs, history.last_costs)]
        assert [*ours, score.correct] == lines, network


@pytest.mark.parametrize("network", [
    pytest.param(network, marks=[] if network in KINDS else [pytest.mark.slow])
    for network, row in TABLE.items() if row.compiled])
def test_compiled_without_dropout_is_the_same_training(network):
    """The same batches and the same arithmetic, but for the order of sums."""
    exact, _ = run(network, epochs=1)
    compiled, _ = run(network, epochs=1, loop="xla")
    assert compiled.costs == pytest.approx(exact.costs, rel=TABLE[network].compiled)
    assert compiled.parameters == exact.parameters


def test_a_second_compiled_epoch_is_the_same_training():
    exact, _ = run("xavier_sgd", epochs=3)
    compiled, _ = run("xavier_sgd", epochs=3, loop="xla")
    assert compiled.costs == pytest.approx(exact.costs, rel=1e-4)
    assert compiled.last_costs == pytest.approx(exact.last_costs, rel=1e-3)


@pytest.mark.slow
def test_compiled_is_as_accurate():
    """Means over four seeds: one standard error of a difference at 0.92 is 0.9 points, were the errors independent."""
    exact, compiled = ([run("xavier_sgd_dropout", epochs=12, loop=loop, seed=seed)[1].accuracy for seed in range(4)]
                       for loop in ("exact", "xla"))
    assert numpy.mean(exact) > 0.88
    assert numpy.mean(compiled) == pytest.approx(numpy.mean(exact), abs=0.025)


@pytest.mark.slow
def test_compiled_diverges_too():
    history, score = run("relu_sgd", epochs=2, loop="xla")
    assert score.accuracy < 0.2 and not history.costs[0] < 1e5


@functools.cache
def unbroken():
    """History and Score of two compiled epochs with dropout."""
    return run("xavier_sgd_dropout", epochs=2, loop="xla")


def test_compiled_does_not_depend_on_what_ran_before():
    before = unbroken()[0]
    with tf.Graph().as_default(), tf.Session() as sess:
        for compiled in (False, True):
            sess.run(tf.function(lambda: tf.random_uniform([1000]), jit_compile=compiled)())
    assert run("xavier_sgd_dropout", epochs=1, loop="xla")[0].costs == before.costs[:1]


def test_an_evaluation_in_between_leaves_the_compiled_masks_alone():
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(777)
        mnist = input_data.load("digits")
        model = xavier_sgd_dropout.build()
        sess.run(tf.global_variables_initializer())
        epoch = xla.compiled_epoch(sess, model, mnist.train, 100, 0)
        first = list(epoch())
        evaluation.accuracy(sess, model, mnist.test)
        assert [first[-1], list(epoch())[-1]] == unbroken()[0].last_costs


def test_loops_can_take_turns(tmp_path):
    options = dict(network="softmax", seed=3)
    run("softmax", epochs=1, loop="xla", save=str(tmp_path), **options)
    mixed, _ = run("softmax", epochs=1, loop="exact", restore=str(tmp_path), **options)
    exact, _ = run("softmax", epochs=2, **options)
    assert mixed.costs == pytest.approx(exact.costs[1:], rel=1e-3)


def test_long_epochs_are_cut_without_a_trace_and_tensorboard_changes_nothing(monkeypatch, tmp_path):
    whole = unbroken()[0]
    monkeypatch.setattr(xla, "SECONDS_AT_ONCE", 1e-9)  # a run for each step
    cut, _ = run("xavier_sgd_dropout", epochs=2, loop="xla", logdir=str(tmp_path))
    assert cut.costs == whole.costs and cut.last_costs == whole.last_costs and list(tmp_path.iterdir())


class Draws:
    """What a compiled training draws: two dropout masks, for which ones go through dropout, then two layers of noise.
    Kept in variables."""

    def __init__(self, seed, units=4000):
        tf.set_random_seed(seed)
        X = tf.placeholder(tf.float32, [None, 784])
        Y = tf.placeholder(tf.float32, [None, 10])
        rate = tf.placeholder(tf.float32)
        ones = tf.ones([tf.shape(X)[0], units])
        draws = [tf.sign(tf.nn.dropout(ones, rate=rate)) for _ in range(2)]
        draws += [tf.random_normal(tf.shape(ones)) for _ in range(2)]
        self.seen = [tf.Variable(tf.zeros([24, units]), name=f"seen{layer}") for layer in range(4)]
        step = tf.Variable(0, name="step")
        with tf.control_dependencies([tf.scatter_update(seen, step, draw[0]) for seen, draw in zip(self.seen, draws)]):
            train = tf.assign_add(step, 1).op
        self.model = training.Model(X, Y, X[:, :10], tf.reduce_mean(draws[0]), train, {rate: 0.3}, {rate: 0.0})


@functools.cache
def drawn(seed):
    """What one image meets in each of 24 steps, two epochs, of two layers: masks of 0 and 1, and noise, [48, units]
    each."""
    with tf.Graph().as_default(), tf.Session() as sess:
        draws = Draws(seed)
        sess.run(tf.global_variables_initializer())
        train = input_data.load("digits", validation_size=4400, seed=1).train
        epoch = xla.compiled_epoch(sess, draws.model, train, 100, 0)
        costs = [list(epoch()) for _ in range(2)]
        assert len(costs[0]) == 12
        seen = sess.run(draws.seen)
        return numpy.concatenate(seen[:2]), numpy.concatenate(seen[2:])


def test_masks_differ_from_step_to_step_layer_to_layer_and_epoch_to_epoch():
    masks, _ = drawn(1)
    assert masks.shape == (48, 4000) and set(numpy.unique(masks)) == {0, 1}
    assert masks.mean() == pytest.approx(0.7, abs=5 * (0.7 * 0.3 / masks.size) ** 0.5)
    agreement = [(one == other).mean() for i, one in enumerate(masks) for other in masks[:i]]
    # independent masks agree in 0.7 * 0.7 + 0.3 * 0.3 of the units; six standard deviations
    assert numpy.abs(numpy.array(agreement) - 0.58).max() < 6 * (0.58 * 0.42 / 4000) ** 0.5
    assert numpy.abs(masks.mean(axis=0) - 0.7).max() < 6 * (0.7 * 0.3 / 48) ** 0.5  # no unit is favoured


def test_noise_is_normal_and_never_repeats():
    """From step to step, layer to layer and epoch to epoch."""
    _, noise = drawn(1)
    assert noise.shape == (48, 4000)
    for power, moment, variance in [(1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)]:  # of N(0,1); five standard errors
        assert (noise ** power).mean() == pytest.approx(moment, abs=5 * (variance / noise.size) ** 0.5)
    assert numpy.abs(numpy.corrcoef(noise) - numpy.eye(48)).max() < 6 / 4000 ** 0.5


def test_masks_and_noise_follow_the_seed():
    """Each step's of one seed are those of no step of another; and with the same seed all repeat."""
    (masks, noise), (other_masks, other_noise) = drawn(1), drawn(2)
    agreement = [(one == other).mean() for one in masks for other in other_masks]
    assert numpy.abs(numpy.array(agreement) - 0.58).max() < 6 * (0.58 * 0.42 / 4000) ** 0.5
    assert numpy.abs(numpy.corrcoef(noise, other_noise)[:48, 48:]).max() < 6 / 4000 ** 0.5
    again, noise_again = drawn.__wrapped__(1)
    assert numpy.array_equal(masks, again) and numpy.array_equal(noise, noise_again)


def convolved(layer=lambda image, filters: tf.nn.conv2d(image, filters, strides=1, padding="SAME")):
    """A Model whose cost is the mean of a dropout of ones; a convolution by `layer` adds nothing to it."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    rate = tf.placeholder(tf.float32)
    filters = tf.get_variable("filters", [3, 3, 1, 1], initializer=tf.zeros_initializer())
    nothing = 0 * tf.reduce_sum(layer(tf.reshape(X, [-1, 28, 28, 1]), filters))
    cost = tf.reduce_mean(tf.nn.dropout(tf.ones([100, 500]), rate=rate)) + nothing
    train = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
    return training.Model(X, Y, X, cost, train, {rate: 0.5}, {rate: 0.0})


def convolved_costs(steps_before, epochs):
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(1)
        model = convolved()
        sess.run(tf.global_variables_initializer())
        epoch = xla.compiled_epoch(sess, model, input_data.load("digits", seed=1).train, 100, steps_before)
        return [cost for _ in range(epochs) for cost in epoch()]


def test_masks_of_a_network_with_convolutions_go_on_from_step_to_step():
    costs = convolved_costs(0, epochs=2)
    assert len(set(costs)) > 0.8 * len(costs)  # means of 50,000 may meet by chance
    half = len(costs) // 2
    assert convolved_costs(half, epochs=1) == costs[half:] != costs[:half]


def pooled():
    """As cnn, of two small layers and with weight decay: a Model."""
    X, Y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
    W1 = tf.get_variable("W1", [5, 5, 1, 2], initializer=tf.glorot_uniform_initializer())
    W2 = tf.get_variable("W2", [7 * 7 * 2, 10], initializer=tf.glorot_uniform_initializer())
    L1 = tf.nn.max_pool2d(tf.reshape(X, [-1, 28, 28, 1]), ksize=2, strides=2, padding="SAME")
    L1 = tf.nn.relu(tf.nn.conv2d(L1, W1, strides=1, padding="SAME"))
    L1 = tf.nn.max_pool2d(L1, ksize=2, strides=2, padding="SAME")
    hypothesis = tf.matmul(tf.reshape(L1, [-1, 7 * 7 * 2]), W2)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    cost += 0.001 * (tf.nn.l2_loss(W1) + tf.nn.l2_loss(W2))
    return training.Model(X, Y, hypothesis, cost, tf.train.AdamOptimizer(0.001).minimize(cost))


def test_convolutions_are_not_looped(monkeypatch):
    """Nor those within a function. And each pooling's gradient is lab10's. The training is the same."""
    monkeypatch.setattr(cnn, "build", pooled)
    exact, _ = run("cnn", epochs=1)
    gradients, gradient = [], pooling.gradient
    monkeypatch.setattr(pooling, "gradient", lambda operation: gradients.append(operation) or gradient(operation))
    monkeypatch.delattr(xla.tf, "while_loop")
    compiled, _ = run("cnn", epochs=1, loop="xla")
    assert compiled.costs == pytest.approx(exact.costs, rel=1e-4)
    assert compiled.last_costs == pytest.approx(exact.last_costs, rel=1e-3)
    assert len(gradients) == 1  # the other one's is not asked for

    @tf.function
    def inside(image, filters):
        return tf.nn.conv2d(image, filters, strides=1, padding="SAME")
    costs_compiled(lambda: convolved(inside))
    with pytest.raises(AttributeError, match="while_loop"):
        run("softmax", epochs=1, loop="xla")


def one_layer(layer=lambda outputs: outputs, **variables):
    """A Model of one layer in the default graph, whose outputs go through `layer`."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    W = tf.get_variable("W", [784, 10], initializer=tf.zeros_initializer(), **variables)
    cost = tf.reduce_mean(tf.square(layer(tf.matmul(X, W)) - Y))
    return training.Model(X, Y, X, cost, tf.train.GradientDescentOptimizer(0.1).minimize(cost))


def costs_compiled(build):
    """Build and train a network for a compiled epoch; return its costs."""
    with tf.Graph().as_default(), tf.Session() as sess:
        model = build()
        sess.run(tf.global_variables_initializer())
        return list(xla.compiled_epoch(sess, model, input_data.load("digits", seed=1).train, 100, 0)())


@pytest.mark.parametrize("layer, named", {
    "cut normal": (lambda outputs: outputs + tf.truncated_normal([10]), "TruncatedNormal"),
    "categorical": (lambda outputs: outputs + tf.cast(tf.random.categorical(tf.zeros([1, 5]), 10), "float32"),
                    "Multinomial"),
    "in a function": (lambda outputs: outputs + tf.function(lambda: tf.random_normal([10]))(), "RandomStandardNormal"),
    "in a condition": (lambda outputs: tf.cond(tf.reduce_sum(outputs) > -1, lambda: tf.nn.dropout(outputs, rate=0.5),
                                               lambda: outputs), "RandomUniform"),
}.values())
def test_other_random_operations_are_refused(layer, named):
    with pytest.raises(LabError, match=f"cannot draw {named}; train with --loop exact"):
        costs_compiled(lambda: one_layer(layer))


@pytest.mark.parametrize("build", [
    lambda: one_layer(use_resource=False), lambda: one_layer(lambda outputs: tf.Print(outputs, [0]))])
def test_what_xla_lacks_is_refused(build):
    with pytest.raises(LabError, match="cannot compile this graph .* train with --loop exact"):
        costs_compiled(build)


def test_images_of_whole_numbers_are_refused():
    with pytest.raises(LabError, match="feeds floating point, not uint8"):
        costs_compiled(lambda: one_layer()._replace(X=tf.placeholder(tf.uint8, [None, 784])))


def test_dropout_of_any_shape():
    """Of rows that are not images, and of a shape that is known only when it runs."""
    def layer(outputs):
        fives = tf.nn.dropout(tf.reshape(outputs, [-1, 5]), rate=0.5)
        return tf.nn.dropout(tf.reshape(fives, tf.placeholder_with_default([-1, 10], None)), rate=0.5)
    assert numpy.isfinite(costs_compiled(lambda: one_layer(layer))).all()


@pytest.mark.slow
@pytest.mark.parametrize("network", [xavier_adam, deep_dropout_keep_prob], ids=lambda module: module.__name__)
def test_compiled_is_as_accurate_on_mnist(mnist_dir, network):
    """Three epochs, two seeds; the band is the seeds' own spread, 0.3 points, twice."""
    accuracies = [[network.run(Options(data="mnist", data_dir=mnist_dir, epochs=3, seed=seed, loop=loop, quiet=True,
                                       predict=0))[1].accuracy for seed in (1, 2)] for loop in ("exact", "xla")]
    print(accuracies)
    assert numpy.mean(accuracies[1]) == pytest.approx(numpy.mean(accuracies[0]), abs=0.006)
