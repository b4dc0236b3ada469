"""The study on a Dask cluster of this machine: the same records, whatever happens to a worker."""
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest

from conftest import POSIX, assert_one_line_error_of
from lab10.study import sources
from made_up import contents, run, start, without_times, write_quick

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")
PROGRAM = "import sys; from lab10.study import command; command.main(sys.argv[1:])"  # as users start it


@pytest.fixture
def cluster(tmp_path):
    """A scheduler's address and its two workers, which work in tmp_path."""
    import distributed  # takes a second
    processes = []

    def begin(kind, *arguments):
        with open(tmp_path / f"{kind}.log", "a") as log:
            processes.append(subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", "--scheduler-file",
                 "cluster.json", *arguments], cwd=tmp_path, stdout=log, stderr=log,
                env={**os.environ, "PYTHONPATH": str(sources.HOMES["lab10"].parent)}))
    begin("scheduler", "--host", "127.0.0.1", "--port", "0")
    for k in range(2):
        begin("worker", "--no-nanny", "--nthreads", "1", "--local-directory", f"worker{k}")
    try:
        address = None
        while address is None:
            time.sleep(0.1)
            with contextlib.suppress(OSError, ValueError):  # not written yet, or not to its end
                address = json.loads((tmp_path / "cluster.json").read_text())["address"]
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_makes_the_same_records(cluster, tmp_path):
    address, _ = cluster
    arguments = "softmax", "--seeds", "4", "--data", "digits", "--epochs", "1", "--results"
    local = run(tmp_path, *arguments, "local", code=PROGRAM)
    remote = run(tmp_path, *arguments, "remote", "--scheduler", address, code=PROGRAM)
    assert (local.returncode, remote.returncode) == (0, 0), remote.stderr
    assert remote.stderr == ""
    here, there = ({name: without_times(record) for name, (record, _) in contents(tmp_path / kept).items()}
                   for kept in ("local", "remote"))
    assert here == there and len(here) == 4


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="looks for processes by ps, and kills them by SIGKILL")
def test_a_killed_worker_is_survived(cluster, tmp_path):
    address, workers = cluster
    write_quick(tmp_path, seconds=2)
    process = start(tmp_path, "quick.py", "--seeds", "3", "--data", "digits", "--results", "kept",
                    "--scheduler", address)
    log = tmp_path / "started.log"
    while not (log.exists() and log.read_text()):
        time.sleep(0.02)
    seed, child = log.read_text().split()[:2]
    parent = int(subprocess.run(["ps", "-o", "ppid=", "-p", child], capture_output=True, text=True).stdout)
    assert parent in [worker.pid for worker in workers]
    os.kill(parent, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert len(contents(tmp_path / "kept")) == 3
    assert [line.split()[0] for line in log.read_text().splitlines()].count(seed) == 2  # it was begun again


@pytest.mark.slow
@POSIX
def test_stopping_the_study_ends_its_runs_on_the_cluster(cluster, tmp_path):
    address, _ = cluster
    write_quick(tmp_path, seconds=600)
    process = start(tmp_path, "quick.py", "--seeds", "3", "--data", "digits", "--results", "kept",
                    "--scheduler", address)
    log = tmp_path / "started.log"
    while not (log.exists() and log.read_text().count("\n") == 2):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and err == "lab10: interrupted\n"
    for line in log.read_text().splitlines():
        with pytest.raises(ProcessLookupError):
            os.kill(int(line.split()[1]), 0)


def test_a_scheduler_that_is_not_there(tmp_path):
    result = run(tmp_path, "softmax", "--data", "digits", "--scheduler", "tcp://127.0.0.1:1")
    assert_one_line_error_of(result, "tcp://127.0.0.1:1", "no Dask scheduler answers")
