"""`python -m lab10.study.environment` prints, as JSON, the software that a training's last digits depend on.

The study asks another process, so that it need not import TensorFlow itself. On a cluster it asks a worker.
"""
import json
import subprocess
import sys

from lab10.study import launcher
from lab10.terminal.errors import LabError


def ask():
    """Return {"tensorflow": version, "numpy": version, "onednn": is it in use?} for the machine on which this runs."""
    result = subprocess.run([sys.executable, "-m", __name__], stdin=subprocess.DEVNULL, capture_output=True,
                            encoding="utf-8", errors="replace")
    if result.returncode:
        raise LabError(f"TensorFlow cannot be asked for its version: {launcher.last_line(result.stderr)}")
    return json.loads(result.stdout)


def _main():
    from lab10.runs import machine
    import numpy
    import tensorflow.compat.v1 as tf
    json.dump({"tensorflow": tf.__version__, "numpy": numpy.__version__, "onednn": machine.has_onednn()}, sys.stdout)


if __name__ == "__main__":
    _main()
