"""The machine of a run: its time and its last digits depend on it."""
import os
import platform
from pathlib import Path


def processors():
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor_name():
    """The processor's name."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def has_onednn():
    """Does this TensorFlow use oneDNN's kernels? They change last digits."""
    from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
    from lab10.terminal import tensorflow_private
    return tensorflow_private.has_onednn()
