"""Scikit-learn's digits in MNIST's form."""
import subprocess
import sys
from types import SimpleNamespace

import numpy

from lab10 import input_data
from lab10.mnist import digits


def test_digits():
    train_images, train_labels, test_images, test_labels = digits.read()
    assert train_images.shape == (1300, 28, 28) and test_images.shape == (497, 28, 28)
    assert train_images.dtype == numpy.uint8 and train_images.min() == 0 and train_images.max() == 255
    assert set(train_labels) == set(test_labels) == set(range(10))
    mnist = input_data.load("digits")
    assert [data_set.num_examples for data_set in mnist] == [1192, 108, 497]
    assert mnist.test.name == "digits"
    assert [data_set.num_examples for data_set in input_data.load("digits", validation_size=0)] == [1300, 0, 497]


def test_digits_are_upright_and_in_their_order():
    from sklearn.datasets import load_digits  # a second and a half that only this test needs
    train_images, train_labels, test_images, test_labels = digits.read()
    images = numpy.concatenate((train_images, test_images))[:, 2:-2:3, 2:-2:3]
    assert numpy.array_equal(images, numpy.round(load_digits().images * 255 / 16))
    assert numpy.array_equal(numpy.concatenate((train_labels, test_labels)), load_digits().target)


def test_digits_of_a_release_that_keeps_its_file_elsewhere(monkeypatch, tmp_path):
    read = digits.read()
    monkeypatch.setattr(digits, "find_spec", lambda name: SimpleNamespace(origin=tmp_path / "__init__.py"))
    for one, other in zip(read, digits.read()):
        assert one.dtype == other.dtype and numpy.array_equal(one, other)


def test_reading_digits_does_not_import_scikit_learn():
    check = "from lab10.mnist import digits; import sys; digits.read(); assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)
