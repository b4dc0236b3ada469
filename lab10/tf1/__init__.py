"""Run an old script, unmodified, as TensorFlow 1 ran it: `python -m lab10.tf1`, or in Jupyter `%load_ext lab10.tf1`.

Importing this imports neither TensorFlow nor any other module of this folder.
"""


def load_ipython_extension(shell):
    """%load_ext lab10.tf1: the following cells of this notebook use TensorFlow 1."""
    from lab10.tf1 import jupyter
    jupyter.load(shell)


def unload_ipython_extension(shell):
    """%unload_ext lab10.tf1: the following cells use today's modules again; TensorFlow itself stays in graph mode."""
    from lab10.tf1 import jupyter
    jupyter.unload()
