"""`python -m lab10.study`: train networks with many seeds and compare them; `trial` settings; `compare` records that
were handed in; or write the `report` of the records."""
import argparse
import os
import sys
import uuid
import warnings
from contextlib import nullcontext
from pathlib import Path

from lab10 import input_data
from lab10.mnist import download
from lab10.options import FIRST_SEED, LOOPS
from lab10.runs.networks import networks
from lab10.study import hand_ins, listing, places, records, schedule, sources, trials
from lab10.terminal import display, ending, files
from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser, file_name, whole

SEEDS = 10
MOST = 10_000  # of seeds, epochs or jobs
TRIAL = {known.name: name for name, known in input_data.VALIDATION.items()}  # where settings are compared
COMMAND = "python -m lab10.study"


def main(argv=None):
    """Run the command and exit: with 0, with 1 if a run failed, a hand-in is left out or the report no longer
    agrees, with 2 after a user's mistake."""
    argv = sys.argv[1:] if argv is None else argv
    with ending.terminable(), ending.orderly():  # also an orderly end of what was started
        part = {"report": _report, "compare": _compare, "trial": _trial}.get(argv[0]) if argv else None
        status = part(argv[1:]) if part else _study(argv)
    sys.exit(status)


def _trial(argv):
    """Compare settings on the validation images, and return the exit status."""
    return _study(argv, trial=True)


def _study(argv, trial=False):
    """Train what is missing, print the comparison, and return the exit status.

    trial: the networks after the first are edited copies of it; all are compared on the validation images.
    """
    options = _parse(argv, trial)
    wanted = TRIAL[options.data] if trial else options.data
    found = [sources.find(name) for name in options.networks or networks()]
    for name in options.networks:
        if options.networks.count(name) > 1:
            raise LabError(f"{name}: named twice")
    if trial:
        trials.check(found[0], found[1:])
    _check_files(options, [source.file for source in found])
    with nullcontext() if trial else download.or_digits():
        data = wanted if wanted == "digits" else input_data.load(wanted, options.data_dir).test.name
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    with places.place(uuid.uuid4().hex, options.jobs, options.scheduler) as place:
        runs = schedule.plan(found, seeds, options.epochs, data, options.data_dir, options.loop, options.results, place)
        # by now nothing that the user gave can be wrong. It stays, even if empty: another study may wait to write there
        files.make_directory(options.results)
        try:
            made, failures = schedule.make(runs, place)
        finally:  # what was made before a Ctrl-C is a trial too
            if trial:
                trials.keep(found[0], runs)
    by_label = {}
    for run in filter(made.get, runs):
        by_label.setdefault(run.source.label, {})[run.settings.seed] = made[run]
    if by_label:
        print("\n" + listing.text(by_label), flush=True)
    rows = {label: listing.accuracies(records) for label, records in by_label.items()}
    _write(options, listing.as_json(by_label), rows, listing.title(by_label) if by_label else "")
    for run, problem in failures:
        again = " ".join([*run.source.command, *run.arguments])
        print(f"lab10: {run} failed: {problem}; to see more: python {again}", file=sys.stderr)
    return 1 if failures else 0


def _compare(argv):
    """Print the comparison of the records that were handed in, and return the exit status."""
    parser = Parser(f"{COMMAND} compare", description=(
        "Compare the records that a class hands in, grouped by network. Networks write them with --json."))
    add = parser.add_argument
    add("hand_ins", nargs="+", metavar="FILE", help="a record, or a folder of records")
    add("--first", metavar="NETWORK", help="compare the others with this network (the first in the lab's order)")
    _add_files(parser)
    options = parser.parse_intermixed_args(argv)
    _check_files(options, hand_ins.files(options.hand_ins)[0])
    by_network, left_out = hand_ins.collect(options.hand_ins, options.first)
    if by_network:
        print(hand_ins.text(by_network), flush=True)
    rows = {network: [one.accuracy for one in group] for network, group in by_network.items()}
    _write(options, hand_ins.as_json(by_network, left_out), rows, "test accuracy")
    for line in left_out:
        print(f"lab10: {line}", file=sys.stderr)
    return 1 if left_out else 0


def _add_files(parser):
    parser.add_argument("--plot", type=file_name, metavar="FILE", help="draw the comparison into this file")
    parser.add_argument("--json", type=file_name, metavar="FILE", help="write the comparison into this file")


def _check_files(options, inputs):
    """Raise LabError if the comparison cannot be written, or if it would replace one of the compared files."""
    inputs = {os.path.realpath(file) for file in inputs}
    for file in filter(None, (options.plot, options.json)):
        files.check_file(file)
        if os.path.realpath(file) in inputs:
            raise LabError(f"{file}: this is one of the files to compare, and would be replaced; give another name")
    if options.plot and options.json and os.path.realpath(options.plot) == os.path.realpath(options.json):
        raise LabError(f"{options.json}: named by both --json and --plot; give each its own file")
    if options.plot:
        display.check_backend()
        from lab10 import plots  # matplotlib takes a while to import
        plots.check_picture(options.plot)


def _write(options, comparison, rows, title):
    """Write a comparison, a dict of JSON's types, and draw its rows, {network: accuracies}, to the files that the
    options name.

    title: what the accuracies are.
    """
    if options.json:
        files.write_json(options.json, comparison)
    if options.plot and rows:
        from lab10 import plots
        from lab10.study import pictures
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            plots.write(pictures.accuracies(rows, title=title), options.plot)
        if any("missing from" in str(one.message) for one in said):
            print(f"lab10: {options.plot}: no font of this machine has all letters of the names", file=sys.stderr)


def _report(argv):
    """Write or check the report, and return the exit status."""
    parser = Parser(f"{COMMAND} report", description=(
        "Write the tables and figures of the READMEs from the records of the study."))
    parser.add_argument("--check", action="store_true",
                        help="write nothing; say what no longer agrees with the records, with status 1")
    parser.add_argument("--results", metavar="DIR", default=records.COMMITTED,
                        help="directory of the records (lab10/study/records)")
    options = parser.parse_args(argv)
    if options.results != records.COMMITTED and not any(Path(options.results).glob("*.json")):
        raise LabError(f"--results {options.results}: there are no records; give the folder of the records")
    from lab10.study import report
    lines = (report.check if options.check else report.write)(options.results, report.home())
    for line in lines:
        print(f"lab10: {line}", file=sys.stderr)
    return 1 if lines else 0


def _count(text):
    """A parser of whole numbers from 1 to MOST, for argparse."""
    number = whole(text)
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"{number} is {'less than 1' if number < 1 else f'more than {MOST}'}")
    return number


_count.__name__ = whole.__name__


def _parse(argv, trial):
    if trial:
        parser = Parser(f"{COMMAND} trial", usage=f"{COMMAND} trial NETWORK [COPY ...] [options]", description=(
            "Train a network and edited copies of it without 5,000 of the training images, and compare them on these.\n"
            "The test images are not used. Each record says which lines its copy changes."))
        parser.add_argument("--data", choices=sorted(TRIAL), default="mnist",
                            help="the set whose training images are used (%(default)s)")
        parser.add_argument("networks", nargs="+", metavar="NETWORK", help="a network's name, then its copies' files")
    else:
        usage = "\n       ".join(f"{COMMAND} {rest} [options]" for rest in (
            "[NETWORK ...]", "trial NETWORK [COPY ...]", "compare FILE ...", "report"))
        parser = Parser(COMMAND, usage=usage, description=(
            "Train each network with several seeds, each run in its own process, and compare their test accuracies.\n"
            "If you start it again, it trains only what is missing. `trial` compares settings on the validation\n"
            "images, `compare` compares records that were handed in, `report` writes the READMEs' tables and figures."))
        parser.add_argument("networks", nargs="*", metavar="NETWORK",
                            help="a network's name, or its file (default: all networks of the lab)")
        parser.add_argument("--data", choices=input_data.SOURCES,
                            metavar="{" + ",".join(input_data.SOURCES) + "}",
                            help="use this data set and no other (default: MNIST, or scikit-learn's digits if MNIST "
                                 "cannot be downloaded); files: the four files in --data-dir, unchecked")
    add = parser.add_argument
    add("--seeds", type=_count, default=1 if trial else SEEDS, metavar="N",
        help=f"how many: {FIRST_SEED}, {FIRST_SEED + 1}, ... (%(default)s)")
    add("--epochs", type=_count, metavar="N", help="train for N epochs instead of the network's own number")
    add("--data-dir", metavar="DIR",
        help="directory of the set's files, or where to download them ($LAB10_DATA_DIR, else data/mnist; for fashion "
             "$LAB10_FASHION_DIR, else data/fashion)")
    add("--loop", choices=LOOPS, default=LOOPS[0], metavar="{exact,xla}",
        help="exact: the notes' arithmetic, step by step; xla: each epoch compiled (%(default)s)")
    add("--jobs", type=_count, metavar="N", help="runs at a time (as many as there are processors)")
    add("--results", metavar="DIR", default=records.default_directory(),
        help="where the records are kept (data/results)")
    add("--scheduler", metavar="ADDRESS", help="run on the workers of this Dask scheduler, such as tcp://HOST:8786")
    _add_files(parser)
    return parser.parse_intermixed_args(argv)
