"""A checkpoint knows its training: the set, the plan, what may replace it."""
import threading

import numpy
import pytest
import tensorflow.compat.v1 as tf

import lab10
from conftest import assert_one_line_error
from lab10 import batch_norm, deep_dropout_rate, input_data, ladder, plain_nn, softmax, training, xavier_sgd_dropout
from lab10.input_data import Datasets
from lab10.loops import checkpoints
from lab10.options import Options
from lab10.terminal.errors import LabError


def run(network, **options):
    """Train `network` on the digits; return the History and the Score."""
    name = network.__name__.rpartition(".")[2]
    return network.run(Options(name, **{"data": "digits", "quiet": True, "predict": 0, **options}))


def small():
    """As batch_norm, of two short layers: averages and a rate that falls, at less cost."""
    X, Y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
    is_training = tf.placeholder(tf.bool)
    W1 = tf.get_variable("W1", shape=[784, 16], initializer=tf.glorot_uniform_initializer())
    L1 = tf.nn.relu(batch_norm.normalize(tf.matmul(X, W1), is_training))
    W2 = tf.get_variable("W2", shape=[16, 10], initializer=tf.glorot_uniform_initializer())
    hypothesis = tf.matmul(L1, W2)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    global_step, total_steps = tf.train.get_or_create_global_step(), tf.placeholder(tf.float32, [])
    rate = 0.02 * tf.minimum(1.0, 1.5 * (1 - tf.cast(global_step, tf.float32) / total_steps))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.AdamOptimizer(learning_rate=rate).minimize(cost, global_step=global_step)
    return training.Model(X, Y, hypothesis, cost, train, total_steps=total_steps,
                          train_feed={is_training: True}, test_feed={is_training: False})


def dropped():
    """As xavier_sgd_dropout, of one short layer."""
    X, Y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
    rate = tf.placeholder(tf.float32)
    W1 = tf.get_variable("W1", shape=[784, 16], initializer=tf.glorot_uniform_initializer())
    L1 = tf.nn.dropout(tf.nn.relu(tf.matmul(X, W1)), rate=rate)
    W2 = tf.get_variable("W2", shape=[16, 10], initializer=tf.glorot_uniform_initializer())
    hypothesis = tf.matmul(L1, W2)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train, train_feed={rate: 0.3}, test_feed={rate: 0})


@pytest.mark.parametrize("network, loop, build", [
    pytest.param(ladder, "xla", None, id="ladder", marks=pytest.mark.slow),
    pytest.param(deep_dropout_rate, "xla", None, id="deep_dropout_rate", marks=pytest.mark.slow),
    pytest.param(xavier_sgd_dropout, "xla", None, id="xavier_sgd_dropout", marks=pytest.mark.slow),
    pytest.param(xavier_sgd_dropout, "xla", dropped, id="dropped"),
    pytest.param(batch_norm, "exact", None, id="batch_norm", marks=pytest.mark.slow),  # which draws nothing meanwhile
    pytest.param(batch_norm, "exact", small, id="small")])
def test_pieces_are_the_whole_to_the_digit(tmp_path, network, loop, build, monkeypatch):
    """The falling rate, noise, dropout, averages and the order of batches: all of them go on."""
    if build:
        monkeypatch.setattr(network, "build", build)
    pieces = 2 if build is dropped else 3  # each is compiled anew
    whole, score = run(network, epochs=pieces, loop=loop)
    first, pieced = run(network, epochs=1, plan=pieces, loop=loop, save=tmp_path)
    costs = list(first.costs)
    for _ in range(1, pieces):
        more, pieced = run(network, epochs=1, loop=loop, restore=tmp_path, save=tmp_path)
        costs += more.costs
    assert costs == whole.costs and pieced == score
    assert [path.name for path in tmp_path.glob("*.index")] == [f"{network.__name__[6:]}-{pieces}.index"]
    about = checkpoints.read_about(tmp_path, network.__name__[6:])
    assert about == checkpoints.About(777, "digits", input_data.load("digits", validation_size={
        ladder: 0, batch_norm: 0}.get(network, 5000)).train.num_examples, pieces, pieces, lab10.__version__)


def test_averages_and_a_falling_rate_are_compiled_too(monkeypatch):
    """Longer in networks/test_batch_norm.py, with the network itself."""
    monkeypatch.setattr(batch_norm, "build", small)
    found = []
    for loop in ("exact", "xla"):
        run(batch_norm, epochs=1, loop=loop, watch=lambda sess, model, history: found.append(
            (history.costs, history.last_costs, sess.run({v.op.name: v for v in tf.global_variables()}))))
    (costs, last, exact), (compiled_costs, compiled_last, compiled) = found
    assert compiled_costs == pytest.approx(costs, rel=1e-3) and compiled_last == pytest.approx(last, rel=1e-3)
    assert exact["global_step"] == compiled["global_step"] == 13 and {"mean", "variance"} <= exact.keys()
    for name, value in exact.items():
        assert numpy.abs(value - compiled[name]).mean() <= 0.01 * numpy.abs(value).mean(), name


def test_a_training_knows_its_length(monkeypatch):
    monkeypatch.setattr(batch_norm, "build", small)
    seen = []
    run(batch_norm, epochs=2, watch=lambda sess, model, history: seen.append(
        (sess.run(tf.train.get_global_step()), model.train_feed[model.total_steps])))
    assert seen == [(13, 26), (26, 26)]


@pytest.fixture
def falling(monkeypatch):
    """softmax, as if its learning rate followed the plan, as batch_norm's does, which takes longer to train."""
    build = softmax.build
    monkeypatch.setattr(softmax, "build", lambda: build()._replace(total_steps=tf.placeholder(tf.float32, [])))
    return softmax


def test_more_than_the_plan_is_asked_for_by_name(tmp_path, capsys, falling):
    run(falling, epochs=1, save=tmp_path)
    with pytest.raises(LabError, match=r"2 epochs in all are more than the plan of 1, .*--plan 2$"):
        run(falling, epochs=1, restore=tmp_path)
    with pytest.raises(LabError, match="more than the plan of 2"):
        run(falling, epochs=2, restore=tmp_path, plan=2)
    with pytest.raises(LabError, match="3 epochs in all are more than the plan of 2"):
        run(falling, epochs=3, plan=2)
    assert capsys.readouterr().err == ""
    run(falling, epochs=1, restore=tmp_path, plan=2)
    assert capsys.readouterr().err == ("lab10: the plan was 1 epochs and is now 2: the learning rate is not that of "
                                       "one unbroken training\n")
    run(plain_nn, epochs=1, save=tmp_path)
    run(plain_nn, epochs=1, restore=tmp_path)  # whose rate follows no plan
    assert capsys.readouterr().err == ""


def test_another_training_set_is_refused(command, tmp_path, monkeypatch):
    """Else a network that was trained on all 60,000 images is tested on 5,000 of them."""
    digits = input_data.load("digits").train

    def made(number, name):
        return input_data.DataSet(digits.stored_images[:number].reshape(-1, 28, 28, 1), digits.labels[:number],
                                  name=name, seed=0)

    def load(number, test="mnist"):
        sets = Datasets(made(number, "mnist"), made(0, "mnist"), made(100, test))
        monkeypatch.setattr(input_data, "load", lambda *_, **__: sets)
    load(1000)
    assert command("softmax", "--epochs", 1, "--save", tmp_path).status == 0
    load(900, "validation")
    result = command("softmax", "--data", "validation", "--restore", tmp_path)
    assert_one_line_error(result, "trained on 1,000 images of mnist, but this run has 900 of mnist", "--data")
    load(1000, "validation")  # as of a network that trains on 55,000 either way
    assert command("softmax", "--data", "validation", "--restore", tmp_path).status == 0


def test_a_checkpoint_of_an_older_release_is_told(tmp_path, capsys, monkeypatch, falling):
    with monkeypatch.context() as then:
        then.setattr(checkpoints.About, "_asdict", lambda about: {"seed": about.seed})
        run(falling, epochs=1, save=tmp_path)
    assert checkpoints.read_about(tmp_path, "softmax") == checkpoints.About(777, epochs=1)
    capsys.readouterr()
    run(falling, epochs=1, restore=tmp_path)
    told = (f"lab10: {tmp_path}: an older lab10 made it and noted neither the training set nor the plan: "
            "they are not checked\n")
    assert capsys.readouterr().err == told


def test_no_training_is_lost_without_a_word(command, tmp_path):
    train = "softmax", "--data", "digits", "--epochs"
    assert command(*train, 3, "--save", tmp_path).status == 0
    for options in ("--seed", 5), ():
        result = command(*train, 1, "--save", tmp_path, *options)
        assert_one_line_error(result, tmp_path, "has a checkpoint already, softmax-3", "--overwrite")
        assert not result.out  # before any training
    assert command(*train, 1, "--save", tmp_path / "other").status == 0
    result = command(*train, 1, "--restore", tmp_path / "other", "--save", tmp_path)
    assert_one_line_error(result, "has a checkpoint already, softmax-3")
    assert command(*train, 1, "--seed", 5, "--save", tmp_path, "--overwrite").status == 0
    assert checkpoints.read_about(tmp_path, "softmax")[:1] + checkpoints.read_about(tmp_path, "softmax")[4:5] == (5, 1)
    assert [path.name for path in tmp_path.glob("*.index")] == ["softmax-1.index"]


def test_what_a_killed_training_left_goes(tmp_path):
    left = [tmp_path / name for name in ("softmax-7.index", "softmax-7.data-00000-of-00001",
                                         "softmax-1.data-00000-of-00001.tempstate123")]
    others = [tmp_path / name for name in ("softmax-1-7.index", "softmax-notes.txt", "my-softmax-7.index")]
    for file in left + others:
        file.write_text("")
    run(softmax, epochs=1, save=tmp_path)
    assert not any(file.exists() for file in left) and all(file.exists() for file in others)


def test_who_reads_while_another_writes_gets_a_whole_checkpoint(tmp_path):
    """The old one or the new one: never a mixture, and never called damaged."""
    stop, written = threading.Event(), []
    with tf.Graph().as_default(), tf.Session() as sess:
        parts = [tf.get_variable(f"W{i}", [1000], initializer=tf.zeros_initializer()) for i in range(3)]
        more = tf.group(*(part.assign_add(tf.ones([1000])) for part in parts))
        sess.run(tf.global_variables_initializer())
        graph = tf.get_default_graph()
        with checkpoints.Keeper(tmp_path, "mine", checkpoints.About(1)) as keeper:
            sess.run(more)
            keeper.save(sess, 1)

            def write():
                with graph.as_default():
                    for epoch in range(2, 2000):
                        sess.run(more)
                        keeper.save(sess, epoch)
                        written.append(epoch)
                        if stop.is_set():
                            return
            writer = threading.Thread(target=write)
            writer.start()
            try:
                for _ in range(10_000):
                    if len(written) > 10:
                        break
                    about, _, values = checkpoints._read(tmp_path, "mine", ["W0", "W1", "W2"])
                    assert {float(number) for value in values.values() for number in value} == {about.epochs}
            finally:
                stop.set()
                writer.join()
    assert len(written) > 10


def test_a_checkpoint_that_is_replaced_while_it_is_read(tmp_path, monkeypatch):
    """The name was read, and then its files went: the next one is read."""
    load, left = tf.train.load_checkpoint, [2, 3, 4, 5]
    with tf.Graph().as_default(), tf.Session() as sess:
        W = tf.get_variable("W", initializer=7.)
        sess.run(W.initializer)
        with checkpoints.Keeper(tmp_path, "mine", checkpoints.About(1)) as keeper:
            keeper.save(sess, 1)

            def replaced_first(name):
                if left:
                    keeper.save(sess, left.pop(0))
                return load(name)
            monkeypatch.setattr(tf.train, "load_checkpoint", replaced_first)
            about, _, values = checkpoints._read(tmp_path, "mine", ["W"])
    assert (about.epochs, values) == (5, {"W": 7}) and not left
