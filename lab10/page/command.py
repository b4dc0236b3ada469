"""`python -m lab10.page`: train networks, or take them from checkpoints, and write the page that computes them."""
import webbrowser
from pathlib import Path

import numpy

from lab10 import evaluation, input_data
from lab10.mnist import download
from lab10.options import FIRST_SEED, LOOPS
from lab10.page import document, storage, trained
from lab10.terminal import ending, files
from lab10.terminal.parser import Parser, whole
import tensorflow.compat.v1 as tf

COMMAND = "python -m lab10.page"
NETWORKS = ("softmax", "plain_nn", "xavier_adam", "xavier_sgd_dropout", "cnn")
OUTPUT = "page.html"
LIMIT = 6_000_000  # bytes: where a page would be larger, its weights are stored in two bytes each
DATA = ("mnist", "digits", "validation")  # one draws digits
IMAGES = 1000  # test images at most
ROOM = 300_000  # bytes for them at least


def main(argv=None):
    """Run the command and exit: with status 0, 2 after a user's mistake, 130 after Ctrl-C."""
    tf.logging.set_verbosity(tf.logging.FATAL)  # the errors that it logs are also raised as exceptions
    with ending.terminable(), ending.orderly(), download.or_digits():
        options = _parse(argv)
        files.check_file(options.output)
        test = input_data.load(options.data, options.data_dir, one_hot=False).test
        networks = trained.make(
            options.networks or NETWORKS, test, options.full, options.restore, data=test.name, loop=options.loop,
            data_dir=options.data_dir, epochs=options.epochs, seed=options.seed)
        text = page(networks, test)
        with files.replacing(options.output) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
        print(f"{options.output}: {len(text.encode()) / 1e6:.1f} MB; open it in a browser", flush=True)
        if options.open:
            webbrowser.open(Path(options.output).resolve().as_uri())


def page(networks, test):
    """Return the text of the page of some Trained networks, with as many images of the DataSet `test` as fit into
    it."""
    data = _data(networks, whole=True)
    if len(document.write(data)) + ROOM > LIMIT:
        data = _data(networks, whole=False)
    room = max(ROOM, LIMIT - len(document.write(data)))
    wrong = sum(evaluation.read_mistakes(one.score.mistakes) != evaluation.RIGHT for one in networks)
    order = numpy.argsort(-wrong, kind="stable")[:IMAGES]
    data["tests"] = storage.images(test.stored_images, test.labels, order, room)
    return document.write(data)


def _data(networks, whole):
    """What page.js reads, without test images."""
    store = storage.Store(whole)

    def stored(program):
        constants = {value: store.add(array) for value, array in program.constants.items()}
        return program._replace(constants=constants)._asdict()
    return {
        "networks": [{
            "name": one.name, "lesson": {"en": one.lesson, "ko": one.korean}, "set": one.score.data,
            "correct": one.score.correct, "total": one.score.total, "epochs": one.epochs, "seed": one.seed,
            "shares": one.shares, "program": stored(one.program), "dropout": one.dropout and stored(one.dropout),
        } for one in networks],
        "whole": whole,
        "store": store.text(),
        "tests": {"numbers": [], "labels": "", "pixels": ""},
    }


def _parse(argv):
    parser = Parser(COMMAND, usage=f"{COMMAND} [NETWORK ...] [options]", description=(
        "Write a page on which you draw a digit, and networks answer. The networks are trained first; with --restore,\n"
        "their checkpoints are used. The page is one file. It opens without a server, and sends no requests."))
    add = parser.add_argument
    add("networks", nargs="*", metavar="NETWORK", help=f"a network's name, or its file ({', '.join(NETWORKS)})")
    add("--output", default=OUTPUT, metavar="FILE", help="the page (%(default)s)")
    add("--open", action="store_true", help="open the page in the browser")
    add("--full", action="store_true",
        help=f"train networks with convolutions for all their epochs too, not only {trained.SHORT} (cnn: ten minutes)")
    add("--epochs", type=whole, metavar="N",
        help="train each for N epochs instead of its own number; with --restore, for N more")
    add("--seed", type=whole, metavar="N",
        help=f"seed of weights, dropout and batch order ({FIRST_SEED}; with --restore, the checkpoints')")
    add("--data", choices=DATA, metavar="{mnist,digits,validation}",
        help="use this data set and no other (default: MNIST, or scikit-learn's digits if MNIST cannot be downloaded)")
    add("--data-dir", metavar="DIR",
        help="directory of the MNIST files, or where to download them ($LAB10_DATA_DIR, else data/mnist)")
    add("--loop", choices=LOOPS, default="xla", metavar="{exact,xla}",
        help="exact: the notes' arithmetic, step by step; xla: compiled and faster (%(default)s)")
    add("--restore", metavar="DIR", help="begin with the networks' checkpoints in DIR; without --epochs, take them as "
                                         "they are")
    return parser.parse_intermixed_args(argv)
