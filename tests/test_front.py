"""The commands `lab10` and `python -m lab10`, and what may lie in the folder where they are typed."""
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import assert_one_line_error_of
from lab10.runs import networks

POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell's pipe")
SHADOWS = "copy", "random", "queue", "ast", "json", "typing", "numpy"
COMMANDS = {"python": [sys.executable, "-m", "lab10"], "console": [str(Path(sys.executable).with_name("lab10"))]}


def run(command, *arguments, folder):
    if not Path(command[0]).exists():
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True)


def test_a_name_runs_the_network(run_module):
    options = "--data", "digits", "--epochs", "1", "--quiet"
    result = run_module("lab10", "softmax", *options)
    assert (result.status, result.err) == (0, "") and result.out.startswith("Accuracy: ")
    assert run_module("lab10.softmax", *options).out == result.out


def test_a_reader_that_leaves(begin, starts, tmp_path):
    os.mkfifo(tmp_path / "out")
    (tmp_path / "err").touch()
    pid = starts.server.start("module", ["lab10", "softmax", "--data", "digits", "--epochs", "400"], tmp_path, {},
                              [os.devnull, tmp_path / "out", tmp_path / "err"])
    with open(tmp_path / "out", encoding="utf-8") as out:
        assert out.readline().startswith("Epoch: 0001"), (tmp_path / "err").read_text()
    starts.server.wait(pid)
    assert (tmp_path / "err").read_text() == ""


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_leaves_in_a_shell(tmp_path, command):
    """And the console command runs a network."""
    if not Path(COMMANDS[command][0]).exists():
        pytest.skip("the console command is not installed")
    line = shlex.join([*COMMANDS[command], "softmax", "--data", "digits", "--epochs", "400"])
    result = subprocess.run(f"{line} | head -n 1", shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert result.stdout.startswith("Epoch: 0001") and result.stderr == ""


@pytest.mark.parametrize("arguments, told", [
    (["xavier_adm"], ["xavier_adm: no such network", "did you mean xavier_adam?"]),
    (["Deep-ReLU", "--epochs", "1"], ["did you mean deep_relu?"]),
    (["qqq"], ["qqq: no such network; lab10 lists them"]),
    (["--nonsense"], ["--nonsense: no such option"]),
])
def test_a_mistake_is_named(tmp_path, arguments, told):
    result = run(COMMANDS["python"], *arguments, folder=tmp_path)
    assert_one_line_error_of(result, *told)
    assert result.stdout == ""


def test_version_and_help(tmp_path):
    import lab10
    assert run(COMMANDS["python"], "--version", folder=tmp_path).stdout == f"lab10 {lab10.__version__}\n"
    assert run(COMMANDS["python"], "--help", folder=tmp_path).stdout.startswith("usage: lab10 [NAME [options]]")


def test_a_room_runs_by_its_name_too(tmp_path):
    result = run(COMMANDS["python"], "study", "--help", folder=tmp_path)
    assert result.stdout.startswith("usage: python -m lab10.study"), result.stderr


def test_files_named_like_pythons_own_harm_no_command(tmp_path):
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name}.py of the folder')")
    assert "\n  plain_nn: softmax grown" in run(COMMANDS["python"], folder=tmp_path).stdout
    assert run([sys.executable, "-m", "lab10.study"], "--help", folder=tmp_path).stdout.startswith("usage: ")


@pytest.mark.slow
def test_nor_that_of_a_network(tmp_path):
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name}.py of the folder')")
    result = run([sys.executable, "-m", "lab10.softmax"], "--data", "digits", "--epochs", "1", "--quiet",
                 folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_percent_sign_in_a_networks_name(tmp_path, run_file):
    code = Path(networks.__file__).parent.with_name("softmax.py").read_text()
    (tmp_path / "50%.py").write_text(code, encoding="utf-8-sig")
    assert networks.is_network(tmp_path / "50%.py")  # a byte order mark and all
    result = run_file("50%.py", "--help")
    assert result.out.startswith("usage: python 50%.py [options]"), result.err


@pytest.mark.parametrize("lesson, neighbour", [
    ("xavier_adam with more units.", "xavier_adam"),
    ("seven of xavier_adam, side by side.", "xavier_adam"),
    ("an ensemble of what stands in softmax.", None),
    ("a cnn, or rather a ladder.", None),
])
def test_a_neighbour_is_named_on_purpose(tmp_path, monkeypatch, lesson, neighbour):
    for name in ("xavier_adam", "ensemble", "softmax", "cnn", "ladder"):
        (tmp_path / f"{name}.py").write_text("def build():\n    pass\n")
    (tmp_path / "mine.py").write_text(f'"""mine: {lesson}"""\ndef build():\n    pass\n')
    monkeypatch.setattr(networks.lab10, "__file__", str(tmp_path / "__init__.py"))
    assert networks.networks()["mine"].neighbour == neighbour
