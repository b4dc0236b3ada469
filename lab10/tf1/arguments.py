"""The arguments of `python -m lab10.tf1`: which belong to lab10, and which to the script."""
from pathlib import Path

from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser
from lab10.tf1 import notes

USAGE = """python -m lab10.tf1 [options] SCRIPT [ARG ...]
       python -m lab10.tf1 [options] -c CODE [ARG ...]
       python -m lab10.tf1 [options] -m PACKAGE.MODULE [ARG ...]
       python -m lab10.tf1 [options] - [ARG ...]
       python -m lab10.tf1 NOTE.md [--list] [--blocks N,N-N,...]
       python -m lab10.tf1 NOTEBOOK.ipynb [--output FILE] [--allow-errors] [--timeout SECONDS]
       python -m lab10.tf1 --check [--json] PATH ...
       python -m lab10.tf1 --original [--yes] PROGRAM [ARG ...]
       python -m lab10.tf1 --compare [--yes] [--tolerance X] [--timeout SECONDS] PROGRAM [ARG ...]"""
DESCRIPTION = """Run an old script, unmodified, as TensorFlow 1 ran it.

In the script and in the modules that it imports, `import tensorflow as tf` means TensorFlow 1, with tf.contrib and
tensorflow.examples.tutorials.mnist. Python 2 is translated in memory. In a note (.md, .txt), its Python code runs. A
notebook runs in its own folder, as in Jupyter. In an open notebook: %load_ext lab10.tf1
"""
NOTEBOOK = ".ipynb"
MOST_BLOCKS = 10_000  # that --blocks may name at once


def parse(argv):
    """Return the options, and the script's sys.argv."""
    parser = Parser("python -m lab10.tf1", usage=USAGE, description=DESCRIPTION)
    add = parser.add_argument
    add("-c", dest="code", metavar="CODE", help="run this code")
    add("-m", dest="module", metavar="MODULE", help="run this module of the working directory, as python -m does")
    add("--seed", type=int, metavar="N", help="call tf.set_random_seed(N) in the default graph and in each new one")
    add("--python2", dest="python_2", action="store_const", const=True, help="read the program as Python 2, "
        "except files that can only be Python 3")
    add("--python3", dest="python_2", action="store_const", const=False, help="read it as Python 3")
    add("--warnings", action="store_true", help="show the deprecation warnings, which are hidden otherwise")
    add("--list", action="store_true", help="show the code blocks of a note, and run nothing")
    add("--blocks", type=_numbers, metavar="N,N-N,...", help="run these blocks of a note")
    add("--output", metavar="FILE", help="write the executed notebook, with its pictures")
    add("--allow-errors", action="store_true", help="continue a notebook after a cell that fails")
    add("--timeout", type=_seconds, metavar="SECONDS",
        help="stop each cell of a notebook after this time; with --compare, each run (no limit)")
    add("--check", action="store_true", help="say whether scripts and notebooks would run, also those in a folder; "
                                             "nothing is run")
    add("--original", action="store_true",
        help="run the program under TensorFlow 1 itself, in a separate environment")
    add("--compare", action="store_true", help="run the program, or each in this folder, under both, and show where "
                                               "their output or their files differ")
    add("--yes", action="store_true", help="make that environment without asking")
    add("--tolerance", type=_tolerance, default=1e-5, metavar="X",
        help="with --compare, numbers may differ by this (%(default)s)")
    add("--json", action="store_true", help="with --check, print JSON")
    own, rest = _split(argv)
    if rest and Path(rest[0]).suffix.lower() in (*notes.SUFFIXES, NOTEBOOK):
        # of a note or notebook our options may follow its name too
        options, others = parser.parse_known_args(rest[1:], parser.parse_args(own))
        rest = [rest[0], *others]
    else:
        options = parser.parse_args(own)
    if options.code is not None:
        return options, ["-c", *rest]
    if options.module is not None:
        return options, [options.module, *rest]
    if not rest:
        raise LabError("no script; give its name, or -m MODULE, or -c CODE, or - for standard input; see "
                       "python -m lab10.tf1 --help")
    _refuse_what_is_for_others(options, rest[0])
    return options, rest


def _refuse_what_is_for_others(options, name):
    kind = Path(name).suffix.lower()
    for given, suffixes, what in (
            (options.list or options.blocks, notes.SUFFIXES, "--list and --blocks are for notes"),
            (options.output or options.allow_errors or options.timeout and not options.compare, (NOTEBOOK,),
             "--output, --allow-errors and --timeout are for notebooks")):
        if given and (kind not in suffixes or options.check):
            raise LabError(f"{name}: {what} ({', '.join(suffixes)})")
    if options.json and not options.check:
        raise LabError(f"{name}: --json works only with --check")


def _split(argv):
    """Divide the arguments into ours and those from the script's name on, which are the script's."""
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] != "-":
        if argv[at] == "--":
            return argv[:at], argv[at + 1:]
        option = argv[at]
        at += 2 if option in ("-c", "-m", "--seed", "--blocks", "--output", "--timeout", "--tolerance") else 1
        if option in ("-c", "-m"):
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


def _seconds(text):
    seconds = int(text)
    if seconds < 1:
        raise ValueError(text)
    return seconds


def _tolerance(text):
    tolerance = float(text)
    if not 0 <= tolerance < 1:
        raise ValueError(text)
    return tolerance


_tolerance.__name__ = "number from 0 to 1"
_seconds.__name__ = "number of seconds"
