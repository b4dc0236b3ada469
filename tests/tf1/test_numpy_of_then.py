"""NumPy as it was then: its promotion, arrays as sizes, ragged lists, np.load of objects."""
import gzip
import threading

import numpy
import pytest

from conftest import idx_bytes
from lab10.terminal.errors import LabError
from lab10.tf1 import dropped, numpy_1, patches


@pytest.fixture
def of_then():
    with patches.undone():
        numpy_1.serve_promotion()
        dropped.serve()
        yield


@pytest.mark.parametrize("number, value, dtype", [  # each as NumPy 1.18 has it
    (lambda: numpy.uint8(200) + 100, 300, "int64"),
    (lambda: numpy.array([200], numpy.uint8)[0] * 60, 12000, "int64"),
    (lambda: sum(numpy.full(4, 200, numpy.uint8)), 800, "int64"),
    (lambda: 3 - numpy.uint8(5), -2, "int64"),
    (lambda: numpy.power(numpy.uint8(16), 2), 256, "int64"),
    (lambda: numpy.int8(100) + 100, 200, "int64"),
    (lambda: numpy.float32(0.1) + 0.2, 0.30000000149011613, "float64"),
    (lambda: 0.0 + numpy.float32(0.3) / 550, 0.0005454545671289618, "float64"),
    (lambda: numpy.maximum(numpy.float32(0.1), 0.2), 0.2, "float64"),
    (lambda: numpy.float32(0.1) == 0.1, False, "bool"),
    (lambda: (numpy.ones(2, "f") * numpy.float64(0.1))[0], 0.1, "float32"),
    (lambda: (numpy.ones(2, numpy.uint8) * numpy.int64(3))[0], 3, "uint8"),
    (lambda: (numpy.full(2, 200, numpy.uint8) + 300)[0], 500, "uint16"),
    (lambda: (numpy.full(2, 200, numpy.uint8) - 201)[0], 255, "uint8"),
])
def test_promotion(of_then, number, value, dtype):
    found = number()
    assert found == numpy.dtype(dtype).type(value) and found.dtype == dtype


def test_promotion_in_threads(of_then):
    found = []
    thread = threading.Thread(target=lambda: found.append(numpy.float32(0.1) + 0.2))
    thread.start()
    thread.join()
    assert found[0].dtype == float


def test_promotion_ends_with_the_script():
    before = (numpy.float32(0.1) + 0.2).dtype
    with patches.undone():
        numpy_1.serve_promotion()
        assert (numpy.float32(0.1) + 0.2).dtype == float
    assert (numpy.float32(0.1) + 0.2).dtype == before


def test_a_numpy_that_has_it_no_more_is_refused(monkeypatch):
    monkeypatch.delattr(numpy, "_set_promotion_state")
    monkeypatch.setattr(numpy, "__version__", "2.4.6")
    with patches.undone(), pytest.raises(LabError, match=r"NumPy 2.4.6 .* pip install 'numpy<2.2'"):
        numpy_1.serve_promotion()


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_a_whole_number_of_a_file(of_then, tmp_path):
    """input_data.py of 2015 read the sizes in MNIST's files so."""
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx_bytes(numpy.arange(24, dtype=numpy.uint8).reshape(2, 3, 4))))
    big = numpy.dtype(numpy.uint32).newbyteorder(">")
    for read in (lambda stream: numpy.frombuffer(stream.read(4), big),
                 lambda stream: numpy.fromstring(stream.read(4), dtype=big)):
        with gzip.open(path) as stream:
            magic, n, rows, columns = (read(stream) for _ in range(4))
            if magic != 2051:
                raise ValueError("not images")
            images = numpy.frombuffer(stream.read(rows * columns * n), numpy.uint8).reshape(n, rows, columns, 1)
        assert images.shape == (2, 3, 4, 1) and images[1, 2, 3] == 23 and ["a", "b", "c"][n] == "c"
        assert len(range(n)) == 2 and numpy.zeros([n, rows]).shape == (2, 3) and int(rows) == 3
    with pytest.raises(TypeError):
        range(numpy.frombuffer(b"12345678", numpy.int32))


def test_ragged_lists(of_then, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [[1, 2, 3], [4, 5], [6]]
    assert numpy.array(rows).dtype == object and numpy.shape(rows) == (3,) and numpy.size(rows) == 3
    assert sorted(map(len, numpy.random.RandomState(0).permutation(rows))) == [1, 2, 3]
    assert len(numpy.random.permutation(rows)) == 3 and numpy.take(rows, [0, 2]).tolist() == [rows[0], rows[2]]
    assert numpy.copy(rows).tolist() == rows and numpy.ndim(rows) == 1
    numpy.save("rows.npy", rows)
    numpy.savez("rows.npz", a=rows, b=[1, 2])
    assert numpy.load("rows.npy").tolist() == rows
    both = numpy.load("rows.npz")
    assert both["a"].shape == (3,) and both["b"].tolist() == [1, 2]
    for mistake in (lambda: numpy.array(rows, dtype=float), lambda: numpy.array("x", dtype=int),
                    lambda: numpy.array(rows, "f"), lambda: numpy.reshape([1, 2], (3,))):
        with pytest.raises(ValueError):
            mistake()


def test_load_of_objects(of_then, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    numpy.save("weights.npy", {"W": numpy.zeros([784, 10])})
    assert numpy.load("weights.npy").item()["W"].shape == (784, 10)
    with pytest.raises(ValueError, match="allow_pickle"):
        numpy.load("weights.npy", allow_pickle=False)


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_one_number_is_a_number(of_then):
    """float(array), int(array), "%f" % array and other[i] = array take an array of one number, of whatever shape."""
    ones = [numpy.ones(1), numpy.ones((1, 1), int), numpy.array([2.5], "f"), numpy.array(3)]
    assert [float(one) for one in ones] == [1, 1, 2.5, 3] and [int(one) for one in ones] == [1, 1, 2, 3]
    assert "%d %.1f" % (ones[1], ones[2]) == "1 2.5"
    kept = numpy.zeros(2)
    kept[1] = ones[2]
    assert kept.tolist() == [0, 2.5] and numpy.arange(2, dtype="i1").tostring() == b"\0\1"
