"""The records that a class hands in: choose those that can be compared, group them by code, and compare."""
import os
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from lab10.runs.networks import networks
from lab10.study import comparison, listing, quantities, records, sources
from lab10.terminal.errors import LabError

SHOWN = 8  # signs of a digest
WORDS = {"data": "data set", "total": "number of images", "epochs": "number of epochs",
         "parameters": "number of parameters", "arithmetic": "version of the random numbers"}


class HandIn(NamedTuple):
    """A record, and the file from which it comes."""

    path: Path
    record: dict

    def __str__(self):
        return records.shown(self.path)

    @property
    def seed(self):
        return self.record["seed"]

    @property
    def accuracy(self):
        return quantities.accuracy(self.record)


def collect(names, first=None):
    """Return ({network: [HandIn]}, [why a file is left out, a line each]).

    Two files with the same name but other code are two networks: see `_named`.
    names: files, and folders, whose JSON files are read, also those in subfolders.
    first: the network with which the others are compared; None: the first in the lab's order.
    Raises LabError if there is nothing to read, or no such network.
    """
    found = []
    paths, left_out = files(names)
    for path in paths:
        try:
            record = records.read(path, then="left out")
            if record["epochs_before"]:
                raise LabError(f"{records.shown(path)}: left out: the run continued from a checkpoint")
            found.append(HandIn(path, record))
        except LabError as error:
            left_out.append(str(error))
    by_code = {}
    for one in _alike(_alike(found, "data", "", left_out), "total", "", left_out):
        by_code.setdefault((one.record["network"], one.record["digest"]), []).append(one)
    by_network = _named(by_code)
    for network, group in by_network.items():
        for key in ("epochs", "parameters", "arithmetic"):
            group = _alike(group, key, f" of {network}", left_out)
        by_network[network] = _each_seed_once(network, group, left_out)
    story = [first, *networks(), *sorted(by_network)]
    by_network = {network: by_network[network] for network in sorted(by_network, key=story.index)}
    if first is not None and first not in by_network:
        raise LabError(f"--first {first}: no hand-in is of this network, but there are "
                       f"{', '.join(by_network) or 'none'}")
    return by_network, left_out


def _named(by_code):
    """Return the groups by the name that is shown for each. by_code: the groups by name and digest of the code.

    A network is shown by its name alone in two cases: the code is the lab's own under the lab's name; or the name is
    not one of the lab's, and all its files have the same code. All others get the beginning of their digest after the
    name.
    """
    codes = Counter(name for name, _ in by_code)
    lab = {name: sources.find(name).digest for name in networks() if name in codes}
    named = {}
    for (name, digest), group in by_code.items():
        alone = digest == lab.get(name) or name not in lab and codes[name] == 1
        named[name if alone else f"{name} {digest[:SHOWN]}"] = group
    return named


def files(names):
    """Return ([file to read, each once, sorted by name within a folder], [which folder cannot be read, a line
    each]). names: as for `collect`."""
    paths, unread = {}, []
    for name in names:
        if not name:
            raise LabError("an empty name; give files, or folders")
        try:
            inside = sorted(_inside(name, unread)) if os.path.isdir(name) else [Path(name)]
            os.stat(name)
        except FileNotFoundError as error:
            raise LabError(f"{records.shown(name)}: there is no such file or folder") from error
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", error)
            raise LabError(f"{records.shown(name, 80)}: cannot be read ({why})") from error
        if not inside and not unread:
            raise LabError(f"{records.shown(name)}: no file in it ends in .json; give the folder of the records")
        for path in inside:
            paths.setdefault(path.resolve(), path)
    return list(paths.values()), unread


def _inside(folder, unread):
    """The JSON files in a folder and its subfolders."""
    def note(error):
        unread.append(f"{records.shown(error.filename)}: left out: cannot be read ({error.strerror})")
    for directory, _, names in os.walk(folder, onerror=note):
        yield from (Path(directory) / name for name in names if name.lower().endswith(".json"))


def _alike(group, key, whose, left_out):
    """The hand-ins whose value for this key is the most frequent in the group; if two are equally frequent, that of
    the first hand-in. The others are `left_out`."""
    values = [records.shown(one.record.get(key), 40) for one in group]
    counts = Counter(values)
    usual = max(counts, key=counts.get, default=None)
    left_out += [f"{one}: left out: its {WORDS[key]} is {value}, but most records{whose} have {usual}"
                 for one, value in zip(group, values) if value != usual]
    return [one for one, value in zip(group, values) if value == usual]


def _each_seed_once(network, group, left_out):
    """The first hand-in for each seed. The others are `left_out`."""
    firsts = {}
    for one in group:
        first = firsts.setdefault(one.seed, one)
        if first is not one:
            same = all(one.record[key] == first.record[key] for key in ("costs", "mistakes"))
            outcome = "the same outcome" if same else "another outcome: another machine, or another lab10"
            left_out.append(f"{one}: left out: {network} with seed {one.seed} is in {first} "
                            f"already, with {outcome}")
    return list(firsts.values())


def difference(group, first):
    """Return how far the accuracy of the HandIns `group` is above that of `first`, with .mean, .low and .high, and
    the method: by seed if both have the same seeds, otherwise Welch's t."""
    mine, theirs = ({one.seed: one.accuracy for one in hand_ins} for hand_ins in (group, first))
    if mine.keys() == theirs.keys():
        return comparison.difference(mine, theirs), f"by seed, n {len(mine)}"
    return (comparison.unpaired(list(mine.values()), list(theirs.values())),
            f"Welch's t, n {len(mine)} and {len(theirs)}")


def text(by_network):
    """Return the comparison in lines. by_network: as `collect` returns it, not empty."""
    first, *others = by_network
    rows, lines = [], [f"test accuracy on {by_network[first][0].record['data']} in %"]
    for network, group in by_network.items():
        values = comparison.summary([one.accuracy for one in group])
        rows.append([network, *listing.mean_of(values), f"n {values.n}", f"epochs {group[0].record['epochs']}"])
    for line, group in zip(listing.aligned(rows), by_network.values()):
        lines += [line, *(f"    {one.accuracy:6.2f}  seed {one.seed}  {one}" for one in group)]
    if not others:
        return "\n".join(lines)
    rows = []
    for network in others:
        values, how = difference(by_network[network], by_network[first])
        rows.append([network, f"{values.mean:+6.2f}", listing.interval_of(values) or "(no interval)", how,
                     listing.WORDS[comparison.side(values)]])
    lines += ["", f"difference to {first} in points, with its 95 % interval"]
    return "\n".join(lines + listing.aligned(rows, max(map(cell_len, by_network))))


def as_json(by_network, left_out):
    """Return the comparison as a dict of JSON's types. by_network, left_out: as `collect` returns them."""
    first = next(iter(by_network), None)
    differences = {}
    for network, group in by_network.items():
        if network != first:
            values, how = difference(group, by_network[first])
            differences[network] = {"mean": values.mean, "low": values.low, "high": values.high, "how": how,
                                    "verdict": listing.WORDS[comparison.side(values)]}
    return {
        "networks": {network: {"hand_ins": {str(one): {"seed": one.seed, "accuracy": one.accuracy}
                                            for one in group},
                               **comparison.summary([one.accuracy for one in group])._asdict()}
                     for network, group in by_network.items()},
        "first": first, "differences": differences, "left_out": left_out,
    }
