"""What the lab teaches, measured: on the embedded digits always, on MNIST where it is found.

Bands are two-sided: a score that is too good is also a bug.
"""
import importlib
import math
from dataclasses import replace

import pytest

from conftest import DIGITS
from lab10.options import Options
from lab10.study.printed import PRINTED

# accuracy on the digits' 497 test images: what seeds 777, 1 and 2 gave, and some 3 points around it (one standard
# error at 0.92 is 1.2 points); the longest trainings are cut
ON_DIGITS = {
    "softmax": (0.70, 0.79),  # .734 .747 .745
    "plain_nn": (0.74, 0.85),  # .779 .809 .805
    "relu_sgd": (0.05, 0.15),  # .103 .103 .097: all units dead, one class for all
    "xavier_sgd": (0.89, 0.95),  # .920 .920 .920
    "xavier_adam": (0.88, 0.95),  # .918 .918 .914
    "xavier_adam_high_lr": (0.89, 0.96),  # .928 .926 .930
    "xavier_sgd_dropout": (0.88, 0.95),  # .914 .920 .916
    "deep_xavier": (0.89, 0.97),  # .930 .938 .924
    "deep_dropout_keep_prob": (0.88, 0.96),  # .924 .920 .911
    "deep_dropout_rate": (0.88, 0.96),  # the same
    # Adam at 0.01 throws these two about, by rounding as by seeds: 20 more had a mean of .895, a deviation of .032
    "wide_glorot": (0.77, 0.97),  # .924 .889 .905
    "wider_glorot": (0.53, 0.95),  # .795 .853 .720; 15 more: .784, .065
}
CUT = {"deep_dropout_keep_prob": 15, "deep_dropout_rate": 15, "wider_glorot": 5}  # epochs


@pytest.mark.parametrize("network", ON_DIGITS)
def test_on_digits(network):
    least, most = ON_DIGITS[network]
    _, score = importlib.import_module(f"lab10.{network}").run(replace(DIGITS, epochs=CUT.get(network)))
    assert score.data == "digits" and score.total == 497
    assert least <= score.accuracy <= most


def test_the_order_that_the_notes_teach():
    """Layers help, Xavier's weights help more; with plain SGD, N(0,1) weights do not learn at all."""
    networks = ("relu_sgd", "softmax", "plain_nn", "xavier_adam")
    history, accuracy = {}, {}
    for network in networks:
        history[network], score = importlib.import_module(f"lab10.{network}").run(replace(DIGITS, seed=1))
        accuracy[network] = score.accuracy
    assert sorted(networks, key=accuracy.get) == list(networks)
    assert accuracy["xavier_adam"] - accuracy["plain_nn"] > 0.05
    assert history["plain_nn"].costs[0] > 100 * history["xavier_adam"].costs[0]


# after 1 epoch on MNIST
SHORT = {
    "plain_nn": ((0.85, 0.92), (110, 220)),  # the notes: 183.5 for the first epoch's cost; here .886 to .898
    "xavier_adam": ((0.945, 0.975), (0.27, 0.35)),  # the notes: 0.3104
}


@pytest.mark.parametrize("network", SHORT)
def test_on_mnist_in_short(mnist_dir, network):
    (least, most), (low, high) = SHORT[network]
    history, score = importlib.import_module(f"lab10.{network}").run(
        Options(epochs=1, data="mnist", data_dir=mnist_dir, quiet=True, predict=0))
    assert score.data == "mnist" and score.total == 10000
    assert least <= score.accuracy <= most
    assert low <= history.costs[0] <= high


CUT_ON_MNIST = {"deep_dropout_rate": 3, "wider_glorot": 3}  # epochs; they take long
# on MNIST, the others in full: test accuracy, first and last epoch's mean cost. Around what several seeds gave here and
# in an independent implementation: four standard deviations of either, and not less than 0.4 points
FULL = {
    "softmax": ((0.903, 0.929), (4.0, 7.5), (0.24, 0.31)),
    "plain_nn": ((0.935, 0.955), (110, 220), (0.5, 1.2)),
    "xavier_sgd": ((0.976, 0.984), (0.43, 0.50), (0.002, 0.006)),
    "xavier_adam": ((0.973, 0.983), (0.29, 0.34), (0.006, 0.014)),
    "xavier_adam_high_lr": ((0.955, 0.979), (0.23, 0.32), (0.02, 0.07)),
    "xavier_sgd_dropout": ((0.978, 0.986), (0.55, 0.66), (0.042, 0.054)),
    "deep_xavier": ((0.968, 0.986), (0.26, 0.35), (0.006, 0.026)),
    "deep_dropout_keep_prob": ((0.978, 0.987), (0.42, 0.51), (0.017, 0.033)),
    "deep_dropout_rate": ((0.966, 0.981), (0.42, 0.51), (0.11, 0.15)),  # .9734 .9742 .9734
    "wide_glorot": ((0.92, 0.975), (0.45, 0.65), (0.08, 0.22)),
    "wider_glorot": ((0.85, 0.965), (0.9, 3.0), (0.12, 0.50)),  # .9469 .9322 .9453
}


@pytest.mark.slow
@pytest.mark.parametrize("network", sorted(PRINTED, reverse=True))  # the longest first
def test_on_mnist_at_length(mnist_dir, network):
    history, score = importlib.import_module(f"lab10.{network}").run(Options(
        data="mnist", data_dir=mnist_dir, epochs=CUT_ON_MNIST.get(network), threads=1, quiet=True, predict=0))
    print(network, score, history.costs[0], history.costs[-1])
    assert score.data == "mnist" and score.total == 10000
    if network == "relu_sgd":  # whether it diverges to nan or just stays bad is the seed's doing
        assert 0.085 < score.accuracy < 0.8
        assert all(math.isnan(cost) for cost in history.costs[1:]) or history.costs[0] > 10
        return
    (least, most), first, last = FULL[network]
    assert least <= score.accuracy <= most
    assert first[0] <= history.costs[0] <= first[1]
    assert last[0] <= history.costs[-1] <= last[1]
