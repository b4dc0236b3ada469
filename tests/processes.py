"""Commands in processes of their own, at the price of one start of TensorFlow: each is forked from one that has it.

Where a system has no fork, each command starts anew.
"""
import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import filelock
import pytest

ROOT = Path(__file__).parent.parent  # of the checkout, for commands that run elsewhere
# waits for connections, and forks for each; then for commands on it, and forks for each
FORKS = """
import contextlib, gc, importlib, json, os, runpy, select, shutil, signal, socket, sys, traceback, types, warnings
os.environ["TF_USE_LEGACY_KERAS"] = "1"
sys.modules["rfc3987_syntax"] = None  # as in conftest.py
from lab10 import command_line
imported_at_first = frozenset(sys.modules)
from lab10.tf1 import bridge, command as tf1, contrib
from lab10.terminal import import_tensorflow
import scipy.stats
del os.environ["TF_USE_LEGACY_KERAS"]
# what else many commands import, and what lab10.tf1 leaves as it is
OFTEN = ("fissix.pgen2.driver", "fissix.refactor", "joblib", "lab10.tf1.data_of_then", "lab10.tf1.keras_of_then",
         "lab10.tf1.scipy_misc", "narwhals", "nbclient", "nbformat", "PIL.Image", "pyparsing", "rich.console",
         "threadpoolctl", "tf_keras.api._v2.keras")

def start(kind, argv):
    if kind == "tf1":
        return tf1.main(argv)
    if kind == "server of tf1":  # has imported, too, what most scripts need after the bridge has come
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
        sys.modules["tensorflow"].compat.v1.disable_v2_behavior()
        importlib.import_module(contrib.KERAS)
        for name in OFTEN:
            with contextlib.suppress(ImportError):  # an older scikit-learn does without some
                importlib.import_module(name)
        del os.environ["TF_USE_LEGACY_KERAS"]
        return listen(*argv)
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

def fork():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns where there are threads: TensorFlow's wait for work
        return os.fork()

def listen(path, tests):
    gc.collect()
    gc.freeze()  # children need not look through it, which would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends after pytest does
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path + ".new")
        listening.listen()
        os.rename(path + ".new", path)
        while True:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(-1, os.WNOHANG)
            try:
                os.kill(int(tests), 0)
            except ProcessLookupError:
                shutil.rmtree(os.path.dirname(path), ignore_errors=True)
                os._exit(0)
            if select.select([listening], [], [], 1)[0]:
                connection, _ = listening.accept()
                if not fork():
                    serve(connection)
                connection.close()

def serve(connection):
    for line in connection.makefile(encoding="utf-8"):
        command = json.loads(line)
        if isinstance(command, int):
            answer = os.waitstatus_to_exitcode(os.waitpid(command, 0)[1])
        else:
            answer = fork() or run(command)
        connection.sendall(b"%d\\n" % answer)
    os._exit(0)

def run(command):
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

where, sys.argv[1:] = sys.argv[1:], []
listen(*where)
"""
# what python is given before the arguments
STARTS = {"tf1": ["-m", "lab10.tf1"], "module": ["-m"], "file": [], "code": ["-c"]}


class Starts:
    """Runs commands; the first one of all workers starts the process that the others are forked from. Those of tf1 are
    forked from one of its own, as there TensorFlow goes over to graph mode for good.

    shared: a folder that all workers of the tests have; tests: the number of the process that they end with."""

    def __init__(self, environment, shared, tests):
        self.environment, self.shared, self.tests, self.number = environment, shared, tests, 0

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
        return Begun(server, files, server.start(kind, argv, directory, {**self.environment, **environment}, files))

    @functools.cached_property
    def server(self):
        return self._server("server", self._start)

    def _start(self, path, tests):
        """Forked commands do not clear up after themselves: their temporary files go with the folder of `path`."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKS, path, tests], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # as commands may write where one cannot seek
            env={**self.environment, "TMPDIR": os.path.dirname(path)})

    @functools.cached_property
    def server_of_tf1(self):
        server = self.server  # before the lock is taken
        return self._server("server of tf1", lambda *argv: server.start(
            "server of tf1", argv, ROOT, {}, 3 * [os.devnull]))

    def _server(self, name, start):
        """Connect to the server of this name; start it if no worker has."""
        with filelock.FileLock(self.shared / "servers.lock"):
            where = self.shared / "servers"
            if not where.exists():  # a short name: those of sockets must be
                where.write_text(tempfile.mkdtemp(prefix="tests-", dir="/tmp"), encoding="utf-8")
            path = Path(where.read_text(encoding="utf-8"), name)
            if not path.exists():
                start(str(path), str(self.tests))
            end = time.monotonic() + 600
            while not path.exists():
                assert time.monotonic() < end, f"no {name} came"
                assert not hasattr(self, "process") or self.process.poll() is None, f"the {name} ended as it began"
                time.sleep(0.05)
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(path))
        return Server(connection)

    def close(self):
        for name in "server_of_tf1", "server":
            if name in vars(self):
                getattr(self, name).connection.close()
        if hasattr(self, "process"):
            self.process.stdout.close()


class Server:
    """A process that commands are forked from."""

    def __init__(self, connection):
        self.connection, self.answers = connection, connection.makefile(encoding="utf-8")

    def start(self, kind, argv, directory, environment, files):
        """Start a command with these three files; return its number among the system's processes."""
        return self._ask({"kind": kind, "argv": list(map(str, argv)), "directory": str(directory),
                          "environment": environment, "files": list(map(str, files))})

    def wait(self, pid):
        """Wait for the end of such a command; return its status, negative after a signal."""
        return self._ask(pid)

    def _ask(self, question):
        self.connection.sendall(json.dumps(question).encode() + b"\n")
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
def starts(clean_environment, tmp_path_factory):
    own = tmp_path_factory.getbasetemp()
    worker = "PYTEST_XDIST_WORKER" in os.environ
    starts = Starts(clean_environment, own.parent if worker else own, os.getppid() if worker else os.getpid())
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
