"""MNIST, and sets of its form, as the TensorFlow 1 tutorials served it: `read_data_sets`, `DataSet.next_batch`.

From tensorflow/contrib/learn/python/learn/datasets/mnist.py of TensorFlow 1.14, whose batch order it replays.
"""
import hashlib
import os
import sys
from collections import namedtuple
from functools import cached_property
from pathlib import Path

import numpy

from lab10.mnist import digits, download, idx, sets
from lab10.terminal import files
from lab10.terminal.errors import LabError

VALIDATION = {"validation": sets.MNIST, "fashion-validation": sets.FASHION}  # with held-out images for test images
FILES = "files"  # whatever is in --data-dir
SOURCES = ("mnist", "fashion", "digits", FILES, *VALIDATION)
HELD_OUT = 5000  # images for VALIDATION
SCALE = numpy.float32(1.0 / 255.0)
SEED_MODULUS = 2**31 - 1  # TensorFlow's

Datasets = namedtuple("Datasets", ["train", "validation", "test"])


class DataSet:
    """Images, their labels, and an endless stream of shuffled batches of them.

    The images are stored once, as uint8. A batch is gathered by index, and scaled when it is served.
    """

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True,
                 seed=None, *, name=None, generator=None, kinds=sets.DIGITS):
        """images: uint8 [n, rows, columns, 1]. labels: [n] or one-hot [n, 10]. dtype: float32, which scales
        [0, 255] to [0, 1], or uint8, which does not; NumPy's or TensorFlow's. reshape: serve [n, rows * columns].
        seed: seed of the batch order; None takes the default graph's seed. name: the data set's name in reports.
        generator: a numpy.random.RandomState to share with other data sets, instead of the seed. kinds: the words for
        the labels 0 to 9.

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
        self.kinds = kinds
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
        """All images in stored order: float32 [n, 784] in [0, 1], unless dtype or reshape say otherwise. Read-only."""
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
        """Move on by one batch, as `next_batch` does, but return only the examples' indices: int32 [batch_size]."""
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
    """The legacy NumPy generator of the original loader, seeded with `seed` or with the default graph's seed."""
    if seed is None and "tensorflow" in sys.modules:  # if it is not imported, no graph has a seed
        # not by tf.get_seed, which counts its calls: weights that are drawn later would change
        seed = sys.modules["tensorflow"].compat.v1.get_default_graph().seed
    return numpy.random.RandomState(None if seed is None else seed % SEED_MODULUS)


def read_data_sets(train_dir, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True,
                   validation_size=5000, seed=None, source_url=None):
    """Read MNIST from `train_dir`, downloading the files that are missing, and return Datasets(train, validation,
    test).

    The first `validation_size` of the 60,000 training images are held out. `source_url` replaces the usual mirrors. The
    files that it serves must have MNIST's checksums, or those of Fashion-MNIST if it is that set's address or mirror.
    Well-formed files that are already in `train_dir` are used, whether they are MNIST's or other files in its format.
    The other arguments are those of DataSet.

    Raises LabError (see lab10.terminal.errors) for files that are damaged or cannot be downloaded, ValueError for a
    `validation_size` out of range, TypeError for another dtype.
    """
    if fake_data:
        return Datasets(*(DataSet(None, None, fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed)
                          for _ in Datasets._fields))
    mirrors = (source_url,) if source_url else None
    known = next((known for known in sets.KNOWN.values() if source_url in (known.address, *known.mirrors)), sets.MNIST)
    arrays = _read_files(train_dir, known, mirrors)
    whose = _whose(arrays)
    name, kinds = (whose.name, whose.kinds) if whose else (Path(train_dir).name, sets.DIGITS)
    return _split(name, *arrays.values(), one_hot, dtype, reshape, validation_size, seed, kinds)


def load(data=None, data_dir=None, one_hot=True, validation_size=5000, seed=None):
    """Return the Datasets for a run of the lab.

    data: one of SOURCES, or None. "mnist", "fashion" (Fashion-MNIST) and "digits" take this set and no other. None
    takes MNIST; if MNIST cannot be downloaded, it takes scikit-learn's digits and says so on standard error. "files"
    takes the four files in `data_dir`, unchecked, and says so; the set's name then contains a digest of the files'
    contents. "validation" is for choosing settings: it is MNIST with the first 5,000 training images held out, whatever
    `validation_size` says, and tests on these in place of the test images. "fashion-validation" does the same with
    Fashion-MNIST.
    data_dir: where the set is, or where to store it (None: `default_directory(data)`).
    validation_size: how many of 60,000 training images to hold out; for the digits and for "files", the same share.
    Raises LabError if the data cannot be downloaded, are damaged, or are not the set's own.
    """
    if data not in (None, *SOURCES):
        raise LabError(f"unknown data set {data!r}; take one of {', '.join(SOURCES)}")
    options = dict(one_hot=one_hot, dtype=numpy.float32, reshape=True, seed=seed)
    if data == FILES:
        name, arrays = _read_unchecked(data_dir)
        return _split(name, *arrays, validation_size=_share(validation_size, arrays), **options)
    if data != "digits":
        known = known_set(data)
        directory = Path(data_dir or default_directory(data))
        try:
            arrays = _read_files(directory, known)
        except download.DownloadError as error:
            named = data_dir or os.environ.get(known.variable)
            if data or named and isinstance(error, download.ForbiddenError):
                raise
            print(f"lab10: no MNIST: {error.problem}.\nlab10: GOING ON WITH SCIKIT-LEARN'S DIGITS (1,797 images): "
                  "accuracies will not be MNIST's.", file=sys.stderr, flush=True)
        else:
            _check_own(directory, arrays, known, data in VALIDATION)
            if data not in VALIDATION:
                return _split(known.name, *arrays.values(), validation_size=validation_size, kinds=known.kinds,
                              **options)
            split = _split(known.name, *arrays.values(), validation_size=HELD_OUT, kinds=known.kinds, **options)
            split.validation.name = data
            return split._replace(test=split.validation)
    arrays = digits.read()
    return _split("digits", *arrays, validation_size=_share(validation_size, arrays), **options)


def known_set(data):
    """Return the sets.Known for `data`, one of SOURCES or None; None if `data` asks for another set."""
    return sets.MNIST if data is None else VALIDATION.get(data) or sets.KNOWN.get(data)


def asked_for(name):
    """Return the value of SOURCES that gives a data set with this name."""
    return name.partition(":")[0]


def default_directory(data=None):
    """The directory of MNIST: $LAB10_DATA_DIR, otherwise data/mnist in this checkout or in the working directory.

    If `data` asks for Fashion-MNIST: $LAB10_FASHION_DIR, otherwise data/fashion.
    """
    known = known_set(data) or sets.MNIST
    return Path(os.environ.get(known.variable) or (files.checkout() or Path()) / "data" / known.name)


def dense_to_one_hot(labels_dense, num_classes=10):
    """Turn labels, integer [n], into one-hot float64 [n, num_classes]."""
    return numpy.eye(num_classes)[labels_dense]


def _read_files(directory, known, mirrors=None):
    """Return {path: uint8 array} of the four files in their order; download what is missing. LabError for wrong
    files."""
    return _read(download.fetch(name, directory, mirrors, known) for name in sets.FILES)


def _read_unchecked(directory):
    """Return (the set's name, [uint8 array]) of the files in `directory`, whichever set they are."""
    if not directory:
        raise LabError(f"--data {FILES} reads the four files in a directory; name it by --data-dir")
    directory = Path(directory)
    missing = [name for name in sets.FILES if not download.here(name, directory)]
    if missing:
        raise LabError(f"{directory}: no {missing[0]}; --data {FILES} reads four files with MNIST's names")
    try:
        arrays = _read(download.here(name, directory) for name in sets.FILES)
    except idx.IdxError as error:
        raise idx.IdxError(error.path, error.problem, "repair it, or give another --data-dir") from error
    whose = _whose(arrays)
    if whose:
        raise LabError(f"{directory}: these are {whose.title}'s files; use --data {whose.name}")
    for path, array in arrays.items():
        if not len(array):
            raise LabError(f"{path}: is empty; give another --data-dir")
    contents = hashlib.sha256()
    for array in arrays.values():
        contents.update(str(array.shape).encode())
        contents.update(array)
    name = f"{FILES}:{contents.hexdigest()[:8]}"
    images, _, tested, _ = arrays.values()
    print(f"lab10: {directory}: {len(images):,} training and {len(tested):,} test images, unchecked, as {name}",
          file=sys.stderr, flush=True)
    return name, list(arrays.values())


def _read(paths):
    """Return {path: uint8 array} of four files: training images and labels, test images and labels."""
    arrays = {}
    good = "give another --data-dir, or delete the file to download a good one"  # it may be sound, but another's
    for path in paths:
        if "images" in path.name:
            arrays[path] = images = idx.read_images(path)
            if images.shape[1:] != (28, 28):
                raise idx.IdxError(path, f"images of {images.shape[1]}x{images.shape[2]}, not 28x28", good)
        else:
            arrays[path] = labels = idx.read_labels(path)
            if len(labels) != len(images):
                raise idx.IdxError(path, f"{len(labels)} labels for the {len(images)} images beside it", good)
            if labels.max(initial=0) > 9:
                raise idx.IdxError(path, f"a label {labels.max()}, but labels are 0 to 9", good)
    return arrays


def _share(validation_size, arrays):
    """Return how many training images to hold out, if it is `validation_size` of 60,000."""
    return validation_size * len(arrays[0]) // 60000


def _foreign(arrays, known):
    """The paths of the files whose contents are not those of a known set. arrays: {path: uint8 array}."""
    return [path for (path, array), sha256 in zip(arrays.items(), known.pixels.values(), strict=True)
            if hashlib.sha256(array).hexdigest() != sha256]


def _whose(arrays):
    """The known set that has these contents, or None."""
    return next((known for known in sets.KNOWN.values() if not _foreign(arrays, known)), None)


def _check_own(directory, arrays, known, validates):
    """Raise LabError if the files in `directory` are not those of the known set that was asked for."""
    foreign = _foreign(arrays, known)
    if not foreign:
        return
    for other in sets.KNOWN.values():
        theirs = [path for path in foreign if path not in _foreign(arrays, other)]
        if len(theirs) == len(arrays):
            name = next(name for name, one in VALIDATION.items() if one is other) if validates else other.name
            raise LabError(f"{directory}: these are {other.title}'s files, not {known.title}'s; use --data {name}, or "
                           "give another --data-dir")
        if theirs:
            raise LabError(f"{theirs[0]}: {other.title}'s, not {known.title}'s; give another --data-dir, or delete the "
                           f"file to download {known.title}'s")
    raise LabError(f"{foreign[0]}: well-formed, but not {known.title}'s own data (another SHA-256); give another "
                   f"--data-dir, or delete the file to download {known.title}'s")


def _split(name, train_images, train_labels, test_images, test_labels, one_hot, dtype, reshape, validation_size, seed,
           kinds=sets.DIGITS):
    if not 0 <= validation_size <= len(train_images):
        raise ValueError(f"Validation size should be between 0 and {len(train_images)}. Received: {validation_size}.")
    if one_hot:
        train_labels, test_labels = dense_to_one_hot(train_labels), dense_to_one_hot(test_labels)
    generator = _generator(seed)  # one for the three, as the original's sets shared NumPy's global one

    def data_set(images, labels):
        return DataSet(images[..., numpy.newaxis], labels, one_hot=one_hot, dtype=dtype, reshape=reshape,
                       name=name, generator=generator, kinds=kinds)
    return Datasets(
        train=data_set(train_images[validation_size:], train_labels[validation_size:]),
        validation=data_set(train_images[:validation_size], train_labels[:validation_size]),
        test=data_set(test_images, test_labels),
    )
