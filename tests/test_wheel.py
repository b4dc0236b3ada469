"""What is installed is the whole package: a wheel of it, in a new environment, away from the checkout."""
import ast
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import lab10
from conftest import POSIX

HOME = Path(lab10.__file__).parent
CHECKOUT = HOME.parent
BOTH = """
from lab10 import softmax
from lab10.options import Options
softmax.run(Options(data="digits", epochs=1, predict=0))
from lab10.tf1 import command
command.main(["old.py"])
"""
SCRIPT = """
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
x = tf.placeholder(tf.float32)
print(tf.Session().run(2 * x, {x: 21}), tf.contrib.layers.xavier_initializer, input_data.read_data_sets)
"""


def run(*command, **options):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built of a copy of the sources, as a build leaves its own files beside them."""
    sources, wheels = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheels")
    shutil.copytree(HOME, sources / "lab10", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.cfg", "LICENSE"):
        shutil.copy(CHECKOUT / name, sources)
    result = run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation",
                 "--wheel-dir", wheels, sources, cwd=wheels)
    assert result.returncode == 0, result.stderr
    (built,) = wheels.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder with the programs of a new environment that has the wheel, and sees the packages that are here."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    programs = environment / "bin"
    (own,) = (environment / "lib").glob("python*/site-packages")
    here = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (own / "here.pth").write_text("\n".join(here))
    result = run(programs / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--ignore-installed",
                 wheel, cwd=environment)
    assert result.returncode == 0, result.stderr
    assert (own / "lab10").is_dir()
    return programs


def test_every_module_is_in_the_wheel(wheel):
    """And what the modules read, of which there are lists in setup.cfg."""
    there = set(zipfile.ZipFile(wheel).namelist())
    read = [*HOME.rglob("*.py"), *HOME.glob("runs/*.json"), *HOME.glob("study/records/*.json"),
            *HOME.glob("tf1/commands/*"), *HOME.glob("page/page.*"), *HOME.glob("page/*.js")]
    read = {path.relative_to(CHECKOUT).as_posix() for path in read if path.is_file()}
    assert read - there <= {"lab10/page/page.png"}
    with zipfile.ZipFile(wheel) as opened:
        (programs,) = [name for name in there if name.endswith("entry_points.txt")]
        assert "lab10 = lab10.__main__:main" in opened.read(programs).decode()


def test_its_description_has_no_links_into_a_checkout(wheel):
    with zipfile.ZipFile(wheel) as opened:
        (metadata,) = [name for name in opened.namelist() if name.endswith("/METADATA")]
        described = opened.read(metadata).decode().partition("\n\n")[2]
    assert "lab10.tf1 SCRIPT" in described and "](" not in described


@pytest.mark.slow
@POSIX
def test_the_installed_package_works(installed, tmp_path):
    listed = run(installed / "lab10", cwd=tmp_path)
    assert listed.returncode == 0 and "\n    xavier_adam: plain_nn with" in listed.stdout, listed.stderr
    (tmp_path / "old.py").write_text(SCRIPT)
    both = run(installed / "python", "-c", BOTH, cwd=tmp_path)
    assert (both.returncode, both.stderr) == (0, "")
    assert both.stdout.startswith("Epoch: 0001 cost = ") and "\n42.0 <" in both.stdout


@pytest.mark.slow
@POSIX
def test_the_notebooks_find_it(installed, tmp_path):
    """All that they import, in one program."""
    imports = [ast.unparse(node) for script in sorted((CHECKOUT / "notebooks").glob("[0-9]_*.py"))
               for node in ast.parse(script.read_text(encoding="utf-8")).body
               if isinstance(node, (ast.Import, ast.ImportFrom))]
    program = "\n".join([*dict.fromkeys(imports), "import lab10", "print(lab10.__file__)"])
    result = run(installed / "python", "-c", program, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert Path(result.stdout.strip()).parent.parent != CHECKOUT
    assert Path(result.stdout.strip()).is_relative_to(installed.parent)
