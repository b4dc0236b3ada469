"""The records of runs: one JSON file each, whose name says all that its numbers follow from."""
import functools
import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from lab10.study import sources
from lab10.terminal import files
from lab10.terminal.errors import LabError

COMMITTED = Path(__file__).parent / "records"  # the evidence
# Raise it when code that the networks share (loop, evaluation, batch order) changes what they compute; the tests that
# compare digits with the notes' own lines show when that happens. A digest of that code would change with every word.
ARITHMETIC = 1
KEYS = {"network": str, "data": str, "seed": int, "epochs": int, "epochs_before": int, "loop": str, "threads": dict,
        "onednn": bool, "versions": dict, "costs": list, "last_costs": list, "correct": int, "total": int,
        "accuracy": float, "mistakes": str}  # what the study reads of a record


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


def name_of(source, settings):
    """Return the file name of the record of a sources.Source trained with these Settings."""
    text = json.dumps([ARITHMETIC, source.digest, settings._asdict()], sort_keys=True)
    return f"{source.network}-{settings.seed}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"


def path_of(record, directory=COMMITTED, find=sources.find):
    """Return where in `directory` the record of a run belongs, by the network's source as it is now.

    find: gives the Source of a network's name. Raises LabError for a run that another training began, and for a network
    that has no name in the lab.
    """
    if record["epochs_before"]:
        raise LabError(f"{record['network']}: the record of a run that went on from a checkpoint; give it no place")
    return Path(directory) / name_of(find(record["network"]), settings_of(record))


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

    A record is wrong where its name does not follow from it, as after its network's code was changed.
    """
    found, wrong = {}, []
    find = functools.cache(sources.find)  # many records are of one network
    for path in sorted(Path(directory).glob("*.json")):
        try:
            record = read(path)
            right = path_of(record, directory, find)
        except LabError as error:
            wrong.append(str(error))
            continue
        if right == path:
            found[path] = record
        else:
            wrong.append(f"{path}: left out, as the network or the record was changed since (its name would now be "
                         f"{right.name})")
    return found, wrong


def write(path, record):
    """Write the record into the file `path`, whole or not at all."""
    files.write_json(path, record)


class Lock:
    """The right to make one record, which only one study has at a time.

    The process that trains inherits it, so that a run outlives its study as one that is under way, and another study
    waits for it. The system ends it with the last process that has it. Where it has no such locks (Windows), two
    studies may make one record twice; it is whole all the same.
    """

    def __init__(self, path, descriptor):
        self._path, self.descriptor = path, descriptor

    @staticmethod
    def _file(record_path):
        return record_path.with_name(f".{record_path.name}.lock")

    @classmethod
    def tidy(cls, record_path):
        """Remove what a run left behind that ended after its study was killed."""
        if cls._file(record_path).exists():
            lock = cls.take(record_path)
            if lock:
                lock.release()

    @classmethod
    def take(cls, record_path):
        """Return the Lock of the record at this path, or None where somebody else has it."""
        path = cls._file(record_path)
        while True:
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise LabError(f"{path}: cannot be written ({error.strerror}); give another --results") from error
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            try:
                if os.path.samestat(os.stat(path), os.fstat(descriptor)):
                    return cls(path, descriptor)
            except FileNotFoundError:
                pass
            os.close(descriptor)  # the file was removed, by whoever had its lock, before it came to be locked here

    def release(self):
        """Give the lock up, when the run has ended."""
        self._path.unlink(missing_ok=True)
        os.close(self.descriptor)


def _lock(descriptor):
    """Lock an open file; return whether that could be done."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
