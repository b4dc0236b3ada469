"""Commands in processes of their own, at the price of one start of TensorFlow: each is forked from one that has it.

Where a system has no fork, each command starts anew.
"""
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parent.parent  # of the checkout, for commands that run elsewhere
# waits for commands, and forks for each
FORKS = """
import contextlib, importlib, json, os, runpy, signal, sys, traceback, types, warnings
os.environ["TF_USE_LEGACY_KERAS"] = "1"
from lab10 import command_line
imported_at_first = frozenset(sys.modules)
from lab10.tf1 import bridge, command as tf1, contrib
from lab10.terminal import import_tensorflow
import scipy.stats
del os.environ["TF_USE_LEGACY_KERAS"]

def start(kind, argv):
    if kind == "tf1":
        return tf1.main(argv)
    if kind == "server of tf1":  # has imported, too, what most scripts need after the bridge has come
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
        sys.modules["tensorflow"].compat.v1.disable_v2_behavior()
        importlib.import_module(contrib.KERAS)
        del os.environ["TF_USE_LEGACY_KERAS"]
        return serve()
    sys.argv = argv
    if kind == "module":
        sys.path[0] = os.getcwd()
        runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
    elif kind == "code":
        sys.argv, sys.path[0] = ["-c", *argv[1:]], ""
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        main.imported_at_first = imported_at_first
        exec(compile(argv[0], "<string>", "exec"), main.__dict__)
    elif kind == "file":
        sys.path[0] = os.path.dirname(os.path.abspath(argv[0]))
        runpy.run_path(argv[0], run_name="__main__")

def serve():
    for line in sys.stdin:
        command = json.loads(line)
        if isinstance(command, int):
            print(os.waitstatus_to_exitcode(os.waitpid(command, 0)[1]), flush=True)
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python 3.12 warns where there are threads: TensorFlow's wait for work
            child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.default_int_handler)
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
        print(child, flush=True)

serve()
"""
# what python is given before the arguments
STARTS = {"tf1": ["-m", "lab10.tf1"], "module": ["-m"], "file": [], "code": ["-c"]}


class Starts:
    """Runs commands; the first one starts the process that the others are forked from. Those of tf1 are forked from one
    of its own, as there TensorFlow goes over to graph mode for good."""

    def __init__(self, environment):
        self.environment, self.number = environment, 0

    def run(self, kind, argv, directory, environment, stdin=""):
        """Run the arguments of one of STARTS in `directory`; return its status, out and err."""
        if hasattr(os, "fork"):
            return self.begin(kind, argv, directory, environment, stdin).end()
        result = subprocess.run([sys.executable, *STARTS[kind], *map(str, argv)], cwd=directory, capture_output=True,
                                input=stdin, encoding="utf-8", env={**self.environment, **environment})
        return SimpleNamespace(status=result.returncode, out=result.stdout, err=result.stderr)

    def begin(self, kind, argv, directory, environment, stdin=""):
        """The same, without waiting for its end: return a Begun."""
        self.number += 1
        files = [Path(directory, f".{self.number}-{name}") for name in ("stdin", "stdout", "stderr")]
        for file, text in zip(files, (stdin, "", "")):
            file.write_text(text, encoding="utf-8")
        server = self.server_of_tf1 if kind == "tf1" else self.server
        return Begun(server, files, server.start(kind, argv, directory, environment, files))

    @functools.cached_property
    def server(self):
        process = subprocess.Popen([sys.executable, "-c", FORKS], env=self.environment, encoding="utf-8",
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return Server(process.stdin, process.stdout)

    @functools.cached_property
    def server_of_tf1(self):
        with tempfile.TemporaryDirectory() as directory:
            pipes = [os.path.join(directory, name) for name in ("in", "out")]
            for pipe in pipes:
                os.mkfifo(pipe)
            self.server.start("server of tf1", [], ROOT, {}, [*pipes, os.devnull])
            return Server(open(pipes[0], "w", encoding="utf-8"), open(pipes[1], encoding="utf-8"))

    def close(self):
        for name in "server_of_tf1", "server":
            if name in vars(self):
                getattr(self, name).questions.close()


class Server:
    """A process that commands are forked from."""

    def __init__(self, questions, answers):
        self.questions, self.answers = questions, answers

    def start(self, kind, argv, directory, environment, files):
        """Start a command with these three files; return its number among the system's processes."""
        return self._ask({"kind": kind, "argv": list(map(str, argv)), "directory": str(directory),
                          "environment": environment, "files": list(map(str, files))})

    def wait(self, pid):
        """Wait for the end of such a command; return its status, negative after a signal."""
        return self._ask(pid)

    def _ask(self, question):
        print(json.dumps(question), file=self.questions, flush=True)
        return int(self.answers.readline())


class Begun:
    """A command that runs."""

    def __init__(self, server, files, pid):
        self.server, self.files, self.pid = server, files, pid

    def wait_for(self, text, seconds=60):
        """Until it has written this to its standard output."""
        end = time.monotonic() + seconds
        while text not in self.files[1].read_text("utf-8"):
            assert time.monotonic() < end, [file.read_text("utf-8") for file in self.files]
            time.sleep(0.02)

    def end(self, by=None):
        """Wait for its end, after this signal; return its status, out and err."""
        if by is not None:
            os.kill(self.pid, by)
        status = self.server.wait(self.pid)
        out, err = (file.read_text("utf-8") for file in self.files[1:])
        for file in self.files:
            file.unlink()
        return SimpleNamespace(status=status, out=out, err=err)


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
def begin(starts, tmp_path):
    """Begin a command of one of STARTS so, and give a Begun, which the test has to end."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    return lambda kind, *argv, **environment: starts.begin(kind, argv, tmp_path, environment)


@pytest.fixture
def run_file(starts, tmp_path):
    """Run `python FILE` so."""
    return lambda *argv, **environment: starts.run("file", argv, tmp_path, environment)


@pytest.fixture
def run_code(starts, tmp_path):
    """Run `python -c CODE` so. It has TensorFlow and lab10's modules in memory, and has not used them; the names of
    those that the networks' command imports are in `imported_at_first`."""
    return lambda *argv, **environment: starts.run("code", argv, tmp_path, environment)
