"""A training as a separate process: the network's own command, started here or by a worker of a cluster."""
import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple, Optional

from lab10.study import locked, sources
from lab10.terminal.errors import LabError

_guard = threading.Lock()  # of what follows
_processes = defaultdict(set)  # those that run, by study
_stopped = set()  # studies that start no more


class Order(NamedTuple):
    """What to run. It can be sent to another machine."""

    study: str  # a name that no other study has
    label: str  # of the network: see sources.find
    digest: str  # of its source
    arguments: tuple  # of its command


class Outcome(NamedTuple):
    """How a run ended: with a record, or with a problem in one line. If it has neither, another process makes the
    record."""

    record: Optional[dict] = None
    problem: Optional[str] = None


def train(order, file=None):
    """Run the network's command to its end, and return the Outcome.

    file: where the command writes the record, with its lock; None for a temporary place.
    """
    try:
        source = sources.find(order.label)
    except LabError as error:
        return Outcome(None, str(error))
    if source.digest != order.digest:
        return Outcome(None, f"{source.file} has changed since the study began; start the study again")
    with tempfile.TemporaryDirectory(prefix="lab10-") as directory, tempfile.TemporaryFile() as errors:
        file = Path(file or Path(directory) / "record.json")
        command = [sys.executable, "-m", locked.__name__, str(file), *source.command, *order.arguments,
                   "--json", str(file)]
        with _guard:
            if order.study in _stopped:
                return Outcome(None, "stopped")
            try:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
            except OSError as error:
                return Outcome(None, f"cannot be started ({error.strerror})")
            _processes[order.study].add(process)
        try:
            status = process.wait()
        finally:
            with _guard:
                _processes[order.study].discard(process)
        if status == locked.TAKEN:
            return Outcome()
        if status:
            errors.seek(0)
            return Outcome(None, _why(status, errors.read().decode(errors="replace")))
        try:
            return Outcome(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            return Outcome(None, f"left no record ({error})")


def stop(study):
    """End the processes of a study on this machine, and start no more of them."""
    with _guard:
        _stopped.add(study)
        for process in _processes[study]:
            process.terminate()


def _why(status, errors):
    if status < 0:
        try:
            return f"killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"killed by signal {-status}"
    return f"status {status}: {last_line(errors)}"


def last_line(text):
    """The last line of a command's errors, without the program's name at its beginning."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("lab10: ") if lines else "no message"
