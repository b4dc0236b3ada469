"""What TensorFlow 1 offered for MNIST: its loader and its tutorial's network.

After tensorflow/contrib/learn/python/learn/datasets/mnist.py and tensorflow/examples/tutorials/mnist/mnist.py of
TensorFlow 1.14. The loader looks where the script says, then where lab10 keeps MNIST; only then it downloads.
"""
import http.client
import math
import os
import shutil
import urllib.request
from collections import namedtuple
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import numpy

from lab10 import input_data
from lab10.mnist import download, idx, sets
from lab10.terminal import files
from lab10.terminal.errors import LabError
from lab10.tf1 import old_addresses, private
from lab10.input_data import Datasets, dense_to_one_hot  # noqa: F401  (served from here)

DEFAULT_SOURCE_URL = sets.MNIST.mirrors[0]
SOURCE_URL = DEFAULT_SOURCE_URL
NUM_CLASSES = 10
IMAGE_SIZE = 28
IMAGE_PIXELS = IMAGE_SIZE * IMAGE_SIZE

Dataset = namedtuple("Dataset", ["data", "target"])


class DataSet(input_data.DataSet):
    """The original's DataSet, with the fields that scripts read, write and replace: _images (scaled, unlike
    `stored_images`), _labels and _num_examples. If a script writes into `images` or `labels`, the batches change too.

    Like the original, it seeds NumPy's global generator and shuffles with it. So a script that seeds this generator
    afterwards decides the batches, and a script that seeds TensorFlow before decides its own NumPy draws too.
    """

    def __init__(self, images, labels, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True, seed=None):
        super().__init__(images, labels, fake_data, one_hot, dtype, reshape, generator=numpy.random)
        _seed_numpy(seed)

    @cached_property
    def _images(self):
        return super().serve(slice(None))

    @property
    def images(self):
        return self._images

    def serve(self, examples):
        return self._images[examples] if "_images" in vars(self) else super().serve(examples)

    def next_indices(self, batch_size, shuffle=True):
        if len(self._order) != self._num_examples:  # the script has put others in their place
            self._order = numpy.arange(self._num_examples)
        return super().next_indices(batch_size, shuffle)


def read_data_sets(train_dir, fake_data=False, one_hot=False, dtype=numpy.float32, reshape=True,
                   validation_size=5000, seed=None, source_url=None):
    """Serve input_data.read_data_sets from `train_dir`; if that has no MNIST, from lab10's own data directory.

    If neither has it, it is downloaded into `train_dir`. With its `source_url`, Fashion-MNIST is served in the same
    way. From any other `source_url`, files with MNIST's names are downloaded unchecked. Raises LabError if this fails.
    """
    directory, known = train_dir, sets.MNIST
    if source_url and not source_url.rstrip("/").endswith("/mnist"):
        known = old_addresses.set_at(source_url)
    if known is None and not fake_data:
        for name in sets.FILES:
            if not Path(train_dir, name).with_suffix("").exists():
                maybe_download(name, train_dir, f"{source_url.rstrip('/')}/{name}")
    try:
        if known is not None and not fake_data:
            directory = find(train_dir, known)
            for name in sets.FILES:
                download.fetch(name, directory, known=known)
        data_sets = input_data.read_data_sets(directory, fake_data, one_hot, dtype, reshape, validation_size, seed)
    except download.DownloadError as error:
        raise LabError(f"no {known.title}: {error.problem}; connect, or put the four {known.title} files there or into "
                       f"{input_data.default_directory(known.name)}") from error
    for data_set in data_sets:
        data_set.__class__ = DataSet
        data_set._generator = numpy.random
    _seed_numpy(seed)
    return data_sets


def _seed_numpy(seed):
    """Seed NumPy's global generator with `seed`, otherwise with TensorFlow's seed; if there is none either, at
    random."""
    if seed is None:
        import tensorflow.compat.v1 as tf
        seed = private.used("eager.context").global_seed() if tf.executing_eagerly() else tf.get_default_graph().seed
    numpy.random.seed(None if seed is None else seed % input_data.SEED_MODULUS)


def load_mnist(train_dir="MNIST-data"):
    """read_data_sets with the defaults of tf.contrib.learn."""
    return read_data_sets(train_dir)


def load_dataset(name, size="small", test_with_fake_data=False):
    """tf.contrib.learn.datasets.load_dataset; only MNIST is available here."""
    if name != "mnist":
        raise LabError(f"tf.contrib.learn.datasets.load_dataset({name!r}): lab10.tf1 serves only 'mnist'; "
                       "sklearn.datasets has others")
    return load_mnist()


def load_iris(data_path=None):
    """The 150 irises: a Dataset of data, float64 [150, 4], and target, int [150]."""
    from sklearn import datasets
    iris = datasets.load_iris()
    return Dataset(iris.data, iris.target)


def load_csv_with_header(filename, target_dtype, features_dtype, target_column=-1):
    """Read a file whose first line begins with its numbers of lines and of features: a Dataset."""
    with open(filename, encoding="utf-8") as file:
        file.readline()
        return load_csv_without_header(file, target_dtype, features_dtype, target_column)


def load_csv_without_header(filename, target_dtype, features_dtype, target_column=-1):
    """The same for a file, or its name, that begins with the first example."""
    rows = numpy.loadtxt(filename, delimiter=",", dtype=str, ndmin=2)
    target = rows[:, target_column].astype(target_dtype)
    return Dataset(numpy.delete(rows, target_column, axis=1).astype(features_dtype), target)


def load_data(path="mnist.npz"):
    """tf.keras.datasets.mnist.load_data, from lab10's files: ((images, labels), (images, labels)), all uint8.

    path: where Keras would keep its own file; not used.
    """
    directory = input_data.default_directory()
    data = []
    for name in sets.FILES:
        file = download.fetch(name, directory)
        data.append(idx.read_images(file) if "images" in name else idx.read_labels(file))
    return (data[0], data[1]), (data[2], data[3])


def maybe_download(filename, work_directory, source_url):
    """Return the path of `filename` in `work_directory`. If it is missing and one of MNIST's or Fashion-MNIST's files,
    return lab10's.

    Any other file is downloaded from where the script says, unchecked, and moved into place.
    """
    path = Path(work_directory, filename)
    if path.exists():
        return str(path)
    file = old_addresses.file_of(source_url)
    if filename in sets.FILES and (file or source_url.endswith(f"/mnist/{filename}")):  # else of a set with these names
        return str(old_addresses.fetch(file or filename))
    try:
        with urllib.request.urlopen(source_url, timeout=download.TIMEOUT) as stream:
            content = stream.read()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise LabError(f"{filename} is not in {work_directory} and could not be downloaded ({source_url}: {error}); "
                       "put it there yourself") from error
    files.make_directory(work_directory)
    with files.replacing(path) as temporary:
        temporary.write_bytes(content)
    return str(path)


def extract_images(f):
    """Read a file object of images: uint8 [n, 28, 28, 1]."""
    return idx.read_images(f.name)[..., numpy.newaxis]


def extract_labels(f, one_hot=False, num_classes=10):
    """Read a file object of labels: uint8 [n], or one-hot."""
    labels = idx.read_labels(f.name)
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def find(directory, known=sets.MNIST):
    """Return the directory whose files to read: `directory` if it has any; otherwise lab10's own for this known set, if
    that has all four.

    The original downloaded files that were missing in `directory`. This copies them there, as far as lab10 has them.
    """
    own = input_data.default_directory(known.name)
    theirs, ours = ({name: file for name in sets.FILES
                     for file in (Path(place, name).with_suffix(""), Path(place, name)) if file.exists()}
                    for place in (directory, own))
    if not theirs:
        with suppress(OSError):  # the original made it, and scripts write into it
            os.makedirs(directory, exist_ok=True)
        return own if len(ours) == len(sets.FILES) else directory
    for name in ours.keys() - theirs.keys():
        with files.replacing(Path(directory, ours[name].name)) as temporary:
            shutil.copyfile(ours[name], temporary)
    return directory


def inference(images, hidden1_units, hidden2_units):
    """Build the tutorial's network of two hidden layers on `images`, float [n, 784]; return its logits [n, 10]."""
    import tensorflow.compat.v1 as tf

    def layer(name, inputs, size_in, size_out):
        with tf.name_scope(name):
            weights = tf.Variable(tf.truncated_normal([size_in, size_out], stddev=1 / math.sqrt(size_in)),
                                  name="weights")
            biases = tf.Variable(tf.zeros([size_out]), name="biases")
            return tf.matmul(inputs, weights) + biases
    hidden1 = tf.nn.relu(layer("hidden1", images, IMAGE_PIXELS, hidden1_units))
    hidden2 = tf.nn.relu(layer("hidden2", hidden1, hidden1_units, hidden2_units))
    return layer("softmax_linear", hidden2, hidden2_units, NUM_CLASSES)


def loss(logits, labels):
    """Return the mean cross entropy of `logits` against `labels`, integer [n]."""
    import tensorflow.compat.v1 as tf
    return tf.losses.sparse_softmax_cross_entropy(labels=tf.cast(labels, tf.int64), logits=logits)


def training(loss, learning_rate):
    """Return the operation that makes one step of gradient descent and counts it; `loss` gets a summary."""
    import tensorflow.compat.v1 as tf
    tf.summary.scalar("loss", loss)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    return tf.train.GradientDescentOptimizer(learning_rate).minimize(loss, global_step=global_step)


def evaluation(logits, labels):
    """Return how many of `logits` have their largest value at `labels`: int32 scalar."""
    import tensorflow.compat.v1 as tf
    return tf.reduce_sum(tf.cast(tf.nn.in_top_k(predictions=logits, targets=labels, k=1), tf.int32))
