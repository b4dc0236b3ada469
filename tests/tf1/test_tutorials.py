"""The tutorials' loader of MNIST, as scripts use it."""
import ast
from pathlib import Path

import numpy
import pytest

from conftest import idx_bytes
from tf1.runs import TEST, write
from lab10.mnist.sets import FILES
from lab10.tf1 import tutorials
from lab10.terminal.errors import LabError


def test_without_mnist_and_a_network(run_tf1, tmp_path):
    code = "from tensorflow.examples.tutorials.mnist import input_data\n\ninput_data.read_data_sets('MNIST_data/')"
    result = run_tf1(write(tmp_path / "script.py", code), LAB10_DATA_DIR=str(tmp_path / "none"),
                     HTTPS_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9", NO_PROXY="", no_proxy="")
    assert result.status == 2 and result.err.count("\n") == 1, result.err
    assert result.err.startswith("lab10: no MNIST: train-images-idx3-ubyte.gz is not in MNIST_data")
    assert "script.py, line 3" in result.err


@pytest.mark.parametrize("ours", [0, 1, 3, 4])
def test_lab10s_own_are_read_where_all_four_are_there(tmp_path, monkeypatch, ours):
    """Else what is missing would be downloaded into lab10's own folder, and not where the script says."""
    own, theirs = tmp_path / "own", tmp_path / "MNIST_data"
    own.mkdir()
    for name in FILES[:ours]:
        (own / name).touch()
    monkeypatch.setenv("LAB10_DATA_DIR", str(own))
    assert Path(tutorials.find(str(theirs))) == (own if ours == 4 else theirs)
    assert theirs.is_dir() and not list(theirs.iterdir())


def test_files_beside_the_script_come_first(run_tf1, tmp_path, made_arrays):
    directory = tmp_path / "MNIST_data"
    directory.mkdir()
    for name, array in made_arrays.items():
        array = numpy.repeat(array[:50], 120, axis=0) if "train" in name else array[:7]
        (directory / name).with_suffix("").write_bytes(idx_bytes(array))
    result = run_tf1("-c", """
from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets
import input_data
for path in "MNIST_data", "elsewhere":
    for read in read_data_sets, input_data.read_data_sets:
        mnist = read(path, one_hot=True)
        print(mnist.train.num_examples, mnist.validation.labels.shape, mnist.test.images.shape)
""")
    assert result.out == "1000 (5000, 10) (7, 784)\n" * 2 + "1000 (5000, 10) (100, 784)\n" * 2, result.err


@pytest.mark.parametrize("there", [[0], [1, 2], [0, 1, 2]])
def test_files_beside_the_script_are_completed(run_tf1, tmp_path, made_arrays, made_mnist, there):
    """As the original did: what is there is used, what is missing is fetched. Here lab10 has it."""
    directory = tmp_path / "MNIST_data"
    directory.mkdir()
    for place in there:
        name, array = list(made_arrays.items())[place]
        (directory / name).with_suffix("").write_bytes(idx_bytes(255 - array if "images" in name else 9 - array))
    result = run_tf1("-c", """
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets("MNIST_data", validation_size=0)
print([(data.images[0, 0], data.labels[0]) for data in (mnist.train, mnist.test)])
""")
    seen = [array[0] if "labels" in name else array[0, 0, 0] / numpy.float32(255)
            for name, array in made_arrays.items()]
    train_image, train_label, test_image, test_label = (
        (1 if place % 2 == 0 else 9) - value if place in there else value for place, value in enumerate(seen))
    expected = numpy.array([(train_image, train_label), (test_image, test_label)])
    assert numpy.allclose(ast.literal_eval(result.out), expected, atol=1e-6), result
    assert len(list(directory.iterdir())) == len(list(made_mnist.iterdir())) == 4


@pytest.mark.parametrize("seeds", [
    "mnist = read()\nnp.random.seed(0)",
    "tf.set_random_seed(777)\nmnist = read()",
    "tf.enable_eager_execution()\ntf.set_random_seed(1)\nmnist = read()",
    "mnist = read(seed=5)",
])
def test_what_a_script_seeds_repeats(run_tf1, seeds):
    """The original's sets seeded NumPy's global generator, and drew from it."""
    code = f"""
import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
np.random.seed()  # as of a process of its own: forks share their parent's state
def read(**more):
    return input_data.read_data_sets("MNIST_data", validation_size=0, **more)
{seeds}
print(np.random.randint(10 ** 9), mnist.train.next_batch(3)[0].sum(), np.random.randint(10 ** 9))
"""
    one, other = run_tf1("-c", code), run_tf1("-c", code)
    assert one.out == other.out and one.out.count(" ") == 2, one.err


def test_a_data_set_is_not_seeded_by_itself(run_tf1):
    code = """
import numpy as np
from tensorflow.examples.tutorials.mnist import input_data
np.random.seed(0)
mnist = input_data.read_data_sets("MNIST_data")
print(np.random.randint(10 ** 9))
"""
    assert run_tf1("-c", code).out != run_tf1("-c", code).out


def test_what_scripts_do_to_a_data_set(run_tf1):
    """They read, write into and replace its fields."""
    result = run_tf1("-c", """
import numpy as np
from tensorflow.contrib.learn.python.learn.datasets import base
from tensorflow.contrib.learn.python.learn.datasets.mnist import DataSet, read_data_sets
mnist = read_data_sets("MNIST_data", one_hot=True)
train = mnist.train
first = train.next_batch(5)[0]
print(isinstance(mnist, base.Datasets), isinstance(train, DataSet), train._images is train.images, first.dtype)
train.images[:] = 7
print(train.next_batch(5)[0].mean())
train._images, train._labels, train._num_examples = np.repeat(np.arange(40.0), 3).reshape(40, 3), np.arange(40), 40
for i in range(5):
    images, labels = train.next_batch(15)
    assert (images[:, 0] == labels).all(), labels
print(train.images.shape, train.epochs_completed)
print(DataSet(np.full([5, 2], 0.5), np.arange(5), reshape=False, dtype=np.uint8).next_batch(2)[0])
""")
    assert result.out == ("True True True float32\n7.0\n(40, 3) 2\n[[0.5 0.5]\n [0.5 0.5]]\n"), result.err


def test_maybe_download(tmp_path, monkeypatch):
    """As copies of the loader call it; Fashion-MNIST's files have MNIST's names."""
    monkeypatch.setenv("LAB10_DATA_DIR", str(tmp_path / "ours"))
    for directory in "ours", "theirs", "web":
        (tmp_path / directory).mkdir()
    name = "t10k-labels-idx1-ubyte.gz"
    write(tmp_path / "ours" / name, "ours")
    write(tmp_path / "web" / name, "web")

    def got(url):
        return Path(tutorials.maybe_download(name, str(tmp_path / "theirs"), url)).read_text()
    assert got(f"http://yann.lecun.com/exdb/mnist/{name}") == "ours"
    assert got(f"{(tmp_path / 'web').as_uri()}/{name}") == "web"
    write(tmp_path / "theirs" / name, "theirs")
    assert got(f"http://yann.lecun.com/exdb/mnist/{name}") == "theirs"


def test_another_data_set_by_its_source_url(tmp_path, monkeypatch, made_arrays, made_mnist):
    """As Fashion-MNIST tells its users to get it: never MNIST in its place."""
    monkeypatch.setenv("LAB10_DATA_DIR", str(made_mnist))
    web, theirs = tmp_path / "web", tmp_path / "theirs"
    web.mkdir()
    for name, array in made_arrays.items():
        (web / name).write_bytes(idx_bytes(array[:9] if "images" in name else numpy.full(9, 3, numpy.uint8)))
    fashion = tutorials.read_data_sets(theirs, source_url=web.as_uri() + "/", validation_size=0)
    assert fashion.test.num_examples == 9 and set(fashion.test.labels) == {3} and len(list(theirs.iterdir())) == 4
    for file in theirs.iterdir():
        file.rename(file.with_suffix(""))  # as unpacked
    assert tutorials.read_data_sets(theirs, source_url="file:///nowhere/", validation_size=0).test.num_examples == 9
    mnist = tutorials.read_data_sets(tmp_path / "mnist", source_url="http://yann.lecun.com/exdb/mnist/")
    assert mnist.test.num_examples == TEST
    with pytest.raises(LabError, match="could not be downloaded .*No such file"):
        tutorials.read_data_sets(tmp_path / "none", source_url=(tmp_path / "nowhere").as_uri())
    assert not (tmp_path / "none").exists()
