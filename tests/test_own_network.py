"""A network of one's own: a copied file with a change, run from anywhere, with every option."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lab10
from conftest import assert_one_line_error

HOME = Path(lab10.__file__).parent


@pytest.fixture
def mine(tmp_path, run_file):
    """A folder with mine.py, which is xavier_adam with 128 units; mine("--seed", 1) runs it there by its name."""
    source = (HOME / "xavier_adam.py").read_text(encoding="utf-8")
    changed = source.replace("256", "128").replace("xavier_adam: plain_nn with", "mine: xavier_adam with 128 units,")
    assert changed.count("128") > 6
    (tmp_path / "mine.py").write_text(changed, encoding="utf-8")
    return lambda *arguments: run_file("mine.py", *arguments)


def test_it_runs_by_its_file(mine, tmp_path):
    result = mine("--data", "digits", "--epochs", 2, "--save", "kept", "--json", "record.json", "--predict", 3,
                  "--plot", "digits.png", "--logdir", "log")
    assert result.status == 0 and result.err == ""
    assert re.match(r"Epoch: 0001 cost = .*\nEpoch: 0002 cost = .*\nLearning Finished!\nAccuracy: 0\.", result.out)
    assert '"network": "mine"' in (tmp_path / "record.json").read_text()
    assert {path.name for path in (tmp_path / "kept").iterdir()} >= {"mine.checkpoint", "mine-2.index"}
    assert (tmp_path / "digits.png").exists() and list((tmp_path / "log").iterdir())
    restored = mine("--data", "digits", "--restore", "kept", "--quiet")
    assert restored.out == re.search("Accuracy.*\n", result.out)[0]


@pytest.mark.slow
def test_its_epochs_can_be_compiled(mine):
    results = [mine("--data", "digits", "--epochs", 1, "--loop", loop, "--predict", 0) for loop in ("exact", "xla")]
    costs = [float(re.match(r"Epoch: 0001 cost = (.*)\n", result.out)[1]) for result in results]
    assert costs[0] == pytest.approx(costs[1], rel=1e-4) and results[1].err == ""


def test_usage_and_errors_name_it(mine):
    assert mine("--help").out.startswith("usage: python mine.py [options]\n\nmine: xavier_adam with 128 units")
    assert_one_line_error(mine("--learning-rate", 1), "--learning-rate", "see python mine.py --help")
    assert_one_line_error(mine("--restore", "."), "no checkpoint of mine here")


def test_in_the_package_it_is_in_the_list(mine, tmp_path):
    """A copy of the package, with mine.py in it."""
    shutil.copytree(HOME, tmp_path / "copy" / "lab10", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.move(tmp_path / "mine.py", tmp_path / "copy" / "lab10" / "mine.py")

    listed = subprocess.run([sys.executable, "-m", "lab10"], cwd=tmp_path / "copy", capture_output=True,
                            text=True).stdout.splitlines()
    assert "      mine: xavier_adam with 128 units, Xavier-initialised weights." in listed
    assert listed.index("    xavier_adam: plain_nn with Xavier-initialised weights.") < listed.index(
        "      mine: xavier_adam with 128 units, Xavier-initialised weights.")


def test_training_from_a_program_is_as_silent_as_the_command(run_code):
    program = """
from lab10 import softmax
from lab10.options import Options
for loop in ("exact", "xla"):
    softmax.run(Options(network="x", data="digits", epochs=2, loop=loop, predict=0, save="kept", overwrite=True,
                        logdir="log"))
softmax.run(Options(network="x", data="digits", predict=0, restore="kept", quiet=True))
"""
    result = run_code(program)
    assert result.status == 0 and result.err == ""
    assert result.out.count("\n") == 9
