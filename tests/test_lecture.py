"""The lecture's networks: their size, first weights and arithmetic, each against NumPy, and what they teach."""
import ast
import difflib
import importlib
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy
import pytest
import tensorflow.compat.v1 as tf

import lab10
from conftest import DIGITS
from lab10 import dbn, ensemble, evaluation, input_data, training
from lab10.options import Options
from lab10.runs.networks import networks

PARAMETERS = {
    "deep_sigmoid": 664_074,
    "deep_relu": 664_074,
    "dbn": 664_074,
    "fast_forward": 664_074,
    "he_adam": 269_322,
    "xavier_adam_l2": 269_322,
    "ensemble": 7 * 269_322,
    "cnn": 50_186,
    "split_merge": 66_826,
    "rnn": 21_386,
}
HYPERPARAMETERS = {  # learning rate, epochs; batches are of 100
    "deep_sigmoid": (0.1, 15),
    "deep_relu": (0.1, 15),
    "dbn": (0.1, 15),
    "fast_forward": (0.1, 15),
    "he_adam": (0.001, 15),
    "xavier_adam_l2": (0.001, 15),
    "ensemble": (0.001, 15),
    "cnn": (0.001, 15),
    "split_merge": (0.001, 15),
    "rnn": (0.001, 15),
}
NEIGHBOURS = {
    "deep_sigmoid": None, "deep_relu": "deep_sigmoid", "dbn": "deep_sigmoid", "fast_forward": "deep_relu",
    "he_adam": "xavier_adam", "xavier_adam_l2": "xavier_adam", "ensemble": "xavier_adam",
    "cnn": "softmax", "split_merge": "cnn", "rnn": None,
}
EIGHT = range(1, 9)
LESSONS = {  # the first words of the lines in which a network differs from its neighbour
    "deep_relu": {f"L{i}" for i in EIGHT},
    "fast_forward": {"L4", "L6", "L8"},
    "he_adam": {"W1", "W2", "W3"},
    "xavier_adam_l2": {"regularization_strength", "squares", "cost"},
}
ACTIVATIONS = {
    "deep_sigmoid": lambda x: 1 / (1 + numpy.exp(-x)),
    "dbn": lambda x: 1 / (1 + numpy.exp(-x)),
    "deep_relu": lambda x: numpy.maximum(x, 0),
    "fast_forward": lambda x: numpy.maximum(x, 0),
}
BATCH = input_data.load("digits", seed=1).train.next_batch(100)


def module(network):
    return importlib.import_module(f"lab10.{network}")


class Built:
    """A network, built and initialised in a graph and a session of its own."""

    def __init__(self, network, seed=777):
        self.graph = tf.Graph()
        with self.graph.as_default():
            tf.set_random_seed(seed)
            self.model = module(network).build()
            self.variables = {variable.op.name: variable for variable in tf.global_variables()}
            self.trained = [variable.op.name for variable in tf.trainable_variables()]
            self.sess = tf.Session()
            self.sess.run(tf.global_variables_initializer())

    def weights(self):
        return {name: value.astype(float) for name, value in self.sess.run(
            {name: self.variables[name] for name in self.trained}).items()}

    def gradients(self, images, labels):
        """Of the cost, for each variable: what TensorFlow computes."""
        with self.graph.as_default():
            gradients = tf.gradients(self.model.cost, [self.variables[name] for name in self.trained])
        return dict(zip(self.trained, self.sess.run(gradients, {self.model.X: images, self.model.Y: labels})))

    def run(self, what, images=BATCH[0], labels=BATCH[1]):
        return self.sess.run(what, {self.model.X: images, self.model.Y: labels})


def softmax(logits):
    exponentials = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    return -numpy.log((softmax(logits) * labels).sum(axis=1)).mean()


def deep_inputs(network, weights, images):
    """What goes into the activations of the eight hidden layers: a list of [n, units]."""
    inputs, outputs = [], [images]
    for i in EIGHT:
        skipped = outputs[i - 2] if network == "fast_forward" and i in (4, 6, 8) else 0
        inputs.append(outputs[-1] @ weights[f"W{i}"] + weights[f"b{i}"] + skipped)
        outputs.append(ACTIVATIONS[network](inputs[-1]))
    return inputs


def deep_layers(network, weights, images):
    """The outputs of the eight hidden layers, then the logits: a list of [n, units]."""
    outputs = [ACTIVATIONS[network](inputs) for inputs in deep_inputs(network, weights, images)]
    return [*outputs, outputs[-1] @ weights["W9"] + weights["b9"]]


def relu_logits(weights, images, prefix=""):
    """The logits of two hidden layers of ReLU."""
    for i in (1, 2):
        images = numpy.maximum(images @ weights[f"{prefix}W{i}"] + weights[f"{prefix}b{i}"], 0)
    return images @ weights[f"{prefix}W3"] + weights[f"{prefix}b3"]


def convolve(images, filters):
    """A convolution with padding: float [n, h, w, c] by [k, k, c, filters], each filter at each place."""
    k = len(filters)
    _, height, width, _ = images.shape
    padded = numpy.pad(images, ((0, 0), (k // 2, k // 2), (k // 2, k // 2), (0, 0)))
    return sum(padded[:, i:i + height, j:j + width] @ filters[i, j] for i in range(k) for j in range(k))


def pool(images):
    n, height, width, channels = images.shape
    return images.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))


def recurrent_states(weights, images):
    """The state before the first row, then after each: a list of [n, 128]."""
    states = [numpy.zeros((len(images), 128))]
    for x in images.reshape(-1, 28, 28).transpose(1, 0, 2):
        states.append(numpy.tanh(x @ weights["Wx"] + states[-1] @ weights["Wh"] + weights["bh"]))
    return states


def logits_of(network, weights, images):
    images = images.astype(float)
    if network in ACTIVATIONS:
        return deep_layers(network, weights, images)[-1]
    if network in ("he_adam", "xavier_adam_l2"):
        return relu_logits(weights, images)
    if network == "rnn":
        return recurrent_states(weights, images)[-1] @ weights["W"] + weights["b"]
    images = images.reshape(-1, 28, 28, 1)
    for i in (1, 2):
        branches = [""] if network == "cnn" else ["_3", "_5"]
        images = pool(numpy.concatenate([
            numpy.maximum(convolve(images, weights[f"W{i}{branch}"]) + weights[f"b{i}{branch}"], 0)
            for branch in branches], axis=3))
    return images.reshape(len(images), -1) @ weights["W3"] + weights["b3"]


def test_each_is_in_the_list_after_its_neighbour():
    found = networks()
    assert set(PARAMETERS) == set(HYPERPARAMETERS) == set(NEIGHBOURS) <= set(found)
    assert {network: found[network].neighbour for network in NEIGHBOURS} == NEIGHBOURS


@pytest.mark.parametrize("network", PARAMETERS)
def test_parameters(network):
    with tf.Graph().as_default():
        module(network).build()
        assert training.parameters() == PARAMETERS[network]


@pytest.mark.parametrize("network", PARAMETERS)
def test_hyperparameters(monkeypatch, network):
    assert (module(network).learning_rate, module(network).training_epochs, module(network).batch_size) == (
        *HYPERPARAMETERS[network], 100)
    seen = []
    monkeypatch.setattr(training, "train", lambda sess, model, mnist, *sizes: seen.append(
        (mnist.train.num_examples, *sizes[:2])))
    monkeypatch.setattr(dbn, "pretrain", lambda *_: None)
    module(network).run(DIGITS)
    assert seen == [(1192, HYPERPARAMETERS[network][1], 100)]


@pytest.mark.parametrize("network", PARAMETERS)
def test_each_hyperparameter_is_used_once(network):
    text = source(network)
    names = [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)
             and isinstance(node.ctx, ast.Load)]
    constants = re.findall(r"^(\w+) = ", text, re.MULTILINE)
    more = {("ensemble", "members"): 3, ("dbn", "batch_size"): 3}
    assert {constant: names.count(constant) for constant in constants} == {
        constant: more.get((network, constant), 1) for constant in constants} and "batch_size" in constants
    assert text.endswith('if __name__ == "__main__":\n    command_line.main(run)\n')


def source(network):
    return Path(lab10.__file__).with_name(f"{network}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("network", LESSONS)
def test_the_diff_is_the_lesson(network):
    bodies = [source(name).split('"""\n', 1)[1].splitlines() for name in (NEIGHBOURS[network], network)]
    changed = {line[2:].split()[0] for line in difflib.ndiff(*bodies) if line[0] in "+-" and line[2:].strip()}
    assert changed == LESSONS[network]


@pytest.mark.parametrize("network", PARAMETERS)
def test_first_weights(network):
    """The lecture's Xavier and He: a normal draw, divided by the root of the inputs, or of half of them."""
    weights = Built(network).weights()
    for name, value in weights.items():
        tolerance = 5 / numpy.sqrt(value.size)
        name = name.rpartition("/")[2]
        if name.startswith("b"):
            normal = network in ("he_adam", "xavier_adam_l2", "ensemble", "rnn")
            assert value.std() > 0.4 if normal else not value.any(), name
            continue
        ins, outs = numpy.prod(value.shape[:-1]), value.shape[-1]
        variance = {"he_adam": 2 / ins, "xavier_adam_l2": 2 / (ins + outs), "ensemble": 2 / (ins + outs)}.get(
            network, 1 / ins)
        if network == "dbn" and name != "W9":
            variance = 0.01 ** 2
        assert abs(value.mean()) < tolerance * variance ** 0.5
        assert value.var() == pytest.approx(variance, rel=2 * tolerance)
        if network not in ("xavier_adam_l2", "ensemble") and value.size > 1000:  # normal, and so without a sharp bound
            assert numpy.abs(value).max() > 2.5 * variance ** 0.5


@pytest.mark.parametrize("network", sorted(set(PARAMETERS) - {"ensemble"}))
def test_prediction_and_cost_are_numpys(network):
    built = Built(network)
    logits = logits_of(network, built.weights(), BATCH[0])
    hypothesis, cost = built.run([built.model.hypothesis, built.model.cost])
    numpy.testing.assert_allclose(hypothesis, logits, rtol=1e-3, atol=1e-4 * numpy.abs(logits).max())
    expected = cross_entropy(logits, BATCH[1])
    if network == "xavier_adam_l2":
        weights = built.weights()
        expected += 0.0001 * sum((weights[name] ** 2).sum() for name in ("W1", "W2", "W3"))
        assert expected - cross_entropy(logits, BATCH[1]) > 0.01
    assert cost == pytest.approx(expected, rel=1e-4)


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
    outputs = [images.astype(float), *deep_layers(network, weights, images.astype(float))]
    delta = (softmax(outputs[9]) - labels) / len(images)
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


def clear_of_kinks(network, weights, images):
    """Whether all units of an image, bool [n], are clear of ReLU's kink: there rounding may turn a unit on or off."""
    inputs = deep_inputs(network, weights, images.astype(float))
    clear = numpy.abs(numpy.concatenate(inputs, axis=1)).min(axis=1) > 1e-5
    assert clear.mean() > 0.8
    return clear


def built_gradient(network, name, known={}):
    """TensorFlow's gradient at the first weights."""
    if network not in known:
        known[network] = Built(network).gradients(*BATCH)
    return known[network][name]


def test_the_gradient_vanishes_through_sigmoids_and_not_through_relu():
    """Before the first step: the mean size of the first layer's gradient, as a share of the last layer's."""
    share = {network: numpy.abs(built_gradient(network, "W1")).mean() / numpy.abs(built_gradient(network, "W9")).mean()
             for network in ("deep_sigmoid", "deep_relu")}
    assert share["deep_sigmoid"] < 1e-3 < 1e-2 < share["deep_relu"]


def test_l2_adds_its_gradient():
    built = Built("xavier_adam_l2")
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
    built = Built("rnn")
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


@pytest.mark.parametrize("layer", EIGHT)
def test_a_step_of_a_boltzmann_machine(layer):
    """CD-1 by NumPy, from the numbers that were drawn in the same step; nothing else changes.

    It is the second step: before the first, the biases are zero and would not be missed.
    """
    built = Built("dbn")
    sigmoid = ACTIVATIONS["dbn"]
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
    built, turns = Built("dbn"), []

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


def test_each_member_is_a_network_of_its_own():
    """A step of the ensemble is, for each member, the step of xavier_adam from the same weights."""
    together, alone = Built("ensemble"), Built("xavier_adam")
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


def test_an_ensemble_averages_its_members_outputs():
    built = Built("ensemble")
    weights = built.weights()
    logits = [relu_logits(weights, BATCH[0].astype(float), f"member{member}/") for member in range(1, 8)]
    assert len(built.model.members) == ensemble.members == 7
    for member, expected in zip(built.run(list(built.model.members)), logits):
        assert_close(member, expected)
    hypothesis, cost = built.run([built.model.hypothesis, built.model.cost])
    numpy.testing.assert_allclose(hypothesis, numpy.mean([softmax(member) for member in logits], axis=0), atol=1e-4)
    assert cost == pytest.approx(numpy.mean([cross_entropy(member, BATCH[1]) for member in logits]), rel=1e-4)


def members_alone():
    """The members' accuracies after an epoch on the digits, each evaluated by NumPy from its own weights."""
    built = Built("ensemble")
    digits = input_data.load("digits", seed=777)
    with built.graph.as_default():
        training.train(built.sess, built.model, digits, 1, 100, DIGITS)
    right = digits.test.labels.argmax(axis=1)
    return [(relu_logits(built.weights(), digits.test.images.astype(float), f"member{member}/").argmax(axis=1)
             == right).mean() for member in range(1, 8)]


def test_an_ensemble_prints_and_records_its_members(command, tmp_path):
    result = command("ensemble", "--data", "digits", "--epochs", 1, "--predict", 0, "--json", tmp_path / "record.json")
    printed = re.findall(r"^(?:Member (\d)|Accuracy): (0\.\d{4}) \(\d+ of 497 wrong\) on digits$", result.out,
                         re.MULTILINE)
    assert [number for number, _ in printed] == [*"1234567", ""]
    assert len({accuracy for _, accuracy in printed[:7]}) > 1
    record = json.loads((tmp_path / "record.json").read_text())
    assert [f"{accuracy:.4f}" for accuracy in record["members"]] == [accuracy for _, accuracy in printed[:7]]
    assert record["members"] == pytest.approx(members_alone(), abs=1e-9)
    quiet = command("ensemble", "--data", "digits", "--epochs", 1, "--quiet")
    assert quiet.out.startswith("Accuracy: ") and quiet.out.count("\n") == 1


# accuracy on the digits' 497 test images after so many epochs: around what seeds 777, 1 and 2 gave
ON_DIGITS = {
    "deep_sigmoid": ((0.05, 0.15), 15),  # .101 .097 .103: one class for all
    "deep_relu": ((0.40, 0.95), 15),  # .839 .652 .859: it has just begun to learn, and seeds differ in when
    "dbn": ((0.05, 0.15), 15),  # .093 .097 .103: 36 steps for each Boltzmann machine are too few
    "fast_forward": ((0.88, 0.96), 15),  # .920 .924 .932
    "he_adam": ((0.86, 0.96), 15),  # .899 .926 .924
    "xavier_adam_l2": ((0.87, 0.95), 15),  # .916 .920 .910
    "ensemble": ((0.88, 0.96), 15),  # .922 .926 .918
    "cnn": ((0.80, 0.91), 4),  # .869 .843 .871
    "split_merge": ((0.83, 0.93), 4),  # .889 .885 .867
    "rnn": ((0.80, 0.92), 15),  # .879 .855 .847
}


@pytest.mark.parametrize("network", ON_DIGITS)
def test_on_digits(network):
    (least, most), epochs = ON_DIGITS[network]
    _, score = module(network).run(replace(DIGITS, epochs=epochs))
    assert least <= score.accuracy <= most


# after so many epochs on MNIST, 15 being the full length: test accuracy, the first and the last epoch's mean cost.
# Around what seeds 777, 778 and 779 gave at full length, and seed 777 for the three that are cut. At full length the
# accuracy is the middle one of the last five epochs': a single step can throw rnn back, from .968 to .950 in one epoch
ON_MNIST = {
    "deep_sigmoid": (4, (0.09, 0.20), (2.30, 2.36), (2.30, 2.31)),  # .1135 for each: it predicts 1 for every image
    "deep_relu": (15, (0.970, 0.988), (0.60, 0.95), (0.003, 0.03)),  # .9815 .9780 .9810
    "dbn": (15, (0.960, 0.977), (0.36, 0.46), (0.080, 0.110)),  # .9708 .9684 .9674
    "fast_forward": (15, (0.974, 0.988), (0.30, 0.45), (0.0005, 0.015)),  # .9827 .9818 .9815
    "he_adam": (15, (0.971, 0.985), (0.26, 0.36), (0.004, 0.016)),  # .9809 .9776 .9801
    "xavier_adam_l2": (15, (0.968, 0.983), (0.32, 0.40), (0.055, 0.075)),  # .9734 .9744 .9768
    "rnn": (15, (0.960, 0.982), (0.65, 0.88), (0.06, 0.12)),  # .9661 .9703 .9728
    "ensemble": (3, (0.972, 0.985), (0.27, 0.35), (0.05, 0.12)),  # .9770
    "cnn": (2, (0.972, 0.990), (0.14, 0.26), (0.03, 0.09)),  # .9877
    "split_merge": (1, (0.965, 0.990), (0.12, 0.24), (0.12, 0.24)),  # .9799
}


@pytest.mark.slow
@pytest.mark.parametrize("network", ON_MNIST)
def test_on_mnist(mnist_dir, network):
    epochs, (least, most), first, last = ON_MNIST[network]
    test, accuracies = input_data.load("mnist", mnist_dir, one_hot=True).test, []

    def watch(sess, model, history):
        accuracies.append(evaluation.accuracy(sess, model, test).accuracy)
    history, score = module(network).run(
        Options(data="mnist", data_dir=mnist_dir, epochs=epochs, threads=1, quiet=True, predict=0, watch=watch))
    print(network, accuracies, history.costs[0], history.costs[-1], score.members)
    assert score.total == 10000 and score.accuracy == accuracies[-1]
    assert least <= numpy.median(accuracies[-5:] if epochs == 15 else accuracies[-1]) <= most
    assert first[0] <= history.costs[0] <= first[1]
    assert last[0] <= history.costs[-1] <= last[1]
