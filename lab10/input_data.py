"""MNIST as the TensorFlow 1 tutorials served it: `read_data_sets`, `Datasets`, `DataSet.next_batch`.

After tensorflow/contrib/learn/python/learn/datasets/mnist.py of TensorFlow 1.14, whose batch order it replays.
"""
import hashlib
import os
import sys
from collections import namedtuple
from functools import cached_property
from pathlib import Path

import numpy

from lab10.mnist import digits, download, idx
from lab10.terminal import files
from lab10.terminal.errors import LabError

SOURCES = ("mnist", "digits", "validation")
HELD_OUT = 5000  # images for "validation"
PIXELS_SHA256 = {  # of the canonical files' contents behind their headers
    "train-images-idx3-ubyte.gz": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "train-labels-idx1-ubyte.gz": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "t10k-images-idx3-ubyte.gz": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "t10k-labels-idx1-ubyte.gz": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
SCALE = numpy.float32(1.0 / 255.0)
SEED_MODULUS = 2**31 - 1  # TensorFlow's

Datasets = namedtuple("Datasets", ["train", "validation", "test"])


class DataSet:
    """Images, their labels, and an endless stream of shuffled batches of them.

    The images are stored once, as uint8. A batch is gathered by index, and scaled when it is served.
    """

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True,
                 seed=None, *, name=None, generator=None):
        """images: uint8 [n, rows, columns, 1]. labels: [n] or one-hot [n, 10]. dtype: float32, which scales
        [0, 255] to [0, 1], or uint8, which does not; NumPy's or TensorFlow's. reshape: serve [n, rows * columns].
        seed: seed of the batch order; None takes the default graph's seed. name: the data set's name in reports.
        generator: a numpy.random.RandomState to share with other data sets, instead of the seed.

        Raises TypeError for another dtype, AssertionError if there are not as many labels as images, or
        to reshape images of several channels.
        """
        dtype = numpy.dtype(getattr(dtype, "as_numpy_dtype", dtype))
        if dtype not in (numpy.uint8, numpy.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        if fake_data:
            images, labels = numpy.empty((0, 784), numpy.uint8), numpy.empty(0, numpy.uint8)
            self._num_examples = 10000
        else:
            if images.shape[0] != labels.shape[0]:  # no assert statement, which python -O leaves out
                raise AssertionError(f"images.shape: {images.shape} labels.shape: {labels.shape}")
            self._num_examples = images.shape[0]
            if reshape:
                if images.shape[3] != 1:
                    raise AssertionError(f"images.shape: {images.shape}, where reshape=True asks for 1 channel")
                images = images.reshape(images.shape[0], images.shape[1] * images.shape[2])
        self.name = name
        self.one_hot = one_hot
        self._dtype = dtype
        self.stored_images = images  # uint8 [n, 784] or [n, rows, columns, 1]
        self._labels = labels
        self._generator = generator or _generator(seed)
        self._order = numpy.arange(self._num_examples, dtype=numpy.int32)
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @cached_property
    def images(self):
        """All images in stored order: float32 [n, 784] in [0, 1], unless dtype or reshape said otherwise. Read-only."""
        images = self.serve(slice(None))
        images.flags.writeable = False
        return images

    @property
    def labels(self):
        """All labels in stored order: one-hot float64 [n, 10], or uint8 [n]."""
        return self._labels

    @property
    def num_examples(self):
        return self._num_examples

    @property
    def epochs_completed(self):
        return self._epochs_completed

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        """Return the next `batch_size` (images, labels).

        The order is shuffled before each epoch. A batch at the end of an epoch is filled up from the next epoch.
        fake_data: serve images of ones and labels 0, as lists.
        """
        if fake_data:
            fake_label = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784 for _ in range(batch_size)], [fake_label for _ in range(batch_size)]
        batch = self.next_indices(batch_size, shuffle)
        return self.serve(batch), self._labels[batch]

    def next_indices(self, batch_size, shuffle=True):
        """Go on by one batch, as `next_batch` does, but return only the examples' indices: int32 [batch_size]."""
        start = self._index_in_epoch
        if self._epochs_completed == 0 and start == 0 and shuffle:
            self._shuffle()
        end = start + batch_size
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._order[start:end].copy()
        rest = self._order[start:].copy()
        if shuffle:
            self._shuffle()
        self._epochs_completed += 1
        self._index_in_epoch = end - self._num_examples
        return numpy.concatenate((rest, self._order[:self._index_in_epoch]))

    def _shuffle(self):
        # it shuffles the last epoch's order again, as the original did with its arrays
        self._generator.shuffle(self._order)

    def serve(self, examples):
        """Return the images with these indices (a slice or an array), scaled as `next_batch` scales them."""
        images = self.stored_images[examples]
        if self._dtype == numpy.float32:
            images = numpy.multiply(images, SCALE, dtype=numpy.float32)  # in one pass
        return images


def _generator(seed):
    """The legacy NumPy generator that the original used, seeded with `seed`, or with the default graph's seed."""
    if seed is None and "tensorflow" in sys.modules:  # if it is not imported, no graph has a seed
        # not by tf.get_seed, which counts its calls: weights that are drawn later would change
        seed = sys.modules["tensorflow"].compat.v1.get_default_graph().seed
    return numpy.random.RandomState(None if seed is None else seed % SEED_MODULUS)


def read_data_sets(train_dir, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True,
                   validation_size=5000, seed=None, source_url=None):
    """Read MNIST from `train_dir`, downloading what is not there, and return Datasets(train, validation, test).

    The first `validation_size` of the 60,000 training images are held out. `source_url` replaces the usual mirrors;
    what it serves must have MNIST's checksums. Well-formed files that are already there are used as they are, MNIST's
    or others in its format. The other arguments are DataSet's.

    Raises LabError (see lab10.terminal.errors) for files that are damaged or cannot be downloaded, ValueError for a
    `validation_size` out of range, TypeError for another dtype.
    """
    if fake_data:
        return Datasets(*(DataSet(None, None, fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed)
                          for _ in Datasets._fields))
    arrays = _read_files(train_dir, (source_url,) if source_url else None)
    name = Path(train_dir).name if _foreign(arrays) else "mnist"
    return _split(name, *arrays.values(), one_hot, dtype, reshape, validation_size, seed)


def load(data=None, data_dir=None, one_hot=True, validation_size=5000, seed=None):
    """Return the Datasets for a run of the lab.

    data: "mnist" or "digits", and no other; None takes MNIST, or, if that cannot be downloaded, scikit-learn's digits,
    and says so on standard error. "validation" is for choosing settings: MNIST where the first 5,000 training images
    are held out, whatever `validation_size` says, and stand in place of the test images.
    data_dir: where MNIST is, or where to store it (None: `default_directory()`).
    validation_size: how many of MNIST's 60,000 training images to hold out; of the digits the same share is held out.
    Raises LabError if the data cannot be downloaded, are damaged, or are not MNIST's own.
    """
    if data not in (None, *SOURCES):
        raise LabError(f"unknown data set {data!r}; take one of {', '.join(SOURCES)}")
    options = dict(one_hot=one_hot, dtype=numpy.float32, reshape=True, seed=seed)
    if data != "digits":
        directory = Path(data_dir or default_directory())
        try:
            arrays = _read_files(directory)
        except download.DownloadError as error:
            named = data_dir or os.environ.get("LAB10_DATA_DIR")
            if data or named and isinstance(error, download.ForbiddenError):
                raise
            print(f"lab10: no MNIST: {error.problem}.\nlab10: GOING ON WITH SCIKIT-LEARN'S DIGITS (1,797 images): "
                  "accuracies will not be MNIST's.", file=sys.stderr, flush=True)
        else:
            foreign = _foreign(arrays)
            if foreign:
                raise LabError(f"{foreign[0]}: in good form, but not MNIST's own data (another SHA-256); "
                               "give another --data-dir, or delete the file to download MNIST's")
            if data != "validation":
                return _split("mnist", *arrays.values(), validation_size=validation_size, **options)
            sets = _split("mnist", *arrays.values(), validation_size=HELD_OUT, **options)
            sets.validation.name = data
            return sets._replace(test=sets.validation)
    arrays = digits.read()
    held_out = validation_size * len(arrays[0]) // 60000
    return _split("digits", *arrays, validation_size=held_out, **options)


def default_directory():
    """The directory of MNIST: $LAB10_DATA_DIR, or data/mnist in this checkout, or else in the working directory."""
    return Path(os.environ.get("LAB10_DATA_DIR") or (files.checkout() or Path()) / "data" / "mnist")


def dense_to_one_hot(labels_dense, num_classes=10):
    """Turn labels, integer [n], into one-hot float64 [n, num_classes]."""
    return numpy.eye(num_classes)[labels_dense]


def _read_files(directory, mirrors=None):
    """Return {path: uint8 array} in the order of download.SHA256. LabError for files that are wrong."""
    arrays = {}
    for name in download.SHA256:
        path = download.fetch(name, directory, mirrors)
        if "images" in name:
            arrays[path] = images = idx.read_images(path)
            if images.shape[1:] != (28, 28):
                raise idx.IdxError(path, f"images of {images.shape[1]}x{images.shape[2]} where MNIST has 28x28")
        else:
            arrays[path] = labels = idx.read_labels(path)
            if len(labels) != len(images):
                raise idx.IdxError(path, f"{len(labels)} labels for the {len(images)} images beside it")
            if labels.max(initial=0) > 9:
                raise idx.IdxError(path, f"a label {labels.max()} where labels go from 0 to 9")
    return arrays


def _foreign(arrays):
    """The paths of the files whose contents are not MNIST's."""
    return [path for (path, array), sha256 in zip(arrays.items(), PIXELS_SHA256.values(), strict=True)
            if hashlib.sha256(array).hexdigest() != sha256]


def _split(name, train_images, train_labels, test_images, test_labels, one_hot, dtype, reshape, validation_size, seed):
    if not 0 <= validation_size <= len(train_images):
        raise ValueError(f"Validation size should be between 0 and {len(train_images)}. Received: {validation_size}.")
    if one_hot:
        train_labels, test_labels = dense_to_one_hot(train_labels), dense_to_one_hot(test_labels)
    generator = _generator(seed)  # one for the three, as the original's sets shared NumPy's global one

    def data_set(images, labels):
        return DataSet(images[..., numpy.newaxis], labels, one_hot=one_hot, dtype=dtype, reshape=reshape,
                       name=name, generator=generator)
    return Datasets(
        train=data_set(train_images[validation_size:], train_labels[validation_size:]),
        validation=data_set(train_images[:validation_size], train_labels[:validation_size]),
        test=data_set(test_images, test_labels),
    )
