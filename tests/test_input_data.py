"""The loader: the contract of TF1's input_data, and its batch order."""
import hashlib
import subprocess
import sys

import numpy
import pytest
import tensorflow.compat.v1 as tf

from lab10 import input_data


def order_of_the_original(seed, n, batch_size, batches):
    """Which images TF1's DataSet serves, written as it was written there: arrays shuffled again and again."""
    numpy.random.seed(seed)
    images = numpy.arange(n)
    permutation = numpy.arange(n)
    numpy.random.shuffle(permutation)
    images = images[permutation]
    start, served = 0, []
    for _ in range(batches):
        if start + batch_size > n:
            rest = images[start:]
            permutation = numpy.arange(n)
            numpy.random.shuffle(permutation)
            images = images[permutation]
            start = batch_size - len(rest)
            served.append(numpy.concatenate((rest, images[:start])))
        else:
            served.append(images[start:start + batch_size])
            start += batch_size
    return served


@pytest.mark.parametrize("batch_size", [100, 128])
def test_batch_order_of_three_epochs(mnist_dir, batch_size):
    mnist = input_data.read_data_sets(mnist_dir, one_hot=True, seed=777)
    stored_images, stored_labels = mnist.train.images, mnist.train.labels
    expected = order_of_the_original(777, 55000, batch_size, 3 * 55000 // batch_size + 2)
    for indices in expected:
        images, labels = mnist.train.next_batch(batch_size)
        assert numpy.array_equal(images, stored_images[indices])
        assert numpy.array_equal(labels, stored_labels[indices])
    assert mnist.train.epochs_completed == 3


# SHA-256 of images and labels of 3 epochs and 5 batches, then of 200 validation batches of 70, as
# TensorFlow 1.14.0 itself (Python 3.7, NumPy 1.16.6) served them after tf.set_random_seed(777)
SERVED_BY_TF_1_14 = {
    100: "852688f02ad99cdb979d8a983c03c84c979f503aaf28a76203ca29cc4df7fa47",
    128: "dca742b0e96314c6c37fedbcfa8349f2b8c6cd0ecf1ff54e2bc33477cb948136",
}


@pytest.mark.parametrize("batch_size", SERVED_BY_TF_1_14)
def test_same_bytes_as_tf_1_14(mnist_dir, batch_size):
    with tf.Graph().as_default():
        tf.set_random_seed(777)
        mnist = input_data.read_data_sets(mnist_dir, one_hot=True)
    served = hashlib.sha256()
    batches = [(mnist.train, batch_size)] * (3 * (55000 // batch_size) + 5) + [(mnist.validation, 70)] * 200
    for data_set, size in batches:
        for array in data_set.next_batch(size):
            served.update(array.tobytes())
    assert served.hexdigest() == SERVED_BY_TF_1_14[batch_size]


def test_carry_over_serves_every_image_once_an_epoch(small_mnist):
    train = input_data.read_data_sets(small_mnist, validation_size=0, seed=1).train
    served = numpy.concatenate([train.next_indices(7) for _ in range(60)])  # seven epochs of 60
    for epoch in served.reshape(7, 60):
        assert sorted(epoch) == list(range(60))
    assert not numpy.array_equal(served[:60], served[60:120])
    assert train.epochs_completed == 6  # the seventh is over when the next batch begins, as in the original


def test_without_shuffle(small_mnist):
    train = input_data.read_data_sets(small_mnist, validation_size=0).train
    served = [train.next_indices(25, shuffle=False) for _ in range(3)]
    assert numpy.array_equal(numpy.concatenate(served), numpy.arange(75) % 60)


def test_the_three_sets_share_one_stream(small_mnist):
    """As in the original, where all drew on NumPy's global generator: a validation batch moves on the training's."""
    alone, beside = (input_data.read_data_sets(small_mnist, validation_size=20, seed=5) for _ in range(2))
    beside.validation.next_batch(5)
    assert not numpy.array_equal(alone.train.next_indices(40), beside.train.next_indices(40))


def test_the_global_generator_is_left_alone(small_mnist):
    numpy.random.seed(3)
    expected = numpy.random.RandomState(3).randint(1000)
    input_data.read_data_sets(small_mnist, validation_size=0, seed=777).train.next_batch(50)
    assert numpy.random.randint(1000) == expected


def test_seed_of_the_graph_is_read_and_not_used_up(small_mnist):
    def weights(read):
        with tf.Graph().as_default(), tf.Session() as sess:
            tf.set_random_seed(777)
            train = input_data.read_data_sets(small_mnist, validation_size=0).train if read else None
            return sess.run(tf.random_normal([4])), train
    without, _ = weights(read=False)
    beside, train = weights(read=True)
    assert numpy.array_equal(without, beside)
    assert numpy.array_equal(train.next_indices(60), order_of_the_original(777, 60, 60, 1)[0])


def test_seed_repeats_and_another_does_not(small_mnist):
    def first(seed):
        return input_data.read_data_sets(small_mnist, validation_size=0, seed=seed).train.next_indices(60).tolist()
    assert first(1) == first(1)
    assert first(1) != first(2)


def test_sizes_types_and_values(small_mnist):
    train, validation, test = input_data.read_data_sets(small_mnist, one_hot=True, validation_size=10)
    assert (train.num_examples, validation.num_examples, test.num_examples) == (50, 10, 20)
    assert train.images.shape == (50, 784) and train.images.dtype == numpy.float32
    assert train.images.min() == 0 and train.images.max() == 1
    assert train.labels.shape == (50, 10) and train.labels.dtype == numpy.float64
    assert (train.labels.sum(axis=1) == 1).all()
    whole = input_data.read_data_sets(small_mnist, one_hot=True, validation_size=0).train
    assert numpy.array_equal(validation.images, whole.images[:10])  # the first are held out
    assert numpy.array_equal(train.labels, whole.labels[10:])
    images, labels = train.next_batch(8)
    assert images.shape == (8, 784) and images.dtype == numpy.float32 and labels.shape == (8, 10)


def test_options(small_mnist):
    train = input_data.read_data_sets(small_mnist, dtype=tf.uint8, reshape=False, validation_size=0).train
    assert train.images.shape == (60, 28, 28, 1) and train.images.dtype == numpy.uint8 and train.images.max() == 255
    assert train.labels.shape == (60,) and train.labels.dtype == numpy.uint8
    scaled = input_data.read_data_sets(small_mnist, validation_size=0).train
    expected = numpy.multiply(train.images.reshape(60, 784).astype(numpy.float32), 1.0 / 255.0)
    assert numpy.array_equal(scaled.images, expected)


def test_fake_data(tmp_path):
    train = input_data.read_data_sets(tmp_path / "nowhere", fake_data=True, one_hot=True).train
    images, labels = train.next_batch(3, fake_data=True)
    assert train.num_examples == 10000 and len(train.images) == 0
    assert images == [[1] * 784] * 3 and labels == [[1] + [0] * 9] * 3


def test_errors_of_the_contract(small_mnist):
    with pytest.raises(TypeError, match="Invalid image dtype"):
        input_data.read_data_sets(small_mnist, dtype=tf.int32, validation_size=0)
    for size in (-1, 61):
        with pytest.raises(ValueError, match="Validation size should be between 0 and 60"):
            input_data.read_data_sets(small_mnist, validation_size=size)
    with pytest.raises(AssertionError, match="images.shape"):
        input_data.DataSet(numpy.zeros((2, 28, 28, 1), numpy.uint8), numpy.zeros(3))


def test_batches_are_not_views_of_the_stored_images(small_mnist):
    train = input_data.read_data_sets(small_mnist, dtype=numpy.uint8, validation_size=0).train
    images, _ = train.next_batch(60, shuffle=False)
    images[:] = 0
    assert train.images.any()
    with pytest.raises(ValueError, match="read-only"):
        train.images[0] = 0


def test_seeds_beyond_tensorflows_begin_again(small_mnist):
    """As tf.set_random_seed takes them: NumPy's generator takes none above 2**32."""
    def batch(seed):
        return input_data.read_data_sets(small_mnist, validation_size=0, seed=seed).train.next_indices(20).tolist()
    assert batch(2**31 - 1 + 5) == batch(5) != batch(6)
    assert batch(2**40) == batch(2**40 % (2**31 - 1))


def test_importing_reads_nothing_and_lists_without_tensorflow():
    check = "import lab10, lab10.__main__, lab10.input_data, sys; assert 'tensorflow' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)


def test_sets_of_a_fresh_interpreter_need_no_tensorflow(small_mnist):
    """The loader alone is NumPy."""
    check = "from lab10 import input_data; import sys; input_data.read_data_sets(sys.argv[1], validation_size=0)" \
            ".train.next_batch(5); assert 'tensorflow' not in sys.modules"
    subprocess.run([sys.executable, "-c", check, small_mnist], check=True)
