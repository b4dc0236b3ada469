"""Trials, which choose settings: they compare a network and edited copies of it, on the validation images only."""
import difflib
import functools
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from lab10.runs.networks import networks
from lab10.study import records, sources
from lab10.terminal.errors import LabError

COMMITTED = Path(__file__).parent / "trials"
KEYS = {**records.KEYS, "of": str, "changes": list}  # of the record of a trial


class Trial(NamedTuple):
    """The runs of the same code, with the same number of epochs and the same loop."""

    of: str  # the network
    copy: str  # the edited copy's name, or the network's
    digest: str  # of the code
    changes: list  # in the network's code: see `changes`
    epochs: int
    loop: str
    is_now: bool  # is this the network's code now?
    by_seed: dict  # {seed: record}


def check(network, copies):
    """Raise LabError if a copy has the same code as the network. Takes Sources."""
    for copy in copies:
        if copy.digest == network.digest:
            raise LabError(f"{copy.label}: the same code as {network.label}; change a setting in it")


def changes(network, copy):
    """Return how the code of `copy` differs from that of `network`: a list of [line there, line here], "" for a line
    that the other file does not have. Takes Sources."""
    there, here = sources.lines(network), sources.lines(copy)
    found = []
    for kind, *(a, b, c, d) in difflib.SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if kind != "equal":
            found += map(list, zip_longest(there[a:b], here[c:d], fillvalue=""))
    return found


def keep(network, runs):
    """For each schedule.Run that has a record, write into the record what the run changes in the Source `network`."""
    for run in runs:
        if run.path.exists():
            records.write(run.path, {**records.read(run.path), "of": network.network,
                                     "changes": changes(network, run.source)})


def read_all(directory):
    """Return ([Trial], [what is wrong with a file, a line each]) of the JSON files in `directory`: in the order of
    the lab's networks, the shorter ones first."""
    groups, wrong, order, find = {}, [], list(networks()), functools.cache(sources.find)
    for path in sorted(Path(directory).glob("*.json")):
        try:
            record = records.read(path, KEYS)
            is_now = find(record["of"]).digest == record["digest"]
        except LabError as error:
            wrong.append(str(error))
            continue
        if record["data"] != "validation" or records.name_of(record) != path.name:
            wrong.append(f"{path}: left out: not a trial on the validation images, or under a wrong name")
            continue
        key = record["of"], record["digest"], record["epochs"], record["loop"], is_now
        groups.setdefault(key, {}).setdefault(record["arithmetic"], {})[record["seed"]] = record
    found = []
    for (of, digest, epochs, loop, is_now), by_arithmetic in groups.items():
        by_seed = records.that_count(by_arithmetic)
        record = next(iter(by_seed.values()))
        found.append(Trial(of, record["network"], digest, record["changes"], epochs, loop, is_now, by_seed))
    return sorted(found, key=lambda one: (order.index(one.of) if one.of in order else len(order), one.epochs,
                                          one.changes)), wrong
