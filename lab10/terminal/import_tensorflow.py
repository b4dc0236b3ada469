"""Importing TensorFlow: its start-up chatter kept off the screen, and threads of its own for each Session.

TensorFlow writes the chatter to the process's standard error itself, before any log level holds. What it writes is
shown after all where the import fails, and left alone where the environment has TF_CPP_MIN_LOG_LEVEL=0.
"""
import os
import sys
import tempfile


def import_tensorflow():
    """Import tensorflow, unless it is imported already; errors of its C++ side below FATAL stay silent afterwards."""
    # else the first Session of a process decides on the threads within operations, and so on digits, for all later ones
    os.environ.setdefault("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
    if "tensorflow" in sys.modules or os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3") == "0":
        return
    try:
        screen = os.dup(2)
    except OSError:  # there is no standard error, and so nothing to keep off it
        return
    with tempfile.TemporaryFile() as chatter:
        os.dup2(chatter.fileno(), 2)
        try:
            import tensorflow.compat.v1  # noqa: F401
        except KeyboardInterrupt:
            if _runs_a_command():
                os.write(screen, b"lab10: interrupted\n")
                sys.exit(130)
            raise
        except BaseException:
            chatter.seek(0)
            os.write(screen, chatter.read())
            raise
        finally:
            os.dup2(screen, 2)
            os.close(screen)


def _runs_a_command():
    """Is this `python -m lab10.NAME`, which imports TensorFlow before its main function can see to Ctrl-C?"""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return spec is not None and spec.name.startswith("lab10.")


import_tensorflow()
