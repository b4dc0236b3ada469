"""The study's runs: each made once and kept whole, whatever is killed; nothing taken for what it is not."""
import ast
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

import lab10
from conftest import POSIX, assert_one_line_error_of
from lab10.runs import arithmetic
from lab10.study import records, schedule, sources
from made_up import forks  # noqa: F401  (a fixture)
from made_up import (SOFTWARE, STUDY, a_record, contents, keep, logged, run, start, wait_until, without_times,
                     write_quick)

ONE_EPOCH = "--data", "digits", "--epochs", "1"


def test_each_seed_is_trained_once_and_compared(tmp_path):
    write_quick(tmp_path)
    write_quick(tmp_path, name="other")
    arguments = "quick.py", "other.py", "--seeds", "3", "--data", "digits", "--results", "kept", "--json", "c.json"
    first = run(tmp_path, *arguments, "--plot", "c.png")
    assert first.returncode == 0 and first.stderr == ""
    said = {line.partition("] ")[2] for line in first.stdout.splitlines() if line.startswith("[")}
    assert said == {f"{name}.py {seed}: {accuracy} % (1 s)" for name in ("quick", "other")
                    for seed, accuracy in ((777, "81.89"), (778, "82.09"), (779, "82.29"))}
    assert "quick.py  mean  82.09  sd 0.20   n  3  777: 81.89 778: 82.09 779: 82.29" in first.stdout
    assert "other.py   +0.00  (+0.00 to +0.00)  n  3  not decided" in first.stdout
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    compared = json.loads((tmp_path / "c.json").read_text())
    assert compared["networks"]["quick.py"]["n"] == 3 and compared["differences"]["other.py"]["mean"] == 0
    kept = contents(tmp_path / "kept")
    second = run(tmp_path, *arguments)
    assert second.stdout.startswith("6 of 6 runs are there already\n")
    assert contents(tmp_path / "kept") == kept and len(kept) == 6
    assert not list((tmp_path / "kept").glob(".*"))  # no lock, nothing half


@pytest.mark.parametrize("edit, made_again", [
    (("training_epochs = 2", "training_epochs = 2  # a comment\n# another"), False),
    (('"""quick: a', '"""quick, with other words: a'), False),
    (("time.sleep(0.0)", "time.sleep(0.001)"), True),
])
def test_the_record_of_an_edited_network_is_not_taken_for_the_old_ones(tmp_path, edit, made_again):
    write_quick(tmp_path)
    arguments = "quick.py", "--seeds", "1", "--data", "digits", "--results", "kept"
    run(tmp_path, *arguments)
    source = (tmp_path / "quick.py").read_text()
    assert edit[0] in source
    (tmp_path / "quick.py").write_text(source.replace(*edit))
    run(tmp_path, *arguments)
    assert len(logged(tmp_path, "ended")) == len(contents(tmp_path / "kept")) == 1 + made_again


def test_the_name_follows_from_all_that_the_numbers_follow_from(monkeypatch):
    record = a_record("softmax", 777, 0.9)
    others = [{"seed": 778}, {"epochs": 51}, {"data": "digits"}, {"loop": "xla"}, {"onednn": True},
              {"threads": {"intra_op": 1, "inter_op": 2}}, {"threads": {"intra_op": 2, "inter_op": 1}},
              {"versions": {"tensorflow": "1.15.5", "numpy": record["versions"]["numpy"]}},
              {"versions": {"tensorflow": record["versions"]["tensorflow"], "numpy": "1.16"}}, {"network": "plain_nn"},
              {"digest": "0" * 64}, {"arithmetic": arithmetic.ARITHMETIC + 1}]
    names = {records.name_of({**record, **other}) for other in [{}, *others]}
    assert len(names) == 1 + len(others)
    assert records.name_of({**record, "seconds": 9.0, "cpu": "another", "accuracy": 0.1}) in names
    to_make = records.name_for, sources.find("softmax"), records.settings_of(record)
    assert to_make[0](*to_make[1:]) == records.name_of(record)
    monkeypatch.setattr(arithmetic, "ARITHMETIC", arithmetic.ARITHMETIC + 1)  # what is older is to be made again
    assert to_make[0](*to_make[1:]) == records.name_of({**record, "arithmetic": arithmetic.ARITHMETIC})


def test_the_digest_is_the_same_in_every_release_of_python(tmp_path):
    program = "import sys; from lab10.study import sources; print(sources.find(sys.argv[1]).digest)"
    tried = 0
    for release in ("3.10", "3.11", "3.12", "3.13", "3.14"):
        python = shutil.which(f"python{release}")
        if not python or subprocess.run([python, "-c", ""], capture_output=True).returncode:
            continue
        found = subprocess.run([python, "-S", "-c", program, "deep_dropout_rate"], text=True, capture_output=True,
                               env={**os.environ, "PYTHONPATH": str(Path(lab10.__file__).parents[1])})
        assert found.returncode == 0, found.stderr
        assert found.stdout.strip() == sources.find("deep_dropout_rate").digest
        tried += 1
    if not tried:
        pytest.skip("no python3.N in the path")


def test_the_digest_does_not_see_fields_that_a_release_adds(monkeypatch):
    digest, parse = sources.find("softmax").digest, ast.parse
    arithmetic._digest_of.cache_clear()

    def parse_as_later(text):
        tree = parse(text)
        for node in ast.walk(tree):
            node.type_params, node.kind_of = [], None
        return tree
    with monkeypatch.context() as patch:  # and undone before pytest wants to read code itself
        for kind in (ast.FunctionDef, ast.Constant, ast.Call):
            patch.setattr(kind, "_fields", (*kind._fields, "type_params", "kind_of"))
        patch.setattr(ast, "parse", parse_as_later)
        later = sources.find("softmax").digest
    assert later == digest


def test_a_run_that_fails_is_reported_and_the_others_go_on(tmp_path):
    write_quick(tmp_path, fails=778)
    result = run(tmp_path, "quick.py", "--seeds", "4", "--data", "digits", "--results", "kept")
    assert result.returncode == 1
    assert result.stderr.startswith("lab10: quick.py 778 failed: status 1: no luck; to see more: python quick.py --se")
    assert result.stderr.count("\n") == 1 and "Traceback" not in result.stdout
    assert "n  3  777: 81.89 779: 82.29" in result.stdout
    assert len(contents(tmp_path / "kept")) == 3


@pytest.mark.skipif(os.name != "posix", reason="looks for processes by ps, and kills them by SIGKILL")
def test_a_run_that_is_killed_is_reported_as_killed(tmp_path):
    (tmp_path / "heavy.py").write_text("""import os, signal

training_epochs = 1


def build():
    pass


if __name__ == "__main__":
    os.kill(os.getpid(), signal.SIGKILL)
""")
    result = run(tmp_path, "heavy.py", "--seeds", "1", "--data", "digits", "--results", "kept")
    assert result.returncode == 1
    assert result.stderr.startswith("lab10: heavy.py 777 failed: killed by SIGKILL; ")


def test_a_record_of_other_software_is_kept_under_its_own_name(tmp_path):
    write_quick(tmp_path)
    file = tmp_path / "quick.py"
    file.write_text(file.read_text().replace(repr(SOFTWARE["tensorflow"]), "'2.0.0'"))
    result = run(tmp_path, "quick.py", "--seeds", "1", "--data", "digits", "--results", "kept")
    ((name, (record, _)),) = contents(tmp_path / "kept").items()
    assert name == records.name_of(record)
    assert record["versions"]["tensorflow"] == "2.0.0" and result.returncode == 1
    assert result.stderr.startswith("lab10: quick.py 777 failed: made with tensorflow 2.0.0, not "
                                    f"{SOFTWARE['tensorflow']}; kept as {name}; ")


def test_a_network_that_is_edited_under_way_is_told_apart(tmp_path):
    write_quick(tmp_path, seconds=1)
    process = start(tmp_path, "quick.py", "--seeds", "2", "--data", "digits", "--results", "kept", "--jobs", "1")
    wait_until(lambda: logged(tmp_path, "started"))
    write_quick(tmp_path, seconds=0.5)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "has changed since the study began" in err
    assert [name.split("-")[1] for name in contents(tmp_path / "kept")] == ["777"]


def test_two_studies_share_the_work(tmp_path):
    write_quick(tmp_path, seconds=0.3)
    arguments = "quick.py", "--seeds", "3", "--data", "digits", "--results", "kept", "--jobs", "2"
    both = [start(tmp_path, *arguments) for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(logged(tmp_path, "started")) == [str(777 + k) for k in range(3)]  # nothing twice
    assert len(contents(tmp_path / "kept")) == 3
    assert all("n  3  777: 81.89" in output for output in outputs)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@POSIX
def test_stopping_the_study_ends_its_runs(tmp_path, how):
    write_quick(tmp_path, seconds=600)
    process = start(tmp_path, "quick.py", "--seeds", "4", "--data", "digits", "--results", "kept", "--jobs", "2")
    wait_until(lambda: len(logged(tmp_path, "started")) == 2)
    children = [int(line.split()[1]) for line in (tmp_path / "started.log").read_text().splitlines()]
    process.send_signal(how)  # to the parent alone
    out, err = process.communicate(timeout=20)
    assert process.returncode == (130 if how == signal.SIGINT else 143)
    assert err == ("lab10: interrupted\n" if how == signal.SIGINT else "")
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    assert not list((tmp_path / "kept").iterdir())


def test_a_run_outlives_its_study(tmp_path):
    """It is not made again, but waited for."""
    write_quick(tmp_path, seconds=4)
    arguments = "quick.py", "--seeds", "2", "--data", "digits", "--results", "kept", "--jobs", "2"
    process = start(tmp_path, *arguments)
    wait_until(lambda: len(logged(tmp_path, "started")) == 2)
    process.kill()
    result = run(tmp_path, *arguments)
    process.communicate()
    assert result.returncode == 0 and result.stdout.count("made by another study") == 2
    assert sorted(logged(tmp_path, "started")) == sorted(logged(tmp_path, "ended")) == ["777", "778"]
    assert len(contents(tmp_path / "kept")) == 2 and not list((tmp_path / "kept").glob(".*"))


def kill_at_random(directory, arguments, seeds, kills, code, sure):
    """Kill the study or a run of it `kills` times and start it again each time, then let it end: return contents().

    sure: how many kills must find the study running."""
    chance = random.Random(1)
    results, known, met = directory / "kept", {}, 0
    began = time.monotonic()
    first = run(directory, *arguments, "--seeds", "2", code=code)
    assert first.returncode == 0, first.stderr
    usual = time.monotonic() - began  # on this machine, with what else it does
    for _ in range(kills):
        process, began = start(directory, *arguments, "--seeds", seeds, code=code), time.monotonic()
        try:
            process.wait(chance.uniform(0, usual))
            usual = time.monotonic() - began  # the machine became faster, or nothing was left to do: kill sooner
        except subprocess.TimeoutExpired:
            met += 1
            runs = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
            try:
                os.kill(chance.choice([process.pid, *map(int, runs.stdout.split())]), signal.SIGKILL)
            except ProcessLookupError:
                pass
            if process.poll() is None and chance.random() < 0.8:  # else it goes on to its end, as a user would have it
                process.kill()
        process.communicate()
        now = contents(results)
        assert {name: now[name] for name in known} == known  # none lost, none made again
        known = now
    last = run(directory, *arguments, "--seeds", seeds, code=code)
    assert last.returncode == 0, last.stderr
    kept = contents(results)
    assert {name: kept[name] for name in known} == known
    assert sorted(name.split("-")[1] for name in kept) == [str(777 + k) for k in range(seeds)]
    run(directory, *arguments, "--seeds", seeds, code=code)  # by now whoever was left alone has ended
    assert contents(results) == kept and not list(results.glob(".*.lock"))
    assert met >= sure
    return kept


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="looks for processes by ps, and kills them by SIGKILL")
def test_killed_at_random(tmp_path):
    write_quick(tmp_path, seconds=0.5)
    arguments = "quick.py", "--data", "digits", "--results", "kept", "--jobs", "2"
    kill_at_random(tmp_path, arguments, 6, kills=4, code=STUDY, sure=1)
    assert sorted(logged(tmp_path, "ended")) == [str(777 + k) for k in range(6)]


@pytest.mark.slow
@POSIX
def test_killed_at_random_twenty_times(tmp_path):
    """With a network that trains, and the study as users start it."""
    program = "import sys; from lab10.study import command; command.main(sys.argv[1:])"
    arguments = "softmax", *ONE_EPOCH, "--jobs", "2", "--results"
    killed = kill_at_random(tmp_path, (*arguments, "kept"), 32, kills=20, code=program, sure=12)
    run(tmp_path, *arguments, "in_peace", "--seeds", 4, code=program)
    in_peace = contents(tmp_path / "in_peace")
    assert len(in_peace) == 4
    for name, (record, _) in in_peace.items():
        assert without_times(killed[name][0]) == without_times(record)


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("LAB10_QUIET_MACHINE"), reason="a ratio of times, where nothing else runs: "
                    "LAB10_QUIET_MACHINE=1 says so")
def test_two_jobs_do_nearly_twice_the_work_of_one(mnist_dir, tmp_path):
    """On two cores that do nothing else."""
    def runs_an_hour(jobs, seeds):
        started = time.monotonic()
        result = subprocess.run([sys.executable, "-m", "lab10.study", "xavier_adam", "--epochs", "5", "--seeds", seeds,
                                 "--jobs", jobs, "--data", "mnist", "--data-dir", mnist_dir, "--results",
                                 tmp_path / f"{jobs}"], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return 3600 * int(seeds) / (time.monotonic() - started)
    one, two = runs_an_hour("1", "4"), runs_an_hour("2", "8")
    print(f"runs an hour: {one:.1f} with one job, {two:.1f} with two: {two / one:.2f}")
    assert two >= 1.8 * one


def test_a_run_of_a_network_of_the_lab(tmp_path, run_code):
    """As the study begins it, after it has asked TensorFlow for its version: the record has the name that it looks for.
    """
    asked = run_code("from lab10.study import environment; environment._main()")
    here = SimpleNamespace(executor=SimpleNamespace(submit=lambda ask: SimpleNamespace(
        result=lambda: json.loads(asked.out))))
    (planned,) = schedule.plan([sources.find("softmax")], [777], 1, "digits", None, "exact", tmp_path, here)
    result = run_code("import sys; from lab10.study import locked; locked.main(sys.argv[1:])", planned.path,
                      *planned.source.command, *planned.arguments, "--json", planned.path)
    assert result.status == 0 and result.err == ""
    record = records.read(planned.path)
    assert records.name_of(record) == planned.path.name
    assert (record["digest"], record["arithmetic"]) == (sources.find("softmax").digest, arithmetic.ARITHMETIC)
    assert record["training_accuracy"] is not None and record["threads"] == {"intra_op": 1, "inter_op": 1}


@pytest.mark.slow
def test_a_network_of_the_lab(tmp_path):
    """The study's own command from the shell, asking TensorFlow for its version; then the record of a plain run."""
    result = subprocess.run([sys.executable, "-m", "lab10.study", "softmax", "--seeds", "1", *ONE_EPOCH, "--results",
                             tmp_path / "kept"], capture_output=True, text=True)
    assert result.returncode == 0 and result.stderr == "", result.stderr
    (path,) = (tmp_path / "kept").glob("*.json")
    record = records.read(path)
    assert records.name_of(record) == path.name
    assert (record["digest"], record["arithmetic"]) == (sources.find("softmax").digest, arithmetic.ARITHMETIC)
    assert record["training_accuracy"] is not None and record["threads"] == {"intra_op": 1, "inter_op": 1}
    assert f"softmax 777: {100 * record['accuracy']:.2f} %" in result.stdout


def test_the_study_does_not_import_tensorflow():
    program = ("import sys; from lab10.study import command, report\n"
               "assert not {'tensorflow', 'keras', 'scipy', 'matplotlib', 'distributed'} & set(sys.modules)")
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("arguments, parts", [
    (["xavier_adm"], ["xavier_adm: not a network of the lab (is it xavier_adam?)"]),
    (["nothing.py"], ["nothing.py: there is no such file"]),
    (["helper.py"], ["helper.py: not a network, because it has no function `build`"]),
    (["endless.py", "--data", "digits"], ["endless.py: has no line `training_epochs = N`"]),
    (["softmax", "softmax"], ["softmax: named twice"]),
    (["softmax", "--seeds", "0"], ["--seeds", "0 is less than 1"]),
    (["softmax", "--seeds", "many"], ["--seeds", "many", "whole number"]),
    (["softmax", "--loop", "fast"], ["--loop", "fast"]),
    (["softmax", "--data", "digits", "--results", "helper.py"], ["helper.py", "cannot be written"]),
    (["softmax", "--json", "no/where.json"], ["no/where.json", "there is no directory"]),
    (["softmax", "--scheduler", "somewhere", "--data", "digits"], ["--scheduler", "somewhere", "not an address"]),
    (["report", "--check", "--results", "nowhere"], ["--results", "nowhere", "no records"]),
    (["report", "softmax"], ["unrecognized arguments: softmax", "report --help"]),
])
def test_errors(tmp_path, arguments, parts):
    (tmp_path / "helper.py").write_text("x = 1\n")
    (tmp_path / "endless.py").write_text("def build():\n    pass\n")
    assert_one_line_error_of(run(tmp_path, *arguments), *parts)


def test_the_check_of_other_records_fails(tmp_path):
    keep(tmp_path, a_record("softmax", 777, 0.9))
    result = run(tmp_path, "report", "--check", "--results", ".")
    lines = result.stderr.splitlines()
    assert result.returncode == 1 and result.stdout == ""
    assert "lab10: README.md: does not agree with the records; run python -m lab10.study report" in lines
    assert all(line.startswith("lab10: ") for line in lines)


def test_a_torn_record_is_no_record(tmp_path):
    path = keep(tmp_path, a_record("softmax", 777, 0.9, epochs=1, data="digits"))
    path.write_text(path.read_text()[:100])
    result = run(tmp_path, "softmax", "--seeds", "1", *ONE_EPOCH, "--results", ".")
    assert_one_line_error_of(result, path.name, "not the record of a run", "remove it")
