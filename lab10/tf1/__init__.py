"""Run an old script, unmodified, as TensorFlow 1 ran it: `python -m lab10.tf1`, or in Jupyter `%load_ext lab10.tf1`.

Importing this imports neither TensorFlow nor anything else of the room.
"""
import sys
from contextlib import ExitStack

_loaded = ExitStack()


def load_ipython_extension(shell):
    """%load_ext lab10.tf1: TensorFlow 1 for the cells of this notebook from here on."""
    import atexit
    from lab10.tf1 import bridge
    if "tensorflow" not in sys.modules or not isinstance(sys.modules["tensorflow"], bridge.Module):
        _loaded.enter_context(bridge.installed())
        atexit.register(_loaded.close)  # while there still are modules to put back


def unload_ipython_extension(shell):
    """%unload_ext lab10.tf1: today's modules again; TensorFlow itself stays in graph mode."""
    _loaded.close()
