"""The commands, as their users meet them."""
import json
import os
import re
import select
import signal
import subprocess
import sys

import pytest
from matplotlib import image as pictures

from conftest import assert_one_line_error
from lab10 import evaluation, training
from lab10.options import Options
from lab10.runs import minutes
from lab10.runs.record import record as record_of
from lab10.study.printed import PRINTED

POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell, signals, /dev/full or limits: not on this system")

OUTPUT = r"""Epoch: 0001 cost = \d+\.\d{9}
Epoch: 0002 cost = \d+\.\d{9}
Learning Finished!
Accuracy: 0\.\d{4} \(\d+ of 497 wrong\) on digits
Label: \[\d\]
Prediction: \[\d\]
time: \d+ sec
"""


def run(*command, **options):
    return subprocess.run([sys.executable, "-m", *map(str, command)], capture_output=True, text=True, **options)


def test_output_in_a_pipe_is_plain_and_quiet_about_tensorflow(run_module):
    argv = ["lab10.xavier_sgd_dropout", "--data", "digits", "--epochs", 2]
    result = run(*argv, env={**os.environ, "FORCE_COLOR": "1"})  # as many a build server sets it
    assert result.returncode == 0 and result.stderr == ""
    assert re.fullmatch(OUTPUT, result.stdout)
    again = run_module(*argv)
    assert again.status == 0 and again.err == ""
    assert again.out.split("time")[0] == result.stdout.split("time")[0]


def test_progress_on_a_terminal(begin, starts, tmp_path):
    terminal, side = pytest.importorskip("pty", reason="this system has no pseudo-terminals").openpty()
    process = starts.server.start("module", ["lab10.softmax", "--data", "digits", "--epochs", "40"], tmp_path,
                                  {"TERM": "xterm", "COLUMNS": "80"}, 3 * [os.ttyname(side)])
    select.select([terminal], [], [], 60)
    os.close(side)  # which the command has open by now
    shown = b""
    while True:
        readable, _, _ = select.select([terminal], [], [], 60)
        try:
            chunk = os.read(terminal, 65536) if readable else b""
        except OSError:  # Linux's way to say that the other side is closed
            chunk = b""
        if not chunk:
            break
        shown += chunk
    os.close(terminal)
    assert starts.server.wait(process) == 0
    assert re.search(rb"Epoch \d+/40.*\d+%", shown)
    lines = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", shown).decode()
    for epoch in range(1, 41):
        assert re.search(rf"Epoch: {epoch:04d} cost = \d+\.\d{{9}}\s*[\r\n]", lines)


def test_record(command, tmp_path):
    file = tmp_path / "record.json"
    result = command("relu_sgd", "--data", "digits", "--epochs", 3, "--seed", 5, "--json", file, "--train-accuracy")
    assert result.status == 0
    record = json.loads(file.read_text(), parse_constant=pytest.fail)
    assert set(record) == {"network", "digest", "arithmetic", "data", "seed", "epochs", "parameters", "costs",
                           "last_costs", "epoch_seconds", "correct", "total", "accuracy", "seconds",
                           "processor_seconds", "versions", "cpu", "loop", "threads", "onednn", "epochs_before",
                           "mistakes", "members", "training_accuracy"}
    assert (record["network"], record["data"], record["seed"], record["epochs"]) == ("relu_sgd", "digits", 5, 3)
    assert (record["parameters"], record["total"]) == (269_322, 497)
    assert record["accuracy"] == record["correct"] / record["total"]
    assert f"({497 - record['correct']} of 497 wrong)" in result.out
    assert len(record["costs"]) == len(record["last_costs"]) == len(record["epoch_seconds"]) == 3
    assert record["seconds"] > sum(record["epoch_seconds"]) and record["processor_seconds"] > 0
    assert record["cpu"] and record["onednn"] in (True, False)
    assert record["loop"] == "exact" and set(record["threads"]) == {"intra_op", "inter_op"}
    assert (evaluation.read_mistakes(record["mistakes"]) == evaluation.RIGHT).sum() == record["correct"]
    said, wrong = re.search(r"Training accuracy: (0\.\d{4}) \((\d+) of 1192 wrong\)", result.out).groups()
    assert record["training_accuracy"] == pytest.approx(1 - int(wrong) / 1192) == pytest.approx(float(said), abs=5e-5)
    assert set(record["versions"]) == {"python", "tensorflow", "numpy", "lab10"}


def test_the_record_names_its_loop(command, tmp_path):
    result = command("softmax", "--data", "digits", "--epochs", 1, "--loop", "xla",
                     "--json", tmp_path / "record.json")
    assert result.status == 0, result.err
    record = json.loads((tmp_path / "record.json").read_text())
    assert record["loop"] == "xla" and record["epochs_before"] == 0 and record["training_accuracy"] is None


def test_the_record_can_go_where_the_checkpoints_go(command, tmp_path):
    result = command("softmax", "--data", "digits", "--epochs", 1, "--save", tmp_path / "new",
                     "--json", tmp_path / "new" / "record.json")
    assert result.status == 0 and (tmp_path / "new" / "record.json").exists()


def test_a_record_of_nan_is_still_json():
    history = training.History(1, 0, {}, [float("nan"), 1.0], [float("inf"), 2.0], [1.0, 1.0])
    record = record_of(Options("x"), history, evaluation.Score("made", 1, 2), 3.0)
    assert record["costs"] == [None, 1.0] and record["last_costs"] == [None, 2.0]
    json.dumps(record, allow_nan=False)


def test_quiet(command):
    result = command("softmax", "--data", "digits", "--epochs", 1, "--quiet", "--predict", 3)
    assert re.fullmatch(r"Accuracy: 0\.\d{4} \(\d+ of 497 wrong\) on digits\n", result.out) and result.err == ""


@pytest.mark.parametrize("kind", ["png", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("svg", "pdf"))])
def test_plot(command, tmp_path, kind):
    file = tmp_path / f"digits.{kind}"
    result = command("softmax", "--data", "digits", "--epochs", 1, "--predict", 10, "--plot", file)
    assert result.status == 0 and result.out.count("Label: [") == 10
    if kind == "png":
        picture = pictures.imread(file)[..., :3]
        assert picture.shape[1] > picture.shape[0] and picture.min() == 0 and picture.mean() > 0.5
    assert file.stat().st_size > 1000 and list(tmp_path.iterdir()) == [file]


BAD = {
    "no epochs": (["--epochs", "0"], ["--epochs", "0 is less than 1"]),
    "negative epochs": (["--epochs", "-3"], ["--epochs"]),
    "half an epoch": (["--epochs", "1.5"], ["--epochs", "invalid whole number value: '1.5'"]),
    "negative seed": (["--seed", "-1"], ["--seed", "-1 is less than 0"]),
    "too great a seed": (["--seed", "2147483647"], ["--seed", "2147483647 is more than 2147483646"]),
    "unknown data": (["--data", "cifar"], ["--data", "'cifar'", "mnist", "digits"]),
    "unknown option": (["--learning-rate", "1"], ["--learning-rate", "--help"]),
    "unknown loop": (["--loop", "jax"], ["--loop", "exact", "xla"]),
    "no threads": (["--threads", "0"], ["--threads"]),
    "too many threads": (["--threads", "9999999999"], ["--threads", "more than 1024"]),
    "too many predictions": (["--predict", "1001"], ["--predict", "more than 1000"]),
    "plot of nothing": (["--predict", "0", "--plot", "x.png"], ["--plot", "--predict"]),
    "unknown picture": (["--plot", "x.doc"], ["x.doc", "png"]),
    "plot nowhere": (["--plot", "nowhere/x.png"], ["there is no directory nowhere"]),
    "record nowhere": (["--json", "nowhere/x.json"], ["there is no directory nowhere"]),
    "record in place of a directory": (["--json", "."], ["is a directory"]),
    "an empty name": (["--json", ""], ["--json", "an empty name"]),
    "one file for two": (["--json", "x.png", "--plot", "./x.png"], ["x.png: named by both --json and --plot"]),
    "a name too long": (["--json", "x" * 300], ["File name too long"]),
    "data in a name too long": (["--data", "mnist", "--data-dir", "x" * 300], ["File name too long", "--data-dir"]),
    "save below a pattern": (["--save", "run[1]"], ["run[1]", "rename it"]),
    "restore nothing": (["--restore", "nowhere"], ["nowhere: no checkpoint of softmax here", "--save"]),
    "save below a file": (["--save", "file/x"], ["file/x: cannot be written"]),
    "log below a file": (["--logdir", "file/x"], ["file/x: cannot be written"]),
}


@pytest.mark.parametrize("mistake", BAD)
def test_mistakes(command, tmp_path, monkeypatch, mistake):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    arguments, messages = BAD[mistake]
    data = [] if "--data" in arguments else ["--data", "digits"]
    result = command("softmax", *data, *arguments)
    assert_one_line_error(result, *messages)
    assert result.out == "" and [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_backend_that_matplotlib_does_not_have(run_module, tmp_path):
    result = run_module("lab10.softmax", "--data", "digits", "--plot", "x.png", MPLBACKEND="bogus")
    assert_one_line_error(result, "MPLBACKEND=bogus: matplotlib has no such backend")
    assert result.out == "" and not list(tmp_path.iterdir())


def test_restore_of_anothers_checkpoint(command, tmp_path):
    command("xavier_sgd", "--data", "digits", "--epochs", 1, "--save", tmp_path)
    kept = sorted(path.name for path in tmp_path.iterdir())
    for other in ("xavier_sgd_dropout", "plain_nn", "deep_xavier"):
        result = command(other, "--data", "digits", "--restore", tmp_path)
        assert_one_line_error(result, f"a checkpoint of xavier_sgd, but none of {other}")
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_restore_of_a_damaged_checkpoint(command, tmp_path):
    command("softmax", "--data", "digits", "--epochs", 1, "--save", tmp_path)
    state, index = tmp_path / "softmax.checkpoint", tmp_path / "softmax-1.index"
    (data,) = tmp_path.glob("softmax-1.data*")
    for file, damaged in ((data, data.read_bytes()[:1000]), (index, index.read_bytes()[:50]), (state, b"\xff\xfe")):
        whole = file.read_bytes()
        file.write_bytes(damaged)
        result = command("softmax", "--data", "digits", "--restore", tmp_path)
        assert_one_line_error(result, tmp_path, "the checkpoint of softmax is damaged", "train again")
        assert "Graph execution error" not in result.err
        file.write_bytes(whole)
    assert command("softmax", "--data", "digits", "--restore", tmp_path).status == 0


def test_a_checkpoint_moves_with_its_directory(command, tmp_path):
    command("softmax", "--data", "digits", "--epochs", 1, "--save", tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "other")
    assert command("softmax", "--data", "digits", "--restore", tmp_path / "other").status == 0
    for file in (tmp_path / "other").glob("softmax-1.*"):
        file.unlink()
    result = command("softmax", "--data", "digits", "--restore", tmp_path / "other")
    assert_one_line_error(result, "the checkpoint of softmax is damaged (what softmax.checkpoint names is not there)")


def test_networks_share_a_directory(command, tmp_path):
    for network in ("softmax", "xavier_sgd"):
        command(network, "--data", "digits", "--epochs", 1, "--save", tmp_path)
    for network in ("softmax", "xavier_sgd"):
        assert command(network, "--data", "digits", "--restore", tmp_path).status == 0


FULL_DISK = """
import resource, sys
from lab10 import command_line, softmax
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))  # as a disk that has so much room
command_line.main(softmax.run, sys.argv[1:])
"""


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("option", ["--save", "--logdir"])
def test_disk_full_in_training(tmp_path, option):
    result = subprocess.run([sys.executable, "-c", FULL_DISK, "--data", "digits", "--epochs", "9", option, tmp_path],
                            capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr.startswith(f"lab10: {tmp_path}") and result.stderr.count("\n") == 1, result.stderr
    assert "make room" in result.stderr and "Graph execution error" not in result.stderr


@POSIX
@pytest.mark.slow
def test_disk_full_under_the_output():
    result = subprocess.run(f"{sys.executable} -m lab10.softmax --data digits --epochs 1 > /dev/full", shell=True,
                            capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == "lab10: standard output: No space left on device; make room or write elsewhere\n"


@POSIX
@pytest.mark.slow
def test_without_standard_streams():
    for closed in (">&-", "2>&-"):
        result = subprocess.run(f"{sys.executable} -m lab10.softmax --data digits --epochs 1 {closed}", shell=True,
                                capture_output=True, text=True)
        assert result.returncode == 0 and result.stderr == ""


@POSIX
@pytest.mark.slow
def test_record_into_a_pipe_or_through_a_link(command, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "record.json")
    (tmp_path / "record.json").write_text("before")
    assert command("softmax", "--data", "digits", "--epochs", 1, "--json", tmp_path / "link").status == 0
    assert json.loads((tmp_path / "record.json").read_text())["epochs"] == 1 and (tmp_path / "link").is_symlink()
    result = run("lab10.softmax", "--data", "digits", "--epochs", 1, "--quiet", "--json", "/dev/stdout")
    assert json.loads(result.stdout.partition("digits\n")[2])["network"] == "softmax"
    with open(tmp_path / "out", "w") as out:  # which is then the file that /dev/stdout is
        subprocess.run([sys.executable, "-m", "lab10.softmax", "--data", "digits", "--epochs", "1", "--predict", "0",
                        "--json", "/dev/stdout"], stdout=out, check=True)
    whole = re.fullmatch(r"Epoch.*digits\n(\{.*\}\n)time.*\n", (tmp_path / "out").read_text(), re.DOTALL)
    assert json.loads(whole[1])["network"] == "softmax"


def test_disk_full_under_a_record(command, tmp_path, monkeypatch):
    (tmp_path / "record.json").write_text("before")

    def fail(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "replace", fail)
    result = command("softmax", "--data", "digits", "--epochs", 1, "--json", tmp_path / "record.json")
    assert_one_line_error(result, "record.json: cannot be written (No space left on device)")
    assert (tmp_path / "record.json").read_text() == "before" and len(list(tmp_path.iterdir())) == 1


def test_a_bug_keeps_its_traceback(monkeypatch, command):
    monkeypatch.setattr(evaluation, "accuracy", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        command("softmax", "--data", "digits", "--epochs", 1)


@POSIX
@pytest.mark.parametrize("loop", ["exact", pytest.param("xla", marks=pytest.mark.slow)])
def test_interrupt_in_mid_epoch(tmp_path, loop, command, begin):
    process = begin("module", "lab10.softmax", "--data", "digits", "--epochs", 100000, "--save", tmp_path,
                    "--json", tmp_path / "record.json", "--loop", loop)
    process.wait_for("\nEpoch: 0003")
    result = process.end(by=signal.SIGINT)
    assert result.status == 130
    assert result.err == f"lab10: interrupted; the newest checkpoint is kept in {tmp_path}\n"
    assert not (tmp_path / "record.json").exists()
    result = command("softmax", "--data", "digits", "--restore", tmp_path)
    assert result.status == 0 and result.out.startswith("Accuracy")


@POSIX
def test_a_termination_is_orderly(tmp_path, begin):
    """SIGTERM, as of a shutdown: no traceback, no temporary file, and the last whole epoch is kept."""
    process = begin("module", "lab10.softmax", "--data", "digits", "--epochs", 100000, "--save", tmp_path)
    process.wait_for("\nEpoch: 0003")
    result = process.end(by=signal.SIGTERM)
    assert (result.status, result.err) == (143, "")
    assert list(tmp_path.glob("softmax-*.index"))


def test_help(run_module):
    result = run_module("lab10.wide_glorot", "--help")
    assert result.status == 0 and "Keras" in result.out
    assert result.out.startswith("usage: python -m lab10.wide_glorot [options]")
    assert result.out.rstrip().endswith(minutes.sentence("wide_glorot"))
    for option in ("--seed", "--epochs", "--data", "--data-dir", "--json", "--plot", "--logdir", "--save", "--restore",
                   "--predict", "--quiet", "--threads", "--loop", "--train-accuracy"):
        assert option in result.out


def test_list():
    result = run("lab10")
    assert result.returncode == 0 and result.stderr == ""
    for name in PRINTED:
        assert re.search(rf"^( *){name}: .+\n\1  .*[Nn]ote .+$", result.stdout, re.MULTILINE), result.stdout
    assert "\n  plain_nn: softmax grown" in result.stdout and "\n    xavier_adam: plain_nn with" in result.stdout


@POSIX
def test_list_for_any_reader():
    result = run("lab10", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0 and "xavier_adam: plain_nn" in result.stdout
    result = subprocess.run(f"{sys.executable} -m lab10 | true", shell=True, capture_output=True, text=True)
    assert result.stderr == ""
    result = subprocess.run(f"{sys.executable} -m lab10 > /dev/full", shell=True, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == "lab10: standard output: No space left on device; make room or write elsewhere\n"
