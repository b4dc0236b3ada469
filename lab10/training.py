"""What a built network is, and the one epoch loop that trains it."""
import time
from contextlib import contextmanager
from typing import NamedTuple

import numpy

from lab10 import checkpoint, progress, quiet, summaries  # noqa: F401  (quiet: before tensorflow)
from lab10.errors import LabError
import tensorflow.compat.v1 as tf


class Model(NamedTuple):
    """The tensors and operations of a built network that the lab works with."""

    X: tf.Tensor  # placeholder: images, float32 [n, 784]
    Y: tf.Tensor  # placeholder: one-hot labels, float32 [n, 10]
    hypothesis: tf.Tensor  # float32 [n, 10]; the greatest is the prediction
    cost: tf.Tensor  # float32 scalar, the batch's mean
    train: tf.Operation  # one step of the optimizer
    train_feed: dict = {}  # what else to feed in training: dropout on
    test_feed: dict = {}  # and in evaluation: dropout off


class History(NamedTuple):
    """What a training leaves behind besides the weights; each list has one entry an epoch."""

    parameters: int  # weights and biases of the network
    costs: list  # mean cost of the epoch's batches
    last_costs: list  # cost of its last batch
    epoch_seconds: list  # wall time of its steps alone


def session_config(options):
    """Return the tf.ConfigProto for a run with `options`."""
    threads = options.threads or 0  # 0: TensorFlow's choice
    return tf.ConfigProto(intra_op_parallelism_threads=threads, inter_op_parallelism_threads=threads)


def train(sess, model, mnist, epochs, batch_size, options):
    """Train `model` in `sess` on mnist.train for `epochs` epochs, and return the History.

    Prints each epoch's mean cost. An epoch is as many whole batches as the data set holds.
    options: `epochs` takes the place of `epochs`; `restore`, `save` and `logdir` name directories; `quiet`.
    """
    total_batch = int(mnist.train.num_examples / batch_size)
    if not total_batch:
        raise LabError(f"a batch of {batch_size} is more than the {mnist.train.num_examples} training images")
    behind, epochs = 0, options.epochs or epochs
    if options.restore:
        behind, epochs = checkpoint.restore(sess, options.restore, options.variant), options.epochs or 0
        for _ in range(behind * total_batch):
            mnist.train.next_indices(batch_size)  # go on with the batches that an unbroken training would come to
    keeper = checkpoint.Keeper(options.save, options.variant) if options.save else None
    log = summaries.Log(options.logdir, sess, model, mnist) if options.logdir else None
    parameters = sum(int(numpy.prod(variable.shape)) for variable in tf.trainable_variables())
    history = History(parameters, [], [], [])

    with _steps(total_batch, behind + epochs, options.quiet) as (begin, advance):
        for epoch in range(behind, behind + epochs):
            begin(epoch)
            started = time.perf_counter()
            avg_cost = 0
            for i in range(total_batch):
                batch_xs, batch_ys = mnist.train.next_batch(batch_size)
                feed_dict = {model.X: batch_xs, model.Y: batch_ys, **model.train_feed}
                c, _ = sess.run([model.cost, model.train], feed_dict=feed_dict)
                avg_cost += c / total_batch
                advance()
            history.epoch_seconds.append(time.perf_counter() - started)
            history.costs.append(float(avg_cost))
            history.last_costs.append(float(c))
            if not options.quiet:
                print("Epoch:", "%04d" % (epoch + 1), "cost =", "{:.9f}".format(avg_cost), flush=True)
            if keeper:
                keeper.save(sess, epoch + 1)
            if log:
                log.epoch(sess, epoch + 1, avg_cost)
    if not options.quiet:
        print("Learning Finished!", flush=True)
    return history


@contextmanager
def _steps(total_batch, epochs, hidden):
    """A progress bar over the steps of each epoch: gives the functions that begin an epoch and advance a step."""
    with progress.bar(hidden) as bar:
        task = bar.add_task("", total=total_batch)

        def begin(epoch):
            bar.reset(task, description=f"Epoch {epoch + 1}/{epochs}")

        def advance():
            bar.advance(task)
        yield begin, advance
