"""What is fetched or unpacked is bounded: in time, in size, and by where it can be stored."""
import ast
import base64
import gzip
import inspect
import zlib

import numpy
import pytest
import requests

from lab10 import evaluation, input_data
from lab10.mnist import download, idx, sets
from lab10.terminal.errors import LabError
from test_files import mirrors  # noqa: F401  (a fixture)

LABELS = "t10k-labels-idx1-ubyte.gz"


def test_a_mirror_that_drops_packets_is_not_tried_again(tmp_path, monkeypatch):
    asked = []

    def get(*_, timeout, **__):
        asked.append(timeout)
        raise requests.ConnectTimeout
    monkeypatch.setattr(requests, "get", get)
    with pytest.raises(download.DownloadError, match="no connection.*no connection"):
        download.fetch(LABELS, tmp_path)
    assert len(asked) == len(sets.MNIST.mirrors) and all(connect <= 5 for connect, _ in asked)


def test_a_long_wait_is_told(capsys, monkeypatch):
    monkeypatch.setattr(download, "SILENCE", 0.01)
    with download._told("waiting for somebody"):
        for _ in range(200):
            download.threading.Event().wait(0.02)
            if capsys.readouterr().err == "lab10: waiting for somebody\n":
                break
        else:
            pytest.fail("nothing was said")
    monkeypatch.setattr(download, "SILENCE", 30)
    with download._told("waiting for nobody"):
        pass
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("limit, why", [("LARGEST", "it sends more bytes than such a file has"),
                                        ("LONGEST", "not finished after")])
def test_a_body_without_an_end(mirrors, tmp_path, monkeypatch, limit, why):  # noqa: F811
    monkeypatch.setattr(download, limit, -1)
    with pytest.raises(download.DownloadError, match=why):
        download.fetch(LABELS, tmp_path / "data", (f"{mirrors}good/",))
    assert not list((tmp_path / "data").iterdir())


@pytest.mark.parametrize("error, told", [
    (PermissionError("pooch could not write"), "no right to write there"),
    (OSError("Could not find a suitable TLS CA certificate bundle: /nowhere"), "TLS CA certificate bundle"),
])
def test_the_digits_take_the_place_of_what_cannot_be_stored_or_asked_for(tmp_path, monkeypatch, capsys, error, told):
    def fail(*_):
        raise error
    monkeypatch.setattr(download, "_download", fail)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LAB10_DATA_DIR", raising=False)
    monkeypatch.setattr(input_data.files, "checkout", lambda: None)
    assert input_data.load(None).test.name == "digits"
    err = capsys.readouterr().err
    assert told in err and "GOING ON WITH SCIKIT-LEARN'S DIGITS" in err
    with pytest.raises(LabError):
        input_data.load("mnist")
    if isinstance(error, PermissionError):
        with pytest.raises(LabError, match="give a writable --data-dir"):  # what the user named is not passed over
            input_data.load(None, tmp_path)


def test_no_images_of_an_impossible_size(tmp_path):
    file = tmp_path / "images.gz"
    file.write_bytes(gzip.compress(bytes([0, 0, 8, 3, 0, 0, 0, 0]) + b"\xff" * 8))
    with pytest.raises(idx.IdxError, match="promises"):
        idx.read_images(file)


def test_mistakes_are_unpacked_no_further_than_images_go():
    bomb = base64.b64encode(zlib.compress(bytes(200_000_000), 9)).decode()
    with pytest.raises(ValueError, match="more than"):
        evaluation.read_mistakes(bomb)
    mistakes = numpy.full(10_000, evaluation.RIGHT, numpy.uint8)
    whole = zlib.compress(mistakes.tobytes(), 9)
    assert (evaluation.read_mistakes(base64.b64encode(whole)) == mistakes).all()
    with pytest.raises(ValueError, match="cut off"):
        evaluation.read_mistakes(base64.b64encode(whole[:-6]))


def test_dataset_keeps_its_word_without_assert_statements():
    """Which python -O leaves out."""
    assert "assert" not in {type(node).__name__.lower() for node in ast.walk(ast.parse(inspect.getsource(input_data)))}
    with pytest.raises(AssertionError, match="labels.shape"):
        input_data.DataSet(numpy.zeros((2, 28, 28, 1), numpy.uint8), numpy.zeros(3, numpy.uint8))
