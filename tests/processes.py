"""Commands in processes of their own, at the price of one start of TensorFlow: each is forked from one that has it.

Where a system has no fork, each command starts anew.
"""
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parent.parent  # of the checkout, for commands that run elsewhere
# waits for commands, and forks for each
FORKS = """
import contextlib, json, os, runpy, sys, traceback, types, warnings
os.environ["TF_USE_LEGACY_KERAS"] = "1"
from lab10 import command_line
from lab10.tf1 import command as tf1
from lab10.terminal import import_tensorflow
del os.environ["TF_USE_LEGACY_KERAS"]

def start(kind, argv):
    if kind == "tf1":
        return tf1.main(argv)
    sys.argv = argv
    if kind == "module":
        sys.path[0] = os.getcwd()
        runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
    elif kind == "code":
        sys.argv, sys.path[0] = ["-c", *argv[1:]], ""
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(argv[0], "<string>", "exec"), main.__dict__)
    elif kind == "file":
        sys.path[0] = os.path.dirname(os.path.abspath(argv[0]))
        runpy.run_path(argv[0], run_name="__main__")

for line in sys.stdin:
    command = json.loads(line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns where there are threads: TensorFlow's wait for work
        child = os.fork()
    if not child:
        for number, (file, flags) in enumerate(zip(command["files"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY))):
            os.dup2(os.open(file, flags), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        os.chdir(command["directory"])
        os.environ.update(command["environment"])
        status = 1
        try:
            start(command["kind"], command["argv"])
            status = 0
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            with contextlib.suppress(AttributeError, ValueError):
                sys.stdout.flush()
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
# what python is given before the arguments
STARTS = {"tf1": ["-m", "lab10.tf1"], "module": ["-m"], "file": [], "code": ["-c"]}


class Starts:
    """Runs commands; the first one starts the process that the others are forked from."""

    def __init__(self, environment):
        self.environment, self.process = environment, None

    def run(self, kind, argv, directory, environment, stdin=""):
        """Run the arguments of one of STARTS in `directory`; return its status, out and err."""
        argv, directory = [str(argument) for argument in argv], str(directory)
        if not hasattr(os, "fork"):
            result = subprocess.run([sys.executable, *STARTS[kind], *argv], cwd=directory, capture_output=True,
                                    input=stdin, encoding="utf-8", env={**self.environment, **environment})
            return SimpleNamespace(status=result.returncode, out=result.stdout, err=result.stderr)
        if self.process is None:
            self.process = subprocess.Popen([sys.executable, "-c", FORKS], env=self.environment, encoding="utf-8",
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        files = [Path(directory, f".{name}") for name in ("stdin", "stdout", "stderr")]
        for file, text in zip(files, (stdin, "", "")):
            file.write_text(text, encoding="utf-8")
        print(json.dumps({"kind": kind, "argv": argv, "directory": directory, "environment": environment,
                          "files": [str(file) for file in files]}), file=self.process.stdin, flush=True)
        status = int(self.process.stdout.readline())
        out, err = (file.read_text("utf-8") for file in files[1:])
        for file in files:
            file.unlink()
        return SimpleNamespace(status=status, out=out, err=err)

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()


@pytest.fixture(scope="session")
def starts(clean_environment):
    starts = Starts(clean_environment)
    yield starts
    starts.close()


@pytest.fixture
def run_module(starts, tmp_path):
    """Run `python -m` so, in an empty directory: run_module("lab10.softmax", "--epochs", 1)."""
    return lambda *argv, **environment: starts.run("module", argv, tmp_path, environment)


@pytest.fixture
def run_file(starts, tmp_path):
    """Run `python FILE` so."""
    return lambda *argv, **environment: starts.run("file", argv, tmp_path, environment)


@pytest.fixture
def run_code(starts, tmp_path):
    """Run `python -c CODE` so. It has TensorFlow and lab10's modules in memory, and has not used them."""
    return lambda *argv, **environment: starts.run("code", argv, tmp_path, environment)
