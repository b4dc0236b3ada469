"""Environments with TensorFlow 1 itself: found, or made once in the user's cache.

TensorFlow 1.15.5 needs Python 3.7. For programs in Python 2, its last release is 1.15.0, for Python 2.7. The other
packages are of the same time and work with it.
"""
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lab10.terminal.errors import LabError


class Kind(NamedTuple):
    version: tuple  # of Python
    ready: str  # the variable that names the Python of an environment that is there already
    python: str  # the variable that names a Python to make one with
    pins: tuple

    @property
    def tensorflow(self):
        return self.pins[0].replace("==", " ").replace("tensorflow", "TensorFlow")

    @property
    def name(self):
        return ".".join(map(str, self.version))


OF_THEN = ("keras==2.2.5", "h5py<3", "pillow<7", "scipy<1.3", "pandas<0.25")
PYTHON_3 = Kind((3, 7), "LAB10_TF115", "LAB10_PYTHON37", (
    "tensorflow==1.15.5", "protobuf<3.21", "numpy<1.19", *OF_THEN, "scikit-image<0.16", "scikit-learn<0.22",
    "matplotlib<3.1", "imageio<2.10"))
PYTHON_2 = Kind((2, 7), "LAB10_TF115_PYTHON2", "LAB10_PYTHON27", (
    # a newer grpcio would be compiled
    "tensorflow==1.15.0", "grpcio<1.40", "protobuf<3.18", "numpy<1.17", *OF_THEN, "scikit-learn<0.21", "matplotlib<3"))
SIZE = "0.8 GB"
VIRTUALENV = "virtualenv<20.22"  # the last that makes environments for Python 2.7, which has no venv
WHEELS = {"x86_64", "amd64"}
COMPLETE = "complete.json"  # written last into an environment, with its pins
# what a user set for another environment: where its modules are, which releases pip may take and where it puts them
OF_ANOTHER = {"PYTHONPATH", "PYTHONHOME", "PIP_CONSTRAINT", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
DESCRIBE = "import json, platform, sys; print(json.dumps([list(sys.version_info[:2]), platform.machine()]))"


def python(kind, yes):
    """Return the Python of the environment of that Kind. If there is none, this makes it: after asking, or without
    asking if `yes`.

    Raises LabError where it cannot be made, with what to install.
    """
    ready = os.environ.get(kind.ready)
    if ready:
        if _described(ready) is None:
            raise LabError(f"{kind.ready}={ready}: not a Python that runs; name the Python of an environment with "
                           f"{kind.tensorflow}")
        return ready
    import pooch
    directory = Path(pooch.os_cache("lab10")) / kind.pins[0].replace("==", "-")
    with suppress(OSError, ValueError):
        if json.loads((directory / COMPLETE).read_text(encoding="utf-8")) == list(kind.pins):
            return str(_python_of(directory))
    base = find(kind)
    _ask(kind, base, directory, yes)
    from filelock import FileLock
    directory.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{directory}.lock"):
        if not (directory / COMPLETE).exists():  # another run has not made it meanwhile
            _make(kind, base, directory)
    return str(_python_of(directory))


def find(kind):
    """Return a Python of that version, on a processor for which TensorFlow 1 has wheels. Raises LabError."""
    others = []
    for candidate in _candidates(kind):
        version, machine = _described(candidate) or (None, "")
        if version == list(kind.version):
            if machine.lower() in WHEELS:
                return candidate
            others.append(machine)
    if others:
        raise LabError(f"{kind.tensorflow} has no wheel for this processor ({others[0]}); it runs only on x86-64 "
                       f"(install a Python {kind.name} for x86-64, and name it in {kind.python})")
    how = "`uv python install 3.7` or `pyenv install 3.7`" if kind is PYTHON_3 else "`pyenv install 2.7`"
    raise LabError(f"{kind.tensorflow} needs Python {kind.name}, but none was found; install one ({how}), or name it "
                   f"in {kind.python}")


def _candidates(kind):
    named = os.environ.get(kind.python)
    if named:
        yield named
    for name in (f"python{kind.name}", f"python{kind.version[0]}", "python"):
        found = shutil.which(name)
        if found:
            yield found
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    for home in sorted(Path(pyenv, "versions").glob(f"{kind.name}*"), reverse=True):
        yield str(home / ("python.exe" if os.name == "nt" else "bin/python"))
    for command in (["py", f"-{kind.name}", "-c", "import sys; print(sys.executable)"],
                    ["uv", "python", "find", "--no-project", kind.name]):
        if shutil.which(command[0]):
            result = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
            if result.returncode == 0 and result.stdout.strip():
                yield result.stdout.strip()


def _described(candidate):
    """[version, processor] of a Python; None if it does not run."""
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        return json.loads(subprocess.run([candidate, "-c", DESCRIBE], capture_output=True, timeout=60).stdout)
    return None


def _ask(kind, base, directory, yes):
    told = f"{kind.tensorflow} and packages of its time, {SIZE}, into {directory}, once, by {base}"
    if yes:
        print(f"lab10: installing {told}", file=sys.stderr)
    elif not (sys.stdin and sys.stdin.isatty()):
        raise LabError(f"this needs a separate environment: {told}; to make it, add --yes")
    else:
        print(f"lab10: this installs {told}. Go on? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            raise LabError("nothing was installed")


def _make(kind, base, directory):
    shutil.rmtree(directory, ignore_errors=True)
    if kind is PYTHON_3:
        _run([base, "-m", "venv", directory], f"a virtual environment for Python {kind.name}")
        # of 2018 and older Pythons' own pip does not know the wheels
        _run([_python_of(directory), "-m", "pip", "install", "--upgrade", "pip<24.1"], "pip")
    else:
        tools = directory.with_name("virtualenv")
        _run([sys.executable, "-m", "venv", tools], "a virtual environment for virtualenv")
        _run([_python_of(tools), "-m", "pip", "install", VIRTUALENV], "virtualenv")
        _run([_python_of(tools), "-m", "virtualenv", "--python", base, directory], f"Python {kind.name}'s environment")
        shutil.rmtree(tools, ignore_errors=True)
    _run([_python_of(directory), "-m", "pip", "install", "--prefer-binary", *kind.pins], kind.tensorflow)
    (directory / COMPLETE).write_text(json.dumps(kind.pins), encoding="utf-8")


def _run(command, what):
    """Run a step of the installation, which shows its progress on standard error."""
    clean = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    status = subprocess.run(list(map(str, command)), stdout=2, env=clean).returncode
    if status:
        raise LabError(f"{what} could not be installed (see above); connect, or make room, and run this again")


def _python_of(directory):
    return Path(directory, "Scripts/python.exe" if sysconfig.get_platform().startswith("win") else "bin/python")
