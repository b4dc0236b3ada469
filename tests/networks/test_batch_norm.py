"""Batch normalization, noise and the ladder against NumPy; and no network knows where a pixel is."""
import contextlib
import functools
from dataclasses import replace

import numpy
import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS
from lab10 import input_data, ladder, training
from lab10.loops import xla
from networks.building import module

# TensorFlow prepares each kind of run at length, for who repeats it; here it is run once or twice
UNPREPARED = tf.ConfigProto()
UNPREPARED.graph_options.rewrite_options.disable_meta_optimizer = True
UNITS = [784, 1000, 500, 250, 250, 250, 10]
LAYERS = range(1, 7)
NETWORKS = ["batch_norm", "batch_norm_noise", "ladder"]
NOISY = {"batch_norm_noise": 0.5, "ladder": 0.3}  # the layers' noise; the image's is 0.3
DENOISING = [1000, 1, 0.01, 0.01, 0.01, 0.01, 0.01]  # from the image up
BATCHES = [input_data.load("digits", seed=seed).train.next_batch(25) for seed in (1, 2)]
NOISE = [numpy.random.RandomState(layer).randn(25, units) for layer, units in enumerate(UNITS)]
STEPS = 600  # of the whole training


class Built:
    """A network, built and initialised in a graph and a session of its own. Its noise is NOISE.

    moved: shifts, scales and combinations begin at random, not at 0 and 1, where a wrong one may not be seen.
    """

    def __init__(self, network, moved=True):
        with tf.Graph().as_default() as graph:
            tf.set_random_seed(777)
            self.model = module(network).build()
            self.variables = {variable.op.name: variable for variable in tf.trainable_variables()}
            self.others = {variable.op.name: variable for variable in tf.global_variables()}
            self.draws = [op.outputs[0] for op in graph.get_operations() if op.type == "RandomStandardNormal"]
            self.adam = [op for op in graph.get_operations() if op.type == "ResourceApplyAdam"]
            self.sess = tf.Session(config=UNPREPARED)
            self.sess.run(tf.global_variables_initializer())
        generator = numpy.random.RandomState(1)
        if moved:
            self.set({name: value + 0.3 * generator.randn(*value.shape) for name, value in self.weights().items()
                      if name[0] in "abs"})

    def set(self, values):
        """Set variables, {name: value}: all in one run, as each kind of run is prepared once, and that takes longer."""
        initializers = {name: self.others[name].initializer for name in values}
        self.sess.run(list(initializers.values()), {
            initializer.inputs[1]: values[name] for name, initializer in initializers.items()})

    def weights(self):
        return {name: value.astype(float) for name, value in self.sess.run(self.variables).items()}

    def averages(self):
        """The population's: [(mean, variance)] of the layers, from the first on."""
        ends = ["", *(f"_{i}" for i in range(1, 6))]
        return self.sess.run([(self.others[f"mean{end}"], self.others[f"variance{end}"]) for end in ends])

    def costs(self):
        """The terms of the cost, in the order in which they are added."""
        terms, rest = [], self.model.cost
        while rest.op.type == "AddV2":
            rest, term = rest.op.inputs
            terms.insert(0, term)
        return [rest, *terms]

    def run(self, what, batch=BATCHES[0], noise=NOISE, more={}):
        """Run it as in a step of training."""
        return self.sess.run(what, {
            self.model.X: batch[0], self.model.Y: batch[1], **self.model.train_feed, self.model.total_steps: STEPS,
            **dict(zip(self.draws, noise)), **more})


# for who changes nothing
built_once = functools.lru_cache(maxsize=3)(Built)


@contextlib.contextmanager
def borrowed(network):
    """The same for who changes its variables, which are as they were afterwards."""
    built = built_once(network)
    before = built.sess.run(built.others)
    try:
        yield built
    finally:
        built.set(before)


def normalized(Z, by=None):
    mean, variance = by or (Z.mean(axis=0), Z.var(axis=0))
    return (Z - mean) / numpy.sqrt(variance + 1e-5)


def encoded(weights, images, noise=7 * [0], averages=6 * [None]):
    """The image and the normalized layers, each with its noise, and the layers' statistics before; [n, units] each."""
    layers, statistics = [images + noise[0]], []
    outputs = layers[0]
    for i in LAYERS:
        Z = outputs @ weights[f"W{i}"]
        statistics.append((Z.mean(axis=0), Z.var(axis=0)))
        layers.append(normalized(Z, averages[i - 1]) + noise[i])
        outputs = numpy.maximum(layers[-1] + weights[f"b{i}"], 0)
    return layers, statistics


def logits(weights, layers):
    return weights["s6"] * (layers[-1] + weights["b6"])


def combined(Z, U, a):
    def sigmoid(x):
        return 1 / (1 + numpy.exp(-x))
    mean = a[0] * sigmoid(a[1] * U + a[2]) + a[3] * U + a[4]
    return (Z - mean) * (a[5] * sigmoid(a[6] * U + a[7]) + a[8] * U + a[9]) + mean


def costs_of(network, weights, batch=BATCHES[0]):
    """The terms of the cost, by NumPy: the cross-entropy, then ladder's denoising costs from the image up."""
    images, labels = (array.astype(float) for array in batch)
    amount = NOISY.get(network)
    noise = [0.3 * NOISE[0], *(amount * values for values in NOISE[1:])] if amount else 7 * [0]
    layers, _ = encoded(weights, images, noise)
    exponentials = numpy.exp(logits(weights, layers))
    likely = exponentials / exponentials.sum(axis=1, keepdims=True)
    costs = [-numpy.log((likely * labels).sum(axis=1)).mean()]
    if network == "ladder":
        targets, statistics = encoded(weights, images)
        above = likely
        for i in reversed(range(7)):
            estimate = combined(layers[i], normalized(above), weights[f"a{i}"])
            error = (normalized(estimate, statistics[i - 1]) if i else estimate) - targets[i]
            costs.insert(1, DENOISING[i] * (error ** 2).mean())
            above = estimate @ weights[f"V{i}"] if i else None
    return costs


@pytest.mark.parametrize("network", NETWORKS, scope="module")
def test_each_cost_is_numpys(network):
    built = built_once(network)
    expected = costs_of(network, built.weights())
    assert len(expected) == (8 if network == "ladder" else 1) and min(expected) > 0.02
    assert built.run(built.costs()) == pytest.approx(expected, rel=1e-4)
    assert built.run(built.model.cost) == pytest.approx(sum(expected), rel=1e-4)


@pytest.mark.parametrize("network", [pytest.param("batch_norm", marks=pytest.mark.slow), "batch_norm_noise", "ladder"],
                         scope="module")
def test_gradients_are_numpys(network):
    """Along each variable's gradient that Adam takes, NumPy's cost rises by that gradient's length."""
    built = built_once(network)
    weights = built.weights()
    names = [op.inputs[0].op.name for op in built.adam]
    assert sorted(names) == sorted(weights)
    for name, gradient in zip(names, built.run([op.inputs[9] for op in built.adam])):
        length = numpy.sqrt((gradient.astype(float) ** 2).sum())
        step = 1e-5 * gradient / length
        ends = [sum(costs_of(network, {**weights, name: weights[name] + sign * step})) for sign in (-1, 1)]
        assert (ends[1] - ends[0]) / 2e-5 == pytest.approx(length, rel=2e-3), name


def test_gradients_of_each_cost_are_numpys():
    """Of the first weights, on which all depends, along a random direction: along its own, one that lacks a part may
    not differ."""
    built = built_once("ladder")
    weights, generator = built.weights(), numpy.random.RandomState(6)
    names = ["W1"]
    with built.sess.graph.as_default():
        taken = tf.placeholder_with_default(numpy.zeros(8, numpy.float32), [8])  # one of them is 1
        all_costs = tf.reduce_sum(taken * tf.stack(built.costs()))
        gradients = tf.gradients(all_costs, [built.variables[name] for name in names])
    each = [built.run(gradients, more={taken: one}) for one in numpy.eye(8)]
    for name, found in zip(names, zip(*each)):
        step = 1e-5 * generator.randn(*weights[name].shape) / weights[name].size ** 0.5
        ends = [costs_of("ladder", {**weights, name: weights[name] + sign * step}) for sign in (-1, 1)]
        for place, (gradient, low, high) in enumerate(zip(found, *ends)):
            usual = 1e-5 * float(numpy.linalg.norm(gradient)) / gradient.size ** 0.5
            assert (high - low) / 2 == pytest.approx((gradient * step).sum(), abs=0.02 * usual), (place, name)


@pytest.mark.parametrize("network", NETWORKS, scope="module")
def test_a_step_moves_the_averages(network):
    """First they are the mean of all batches, then a moving one; of the encoder without noise."""
    with borrowed(network) as built:
        expected = 6 * [(0, 0)]
        for step, share in [(0, 1), (2, 1 / 3), (5000, 0.01)]:
            built.set({"global_step": step})
            batch = BATCHES[step % 2]
            new = encoded(built.weights(), batch[0].astype(float))[1]
            expected = [[before + share * (value - before) for before, value in zip(*pairs)]
                        for pairs in zip(expected, new)]
            built.run(built.model.train, batch)
            assert built.sess.run(built.others["global_step"]) == step + 1
            for ours, theirs in zip(built.averages(), expected):
                for value, other in zip(ours, theirs):
                    numpy.testing.assert_allclose(value, other, rtol=1e-3, atol=1e-4 * numpy.abs(other).max())


@pytest.mark.parametrize("network", NETWORKS, scope="module")
def test_evaluation_takes_the_averages_and_no_noise(network):
    with borrowed(network) as built:
        generator = numpy.random.RandomState(3)
        averages = [(generator.randn(units), generator.rand(units) + 0.5) for units in UNITS[1:]]
        built.set({f"{name}_{i}" if i else name: value for i, pair in enumerate(averages)
                   for name, value in zip(("mean", "variance"), pair)})
        weights = built.weights()
        expected = logits(weights, encoded(weights, BATCHES[0][0].astype(float), averages=averages)[0])

        def hypothesis(images):
            return built.sess.run(built.model.hypothesis, {built.model.X: images, **built.model.test_feed})
        found = hypothesis(BATCHES[0][0])
        numpy.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4 * numpy.abs(expected).max())
        alone = numpy.concatenate([hypothesis(BATCHES[0][0][i:i + 1]) for i in range(10)])  # nor what else is evaluated
        numpy.testing.assert_allclose(alone, found[:10], rtol=1e-4, atol=1e-5 * numpy.abs(expected).max())
        assert numpy.abs(built.run(built.model.hypothesis) - found).max() > 0.1  # in training it is another


@pytest.mark.parametrize("network", NOISY)
def test_noise_in_training_only(network):
    built = built_once(network)
    feed = {built.model.X: BATCHES[0][0], built.model.Y: BATCHES[0][1]}
    assert len({built.sess.run(built.model.cost, {**feed, **built.model.train_feed}) for _ in range(3)}) == 3
    assert len({built.sess.run(built.model.cost, {**feed, **built.model.test_feed}) for _ in range(3)}) == 1
    assert len(built.draws) == 7


def test_the_combinator():
    generator = numpy.random.RandomState(4)
    Z, U, a = generator.randn(5, 8), generator.randn(5, 8), generator.randn(10, 8)
    with tf.Graph().as_default(), tf.Session() as sess:
        found = sess.run(ladder.combine(*(tf.constant(value, tf.float32) for value in (Z, U, a))))
    numpy.testing.assert_allclose(found, combined(Z, U, a), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("network", NETWORKS, scope="module")
def test_the_learning_rate_falls_over_the_last_third(network):
    with borrowed(network) as built:
        for step, rate in [(0, 0.002), (399, 0.002), (400, 0.002), (450, 0.0015), (500, 0.001), (599, 0.00001)]:
            built.set({"global_step": step})
            assert built.run([op.inputs[5] for op in built.adam]) == pytest.approx([rate] * len(built.adam), rel=1e-3)


@pytest.mark.parametrize("network", [
    *(pytest.param(network, marks=pytest.mark.slow) for network in NETWORKS[:2]), "ladder"])
def test_no_network_knows_where_a_pixel_is(network):
    """All pixels in another order, and what belongs to each with it: three steps with the same costs."""
    order = numpy.random.RandomState(5).permutation(784)
    costs = []
    for moved in (slice(None), order):
        with borrowed(network) as built:
            weights = built.weights()
            built.set({name: weights[name][moved] if axis == 0 else weights[name][:, moved]
                       for name, axis in {"W1": 0, "V1": 1, "a0": 1}.items() if name in weights})
            batches = [(images[:, moved], labels) for images, labels in (*BATCHES, BATCHES[0])]
            costs.append([built.run([*built.costs(), built.model.train], batch, [NOISE[0][:, moved], *NOISE[1:]])[:-1]
                          for batch in batches])
    numpy.testing.assert_allclose(*costs, rtol=1e-3)
    assert numpy.abs(numpy.subtract(*costs)[0]).max() < 1e-4 * numpy.max(costs)


def run(network, **options):
    return module(network).run(replace(DIGITS, network=network, **options))


@pytest.mark.slow
@pytest.mark.parametrize("network", ["batch_norm", "ladder"])
def test_compiled_without_noise_is_the_same_training(network):
    """The same costs and averages for three steps. Adam begins with a gradient's sign, so that roundings soon grow.

    Of a small one in loops/test_plan.py, in the default run.
    """
    found = []
    for loop in ("exact", "xla"):
        built = Built(network, moved=False)
        silent = {tensor: 0 if tensor.dtype == tf.float32 else value
                  for tensor, value in built.model.train_feed.items()}
        model = built.model._replace(train_feed={**silent, built.model.total_steps: 1.25})  # it falls at once
        data_set = input_data.load("digits", seed=1, validation_size=46000).train
        with built.sess.graph.as_default():
            epoch = training.fed_epoch(built.sess, model, data_set, 100) if loop == "exact" else xla.compiled_epoch(
                built.sess, model, data_set, 100, 0)
            costs = list(epoch())
        found.append((costs, built.averages(), built.sess.run(built.others["global_step"])))
    (exact, averages, steps), (compiled, compiled_averages, compiled_steps) = found
    assert steps == compiled_steps == len(exact) == 3
    assert compiled == pytest.approx(exact, rel=5e-3)
    for ours, theirs in zip(averages, compiled_averages):
        for value, other in zip(ours, theirs):
            assert numpy.abs(value - other).mean() < 0.01 * numpy.abs(value).mean()


@pytest.mark.slow
@pytest.mark.parametrize("network, loop", [("batch_norm", "exact"), ("batch_norm_noise", "xla")])
def test_an_interrupted_training_goes_on_as_if_unbroken(tmp_path, network, loop):
    """The learning rate is the whole training's: its fall has begun before the break. So are noise and averages."""
    def stop(sess, model, history):
        if len(history.costs) == 2:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        run(network, epochs=3, loop=loop, save=tmp_path, watch=stop)
    rest, score = run(network, epochs=1, loop=loop, restore=tmp_path)
    whole, whole_score = run(network, epochs=3, loop=loop)
    assert rest.costs == whole.costs[2:] and score == whole_score
    restored, score = run(network, restore=tmp_path)  # an evaluation
    assert restored.epochs_before == 2 and restored.costs == [] and score.accuracy > 0.5
