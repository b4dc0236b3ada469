"""A command where there is no standard error, and where its working directory was deleted."""
import os
import subprocess
import sys

import pytest

from lab10.terminal import ending

POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell, and a system that deletes the folder one is in")


def shell(line, folder):
    return subprocess.run(line.replace("python", sys.executable), shell=True, cwd=folder, capture_output=True,
                          text=True)


@POSIX
def test_an_error_does_not_go_to_standard_output(tmp_path):
    result = shell("python -m lab10 nonsense 2>&-", tmp_path)
    assert (result.returncode, result.stdout) == (2, "")


@POSIX
def test_without_standard_error_no_file_gets_its_number(tmp_path):
    """Or TensorFlow would write its messages into that file."""
    program = "from lab10.terminal import import_tensorflow as lab10; "
    program += "print(open('x', 'w').fileno() > 2, 'tensorflow' in __import__('sys').modules)"
    (tmp_path / "tensorflow" / "compat" / "v1").mkdir(parents=True)  # in place of the real one
    for folder in ("", "compat", "compat/v1"):
        (tmp_path / "tensorflow" / folder / "__init__.py").touch()
    result = shell(f'python -c "{program}" 2>&-', tmp_path)
    assert result.stdout == "True True\n"


@POSIX
def test_in_a_folder_that_was_deleted(tmp_path, monkeypatch, capfd):
    (tmp_path / "gone").mkdir()
    result = shell('rmdir "$PWD"; python -m lab10 nonsense', tmp_path / "gone")
    assert result.stderr.startswith("lab10: nonsense: no such network") and result.returncode == 2
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(SystemExit) as end, ending.orderly():
        os.path.abspath("x")
    assert end.value.code == 2
    assert capfd.readouterr().err == "lab10: the working directory was deleted; go into another one\n"


def test_another_file_that_is_missing_is_a_bug(tmp_path):
    with pytest.raises(FileNotFoundError), ending.orderly():
        open(tmp_path / "missing")
