"""Importing TensorFlow as every command needs it: quickly, silently, and with its own threads for each Session.

Quickly: `import tensorflow` also loads Keras, which takes more than a third of the time, and which no network here
uses. Here Keras is not loaded until somebody uses `tf.keras`. SciPy, which TensorFlow does not need, is left out too.

Silently: while it starts, TensorFlow writes messages about the processor to standard error, before any log level has an
effect. They are shown only if the import fails (even if it ends the process), or if TF_CPP_MIN_LOG_LEVEL is 0.
"""
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from lab10.terminal.tensorflow_private import UNUSED

SUCCESS = b"\0"  # written after the last message of an import that succeeded
# shows what it reads, unless that ends with SUCCESS
SHOW_ON_FAILURE = f"""
import os
messages = b""
while not messages.endswith({SUCCESS!r}):
    part = os.read(0, 65536)
    if not part:
        os.write(2, messages)
        break
    messages += part
"""


def import_tensorflow():
    """Import tensorflow, unless it is imported already. After that its C++ part logs only FATAL errors.

    Two environment variables stay set, also for child processes, as TensorFlow reads them later:
    TF_OVERRIDE_GLOBAL_THREADPOOL and TF_CPP_MIN_LOG_LEVEL. If the user has set them, they stay as they are.
    """
    # without it, the first Session of a process chooses the threads, and with them the digits, of all later Sessions
    os.environ.setdefault("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
    if "tensorflow" in sys.modules:
        return
    try:
        with silence(), _without_unused():
            import tensorflow.compat.v1  # noqa: F401
    except KeyboardInterrupt:
        if _runs_a_command():
            os.write(2, b"lab10: interrupted\n")
            sys.exit(130)
        raise


@contextmanager
def _without_unused():
    """Hide the modules UNUSED: TensorFlow tries to import them, and continues if it cannot."""
    missing = [name for name in UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(missing))  # None: an import of it fails
    try:
        yield
    finally:
        for name in missing:
            sys.modules.pop(name, None)


@contextmanager
def silence():
    """Hold back what is written to standard error while the block runs. Show it if the block or the process fails.

    Another process holds it back: after an abort in TensorFlow's C++ code, this process can no longer show it.
    """
    if os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3") == "0":
        yield
        return
    try:
        screen = os.dup(2)
    except OSError:  # there is no standard error: keep its number from a file that is opened later
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        yield
        return
    try:
        keeper = subprocess.Popen([sys.executable, "-I", "-S", "-c", SHOW_ON_FAILURE], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=screen,
                                  start_new_session=True)  # Ctrl-C does not reach it
    except (OSError, ValueError):  # no process can be started
        os.close(screen)
        yield
        return
    os.dup2(keeper.stdin.fileno(), 2)
    keeper.stdin.close()
    succeeded = False
    try:
        yield
        succeeded = True
    except KeyboardInterrupt:
        succeeded = True  # no message is worth showing
        raise
    finally:
        if succeeded:
            os.write(2, SUCCESS)
        os.dup2(screen, 2)  # this closes the pipe, as nothing else writes into it
        os.close(screen)
        keeper.wait()


def _runs_a_command():
    """Does this process run a network or another command? They import TensorFlow before their main function begins."""
    main = sys.modules["__main__"]
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        return spec.name.startswith("lab10.")
    try:
        return b"command_line.main(" in Path(main.__file__).read_bytes()
    except (AttributeError, OSError):
        return False


import_tensorflow()
