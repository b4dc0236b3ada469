"""`.ci/run` installs by constraints.txt; `.ci/versions` tries the lowest and the newest, and says what is not here."""
import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
PYTHON = """#!/bin/sh
echo "$(basename $0) $@: ${PIP_CONSTRAINT-none}" | sed "s!/tmp[^ ]*/!!g" >> "$LOG"
if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi
"""


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_what_is_not_here_is_left_out(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(HOME / ".ci" / "versions", tmp_path / ".ci")
    (tmp_path / "python3.10").write_text(PYTHON)
    (tmp_path / "python3.10").chmod(0o755)
    (tmp_path / "python3.13").write_text("#!/bin/sh\nexit 127\n")  # as pyenv leaves one for a Python that is not chosen
    (tmp_path / "python3.13").chmod(0o755)
    for tool in ("bash", "sh", "dirname", "basename", "mktemp", "ls", "tail", "rm", "sed", "mkdir", "cp"):
        (tmp_path / tool).symlink_to(shutil.which(tool))  # and no Python of the system's
    result = subprocess.run([tmp_path / ".ci" / "versions"], capture_output=True, text=True, env={
        "PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path), "LOG": str(tmp_path / "log")})
    assert result.returncode == 0, result.stderr
    asked, made, installed, tested = (tmp_path / "log").read_text().splitlines()
    assert asked.startswith("python3.10 --version") and made.startswith("python3.10 -m venv")
    assert installed == "python -m pip install --quiet --constraint constraints-lowest.txt -e .[test]: none"
    assert tested.startswith("python -m pytest tests/test_house.py") and "LEFT OUT, as there is no Python 3.13" in \
        result.stderr
    for file in re.findall(r"tests/[\w/.]+", (HOME / ".ci" / "versions").read_text()):
        assert (HOME / file).exists(), file


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
@pytest.mark.parametrize("named, told", [(None, "constraints.txt"), ("other.txt", "other.txt"), ("", "none")])
def test_constraints_of_the_run(tmp_path, named, told):
    (tmp_path / ".ci").mkdir()
    shutil.copy(HOME / ".ci" / "run", tmp_path / ".ci")
    for name in ("constraints.txt", "other.txt"):
        (tmp_path / name).touch()
    (tmp_path / "program").write_text(PYTHON)
    (tmp_path / "program").chmod(0o755)
    (tmp_path / "README.md").write_text("mkdir -p .venv/bin; cp program .venv/bin/python; cp program .venv/bin/flake8; "
                                        ".venv/bin/python -m pytest\n")
    environment = {"PATH": os.environ["PATH"], "LOG": str(tmp_path / "log")}
    if named is not None:
        environment["LAB10_CONSTRAINTS"] = named
    subprocess.run([tmp_path / ".ci" / "run"], check=True, capture_output=True, env=environment)
    assert (tmp_path / "log").read_text().splitlines()[0].split("/")[-1].removeprefix("python -m pytest: ") == told


def test_the_lowest_are_those_that_are_declared():
    """Each bound of setup.cfg that the tests need is tried as it stands."""
    setup = configparser.ConfigParser()
    setup.read(HOME / "setup.cfg")
    declared = "\n".join([setup["options"]["install_requires"], *(
        setup["options.extras_require"][extra] for extra in ("cluster", "tf1", "test"))])
    bounds = dict(re.findall(r"^([\w-]+)>=([\d.]+)", declared, re.MULTILINE))
    lowest = dict(re.findall(r"^([\w-]+)==([\d.]+)$", (HOME / "constraints-lowest.txt").read_text(), re.MULTILINE))
    assert lowest.keys() == bounds.keys()
    for name, bound in bounds.items():
        assert f"{lowest[name]}.".startswith(f"{bound}."), f"{name}: {bound} is declared, and {lowest[name]} is tried"
