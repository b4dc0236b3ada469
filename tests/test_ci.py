"""`.ci/run` finds the data, runs README's own command, and says what it leaves out."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell script")
SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "run"
README = "make() { mkdir -p .venv/bin; cp program .venv/bin/python; cp program .venv/bin/flake8; }; " \
         "make && .venv/bin/python -m pytest\n"
PROGRAM = '#!/bin/sh\necho "$(basename $0) $@: ${LAB10_DATA_DIR-none} ${LAB10_DOCUMENTS-none} $CI"\n'


@pytest.fixture
def ci(tmp_path):
    """ci(LAB10_DATA_DIR="x") runs it in a checkout whose programs only say what they were given."""
    checkout = tmp_path / "checkout"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(SCRIPT, checkout / ".ci")
    (checkout / "README.md").write_text("some text\n" + README)
    (checkout / "program").write_text(PROGRAM)
    (checkout / "program").chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LAB10_") and name != "CI"}
    plain["LAB10_FASHION_DIR"] = str(tmp_path)

    def run(**variables):
        return subprocess.run([checkout / ".ci" / "run"], cwd=tmp_path, env={**plain, **variables},
                              capture_output=True, text=True)
    return run


def said(data, documents):
    return [f"+ {README.strip()}", *(f"{program}: {data} {documents} true" for program in (
        "python -m pytest", "flake8 ", "python -m pytest -m slow --durations=0"))]


def test_without_data_the_rest_is_run_and_what_is_left_out_is_said(ci):
    result = ci()
    assert result.returncode == 0 and result.stdout.splitlines() == said("none", "none")
    assert result.stderr.splitlines()[-2:] == [
        "LEFT OUT, as LAB10_DATA_DIR is not set: every test on MNIST itself",
        "LEFT OUT, as LAB10_DOCUMENTS is not set: the comparison of the figures with the notes"]


def test_data_beside_the_checkout_and_named(ci, tmp_path):
    for folder in ("shared/mnist", "shared/documents", "mine"):
        (tmp_path / folder).mkdir(parents=True)
    result = ci()
    assert result.stdout.splitlines() == said(tmp_path / "shared" / "mnist", tmp_path / "shared" / "documents")
    assert "LEFT OUT" not in result.stderr
    result = ci(LAB10_DATA_DIR="mine")  # from where it is started
    assert result.stdout.splitlines() == said(tmp_path / "mine", tmp_path / "shared" / "documents")


def test_fashion_is_where_debian_puts_it_unless_it_is_named(ci, tmp_path):
    (tmp_path / "checkout" / "program").write_text('#!/bin/sh\necho "${LAB10_FASHION_DIR-none}"\n')
    assert ci(LAB10_FASHION_DIR="checkout").stdout.splitlines()[-1] == str(tmp_path / "checkout")
    result, left_out = ci(LAB10_FASHION_DIR=""), "LEFT OUT, as LAB10_FASHION_DIR is not set"
    found = result.stdout.splitlines()[-1]
    assert (found == "none") == (left_out in result.stderr) and found in ("none", "/usr/share/datasets/fashion-mnist")
    assert ci(LAB10_FASHION_DIR="nowhere").returncode == 2


def test_what_is_named_must_be_there(ci):
    result = ci(LAB10_DATA_DIR="nowhere")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "LAB10_DATA_DIR=nowhere: there is no such folder\n"


def test_a_failure_is_one_and_still_says_what_was_left_out(ci, tmp_path):
    (tmp_path / "checkout" / "program").write_text("#!/bin/sh\nexit 3\n")
    result = ci()
    assert result.returncode == 3 and "LEFT OUT" in result.stderr
