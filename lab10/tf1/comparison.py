"""Where two outputs of a program differ: compare texts, number by number within a tolerance, and the files that it
wrote."""
import itertools
import math
import re
from pathlib import Path
from typing import NamedTuple

import numpy

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf)(?![\w])")
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
TIME = re.compile(r"\b(secs?|seconds?|time|took|elapsed|duration|speed)\b|\d ?(s|ms)\b", re.IGNORECASE)
RAN = re.compile(r"\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d")
# TensorFlow 1.15's read_data_sets prints these
READING = re.compile(r"Successfully downloaded \S+ \d+ bytes\.|Extracting .*-ubyte\.gz")
MNIST = re.compile(r"(.*/)?(train|t10k)-(images-idx3|labels-idx1)-ubyte(\.gz)?")  # which lab10 does not copy
TEMPORARY = re.compile(r"\btmp\w{8}\b")  # a folder's name, by chance
SHARD = re.compile(r"\.data-\d{5}-of-\d{5}$")  # of a checkpoint, of which an estimator of 1.15 wrote two
EVENTS = re.compile(r"events\.out\.tfevents\..*")  # their names hold the second and the machine
TEXTS = {".txt", ".csv", ".json", ".tsv", ".log", ".md", ".html", ""}


class Comparison(NamedTuple):
    """The result of comparing two texts or two folders."""

    lines: int  # that agree, from the first on
    numbers: int  # in these
    furthest: float  # how far two of them are apart, relative to the larger
    where: str  # they part; "" where they do not
    first: str  # what stands there in the first
    second: str


def texts(first, second, tolerance):
    """Compare two texts line by line. Lines that mention a time or a speed differ from run to run, so their numbers
    are ignored, like addresses in memory and dates. The number of spaces may differ. Messages about reading MNIST
    are ignored."""
    numbers = furthest = 0
    ones, others = ([line for line in text.splitlines() if not READING.fullmatch(line)] for text in (first, second))
    for number, (one, other) in enumerate(itertools.zip_longest(ones, others), 1):
        if one is None or other is None:
            return Comparison(number - 1, numbers, furthest, f"line {number}", _shown(one), _shown(other))
        pairs = _pairs(one, other)
        if pairs is None:
            return Comparison(number - 1, numbers, furthest, f"line {number}", one, other)
        if TIME.search(one):
            continue
        for here, there in pairs:
            if not _close(here, there, tolerance):
                return Comparison(number - 1, numbers, furthest, f"line {number}", one, other)
            furthest = max(furthest, _apart(here, there))
        numbers += len(pairs)
    return Comparison(len(ones), numbers, furthest, "", "", "")


def _shown(line):
    return "(nothing more)" if line is None else line


def _pairs(one, other):
    """The numbers of two lines, in pairs; None if their words differ."""
    one, other = (RAN.sub("<date>", ADDRESS.sub("<address>", line)) for line in (one, other))
    if [_words(part) for part in NUMBER.split(one)] != [_words(part) for part in NUMBER.split(other)]:
        return None
    return [(float(here), float(there)) for here, there in zip(NUMBER.findall(one), NUMBER.findall(other))]


def _words(text):
    return "".join(text.split())


def _close(here, there, tolerance):
    return here == there or math.isnan(here) and math.isnan(there) or math.isclose(
        here, there, rel_tol=tolerance, abs_tol=tolerance)


def _apart(here, there):
    larger = max(abs(here), abs(there))
    return abs(here - there) / larger if larger and math.isfinite(larger) else 0.0


def folders(first, second, tolerance):
    """Compare the files of two folders, {path in the folder: file}: names, texts and NumPy arrays. Of other files it
    only checks that both folders have them."""
    missing = sorted(_without_stamps(first) ^ _without_stamps(second))
    if missing:
        there = missing[0] in _without_stamps(first)
        return Comparison(0, 0, 0, missing[0], "written" if there else "not written", "not written" if there else
                          "written")
    lines = numbers = furthest = 0
    for name in sorted(set(first) & set(second)):
        found = _files(Path(first[name]), Path(second[name]), tolerance)
        if found.where:
            return found._replace(where=f"{name}, {found.where}".rstrip(", "))
        lines, numbers, furthest = lines + 1, numbers + found.numbers, max(furthest, found.furthest)
    return Comparison(lines, numbers, furthest, "", "", "")


def _without_stamps(names):
    ours = (SHARD.sub(".data", name) for name in names if not MNIST.fullmatch(name))
    return {TEMPORARY.sub("tmp", EVENTS.sub("events.out.tfevents", name)) for name in ours}


def _files(first, second, tolerance):
    if first.suffix == ".npy":
        return _arrays(*(numpy.load(file, allow_pickle=False) for file in (first, second)), tolerance)
    if first.suffix in TEXTS:
        try:
            return texts(first.read_text("utf-8"), second.read_text("utf-8"), tolerance)
        except UnicodeDecodeError:
            pass
    return Comparison(1, 0, 0, "", "", "")


def _arrays(one, other, tolerance):
    if one.shape != other.shape:
        return Comparison(0, 0, 0, "its shape", str(one.shape), str(other.shape))
    for number, (here, there) in enumerate(zip(one.ravel().tolist(), other.ravel().tolist())):
        if not _close(here, there, tolerance):
            return Comparison(0, number, 0, f"number {number}", str(here), str(there))
    return Comparison(1, one.size, 0, "", "", "")
