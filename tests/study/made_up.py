"""What the study's tests share: made-up records, and a network that trains nothing and is done at once."""
import base64
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy
import pytest

from lab10.runs import arithmetic
from lab10.study import records, sources
from lab10.terminal.errors import LabError

LAB10 = sources.HOMES["lab10"].parent  # the checkout
SOFTWARE = {"tensorflow": importlib.metadata.version("tensorflow"), "numpy": numpy.__version__, "onednn": False}
# the study's command, but it knows the software without asking TensorFlow, which takes seconds
STUDY = f"""
import sys
from lab10.study import command, environment
environment.ask = lambda: {SOFTWARE!r}
command.main(sys.argv[1:])
"""
QUICK = '''"""quick: a network's command that trains nothing."""
import base64, json, os, sys, time, zlib
from lab10.runs import arithmetic

training_epochs = 2


def build():
    pass


if __name__ == "__main__":
    digest = arithmetic.digest(__file__)
    given = dict(zip(sys.argv[1:], sys.argv[2:]))
    seed = int(given["--seed"])
    with open("started.log", "a") as log:
        log.write(f"{{seed}} {{os.getpid()}}\\n")
    time.sleep({seconds})
    if seed == {fails}:
        sys.exit("lab10: no luck")
    correct = 400 + seed % 10
    with open("ended.log", "a") as log:
        log.write(f"{{seed}}\\n")
    record = {{**{record!r}, "network": os.path.basename(__file__)[:-3], "digest": digest, "seed": seed,
              "data": given["--data"], "correct": correct, "total": 497, "accuracy": correct / 497,
              "mistakes": base64.b64encode(zlib.compress(bytes([10] * correct + [3] * (497 - correct)))).decode()}}
    with open(given["--json"] + ".part", "w") as file:
        json.dump(record, file)
    os.replace(given["--json"] + ".part", given["--json"])
'''


def a_record(network, seed, accuracy, epochs=None, data="mnist", costs=(1.0, 0.1), **more):
    """A record of a run that never was. costs: of the first epoch and of the last."""
    try:
        source = sources.find(network)
    except LabError:  # of a reader's own: its code is never looked at
        source = sources.Source(network, (), Path(f"{network}.py"), "0" * 64, None)
    epochs = epochs or source.epochs
    total = {"mnist": 10000, "fashion": 10000, "validation": 5000}.get(data, 497)
    mistakes = numpy.full(total, 10, numpy.uint8)
    wrong = round((1 - accuracy) * total)
    mistakes[seed % 7:seed % 7 + wrong] = 3
    costs = [*costs[:1] * (epochs - 1), costs[1]]
    return {
        "network": network, "digest": source.digest, "arithmetic": arithmetic.ARITHMETIC, "data": data, "seed": seed,
        "epochs": epochs, "epochs_before": 0, "parameters": 1,
        "costs": costs, "last_costs": costs, "epoch_seconds": [1.0] * epochs, "correct": total - wrong,
        "total": total, "accuracy": (total - wrong) / total,
        "mistakes": base64.b64encode(zlib.compress(mistakes.tobytes())).decode(), "training_accuracy": 0.99,
        "seconds": 1.0, "cpu": "a processor", "loop": "exact", "threads": {"intra_op": 1, "inter_op": 1},
        "versions": {"tensorflow": SOFTWARE["tensorflow"], "numpy": SOFTWARE["numpy"]}, "onednn": SOFTWARE["onednn"],
        **more}


def keep(directory, record):
    """Write a record of a network of the lab where it belongs in `directory`."""
    path = directory / records.name_of(record)
    records.write(path, record)
    return path


def write_quick(directory, seconds=0.0, fails=None, name="quick"):
    """Write quick.py into `directory`. It sleeps for so many seconds; the seed `fails` fails."""
    record = a_record(name, 777, 0.9, epochs=2, data="digits")
    (directory / f"{name}.py").write_text(QUICK.format(seconds=seconds, fails=fails, record=record))


def start(directory, *arguments, code=STUDY, before=LAB10):
    """Start the study's command in `directory`, as the first process of a group. before: where Python looks first."""
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], cwd=directory, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (before, LAB10)))},
                            preexec_fn=_deaf_to_nothing if os.name == "posix" else None)


def _deaf_to_nothing():
    """A process that is started in the background, by a shell, may be deaf to SIGINT."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


forked = []  # the Starts of the tests' session


@pytest.fixture(autouse=True)
def forks(starts):
    """For files of tests that import it: `run` forks too, where nothing but the outcome is looked at."""
    if hasattr(os, "fork"):
        forked[:] = [starts]
    yield
    forked.clear()


def run(directory, *arguments, **more):
    """Run the study's command in `directory` to its end: status, stdout, stderr."""
    if forked and not more:
        result = forked[0].run("code", [STUDY, *arguments], directory, {**os.environ, "PYTHONPATH": str(LAB10)})
        return subprocess.CompletedProcess(arguments, result.status, result.out, result.err)
    process = start(directory, *arguments, **more)
    out, err = process.communicate(timeout=1800)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def logged(directory, log):
    """The seeds that quick.py has started or ended, by its log of this name."""
    path = directory / f"{log}.log"
    return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def contents(results):
    """The whole records in a directory: {file name: (record, time of writing)}; fails for a torn one."""
    return {path.name: (json.loads(path.read_text()), path.stat().st_mtime_ns) for path in results.glob("*.json")}


def without_times(record):
    return {key: value for key, value in record.items() if "seconds" not in key}
