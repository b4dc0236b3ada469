"""Fashion-MNIST beside MNIST, and any other set of their form: which files are taken for which set."""
import gzip
import json
from types import SimpleNamespace

import numpy
import pytest

from conftest import assert_one_line_error, idx_bytes, make_idx
from lab10 import input_data
from lab10.mnist import download, sets
from lab10.runs.networks import networks
from lab10.terminal.errors import LabError

TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS = sets.FILES
TRAINING = 5200  # of which 5,000 are held out
BRIEFLY = "--epochs", 1, "--predict", 0


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Directories with small sets that pass for the real ones: made.mnist and made.fashion."""
    monkeypatch.delenv("LAB10_DATA_DIR", raising=False)
    monkeypatch.delenv("LAB10_FASHION_DIR", raising=False)
    return SimpleNamespace(**{name: make_idx(tmp_path / name, monkeypatch, known, TRAINING)
                              for name, known in sets.KNOWN.items()})


@pytest.fixture
def own(tmp_path):
    """own(rows=..., kinds=..., training=...) makes a directory with a set that nobody knows."""
    def make(rows=28, kinds=10, training=300, seed=7, test=20):
        directory = tmp_path / "own"
        directory.mkdir(exist_ok=True)
        generator = numpy.random.RandomState(seed)
        for prefix, n in (("train", training), ("t10k", test)):
            images = generator.randint(0, 256, (n, rows, rows)).astype(numpy.uint8)
            (directory / f"{prefix}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx_bytes(images), 1))
            labels = (numpy.arange(n) % kinds).astype(numpy.uint8)
            (directory / f"{prefix}-labels-idx1-ubyte").write_bytes(idx_bytes(labels))
        return directory
    return make


def contents(directory):
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_the_real_files(fashion_dir):
    train, validation, test = input_data.load("fashion", fashion_dir, one_hot=False)
    assert (train.num_examples, validation.num_examples, test.num_examples) == (55000, 5000, 10000)
    assert [test.kinds[label] for label in test.labels[:4]] == ["ankle boot", "pullover", "trouser", "trouser"]
    assert numpy.bincount(test.labels).tolist() == [1000] * 10
    held_out = input_data.load("fashion-validation", fashion_dir, one_hot=False, validation_size=0)
    assert (held_out.test.name, held_out.train.name) == ("fashion-validation", "fashion")
    assert numpy.array_equal(held_out.test.stored_images, validation.stored_images)


def test_the_batches_come_in_mnists_order(made):
    both = [input_data.load(name, getattr(made, name), seed=777).train for name in ("mnist", "fashion")]
    for _ in range(5):
        assert len({one.next_indices(70).tobytes() for one in both}) == 1
    assert not numpy.array_equal(both[0].stored_images, both[1].stored_images)


@pytest.mark.parametrize("asked, there, right", [
    ("mnist", "fashion", "fashion"), ("fashion", "mnist", "mnist"), (None, "fashion", "fashion"),
    ("validation", "fashion", "fashion-validation"), ("fashion-validation", "mnist", "validation"),
    ("files", "mnist", "mnist"), ("files", "fashion", "fashion")])
def test_a_folder_with_another_set_is_told(made, command, asked, there, right):
    directory = getattr(made, there)
    before = contents(directory)
    result = command("softmax", "--data-dir", directory, *(["--data", asked] if asked else []))
    assert_one_line_error(result, directory, f"these are {sets.KNOWN[there].title}'s files", f"use --data {right}")
    assert result.out == "" and contents(directory) == before


def test_a_single_file_of_another_set_is_told(made, command):
    (made.fashion / TEST_LABELS).write_bytes((made.mnist / TEST_LABELS).read_bytes())
    result = command("softmax", "--data", "fashion", "--data-dir", made.fashion)
    assert_one_line_error(result, made.fashion / TEST_LABELS, "MNIST's, not Fashion-MNIST's")


@pytest.mark.parametrize("change, message", [
    (lambda data: data[:len(data) // 2], "truncated or corrupt gzip"),
    (lambda data: gzip.compress(gzip.decompress(data)[:-1] + b"\x01"), "not Fashion-MNIST's own data")])
def test_a_damaged_file(made, command, change, message):
    path = made.fashion / TRAIN_IMAGES
    path.write_bytes(change(path.read_bytes()))
    result = command("softmax", "--data", "fashion", "--data-dir", made.fashion)
    assert_one_line_error(result, path, message, "delete the file")


def test_without_a_connection_no_digits_take_its_place(tmp_path, monkeypatch, command):
    monkeypatch.setattr(sets.FASHION, "mirrors", ("http://127.0.0.1:9/",))
    monkeypatch.setattr(download, "RETRIES", 0)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("LAB10_FASHION_DIR", str(tmp_path / "clothes"))
    for data in "fashion", "fashion-validation":
        result = command("softmax", "--data", data)
        assert_one_line_error(result, tmp_path / "clothes", "no connection", "dataset-fashion-mnist")
        assert result.out == "" and not list(tmp_path.rglob("*ubyte*"))


def test_each_set_has_a_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("LAB10_DATA_DIR", "m")
    monkeypatch.delenv("LAB10_FASHION_DIR", raising=False)
    monkeypatch.setattr(input_data.files, "checkout", lambda: tmp_path)
    assert input_data.default_directory("fashion") == tmp_path / "data" / "fashion"
    monkeypatch.setenv("LAB10_FASHION_DIR", "f")
    names = [str(input_data.default_directory(name)) for name in (None, "mnist", "validation", "fashion",
                                                                  "fashion-validation")]
    assert names == ["m", "m", "m", "f", "f"]


def test_names_are_printed_and_drawn(made, command, tmp_path, monkeypatch):
    from lab10 import plots
    drawn = []
    monkeypatch.setattr(plots, "write", lambda figure, file: drawn.append([one.get_title() for one in figure.axes]))
    result = command("softmax", "--data", "fashion", "--data-dir", made.fashion, "--epochs", 1, "--predict", 2,
                     "--plot", tmp_path / "x.png")
    assert "of 20 wrong) on fashion\n" in result.out
    told = [line.partition("[")[2].rstrip("]") for line in result.out.splitlines() if "[" in line]
    assert len(told) == 4 and set(told) <= set(sets.FASHION.kinds)
    assert drawn == [[f"Label: {told[0]}\nPrediction: {told[1]}", f"Label: {told[2]}\nPrediction: {told[3]}"]]


def test_a_checkpoint_of_one_set_refuses_the_other(made, command, tmp_path):
    saved = tmp_path / "saved"
    assert command("softmax", "--data", "fashion", "--data-dir", made.fashion, *BRIEFLY, "--save", saved).status == 0
    assert command("softmax", "--data", "fashion", "--data-dir", made.fashion, "--restore", saved).status == 0
    result = command("softmax", "--data", "mnist", "--data-dir", made.mnist, "--restore", saved)
    assert_one_line_error(result, "trained on 200 images of fashion, but this run has 200 of mnist")


@pytest.mark.slow
@pytest.mark.parametrize("loop", ["exact", "xla"])
@pytest.mark.parametrize("network", networks())
def test_each_network_trains_on_fashion(made, command, network, loop):
    result = command(network, "--data", "fashion", "--data-dir", made.fashion, "--epochs", 1, "--loop", loop, "--quiet")
    (line,) = result.out.splitlines()
    assert result.status == 0 and line.endswith(" of 20 wrong) on fashion")


def test_any_set_of_this_form(own, command, tmp_path):
    """By both loops, unchecked, under a name that follows from the contents alone."""
    names, records = set(), []
    for loop in "exact", "xla":
        result = command("softmax", "--data", "files", "--data-dir", own(), *BRIEFLY, "--loop", loop,
                         "--json", tmp_path / "record.json")
        assert result.status == 0 and result.err.count("\n") == 1 and "300 training and 20 test images, unchecked" in \
            result.err, result
        records.append(json.loads((tmp_path / "record.json").read_text()))
        names.add(records[-1]["data"])
        assert f"on {records[-1]['data']}\n" in result.out and f"as {records[-1]['data']}\n" in result.err
    assert len(names) == 1 and input_data.asked_for(names.pop()) == "files"
    result = command("softmax", "--data", "files", "--data-dir", own(seed=8), *BRIEFLY)
    assert "on files:" in result.out and f"on {records[0]['data']}" not in result.out


@pytest.mark.parametrize("form, message", [
    (dict(rows=32), "images of 32x32, not 28x28"), (dict(kinds=26), "a label 25"),
    (dict(training=0), "is empty"), (dict(test=0), "is empty")])
def test_sets_of_another_form(own, command, tmp_path, form, message):
    directory = own(**form)
    result = command("softmax", "--data", "files", "--data-dir", directory, "--save", tmp_path / "saved")
    assert_one_line_error(result, directory, message, "give another --data-dir")
    assert "delete" not in result.err and result.out == ""
    assert not [path for path in (tmp_path / "saved").rglob("*") if path.suffix != ".lock"]
    if "empty" not in message:  # nor is it to be deleted where one of the known sets was asked for
        result = command("softmax", "--data", "fashion", "--data-dir", directory)
        assert_one_line_error(result, directory, message, "give another --data-dir, or delete the file to download")


def test_files_that_are_not_there(own, command, monkeypatch):
    monkeypatch.setenv("LAB10_DATA_DIR", str(own()))  # which is MNIST's
    assert_one_line_error(command("softmax", "--data", "files"), "--data-dir")
    (own() / TEST_LABELS.removesuffix(".gz")).unlink()
    assert_one_line_error(command("softmax", "--data", "files", "--data-dir", own().parent), "no " + TRAIN_IMAGES)


def test_what_is_served_by_the_address_of_fashion_must_be_fashion(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(download, "_download", lambda name, directory, mirror, sha256: asked.append((mirror, sha256)))
    for url in sets.FASHION.address, sets.FASHION.mirrors[0], "https://example.com/":
        with pytest.raises(AttributeError):  # nothing was downloaded
            input_data.read_data_sets(tmp_path, source_url=url)
    assert asked == [*((url, sets.FASHION.sha256[TRAIN_IMAGES]) for url in (sets.FASHION.address,
                                                                            sets.FASHION.mirrors[0])),
                     ("https://example.com/", sets.MNIST.sha256[TRAIN_IMAGES])]


def test_no_such_set():
    with pytest.raises(LabError, match="unknown data set 'kmnist'; take one of mnist, fashion, digits, files"):
        input_data.load("kmnist")
