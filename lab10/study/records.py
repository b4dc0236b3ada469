"""The records of runs: one JSON file each, whose name contains everything that decides its numbers."""
import functools
import hashlib
import json
import math
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from lab10 import evaluation
from lab10.input_data import SEED_MODULUS
from lab10.runs import arithmetic
from lab10.study import sources
from lab10.terminal import files
from lab10.terminal.errors import LabError

COMMITTED = Path(__file__).parent / "records"  # the evidence
KEYS = {"network": str, "digest": str, "arithmetic": int, "data": str, "seed": int, "epochs": int,
        "epochs_before": int, "loop": str, "threads": dict, "onednn": bool, "versions": dict, "cpu": str, "costs": list,
        "last_costs": list, "correct": int, "total": int, "accuracy": float, "mistakes": str, "seconds": float}
LARGEST = 10_000_000  # bytes of a file: far more than a record has


class Settings(NamedTuple):
    """Everything that decides a run's numbers, except the code."""

    seed: int
    epochs: int
    data: str  # the data set's name
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
    """Return the file name of the record that a sources.Source gets if it is trained with these Settings now."""
    return _name(source.network, arithmetic.ARITHMETIC, source.digest, settings)


def name_of(record):
    """Return the file name for the record of a run, from the record alone."""
    return _name(record["network"], record["arithmetic"], record["digest"], settings_of(record))


def _name(network, version, digest, settings):
    text = json.dumps([version, digest, settings._asdict()], sort_keys=True)
    return f"{network}-{settings.seed}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"


def is_older(record):
    """Was a run made with the random numbers of an older lab10? Its accuracy still counts for its network, but the
    same seed gives other digits now."""
    return record["arithmetic"] < arithmetic.ARITHMETIC


def that_count(by_arithmetic):
    """Return which runs of one network with the same settings count: those with the newest ARITHMETIC that has as
    many seeds as any other. Runs with different ARITHMETIC are never mixed. by_arithmetic: a dict of ARITHMETIC's
    version: {seed: record}, not empty."""
    return by_arithmetic[max(by_arithmetic, key=lambda version: (len(by_arithmetic[version]), version))]


def default_directory():
    """Where a user's records are: data/results in this checkout, otherwise in the working directory."""
    return (files.checkout() or Path()) / "data" / "results"


def read(path, keys=KEYS, then="remove it"):
    """Return the record in the file `path`, a dict; raise LabError if it is not a record.

    keys: the keys that it must have, with their types.
    then: what the error message says at its end.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise ValueError(f"more than {LARGEST} characters")
        record = json.loads(text)
        wrong = next((f"{key}: {record[key]!r}" for key, kind in keys.items() if type(record[key]) is not kind),
                     None) or _contradiction(record)
    except OSError as error:
        raise LabError(f"{shown(path)}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        wrong = str(error) or type(error).__name__
    if wrong:
        raise LabError(f"{shown(path)}: not the record of a run ({shown(wrong, 200)}); {then}")
    return record


def alone(record):
    """Return the seconds that a run would take if nothing else ran. For a run with one thread: its processor time."""
    one = set(record["threads"].values()) == {1}
    return record.get("processor_seconds", record["seconds"]) if one else record["seconds"]


def shown(value, most=None):
    """A file's name, or a value from somebody's file, as a terminal may show it: on one line, without escape
    sequences, and if `most` is given, with at most so many characters."""
    text = str(value)
    text = text if text.isprintable() else repr(text)[1:-1].encode("ascii", "backslashreplace").decode()
    return text if most is None or len(text) <= most else text[:most] + "..."


def _contradiction(record):
    """What is impossible in a record whose types are right, in words; None if nothing is."""
    if type(record.get("processor_seconds", 0.0)) is not float:
        return f"its processor_seconds cannot be {record['processor_seconds']!r}"
    for key in ("network", "data"):
        if not record[key] or not record[key].isprintable() or len(record[key]) > 255:
            return f"its {key} cannot be {record[key]!r}"
    if not re.fullmatch("[0-9a-f]{64}", record["digest"]):
        return f"its digest cannot be {record['digest']!r}"
    if record["seed"] not in range(SEED_MODULUS):
        return f"its seed cannot be {record['seed']}"
    settings = settings_of(record)
    if not all(type(one) is int for one in settings.threads) or not {str} == {type(settings.tensorflow),
                                                                              type(settings.numpy)}:
        return "its threads or versions are impossible"
    try:
        mistakes = evaluation.read_mistakes(record["mistakes"])
    except (ValueError, zlib.error):
        return "its mistakes cannot be read"
    correct = int((mistakes == evaluation.RIGHT).sum())
    if not len(mistakes) or mistakes.max() > evaluation.RIGHT or record["accuracy"] != correct / len(mistakes) or \
            (correct, len(mistakes)) != (record["correct"], record["total"]):
        return "its accuracy is not that of its mistakes"
    for key in ("costs", "last_costs"):
        if len(record[key]) != record["epochs"] or not record[key]:
            return f"it has {len(record[key])} {key.replace('_', ' ')} for {record['epochs']} epochs"
        if not all(cost is None or type(cost) in (int, float) and math.isfinite(cost) for cost in record[key]):
            return "its costs are not numbers"
    members, training = record.get("members", []), record.get("training_accuracy")
    if not all(type(share) is float and 0 <= share <= 1 for share in (*members, 0.0 if training is None else training)):
        return "its other accuracies are impossible"
    return None


def read_all(directory):
    """Return ({path: record}, [what is wrong with another file, a line each]) of the JSON files in `directory`.

    A record is wrong if its name does not fit its contents, if its network's code has changed since, or if the run
    continued from a checkpoint. A record with an older ARITHMETIC is not wrong.
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
    """Raise LabError for a record that says nothing about the network of this Source as it is now."""
    if record["epochs_before"]:
        raise LabError(f"{path}: left out: the run continued from a checkpoint")
    if name_of(record) != path.name:
        raise LabError(f"{path}: left out: the record was changed (its name would now be {name_of(record)})")
    if record["digest"] != source.digest:
        raise LabError(f"{path}: left out: the network {source.network} has changed since")
    if record["arithmetic"] > arithmetic.ARITHMETIC:
        raise LabError(f"{path}: left out: a newer lab10 made it")


def write(path, record):
    """Write the record into the file `path`, completely or not at all."""
    files.write_json(path, record)
