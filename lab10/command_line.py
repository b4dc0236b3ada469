"""The command line of every network: its options, the notes' output, and errors in one line."""
import os
import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path

from lab10 import input_data
from lab10.input_data import SOURCES
from lab10.loops import checkpoints
from lab10.mnist import download, sets
from lab10.options import FIRST_SEED, LOOPS, Options
from lab10.runs import arithmetic, minutes
from lab10.runs.record import record
from lab10.terminal import display, ending, files
from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser, file_name, whole
import tensorflow.compat.v1 as tf


def main(run, argv=None):
    """Run a network from the command line, and exit: with status 0, with 2 after a user's mistake, with 130 after
    Ctrl-C.

    run: the network's function that takes an Options and returns its History and Score. The network's name, description
    and file are those of the module that contains it, so that a network's last line stays `command_line.main(run)`.
    argv: the command's arguments (by default sys.argv's).
    """
    network, command = Path(run.__globals__["__file__"]).stem, _command(run.__globals__.get("__spec__"))
    tf.logging.set_verbosity(tf.logging.FATAL)  # the errors that it logs are also raised as exceptions
    with ending.terminable(), ending.orderly(), download.or_digits():
        options, json_file = _parse(network, command, run.__globals__["__doc__"], argv)
        _check_places(options, json_file, run.__globals__["__file__"])
        digest = json_file and arithmetic.digest(run.__globals__["__file__"])  # now, before somebody edits it
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
            files.write_json(json_file, record(options, history, score, seconds, digest))
        if not options.quiet:
            print("time: %d sec" % seconds, flush=True)
        display.show()


def _command(spec):
    """The command that a user types to run the network whose module has this spec. A file that is run by its name
    has no spec."""
    return f"python -m {spec.name}" if spec else f"python {shlex.quote(sys.argv[0])}"


def _parse(network, command, doc, argv):
    """Return (Options, file for the record or None)."""
    parser = Parser(command, usage=f"{command} [options]".replace("%", "%%"), description=doc,
                    epilog=minutes.sentence(network) if command.startswith("python -m lab10.") else None)
    add = parser.add_argument
    add("--seed", type=whole, metavar="N",
        help="seed of weights, dropout, batch order and predicted images "
             f"({FIRST_SEED}; with --restore, the checkpoint's)")
    add("--epochs", type=whole, metavar="N",
        help="train for N epochs instead of the network's own number; with --restore, for N more")
    add("--plan", type=whole, metavar="N",
        help="this run is a part of a training of N epochs: the learning rate of batch_norm, batch_norm_noise and "
             "ladder falls to 0 at epoch N (--epochs; with --restore, the checkpoint's plan)")
    add("--data", choices=SOURCES, metavar="{" + ",".join(SOURCES) + "}",
        help="use this data set and no other (default: MNIST, or scikit-learn's digits if MNIST cannot be downloaded); "
             "fashion: Fashion-MNIST, ten kinds of clothes; files: the four files in --data-dir, unchecked; "
             "validation, fashion-validation: to choose settings: hold out 5,000 training images, and test on them "
             "in place of the test images")
    add("--data-dir", metavar="DIR",
        help="directory of the set's files, or where to download them ($LAB10_DATA_DIR, else data/mnist; for fashion "
             "$LAB10_FASHION_DIR, else data/fashion)")
    add("--loop", choices=LOOPS, default=Options.loop, metavar="{exact,xla}",
        help="exact: the notes' arithmetic, step by step; xla: compiled (each epoch as a whole, or with convolutions "
             "each step), faster, with other last digits (%(default)s)")
    add("--threads", type=whole, metavar="N",
        help="N threads for each operation, and N operations at a time (chosen by the network's size)")
    add("--predict", type=whole, default=Options.predict, metavar="N",
        help="predict and draw N random test images (%(default)s)")
    add("--plot", metavar="FILE", help="draw the predicted images into this file")
    add("--train-accuracy", action="store_true", help="evaluate the training images too, after the training")
    add("--json", type=file_name, metavar="FILE", help="write a record of the run: costs, accuracy, times, versions")
    add("--logdir", metavar="DIR",
        help="write cost, accuracy, weight histograms and graph for TensorBoard")
    add("--save", metavar="DIR", help="write a checkpoint after each epoch")
    add("--overwrite", action="store_true", help="let --save replace the checkpoint of another training")
    add("--restore", metavar="DIR",
        help="begin with the checkpoint in DIR; without --epochs, only evaluate it. Batches, learning rate and "
             "the random numbers of --loop xla continue as if there had been no break; dropout and noise of the exact "
             "loop begin again")
    add("--quiet", action="store_true", help="print nothing but the accuracy")
    arguments = vars(parser.parse_args(argv))
    json_file = arguments.pop("json")
    given = {name: value for name, value in arguments.items() if value is not None}
    options = Options(network=network, **given)
    if options.restore and "seed" not in given:
        options = replace(options, seed=checkpoints.read_about(options.restore, network).seed)
    return options, json_file


def _check_places(options, json_file, network_file):
    """Make the directories. Raise LabError for a file that cannot be written, and for one that the run reads."""
    if json_file and options.plot and os.path.realpath(json_file) == os.path.realpath(options.plot):
        raise LabError(f"{json_file}: named by both --json and --plot; give each its own file")
    if display.is_watched():
        display.check_backend()  # the predicted images are shown in the end
    for directory in filter(None, (options.save, options.logdir)):
        files.make_directory(directory)
    if options.save:
        before = None
        if options.goes_on:
            before = checkpoints.read_about(options.restore, options.network).epochs
        checkpoints.check_free(options.save, options.network, before, options.overwrite)  # not after dbn's RBMs
    for option, file in ("--plot", options.plot), ("--json", json_file):
        if file:
            files.check_file(file)
            _check_not_read(option, file, options, network_file)


def _check_not_read(option, file, options, network_file):
    """Raise LabError if `file`, which `option` names, is one that the run reads or keeps."""
    data = Path(options.data_dir or input_data.default_directory(options.data))
    read = [network_file, *(data / name for name in sets.FILES), *(data / Path(name).stem for name in sets.FILES)]
    for other in filter(os.path.exists, read):
        if os.path.exists(file) and os.path.samefile(file, other):
            raise LabError(f"{option} {file}: the run reads this file; give another")
    for directory in filter(None, (options.save, options.restore)):
        if checkpoints.is_part_of_one(file, directory, options.network):
            raise LabError(f"{option} {file}: a checkpoint uses this name; give another")
