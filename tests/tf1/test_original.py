"""`--original` and `--compare`: the way to TensorFlow 1 itself, tried with this Python in its place."""
import os
import sys
from types import SimpleNamespace

import pytest

from lab10.terminal.errors import LabError
from lab10.tf1 import both, environments
from tf1.runs import write

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="a Python here is a shell script")


@pytest.fixture
def nothing_found(monkeypatch, tmp_path):
    """No Python but those that a test names."""
    for name in ("LAB10_TF115", "LAB10_PYTHON37"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("pooch.os_cache", lambda name: tmp_path / "cache" / name)
    return monkeypatch


def python(tmp_path, version, machine, name="python"):
    """A Python of that version on that processor, as far as it is asked."""
    file = write(tmp_path / name, f"#!/bin/sh\necho '[{version}, \"{machine}\"]'\n")
    file.chmod(0o700)
    return str(file)


def test_without_python_3_7_a_line_says_what_to_install(nothing_found):
    with pytest.raises(LabError, match=r"TensorFlow 1.15.5 needs Python 3.7, but none was found; install one \(`uv "):
        environments.python(environments.PYTHON_3, yes=True)
    with pytest.raises(LabError, match=r"TensorFlow 1.15.0 needs Python 2.7, .* \(`pyenv install 2.7`\)"):
        environments.python(environments.PYTHON_2, yes=True)


@NOT_ON_WINDOWS
def test_a_processor_without_wheels_is_named(nothing_found, tmp_path):
    nothing_found.setenv("LAB10_PYTHON37", python(tmp_path, [3, 7], "arm64", "own"))
    with pytest.raises(LabError, match=r"has no wheel for this processor \(arm64\); it runs only on x86-64"):
        environments.find(environments.PYTHON_3)


@NOT_ON_WINDOWS
def test_pythons_are_looked_for_in_their_places(nothing_found, tmp_path):
    python(tmp_path, [3, 11], "x86_64", "python3")  # another version is passed over
    home = tmp_path / "versions" / "3.7.16" / "bin"
    home.mkdir(parents=True)
    managed = python(home, [3, 7], "x86_64")
    assert environments.find(environments.PYTHON_3) == managed
    on_path = python(tmp_path, [3, 7], "AMD64", "python3.7")
    assert environments.find(environments.PYTHON_3) == on_path
    named = python(tmp_path, [3, 7], "x86_64", "own")
    nothing_found.setenv("LAB10_PYTHON37", named)
    assert environments.find(environments.PYTHON_3) == named


@NOT_ON_WINDOWS
def test_nothing_is_installed_without_asking(nothing_found, tmp_path):
    nothing_found.setenv("LAB10_PYTHON37", python(tmp_path, [3, 7], "x86_64", "own"))
    nothing_found.setattr("sys.stdin", None)
    with pytest.raises(LabError, match=r"a separate environment: .*, 0.8 GB, into .*; to make it, add --yes"):
        environments.python(environments.PYTHON_3, yes=False)
    assert not (tmp_path / "cache").exists()


def test_a_ready_environment_must_be_one(nothing_found, tmp_path):
    nothing_found.setenv("LAB10_TF115", str(tmp_path / "nowhere"))
    with pytest.raises(LabError, match="nowhere: not a Python that runs"):
        environments.python(environments.PYTHON_3, yes=True)


def test_what_is_set_for_another_environment_is_not_followed(nothing_found, capfd):
    nothing_found.setenv("PIP_CONSTRAINT", "constraints.txt")
    environments._run([sys.executable, "-c", "import os, sys; sys.exit('PIP_CONSTRAINT' in os.environ)"], "it")


# --warnings: else the start inside imports TensorFlow, to hide its deprecations
def test_a_program_runs_as_main_with_its_arguments(run_python, tmp_path):
    write(tmp_path / "beside.py", "value = 3\n")
    script = write(tmp_path / "own.py", """
import sys, urllib.request, gzip
import beside
print(__name__, sys.argv[1:], beside.value, "lab10" in sys.modules)
url = "http://yann.lecun.com/exdb/mnist/t10k-labels-idx1-ubyte.gz"
name, headers = urllib.request.urlretrieve(url, "labels.gz")
print(len(gzip.open(name).read()), len(urllib.request.urlopen(url).read()) > 0)
sys.exit(3)
""")
    result = run_python("-m", "lab10.tf1", "--original", "--warnings", script, "--a", "b", LAB10_TF115=sys.executable)
    assert result.out.splitlines() == ["__main__ ['--a', 'b'] 3 False", "108 True"]
    assert (result.status, result.err) == (3, "")


def test_an_error_is_shown_by_the_programs_own_lines(run_python, tmp_path):
    note = write(tmp_path / "note.txt", "Some words\n```python\nx = 1\n```\nand\n```python\ny = x / 0\n```\n")
    result = run_python("-m", "lab10.tf1", "--original", "--warnings", note, LAB10_TF115=sys.executable)
    assert result.status == 1
    assert "inside_original" not in result.err
    assert 'note.txt", line 7' in result.err and "y = x / 0" in result.err


def verdict(one, other, **options):
    """both's on two runs, each (status, what it printed, its last line of standard error)."""
    options = SimpleNamespace(tolerance=1e-5, timeout=9, **options)
    return both._verdict(both.Run(*one, {}), both.Run(*other, {}), "TensorFlow 1.15.5", options)


@pytest.mark.parametrize("one, other, found, line", [
    ((0, "a 1\n", ""), (0, "a 1.000001\n", ""), "agree",
     "agrees (1 lines, 1 numbers; the largest difference is 1e-06)"),
    ((0, "a 1\n", ""), (0, "a 2\n", ""), "differ", "differs at line 1 of its output (0 numbers before it agree)"),
    ((1, "", "E: x"), (0, "a\n", ""), "stop in the original", "stops under TensorFlow 1.15.5: E: x"),
    ((1, "", "E: x"), (1, "", "E: y"), "stop in the original", "stops under TensorFlow 1.15.5: E: x"),
    ((0, "a\n", ""), (1, "a\n", "E: x"), "stop here", "stops under lab10.tf1, but not under TensorFlow 1.15.5: E: x"),
    ((3, "a 1\n", ""), (3, "a 1\n", ""), "agree", "agrees (1 lines, 1 numbers; the largest difference is 0e+00)"),
    ((0, "", ""), (None, "", ""), "take too long", "takes longer than 9 s under lab10.tf1"),
])
def test_what_is_said_of_two_runs(one, other, found, line):
    said, lines = verdict(one, other)
    assert (said, lines[0]) == (found, line)


def test_a_run_leaves_the_folder_as_it_was_and_tells_what_was_written(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    write(folder / "own.py", "print(open('data.txt').read()); open('out.txt', 'w').write('1')")
    write(folder / "data.txt", "2.5")
    found = both._run([sys.executable, "own.py"], dict(os.environ), str(folder), tmp_path / "run", tmp_path / "after",
                      SimpleNamespace(timeout=60))
    assert (found.status, found.out.strip(), sorted(found.files)) == (0, "2.5", ["out.txt"])
    assert found.files["out.txt"].read_text() == "1"
    assert sorted(file.name for file in folder.iterdir()) == ["data.txt", "own.py"] and not (tmp_path / "run").exists()
