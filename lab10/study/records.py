"""The records of runs: one JSON file each, whose name says all that its numbers follow from."""
import functools
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from lab10.runs import arithmetic
from lab10.study import sources
from lab10.terminal import files
from lab10.terminal.errors import LabError

COMMITTED = Path(__file__).parent / "records"  # the evidence
KEYS = {"network": str, "digest": str, "arithmetic": int, "data": str, "seed": int, "epochs": int,
        "epochs_before": int, "loop": str, "threads": dict, "onednn": bool, "versions": dict, "costs": list,
        "last_costs": list, "correct": int, "total": int, "accuracy": float, "mistakes": str}  # what the study reads


class Settings(NamedTuple):
    """What a run's numbers follow from, besides the code."""

    seed: int
    epochs: int
    data: str  # one of input_data.SOURCES
    loop: str  # "exact" or "xla"
    threads: tuple  # of the Session: within an operation, and operations at a time
    tensorflow: str  # version
    numpy: str  # version
    onednn: bool  # were its kernels in use?


def settings_of(record):
    """Return the Settings of a finished run."""
    return Settings(**{key: record[key] for key in ("seed", "epochs", "data", "loop", "onednn")},
                    threads=(record["threads"]["intra_op"], record["threads"]["inter_op"]),
                    **{key: record["versions"][key] for key in ("tensorflow", "numpy")})


def name_for(source, settings):
    """Return the file name of the record of a sources.Source when it is trained with these Settings now."""
    return _name(source.network, arithmetic.ARITHMETIC, source.digest, settings)


def name_of(record):
    """Return the file name of the record of a run, which follows from the record alone."""
    return _name(record["network"], record["arithmetic"], record["digest"], settings_of(record))


def _name(network, version, digest, settings):
    text = json.dumps([version, digest, settings._asdict()], sort_keys=True)
    return f"{network}-{settings.seed}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"


def is_older(record):
    """Was a run made with the random numbers of an older lab10? It is sound evidence of its network all the same, but
    the same seed gives other digits now."""
    return record["arithmetic"] < arithmetic.ARITHMETIC


def that_count(by_arithmetic):
    """Return which runs of one network with the same settings count, never a mix: those by the newest ARITHMETIC that
    has as many seeds as any other has. by_arithmetic: a dict of ARITHMETIC's version: {seed: record}, not empty."""
    return by_arithmetic[max(by_arithmetic, key=lambda version: (len(by_arithmetic[version]), version))]


def default_directory():
    """Where a user's records are: data/results of this checkout, else of the working directory."""
    return (files.checkout() or Path()) / "data" / "results"


def read(path, keys=KEYS, then="remove it"):
    """Return the record in the file `path`, a dict; raise LabError where it is none.

    keys: what it must have, and of which type.
    then: what the error says of the file at its end.
    """
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
        wrong = next((key for key, kind in keys.items() if type(record[key]) is not kind), None)
    except OSError as error:
        raise LabError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise LabError(f"{path}: not the record of a run ({error or type(error).__name__}); {then}") from error
    if wrong:
        raise LabError(f"{path}: not the record of a run ({wrong}: {record[wrong]!r}); {then}")
    return record


def read_all(directory):
    """Return ({path: record}, [what is wrong with another file, a line each]) of the JSON files in `directory`.

    A record is wrong where its name does not follow from it, where it is of other code than its network has now, and
    where it went on from a checkpoint. One by an older ARITHMETIC is not.
    """
    found, wrong = {}, []
    find = functools.cache(sources.find)  # many records are of one network
    for path in sorted(Path(directory).glob("*.json")):
        try:
            record = read(path)
            _check_belongs(path, record, find(record["network"]))
            found[path] = record
        except LabError as error:
            wrong.append(str(error))
    return found, wrong


def _check_belongs(path, record, source):
    """Raise LabError for a record that is not evidence of what the network of this Source is now."""
    if record["epochs_before"]:
        raise LabError(f"{path}: left out, as the run went on from a checkpoint")
    if name_of(record) != path.name:
        raise LabError(f"{path}: left out, as the record was changed since (its name would now be {name_of(record)})")
    if record["digest"] != source.digest:
        raise LabError(f"{path}: left out, as the network {source.network} was changed since")
    if record["arithmetic"] > arithmetic.ARITHMETIC:
        raise LabError(f"{path}: left out, as a newer lab10 made it")


def write(path, record):
    """Write the record into the file `path`, whole or not at all."""
    files.write_json(path, record)
