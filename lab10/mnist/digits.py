"""Scikit-learn's handwritten digits in MNIST's form, for runs where MNIST cannot be downloaded.

1,797 images of 8x8 pixels with 17 shades, from the UCI set "Optical Recognition of Handwritten Digits" (Alpaydin and
Kaynak, 1998). The last 497 are the test images; other people wrote them than most of the first.
"""
from importlib.util import find_spec
from pathlib import Path

import numpy

TEST_EXAMPLES = 497


def read():
    """Return (train images, train labels, test images, test labels): uint8 [n, 28, 28] and uint8 [n].

    Each pixel becomes a square of 3x3, and a border of 2 makes it 28x28; shades are scaled to 0..255.
    """
    table = _table()
    shades = numpy.round(table[:, :64].reshape(-1, 8, 8) * (255 / 16)).astype(numpy.uint8)
    images = numpy.pad(shades.repeat(3, axis=1).repeat(3, axis=2), ((0, 0), (2, 2), (2, 2)))
    labels = table[:, 64].astype(numpy.uint8)
    train, test = slice(None, -TEST_EXAMPLES), slice(-TEST_EXAMPLES, None)
    return images[train], labels[train], images[test], labels[test]


def _table():
    """Return scikit-learn's table: 64 shades and the label of each image, float64 [n, 65]."""
    file = Path(find_spec("sklearn").origin).parent / "datasets" / "data" / "digits.csv.gz"
    if file.is_file():  # read without importing scikit-learn, which takes longer than a short training
        return numpy.loadtxt(file, delimiter=",")
    from sklearn.datasets import load_digits  # for a release that keeps the file elsewhere
    digits = load_digits()
    return numpy.column_stack((digits.data, digits.target))
