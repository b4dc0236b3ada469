"""The command line of every network: its options, the notes' output, errors in one line, and the record of a run."""
import argparse
import json
import math
import numbers
import os
import platform
import shlex
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

import numpy

import lab10
from lab10 import training
from lab10.input_data import SEED_MODULUS, SOURCES
from lab10.loops import checkpoints
from lab10.terminal import display, ending, files
from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser
import tensorflow.compat.v1 as tf

LOOPS = ("exact", "xla")
SEED = 777  # note 004's
BOUNDS = {"seed": (0, SEED_MODULUS - 1), "epochs": (1, None), "threads": (1, 1024), "predict": (0, 1000)}


@dataclass(frozen=True)
class Options:
    """How to run a network. Without options: as its note runs it, on MNIST if that is here or can be downloaded.

    Raises LabError for a value that no run can have.
    """

    network: Optional[str] = None  # names the checkpoints: `save` and `restore` need it
    seed: Optional[int] = None  # of weights, dropout, batch order and the choice of test images; 0 to 2**31 - 2.
    # None: the seed of the checkpoint that is restored, or 777 without a checkpoint
    epochs: Optional[int] = None  # None: the network's own number; after `restore`: how many more, None for none
    data: Optional[str] = None  # "mnist", "digits" or "validation"; None: MNIST, or the digits if it cannot be had
    data_dir: Optional[str] = None  # where the MNIST files are, or are to be stored; see input_data.default_directory
    loop: str = "exact"  # the notes' arithmetic, step by step; "xla": compiled, with other last digits
    threads: Optional[int] = None  # None: see training.session_config
    predict: int = 1  # random test images to predict
    plot: Optional[str] = None  # file for a picture of these images
    train_accuracy: bool = False  # evaluate the training images too, after the training
    logdir: Optional[str] = None  # directory for TensorBoard
    save: Optional[str] = None  # directory for a checkpoint, written after each epoch
    restore: Optional[str] = None  # directory of a checkpoint to begin with
    quiet: bool = False  # print nothing but the accuracy
    watch: Optional[Callable] = None  # called after each epoch: watch(sess, model, history), see plots.Curves

    def __post_init__(self):
        for name in ("data_dir", "plot", "logdir", "save", "restore"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, os.fspath(getattr(self, name)))  # a Path is a name too
                if not getattr(self, name):
                    raise LabError(f"--{name.replace('_', '-')}: an empty name")
        for name, bounds in BOUNDS.items():
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _checked_whole(name, getattr(self, name), *bounds))
        if self.loop not in LOOPS:
            raise LabError(f"unknown loop {self.loop!r}; take one of {', '.join(LOOPS)}")
        if (self.save or self.restore) and not self.network:
            raise LabError("to save or restore, name the network too: Options(network=...)")
        if self.plot:
            _check_picture(self.plot, self.predict)
        for directory in filter(None, (self.save, self.restore)):
            checkpoints.check_name(directory)
        saved = checkpoints.seed_of(self.restore, self.network) if self.restore else None
        if self.seed is None:
            object.__setattr__(self, "seed", SEED if saved is None else saved)
        elif saved not in (None, self.seed):
            raise LabError(f"{self.restore}: the checkpoint was trained with --seed {saved}; leave --seed out")


def _checked_whole(name, value, least, most):
    """Return the value of the option `name` as an int; raise LabError where it is no whole number in these bounds."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise LabError(f"--{name}: {value!r} is not a whole number")
    if value < least:
        raise LabError(f"--{name}: {value} is less than {least}")
    if most is not None and value > most:
        raise LabError(f"--{name}: {value} is more than {most}")
    return int(value)  # NumPy's integers cannot be written as JSON


def _check_picture(file, predict):
    """Raise LabError where the predicted images could not be drawn into `file`."""
    if not predict:
        raise LabError("--plot draws the predicted images, and --predict 0 leaves none; give --predict 1 or more")
    display.check_picture(file)


def main(run, argv=None):
    """Run a network from the command line, and exit: with status 0, 2 after a user's mistake, 130 after Ctrl-C.

    run: the network's function of an Options, which returns its History and Score.
    argv: the command's arguments (sys.argv's).
    """
    network, command = Path(run.__globals__["__file__"]).stem, _command(run.__globals__.get("__spec__"))
    tf.logging.set_verbosity(tf.logging.FATAL)  # the errors that it logs are also raised as exceptions
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # end in order: remove temporary files
    with ending.orderly():
        options, json_file = _parse(network, command, run.__globals__["__doc__"], argv)
        started = time.perf_counter()
        try:
            history, score = run(options)
        except KeyboardInterrupt as stop:
            if options.save and checkpoints.are_in(options.save, network):
                raise KeyboardInterrupt(f"the newest checkpoint is kept in {options.save}") from stop
            if options.save:
                raise KeyboardInterrupt("no checkpoint was saved yet") from stop
            raise
        seconds = time.perf_counter() - started
        if json_file:
            _write(json_file, record(options, history, score, seconds))
        if not options.quiet:
            print("time: %d sec" % seconds, flush=True)
        display.show()


def record(options, history, score, seconds):
    """Return the record of a run as a dict of JSON's types; a cost that is nan or infinite is None."""
    def finite(costs):
        return [cost if math.isfinite(cost) else None for cost in costs]
    return {
        "network": options.network,
        "data": score.data,
        "seed": options.seed,
        "epochs": len(history.costs),
        "epochs_before": history.epochs_before,
        "parameters": history.parameters,
        "costs": finite(history.costs),
        "last_costs": finite(history.last_costs),
        "epoch_seconds": history.epoch_seconds,
        "correct": score.correct,
        "total": score.total,
        "accuracy": score.accuracy,
        "mistakes": score.mistakes,
        "members": list(score.members),
        "training_accuracy": history.training_score and history.training_score.accuracy,
        "seconds": seconds,
        "versions": {"python": platform.python_version(), "tensorflow": tf.__version__, "numpy": numpy.__version__,
                     "lab10": lab10.__version__},
        "cpu": _cpu(),
        "loop": options.loop,
        "threads": history.threads,
        "onednn": training.has_onednn(),
    }


def _command(spec):
    """What a user types to run the network whose module has this spec; a file that is run by its name has no spec."""
    return f"python -m {spec.name}" if spec else f"python {shlex.quote(sys.argv[0])}"


def _parse(network, command, doc, argv):
    """Return (Options, file for the record or None)."""
    parser = Parser(command, usage=f"{command} [options]", description=doc)
    add = parser.add_argument
    add("--seed", type=_whole, metavar="N",
        help=f"seed of weights, dropout, batch order and predicted images ({SEED}; with --restore, the checkpoint's)")
    add("--epochs", type=_whole, metavar="N",
        help="train for N epochs instead of the network's own number; with --restore, for N more")
    add("--data", choices=SOURCES, metavar="{mnist,digits,validation}",
        help="use this data set and no other (without it: MNIST, or scikit-learn's digits if it cannot be downloaded); "
             "validation: MNIST, with 5,000 training images held out and tested in place of the test images, to choose "
             "settings by")
    add("--data-dir", metavar="DIR",
        help="directory of the MNIST files, or where to download them ($LAB10_DATA_DIR, else data/mnist)")
    add("--loop", choices=LOOPS, default=Options.loop, metavar="{exact,xla}",
        help="exact: the notes' arithmetic, step by step; xla: compiled (each epoch as a whole, or with convolutions "
             "each step), faster, with other last digits (%(default)s)")
    add("--threads", type=_whole, metavar="N",
        help="threads within an operation, and operations at a time (chosen by the network's size)")
    add("--predict", type=_whole, default=Options.predict, metavar="N",
        help="predict and draw N random test images (%(default)s)")
    add("--plot", metavar="FILE", help="draw the predicted images into this file")
    add("--train-accuracy", action="store_true", help="evaluate the training images too, after the training")
    add("--json", type=_name, metavar="FILE", help="write a record of the run: costs, accuracy, times, versions")
    add("--logdir", metavar="DIR",
        help="write cost, accuracy, weight histograms and graph for TensorBoard")
    add("--save", metavar="DIR", help="write a checkpoint after each epoch")
    add("--restore", metavar="DIR",
        help="begin with the checkpoint in DIR; without --epochs, only evaluate it")
    add("--quiet", action="store_true", help="print nothing but the accuracy")
    arguments = vars(parser.parse_args(argv))
    json_file = arguments.pop("json")
    options = Options(network=network, **arguments)
    _check_places(options, json_file)
    return options, json_file


def _name(text):
    """A parser of the names of files and directories, for argparse."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name")
    return text


def _whole(text):
    """A parser of whole numbers, for argparse. Options checks their bounds."""
    return int(text)


_whole.__name__ = "whole number"  # what argparse calls it


def _check_places(options, json_file):
    """Raise LabError for a file or directory that could not be written, and make the directories."""
    if json_file and options.plot and os.path.realpath(json_file) == os.path.realpath(options.plot):
        raise LabError(f"{json_file}: named by --json and --plot; give each a file of its own")
    if display.is_watched():
        display.check_backend()  # the predicted images are shown in the end
    for directory in filter(None, (options.save, options.logdir)):
        files.make_directory(directory)
    if options.save:
        checkpoints.check_free(options.save, options.network)  # now, and not after dbn's first training
    for file in filter(None, (options.plot, json_file)):
        files.check_file(file)


def _write(path, value):
    with files.replacing(path) as temporary:
        temporary.write_text(json.dumps(value, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _cpu():
    """The processor's name."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
