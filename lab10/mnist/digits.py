"""Scikit-learn's handwritten digits in MNIST's form, for runs where MNIST cannot be downloaded.

1,797 images of 8x8 pixels with 17 shades, from the UCI set "Optical Recognition of Handwritten Digits"
(Alpaydin and Kaynak, 1998). The last 497, by other writers than most of the first, are the test images.
"""
import numpy

TEST_EXAMPLES = 497


def read():
    """Return (train images, train labels, test images, test labels): uint8 [n, 28, 28] and uint8 [n].

    Each pixel becomes a square of 3x3, and a border of 2 makes it 28x28; shades are scaled to 0..255.
    """
    from sklearn.datasets import load_digits  # half a second that only this data set needs
    digits = load_digits()
    shades = numpy.round(digits.images * (255 / 16)).astype(numpy.uint8)
    images = numpy.pad(shades.repeat(3, axis=1).repeat(3, axis=2), ((0, 0), (2, 2), (2, 2)))
    labels = digits.target.astype(numpy.uint8)
    train, test = slice(None, -TEST_EXAMPLES), slice(-TEST_EXAMPLES, None)
    return images[train], labels[train], images[test], labels[test]
