"""lab10: the MNIST lab of five TensorFlow 1 study notes, running today.

Importing the package reads, downloads and trains nothing. `python -m lab10` lists the networks.
"""
__version__ = "1.0.0"
