"""The study where what Windows lacks is taken away, and its locks."""
import os
import subprocess
import sys

import pytest

from lab10.study import locked, locks, sources
from lab10.terminal.errors import LabError
from made_up import contents, logged, run, start, write_quick
from windows import WITHOUT


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for open files in /proc")
def test_a_small_study(tmp_path):
    """The study and its runs."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(WITHOUT)
    write_quick(tmp_path, seconds=0.1)
    assert run(tmp_path, code="import os; os.fork()", before=tmp_path / "site").stderr.startswith("Traceback")
    arguments = "quick.py", "--seeds", "3", "--jobs", "2", "--data", "digits", "--results", "kept"
    result = run(tmp_path, *arguments, before=tmp_path / "site")
    assert result.returncode == 0 and result.stderr == "", result.stderr
    assert sorted(logged(tmp_path, "ended")) == ["777", "778", "779"] and len(contents(tmp_path / "kept")) == 3


def test_one_has_the_lock_at_a_time(tmp_path):
    path, lock = tmp_path / "x.json", tmp_path / ".x.json.lock"
    assert locks.is_free(path) and not lock.exists()
    with locks.held(path) as mine:
        assert mine and lock.exists()
        with locks.held(path, patience=0) as also:
            assert not also
        assert not locks.is_free(path) and lock.exists()
    assert not lock.exists() and locks.is_free(path)
    lock.touch()  # as one who was killed leaves it
    assert locks.is_free(path) and not lock.exists()


def test_the_lock_ends_with_the_process_that_has_it(tmp_path):
    """Also of one that is killed, and although its parent goes on."""
    program = """
import sys, time
from pathlib import Path
from lab10.study import locks
with locks.held(Path("x.json")) as mine:
    print(mine, flush=True)
    time.sleep(600)
"""
    holder = start(tmp_path, code=program)
    assert holder.stdout.readline() == "True\n"
    assert not locks.is_free(tmp_path / "x.json")
    holder.kill()
    holder.communicate()
    assert (tmp_path / ".x.json.lock").exists() and locks.is_free(tmp_path / "x.json")


def test_where_no_lock_can_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LabError, match=r"\.x\.json\.lock: cannot be written \(.*\); give another --results"):
        with locks.held(tmp_path / "file" / "x.json"):
            pass


def test_a_run_leaves_a_record_to_who_makes_it(tmp_path):
    """And does not make one that is there."""
    write_quick(tmp_path)
    command = sys.executable, "-m", "lab10.study.locked", "kept.json", "quick.py", "--seed", "777", "--data", "digits"
    command += "--json", "kept.json"
    environment = {**os.environ, "PYTHONPATH": str(sources.HOMES["lab10"].parent)}
    with locks.held(tmp_path / "kept.json"):
        assert subprocess.run(command, cwd=tmp_path, env=environment).returncode == locked.TAKEN
    assert logged(tmp_path, "started") == []
    assert subprocess.run(command, cwd=tmp_path, env=environment).returncode == 0
    assert subprocess.run(command, cwd=tmp_path, env=environment).returncode == locked.TAKEN
    assert logged(tmp_path, "started") == ["777"] and not list(tmp_path.glob(".*.lock"))


def test_a_run_finds_what_lies_beside_its_file(tmp_path):
    """As under Python itself."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "beside.py").write_text("WORD = 'found'")
    (tmp_path / "mine" / "net.py").write_text("import sys, beside; print(beside.WORD, __name__, __file__, sys.argv)")
    result = run(tmp_path, "x.json", "mine/net.py", "--seed", 1, code="import sys; from lab10.study import locked; "
                 "locked.main(sys.argv[1:])")
    assert result.stdout == "found __main__ mine/net.py ['mine/net.py', '--seed', '1']\n", result.stderr
