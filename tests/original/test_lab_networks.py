"""The lab's networks against TensorFlow 1.15.5: op seeds, first weights, batches, dropout masks, first costs.

facts.py, beside this file, wrote the facts in TensorFlow 1.15.5 itself.
"""
import functools
import importlib
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy
import pytest
import tensorflow.compat.v1 as tf

import in_double  # beside this file

from lab10 import input_data, training
from lab10.draws import op_seeds
from lab10.runs.networks import networks

HERE = Path(__file__).parent
NETWORKS = json.loads((HERE / "networks.json").read_text())["facts"]
TRAINING = json.loads((HERE / "training.json").read_text())["facts"]
BATCHES = TRAINING.pop("batches")
SEEDS = ["777", "1"]  # in JSON's spelling
# networks whose first hundred costs are those of then
LONG_THE_SAME = ["softmax", "xavier_adam", "xavier_sgd_dropout"]  # with oneDNN and without
LONG_WITHOUT_ONEDNN = ["xavier_adam_high_lr", "deep_xavier", "deep_dropout_keep_prob", "deep_dropout_rate"]


def test_every_network_has_its_facts():
    assert sorted(NETWORKS) == sorted(networks())


@pytest.mark.parametrize("network", [
    pytest.param(network, marks=[] if facts["777"]["masks"] else [pytest.mark.slow])
    for network, facts in TRAINING.items()])
def test_op_seeds_first_weights_and_dropout_masks(network):
    """The weights are the same to the bit: another op seed, off by one, gives others. Masks of the first twenty steps.

    Where there are none, tests/networks has op seeds and first weights of seed 777 among what it asks of each network.
    """
    for seed in SEEDS:
        facts = NETWORKS[network][seed]
        with tf.Graph().as_default() as graph, tf.Session() as sess:
            tf.set_random_seed(int(seed))
            model = importlib.import_module(f"lab10.{network}").build()
            assert [operation.get_attr("seed2") for operation in draws(graph)] == facts["op_seeds"]
            sess.run(tf.global_variables_initializer())
            assert digest(sess.run(tf.trainable_variables())) == facts["first_weights"]
            masks = [operation.outputs[0] for operation in graph.get_operations()
                     if operation.type == "GreaterEqual" and operation.name.startswith("dropout")]
            feed = {model.X: numpy.zeros([100, 784]), **model.train_feed}
            drawn = digest(mask for _ in range(20) for mask in sess.run(masks, feed)) if masks else None
        assert drawn == TRAINING[network][seed]["masks"]


def test_three_epochs_of_batches(mnist_dir):
    for seed in SEEDS:
        train = input_data.load("mnist", mnist_dir, one_hot=True, seed=int(seed)).train
        assert digest(array for _ in range(3 * 550) for array in train.next_batch(100)) == BATCHES[seed]


@pytest.mark.parametrize("network", TRAINING)
def test_first_costs(network, mnist_dir):
    """The first is that of 1.15.5 to the last bit or the last but one, and ten are to rounding; in some a hundred.

    Then, in some networks, a unit's sum so close to zero that rounding decides whether ReLU lets it through parts the
    two. With TensorFlow 1's kernels (without oneDNN) that comes later.
    """
    costs, expected = first_costs(network, mnist_dir, 100 if network in LONG_THE_SAME else 10)
    numpy.testing.assert_array_max_ulp(costs[0], expected[0], maxulp=2)
    numpy.testing.assert_allclose(costs[:10], expected[:10], rtol=1e-5)
    numpy.testing.assert_allclose(costs, expected, rtol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("network", LONG_THE_SAME + LONG_WITHOUT_ONEDNN)
def test_first_hundred_costs_by_the_old_kernels(network, mnist_dir):
    """In a process of its own, as TensorFlow reads the setting when it starts."""
    code = (f"import numpy, test_lab_networks as tests; "
            f"numpy.testing.assert_allclose(*tests.first_costs({network!r}, {str(mnist_dir)!r}, 100), rtol=1e-4)")
    subprocess.run([sys.executable, "-c", code], cwd=HERE, check=True,
                   env={**os.environ, "TF_ENABLE_ONEDNN_OPTS": "0"})


@pytest.mark.parametrize("network", [
    pytest.param(network, marks=[] if network == "plain_nn" else [pytest.mark.slow])
    for network, facts in TRAINING.items() if "double" in facts["777"]])
def test_first_hundred_costs_in_double(network, mnist_dir, monkeypatch):
    """From the same first weights, which are drawn in float32: what parts the two in float32 is rounding alone.

    The costs of relu_sgd are nan from step 36 on, in both.
    """
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(777)
        module = importlib.import_module(f"lab10.{network}")
        module.build()
        sess.run(tf.global_variables_initializer())
        weights = sess.run(tf.trainable_variables())
    monkeypatch.setattr(module, "tf", in_double)
    costs = costs_of(network, mnist_dir, 100, weights)
    expected = numpy.float64([numpy.nan if cost is None else cost for cost in TRAINING[network]["777"]["double"]])
    numpy.testing.assert_allclose(costs, expected, rtol=1e-10)


@functools.cache
def mnist(directory):
    return input_data.load("mnist", directory, one_hot=True)


def first_costs(network, mnist_dir, steps):
    """The costs of the first steps with seed 777, here and in TensorFlow 1.15.5: float32 [steps] each."""
    expected = TRAINING[network]["777"]["costs"][:steps]
    return numpy.float32(costs_of(network, mnist_dir, steps)), numpy.float32(expected)


def costs_of(network, mnist_dir, steps, weights=None):
    """The costs of the first steps with seed 777, from these first weights or those that the seed gives."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(777)
        read = mnist(mnist_dir).train
        train = input_data.DataSet(read.stored_images, read.labels, reshape=False)
        model = importlib.import_module(f"lab10.{network}").build()
        sess.run(tf.global_variables_initializer())
        for variable, first in zip(tf.trainable_variables(), weights or []):
            variable.load(first, sess)
        step = training.fed_epoch(sess, model, train, 100)()
        return [next(step) for _ in range(steps)]


def test_a_seed_in_the_code_stays():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(777)
        own = tf.random_normal([2], seed=5).op.inputs[0].op.inputs[0].op
        counted = tf.random_normal([2]).op.inputs[0].op.inputs[0].op
        op_seeds.give(graph)
        assert own.get_attr("seed2") == 5
        assert counted.get_attr("seed2") == 9  # six operations of the first, and three of its own


def test_what_is_added_later_is_counted_on():
    """A second network in the graph of a first."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(777)
        for _ in range(3):
            tf.random_normal([2])
            op_seeds.give(graph)
        assert [operation.get_attr("seed2") for operation in draws(graph)] == [3, 9, 15]


def test_other_graphs_are_left_alone():
    """A graph without a seed, and one that is not a network of the lab."""
    with tf.Graph().as_default() as graph:
        tf.random_normal([2])
        op_seeds.give(graph)
        assert [operation.get_attr("seed2") for operation in draws(graph)] == [0]
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(0)
        tf.random_normal([2])
        assert draws(graph)[0].get_attr("seed2") == 2 ** 31 - 1  # what today's TensorFlow makes of the seeds 0, 0
        op_seeds.give(graph)
        assert draws(graph)[0].get_attr("seed2") == 3


def test_without_the_private_method(monkeypatch, capsys):
    monkeypatch.delattr(tf.Operation, "_set_attr")
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(777)
        tf.random_normal([2])
        op_seeds.give(graph)
        assert draws(graph)[0].get_attr("seed2") == 0
    assert capsys.readouterr().err.count("\n") == 1


def draws(graph):
    return [operation for operation in graph.get_operations() if "seed2" in operation.node_def.attr]


def digest(arrays):
    """The SHA-256 of these arrays' bytes, one after another."""
    sha = sha256()
    for array in arrays:
        sha.update(numpy.ascontiguousarray(array).tobytes())
    return sha.hexdigest()
