"""Old programs get Fashion-MNIST by its addresses, from lab10's own files and never MNIST in its place."""
import gzip

import numpy
import pytest

from conftest import idx_bytes
from lab10.mnist import sets
from lab10.tf1 import old_addresses, tutorials

ADDRESS = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
LABELS = sets.FILES[3]
MADE = {"train": 30, "t10k": 10}  # images, all of them boots


@pytest.fixture
def clothes(tmp_path, monkeypatch):
    """A made-up Fashion-MNIST in lab10's directory of it."""
    directory = tmp_path / "clothes"
    directory.mkdir()
    for prefix, n in MADE.items():
        for name, array in ((f"{prefix}-images-idx3-ubyte.gz", numpy.full((n, 28, 28), 9, numpy.uint8)),
                            (f"{prefix}-labels-idx1-ubyte.gz", numpy.full(n, 9, numpy.uint8))):
            (directory / name).write_bytes(gzip.compress(idx_bytes(array), mtime=0))
    monkeypatch.setenv("LAB10_FASHION_DIR", str(directory))
    return directory


@pytest.mark.parametrize("url", [
    ADDRESS, "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion", *sets.FASHION.mirrors])
def test_which_addresses(url):
    assert old_addresses.set_at(url) is sets.FASHION
    assert old_addresses.set_at("http://yann.lecun.com/exdb/mnist/") is sets.MNIST
    assert old_addresses.set_at("http://codh.rois.ac.jp/kmnist/dataset/kmnist/") is None


def test_the_loader_by_its_source_url(clothes, made_mnist, monkeypatch, tmp_path):
    monkeypatch.setenv("LAB10_DATA_DIR", str(made_mnist))
    sets_of_then = tutorials.read_data_sets(tmp_path / "data" / "fashion", source_url=ADDRESS, validation_size=0)
    assert sets_of_then.test.num_examples == 10 and set(sets_of_then.test.labels) == {9}
    assert not list((tmp_path / "data" / "fashion").iterdir())
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / LABELS).write_bytes(gzip.compress(idx_bytes(numpy.full(10, 3, numpy.uint8))))
    found = tutorials.read_data_sets(theirs, source_url=ADDRESS.rstrip("/"), validation_size=0)
    assert set(found.test.labels) == {3} and set(found.train.labels) == {9}  # what was missing there
    path = tutorials.maybe_download(LABELS, tmp_path, ADDRESS + LABELS)
    assert path == str(clothes / LABELS)


def test_by_each_way_of_then(run_tf1, clothes):
    """The addresses, and Keras."""
    result = run_tf1("-c", f"""
import subprocess, urllib.request
import tensorflow as tf
url = {ADDRESS + LABELS!r}
subprocess.check_call(["wget", "-q", url])
found = [urllib.request.urlopen(url).read(), *(open(name, "rb").read() for name in {[LABELS, str(clothes / LABELS)]!r})]
print(len(set(found)))
(images, labels), (_, test) = tf.keras.datasets.fashion_mnist.load_data()
print(images.shape, labels.sum(), test.sum())
from tensorflow.examples.tutorials.mnist import input_data
print(input_data.read_data_sets("MNIST_data").test.num_examples)
""", LAB10_FASHION_DIR=str(clothes), HOME=str(clothes), KERAS_HOME=str(clothes / "keras"))
    lines = result.out.splitlines()  # among them what Keras says of its downloads
    assert [lines[0], *lines[-2:]] == ["1", "(30, 28, 28) 270 90", "100"], result.err
