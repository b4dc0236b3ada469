"""The parts of a built network, and the loop over epochs that trains every network."""
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import NamedTuple, Optional

import numpy

import lab10
from lab10 import evaluation
from lab10.draws import op_seeds
from lab10.loops import checkpoints, tensorboard
from lab10.runs import threads
from lab10.runs.threads import session_config
from lab10.terminal import files, import_tensorflow, progress  # noqa: F401  (import_tensorflow: before tensorflow)
from lab10.terminal.errors import LabError
import tensorflow.compat.v1 as tf


class Parts(NamedTuple):
    """What a Model consists of."""

    X: tf.Tensor  # placeholder: images, float32 [n, 784]
    Y: tf.Tensor  # placeholder: one-hot labels, float32 [n, 10]
    hypothesis: tf.Tensor  # float32 [n, 10]; the greatest is the prediction
    cost: tf.Tensor  # float32 scalar, the batch's mean
    train: tf.Operation  # one step of the optimizer
    train_feed: dict = {}  # what else to feed in training: dropout on
    test_feed: dict = {}  # and in evaluation: dropout off
    members: tuple = ()  # of an ensemble: each member's own hypothesis
    total_steps: Optional[tf.Tensor] = None  # placeholder: float32 scalar, the global step at the training's end


class Model(Parts):
    """The tensors and operations of a built network that the lab works with.

    Making one gives the random operations of its graph the op seeds of TensorFlow 1.15: see draws.op_seeds.
    """

    __slots__ = ()

    def __new__(cls, *parts, **named_parts):
        model = super().__new__(cls, *parts, **named_parts)
        op_seeds.give(model.X.graph)
        return model


class History(NamedTuple):
    """What a training returns besides the weights. Each list has one entry for each epoch."""

    parameters: int  # weights and biases of the network
    epochs_before: int  # those of the checkpoint that it began with
    threads: dict  # of the Session: "intra_op", within an operation, and "inter_op", operations at a time
    costs: list  # mean cost of the epoch's batches
    last_costs: list  # cost of its last batch
    epoch_seconds: list  # wall time of its steps alone; with compiled convolutions, the first has the compiling too
    training_score: Optional[evaluation.Score] = None  # on the training images, in the end, where it was asked for


def parameters():
    """How many weights and biases the default graph's network has."""
    return sum(variable.shape.num_elements() for variable in tf.trainable_variables())


def train(sess, model, mnist, epochs, batch_size, options):
    """Train `model` in `sess` on mnist.train for `epochs` epochs, and return the History.

    Prints each epoch's mean cost. An epoch is as many whole batches as the data set holds.
    options: an options.Options. If it has `epochs`, these replace the argument `epochs`. `restore`, `save` and `logdir`
    name directories; `quiet` prints nothing; `watch` is called after each epoch. It must run nothing random in `sess`,
    because that would change the training (see loops.snapshot). `train_accuracy` evaluates the training images too,
    after the last epoch.
    If the model has `total_steps`, this is fed with the number of steps of the whole training, which may consist of
    several runs: those of `plan` epochs, or of the checkpoint's plan, otherwise of all epochs up to the end of this
    run. Such a graph has a global step.
    Raises LabError for a batch that is larger than the data set, for a checkpoint that is not there, damaged or of
    another training set, for one that `save` would replace, for more epochs than were planned, for files that cannot be
    written, and for a graph that the chosen loop cannot train.
    """
    if options.plot:
        files.check_file(options.plot)  # now, and not after the training
    total_batch = whole_batches(mnist.train, batch_size)
    about = checkpoints.About(options.seed, mnist.train.name, mnist.train.num_examples, lab10=lab10.__version__)
    restored = None
    epochs_before, epochs = 0, epochs if options.epochs is None else options.epochs
    if options.restore:
        restored = checkpoints.restore(sess, options.restore, options.network, *about[:3])
        epochs_before, epochs = restored.epochs, options.epochs or 0
        for _ in range(epochs_before * total_batch):
            mnist.train.next_indices(batch_size)  # skip the batches of the epochs before, so that the order goes on
    about = about._replace(planned=_planned(options, restored, epochs_before + epochs, model.total_steps is not None))
    if model.total_steps is not None:
        model = model._replace(train_feed={**model.train_feed, model.total_steps: about.planned * total_batch})
    config = session_config(options)
    log = tensorboard.Log(options.logdir, sess, model, mnist, config) if options.logdir else None
    history = History(parameters(), epochs_before, threads.taken(config), [], [], [])

    if options.loop == "xla":
        from lab10.loops import xla
        with _quiet():  # of what TensorFlow says to whoever uses graphs
            train_epoch = xla.compiled_epoch(sess, model, mnist.train, batch_size, epochs_before * total_batch)
    else:
        train_epoch = fed_epoch(sess, model, mnist.train, batch_size)
    with ExitStack() as stack:
        keeper = options.save and stack.enter_context(checkpoints.Keeper(
            options.save, options.network, about, epochs_before if options.goes_on else None, options.overwrite))

        def keep(number, avg_cost, last_cost, seconds):
            history.epoch_seconds.append(seconds)
            history.costs.append(avg_cost)
            history.last_costs.append(last_cost)
            if keeper:
                keeper.save(sess, number)
            if log:
                log.epoch(sess, number, avg_cost)
            if options.watch:
                options.watch(sess, model, history)
        run_epochs(train_epoch, total_batch, range(epochs_before + 1, epochs_before + epochs + 1), options, keep)
    if epochs and not options.quiet:
        print("Learning Finished!", flush=True)
    if options.train_accuracy:
        history = history._replace(training_score=evaluation.accuracy(sess, model, mnist.train))
        if not options.quiet:
            print(f"Training {history.training_score}".replace("Accuracy", "accuracy"), flush=True)
    return history


def _planned(options, restored, end, follows):
    """Return for how many epochs the whole training is planned. Say on standard error if this changes the plan.

    restored: the About of the checkpoint, or None. end: the number of epochs after which this run ends. follows: does
    the learning rate follow the plan? If it does, LabError for more epochs than planned.
    """
    before = restored and restored.planned
    planned = options.plan or before or end
    if planned < end and (follows or options.plan):
        raise LabError(f"{end} epochs in all are more than the plan of {planned}"
                       f"{', which the learning rate follows' if follows else ''}; for a new plan: --plan {end}")
    if restored and restored.data is None:
        print(f"lab10: {options.restore}: an older lab10 made it and noted neither the training set nor the plan: "
              "they are not checked", file=sys.stderr, flush=True)
    if follows and before and planned != before:
        print(f"lab10: the plan was {before} epochs and is now {planned}: the learning rate is not that of one "
              "unbroken training", file=sys.stderr, flush=True)
    return max(planned, end)


@contextmanager
def _quiet():
    """TensorFlow's Python part logs only errors while the block runs."""
    logger = tf.get_logger()
    level = logger.level
    logger.setLevel("ERROR")
    try:
        yield
    finally:
        logger.setLevel(level)


def whole_batches(data_set, batch_size):
    """Return how many whole batches an epoch of `data_set` has. Raises LabError where there is none."""
    if batch_size > data_set.num_examples:
        raise LabError(f"a batch of {batch_size} is more than the {data_set.num_examples} training images")
    return int(data_set.num_examples / batch_size)


def run_epochs(train_epoch, total_batch, numbers, options, keep=lambda *_: None, name="Epoch", cost="cost"):
    """Run an epoch for each of `numbers`, with a progress bar, and print its mean cost unless `options` is quiet.

    train_epoch: a function that trains for an epoch and yields the costs of its `total_batch` steps.
    keep: called after each epoch: keep(number, mean cost, last cost, seconds).
    name, cost: the words to print before the epoch's number and before its mean cost.
    """
    with progress.bar(hidden=options.quiet) as bar:
        task = bar.add_task("", total=total_batch)
        for number in numbers:
            bar.reset(task, description=f"{name} {number}/{numbers[-1]}")
            started = time.perf_counter()
            avg_cost = 0
            for step, c in enumerate(train_epoch(), 1):
                avg_cost += c / total_batch
                if step % 20 == 0 or step == total_batch:  # so seldom that it costs nothing
                    bar.update(task, completed=step)
            seconds = time.perf_counter() - started
            if not options.quiet:
                print(f"{name}:", "%04d" % number, f"{cost} =", "{:.9f}".format(avg_cost), flush=True)
            keep(number, float(avg_cost), float(c), seconds)


def fed_epoch(sess, model, data_set, batch_size):
    """Return a function that trains `model` for an epoch, batch by batch as the notes do, and yields each cost.

    Raises LabError for a batch that is larger than the data set.
    """
    step = sess.make_callable([model.cost, model.train], feed_list=[model.X, model.Y, *model.train_feed])
    constants = [numpy.asarray(value, tensor.dtype.as_numpy_dtype) for tensor, value in model.train_feed.items()]
    label_type = model.Y.dtype.as_numpy_dtype
    total_batch = whole_batches(data_set, batch_size)

    def epoch():
        for i in range(total_batch):
            batch_xs, batch_ys = data_set.next_batch(batch_size)
            c, _ = step(batch_xs, batch_ys.astype(label_type), *constants)
            yield c
    return epoch
