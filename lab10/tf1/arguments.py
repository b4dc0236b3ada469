"""The arguments of `python -m lab10.tf1`: which are ours, and which the script's."""
from pathlib import Path

from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser
from lab10.tf1 import notes

USAGE = """python -m lab10.tf1 [options] SCRIPT [ARG ...]
       python -m lab10.tf1 [options] -c CODE [ARG ...]
       python -m lab10.tf1 [options] - [ARG ...]
       python -m lab10.tf1 NOTE.md [--list] [--blocks N,N-N,...]"""
DESCRIPTION = """Run an old script, unmodified, as TensorFlow 1 ran it.

`import tensorflow as tf` means TensorFlow 1 to the script and to the modules that it imports, tf.contrib and
tensorflow.examples.tutorials.mnist with it. Notes (.md, .txt) are run by their Python code.
In Jupyter: %load_ext lab10.tf1
"""
MOST_BLOCKS = 10_000  # that --blocks may name at once


def parse(argv):
    """Return the options, and the script's sys.argv."""
    parser = Parser("python -m lab10.tf1", usage=USAGE, description=DESCRIPTION)
    add = parser.add_argument
    add("-c", dest="code", metavar="CODE", help="run this code")
    add("--seed", type=int, metavar="N", help="tf.set_random_seed(N) before the script begins")
    add("--warnings", action="store_true", help="show the deprecation warnings that are else hidden")
    add("--list", action="store_true", help="show the code blocks of a note, and run nothing")
    add("--blocks", type=_numbers, metavar="N,N-N,...", help="run these blocks of a note")
    own, rest = _split(argv)
    if rest and Path(rest[0]).suffix.lower() in notes.SUFFIXES:
        # of a note our options may follow its name too
        options, others = parser.parse_known_args(rest[1:], parser.parse_args(own))
        rest = [rest[0], *others]
    else:
        options = parser.parse_args(own)
    if options.code is not None:
        return options, ["-c", *rest]
    if not rest:
        raise LabError("no script; give its name, or -c CODE, or - for standard input; see python -m lab10.tf1 --help")
    return options, rest


def _split(argv):
    """Divide the arguments into ours and those from the script's name on, which are the script's."""
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] != "-":
        if argv[at] == "--":
            return argv[:at], argv[at + 1:]
        option = argv[at]
        at += 2 if option in ("-c", "--seed", "--blocks") else 1
        if option == "-c":
            break
    return argv[:at], argv[at:]


def _numbers(text):
    numbers = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        found = range(int(first), int(last if dash else first) + 1)
        if not 0 < len(found) <= MOST_BLOCKS:
            raise ValueError(f"{part}: not a range of blocks")
        numbers += found
    return numbers


_numbers.__name__ = "list of blocks"
