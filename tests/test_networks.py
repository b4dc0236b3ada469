"""The networks: their size, their first weights, their arithmetic, and that neighbours differ by the lesson alone."""
import ast
import difflib
import importlib
import os
import re
from pathlib import Path

import numpy
import pytest
import tensorflow.compat.v1 as tf

import lab10
from lab10 import input_data, training
from lab10.options import Options
from lab10.runs.networks import networks, story_of
from lab10.study.printed import PRINTED

PARAMETERS = {
    "softmax": 7_850,
    "plain_nn": 269_322,
    "relu_sgd": 269_322,
    "xavier_sgd": 269_322,
    "xavier_adam": 269_322,
    "xavier_adam_high_lr": 269_322,
    "xavier_sgd_dropout": 269_322,
    "deep_xavier": 1_195_018,
    "deep_dropout_keep_prob": 1_195_018,
    "deep_dropout_rate": 1_195_018,
    "wide_glorot": 3_798_010,
    "wider_glorot": 13_596_010,
}
NORMAL = ["softmax", "plain_nn", "relu_sgd"]
XAVIER = ["xavier_sgd", "xavier_adam", "xavier_adam_high_lr", "xavier_sgd_dropout",
          "deep_xavier", "deep_dropout_keep_prob", "deep_dropout_rate"]
GLOROT = ["wide_glorot", "wider_glorot"]
RELU_LOGITS = ["relu_sgd", "xavier_sgd", "xavier_adam_high_lr", "xavier_sgd_dropout"]
DROPOUT = ["xavier_sgd_dropout", "deep_dropout_keep_prob", "deep_dropout_rate"]


def source(network):
    return Path(lab10.__file__).with_name(f"{network}.py").read_text(encoding="utf-8")


@pytest.fixture
def built():
    """built("plain_nn") builds and initialises in a fresh graph and session: Model, session, variables by name."""
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        def build(network):
            graph.seed = 777
            model = importlib.import_module(f"lab10.{network}").build()
            sess.run(tf.global_variables_initializer())
            weights = {variable.op.name: variable for variable in tf.trainable_variables()}
            return model, sess, weights
        yield build


def some_batch(n=100):
    train = input_data.load("digits", seed=1).train
    return train.next_batch(n)


def forward(weights, images):
    """Each layer's output before its activation, in NumPy: a list of [n, units]; ReLU between the layers."""
    outputs = []
    for layer in range(1, len(weights) // 2 + 1):
        images = images @ weights[f"W{layer}"].astype(float) + weights[f"b{layer}"].astype(float)
        outputs.append(images)
        images = numpy.maximum(images, 0)
    return outputs


def test_the_list_is_complete():
    """There may be more networks, a reader's own."""
    assert set(PRINTED) == set(PARAMETERS) <= set(networks())


def test_a_network_stands_after_its_neighbour(tmp_path, monkeypatch):
    for name, lesson in {"a": "a: b with more", "b": "b: the first", "mine": "b: the first, a copy", "c": "no colon",
                         "loop1": "loop1: loop2 with less", "loop2": "loop2: loop1 with more"}.items():
        (tmp_path / f"{name}.py").write_text(f'"""{lesson}."""\ndef build():\n    pass\n')
    (tmp_path / "helper.py").write_text('"""not one"""')
    monkeypatch.setattr(lab10, "__file__", str(tmp_path / "__init__.py"))
    found = networks()
    assert sorted(found) == ["a", "b", "c", "loop1", "loop2", "mine"]
    assert found["a"].neighbour == "b" and list(found).index("a") == list(found).index("b") + 1
    assert story_of("a", found) == ["b", "a"] and len(story_of("loop1", found)) <= 2


@pytest.mark.parametrize("network", PARAMETERS)
def test_parameters(built, network):
    _, _, weights = built(network)
    assert sum(numpy.prod(variable.shape) for variable in weights.values()) == PARAMETERS[network]
    layers = len(weights) // 2
    assert sorted(weights) == sorted([f"W{i + 1}" for i in range(layers)] + [f"b{i + 1}" for i in range(layers)])


@pytest.mark.parametrize("network", PARAMETERS)
def test_first_weights(built, network):
    _, sess, weights = built(network)
    for name, value in sess.run(weights).items():
        tolerance = 5 / numpy.sqrt(value.size)  # five standard errors of a mean, and more than of these variances
        if name.startswith("b"):
            if network in GLOROT:
                assert not value.any()
            else:
                assert value.std() > 0.4 and abs(value.mean()) < tolerance
            continue
        ins, outs = value.shape
        variance = 1 if network in NORMAL else 2 / (ins + outs)
        assert abs(value.mean()) < tolerance * variance ** 0.5
        assert value.var() == pytest.approx(variance, rel=tolerance)
        bound = numpy.float32(numpy.sqrt(6 / (ins + outs)))
        if network in XAVIER:  # uniform: flat up to a sharp bound
            assert 0.99 * bound < numpy.abs(value).max() <= bound
        elif network in GLOROT:  # a normal distribution, cut at two standard deviations, then scaled up
            assert 0.98 < numpy.abs(value).max() / (2 * variance ** 0.5 / 0.87962566) <= 1
            assert (numpy.abs(value) < variance ** 0.5).mean() > 0.6  # the uniform one has 0.58 of its weights there
        else:
            assert numpy.abs(value).max() > 3


@pytest.mark.parametrize("network", PARAMETERS)
def test_prediction_is_numpys(built, network):
    """In evaluation: ReLU between the layers, of the logits where the note has it, and no dropout."""
    model, sess, weights = built(network)
    images, _ = some_batch()
    logits = forward(sess.run(weights), images)[-1]
    expected = numpy.maximum(logits, 0) if network in RELU_LOGITS else logits
    for _ in range(2):
        hypothesis = sess.run(model.hypothesis, {model.X: images, **model.test_feed})
        numpy.testing.assert_allclose(hypothesis, expected, rtol=1e-3, atol=1e-3 * numpy.abs(expected).max())


@pytest.mark.parametrize("network", PARAMETERS)
def test_cost_is_numpys(built, network):
    model, sess, weights = built(network)
    images, labels = some_batch()
    logits = forward(sess.run(weights), images)[-1]
    logits -= logits.max(axis=1, keepdims=True)
    expected = (numpy.log(numpy.exp(logits).sum(axis=1)) - (logits * labels).sum(axis=1)).mean()
    cost = sess.run(model.cost, {model.X: images, model.Y: labels, **model.test_feed})
    assert cost == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("network", DROPOUT)
def test_dropout_in_training_only(built, network):
    model, sess, _ = built(network)
    images, labels = some_batch()
    feed = {model.X: images, model.Y: labels}
    training = [sess.run(model.cost, {**feed, **model.train_feed}) for _ in range(3)]
    evaluation = [sess.run(model.cost, {**feed, **model.test_feed}) for _ in range(3)]
    assert len(set(training)) == 3 and len(set(evaluation)) == 1


@pytest.mark.parametrize("network", DROPOUT)
def test_dropout_drops_three_in_ten_units_of_each_hidden_layer(built, network):
    model, sess, weights = built(network)
    images, _ = some_batch()
    graph = tf.get_default_graph()
    hidden = len(weights) // 2 - 1
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


def gradients(weights, images, labels):
    """Of the mean softmax cross-entropy, by hand, in float64."""
    outputs = forward(weights, images)
    exponentials = numpy.exp(outputs[-1] - outputs[-1].max(axis=1, keepdims=True))
    delta = (exponentials / exponentials.sum(axis=1, keepdims=True) - labels) / len(images)
    result = {}
    for layer in range(len(outputs), 0, -1):
        inputs = numpy.maximum(outputs[layer - 2], 0) if layer > 1 else images
        result[f"W{layer}"], result[f"b{layer}"] = inputs.T @ delta, delta.sum(axis=0)
        if layer > 1:
            delta = delta @ weights[f"W{layer}"].T * (outputs[layer - 2] > 0)
    return result


@pytest.mark.parametrize("network, rate", [("xavier_sgd", 0.1), ("relu_sgd", 0.1)])
def test_a_step_of_sgd(built, network, rate):
    model, sess, variables = built(network)
    images, labels = some_batch()
    before = sess.run(variables)
    sess.run(model.train, {model.X: images, model.Y: labels})
    after = sess.run(variables)
    weights = {name: value.astype(float) for name, value in before.items()}
    for name, gradient in gradients(weights, images, labels).items():
        step = rate * gradient
        numpy.testing.assert_allclose(after[name], before[name] - step, rtol=1e-4, atol=2e-3 * numpy.abs(step).max())


@pytest.mark.parametrize("network, rate, epsilon", [
    ("softmax", 0.001, 1e-8), ("plain_nn", 0.001, 1e-8), ("xavier_adam", 0.001, 1e-8), ("deep_xavier", 0.001, 1e-8),
    ("xavier_adam_high_lr", 0.01, 1e-8), ("wide_glorot", 0.01, 1e-7)])
def test_two_steps_of_adam(built, network, rate, epsilon):
    """Adam as its paper's section 2 ends and TensorFlow has it: epsilon beside the uncorrected second moment's root."""
    model, sess, variables = built(network)
    weights = {name: value.astype(float) for name, value in sess.run(variables).items()}
    first = {name: 0 for name in weights}
    second = {name: 0 for name in weights}
    for step, (images, labels) in enumerate([some_batch(60), some_batch(100)], 1):
        sess.run(model.train, {model.X: images, model.Y: labels})
        lr = rate * numpy.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)
        for name, gradient in gradients(weights, images, labels).items():
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.999 * second[name] + 0.001 * gradient ** 2
            weights[name] = weights[name] - lr * first[name] / (numpy.sqrt(second[name]) + epsilon)
    for name, value in sess.run(variables).items():
        # a gradient next to zero takes its direction from rounding; all but a few must agree closely
        assert (numpy.abs(value - weights[name]) < 0.02 * rate).mean() > 0.98, name


def test_epsilon_of_keras():
    """The difference between 1e-8 and 1e-7 is too small for two steps to show: it is read off the graph."""
    for network, epsilon in [("wide_glorot", 1e-7), ("wider_glorot", 1e-7), ("xavier_adam", 1e-8)]:
        with tf.Graph().as_default() as graph:
            importlib.import_module(f"lab10.{network}").build()
            step = next(op for op in graph.get_operations() if op.type == "ResourceApplyAdam")
            assert tf.get_static_value(step.inputs[8]) == numpy.float32(epsilon)


LESSONS = {
    ("plain_nn", "xavier_adam"): ["W1", "W2", "W3"],
    ("relu_sgd", "xavier_sgd"): ["W1", "W2", "W3"],
    ("plain_nn", "relu_sgd"): ["learning_rate", "training_epochs", "hypothesis", "logit", "cost", "train"],
    ("xavier_sgd", "xavier_adam_high_lr"): ["learning_rate", "train"],
    ("xavier_sgd", "xavier_sgd_dropout"): ["dropout_rate", "L1", "L2", "return"],
    ("deep_xavier", "deep_dropout_keep_prob"): ["training_epochs", "keep_prob", "L1", "L2", "L3", "L4", "return"],
    ("deep_dropout_keep_prob", "deep_dropout_rate"): ["keep_prob", "dropout_rate", "L1", "L2", "L3", "L4", "return"],
    ("wide_glorot", "wider_glorot"): ["W1", "b1", "W2", "b2", "W3", "b3", "W4", "b4", "W5"],
}


@pytest.mark.parametrize("pair", LESSONS, ids=" ".join)
def test_the_diff_is_the_lesson(pair):
    bodies = [source(network).split('"""\n', 1)[1].splitlines() for network in pair]
    changed = {line[2:].split()[0] for line in difflib.ndiff(*bodies) if line[0] in "+-" and line[2:].strip()}
    assert changed == set(LESSONS[pair])


HYPERPARAMETERS = {  # learning rate, epochs; batches are of 100
    "softmax": (0.001, 50),
    "plain_nn": (0.001, 15),
    "relu_sgd": (0.1, 30),
    "xavier_sgd": (0.1, 30),
    "xavier_adam": (0.001, 15),
    "xavier_adam_high_lr": (0.01, 30),
    "xavier_sgd_dropout": (0.1, 30),
    "deep_xavier": (0.001, 15),
    "deep_dropout_keep_prob": (0.001, 50),
    "deep_dropout_rate": (0.001, 50),
    "wide_glorot": (0.01, 15),
    "wider_glorot": (0.01, 15),
}


@pytest.mark.parametrize("network", [*NORMAL, *XAVIER, *GLOROT])
def test_the_lesson_says_the_networks_own_numbers(built, network):
    """Rates, epochs and sizes in the docstring's first line are those of the code below it."""
    model, _, weights = built(network)
    fed = [value for feed in (model.train_feed, model.test_feed) for value in feed.values()]
    sizes = [size for variable in weights.values() for size in variable.shape]
    known = {f"{number:,}" for number in (*HYPERPARAMETERS[network], *fed, *sizes)}
    lesson = networks()[network].lesson.replace("N(0,1)", "")
    assert set(re.findall(r"\d[\d,]*(?:\.\d+)?", lesson)) <= known


@pytest.mark.parametrize("network", PARAMETERS)
def test_hyperparameters_are_the_notes(monkeypatch, network):
    module = importlib.import_module(f"lab10.{network}")
    assert (module.learning_rate, module.training_epochs, module.batch_size) == (*HYPERPARAMETERS[network], 100)
    seen = []
    monkeypatch.setattr(training, "train", lambda sess, model, mnist, *_: seen.append(mnist.train.num_examples))
    module.run(Options(data="digits", quiet=True, predict=0))
    assert seen == [1300 if network in GLOROT else 1192]  # of MNIST: 60,000 and 55,000


@pytest.mark.parametrize("network", PRINTED)
def test_figures_are_in_the_notes(network):
    if "LAB10_DOCUMENTS" not in os.environ:
        pytest.skip("the notes are not here: set LAB10_DOCUMENTS to their folder")
    printed = PRINTED[network]
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(os.environ["LAB10_DOCUMENTS"]).iterdir())
                   if path.name[:3] in printed.note)
    assert text
    for costs in ([f"{cost:.9f}" for cost in printed.costs], [repr(cost) for cost in printed.last_costs]):
        places = [text.find(cost) for cost in costs]
        assert -1 not in places and places == sorted(places)
    numbers = [float(number) for number in re.findall(r"\d+\.?\d*", text)]
    for accuracy in printed.accuracies:  # printed as a share or in per cent, and sometimes with a float32's tail
        assert any(number == pytest.approx(accuracy * scale, rel=1e-6) for number in numbers for scale in (1, 100))
    for number in re.findall(r"\d+\.?\d*", printed.figure):  # rounded
        decimals = len(number.partition(".")[2])
        assert any(f"{scale * other:.{decimals}f}" == number for other in numbers for scale in (1, 100)), number


@pytest.mark.parametrize("network", PRINTED)
def test_words_and_docstring_say_the_same_figures(network):
    """What the notes printed stands in three places: as numbers, in a few words, and in the network's docstring."""
    printed, said = PRINTED[network], networks()[network].figures
    per_cent = {f"{100 * accuracy:g}" for accuracy in printed.accuracies}
    assert per_cent <= set(re.findall(r"([\d.]+) %", printed.figure))
    in_docstring = set(re.findall(r"([\d.]+) %", said))
    assert in_docstring <= per_cent and bool(in_docstring) == bool(per_cent)
    ends = printed.costs[:1] + printed.costs[-1:]
    assert re.findall(r"\d+\.\d{9}", said) == [f"{cost:.9f}" for cost in ends]
    if ends:
        for cost, words in zip(ends, re.search(r"cost ([\d.]+) to ([\d.]+)", printed.figure).groups()):
            assert f"{cost:.{len(words.partition('.')[2])}f}" == words


@pytest.mark.parametrize("network", PARAMETERS)
def test_each_hyperparameter_is_used_once(network):
    names = [node.id for node in ast.walk(ast.parse(source(network)))
             if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    for constant in ("learning_rate", "training_epochs", "batch_size"):
        assert names.count(constant) == 1


@pytest.mark.parametrize("network", PARAMETERS)
def test_lines_of_a_reader_of_the_notes(network):
    text = source(network)
    limit = 54 if PARAMETERS[network] <= 269_322 else 63
    assert len(text.splitlines()) <= limit
    for forbidden in ("def dense", "for layer", "import *", "class "):
        assert forbidden not in text
    assert text.endswith('if __name__ == "__main__":\n    command_line.main(run)\n')
