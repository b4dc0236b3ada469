"""Run an old script, unmodified, as TensorFlow 1 ran it: `python -m lab10.tf1`, or in Jupyter `%load_ext lab10.tf1`.

Importing this imports neither TensorFlow nor anything else of the room.
"""


def load_ipython_extension(shell):
    """%load_ext lab10.tf1: TensorFlow 1 for the cells of this notebook from here on."""
    from lab10.tf1 import jupyter
    jupyter.load(shell)


def unload_ipython_extension(shell):
    """%unload_ext lab10.tf1: today's modules again; TensorFlow itself stays in graph mode."""
    from lab10.tf1 import jupyter
    jupyter.unload()
