"""Damaged, foreign and missing files, and mirrors that misbehave: one line, status 2, nothing lost."""
import errno
import gzip
import http.server
import os
import threading
import time

import numpy
import pytest

from conftest import POSIX, assert_one_line_error, idx_bytes
from lab10 import input_data
from lab10.mnist import download, idx, sets

TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"


def rewritten(change):
    """A way to damage an unpacked file and pack it again."""
    return lambda packed: gzip.compress(change(gzip.decompress(packed)))


DAMAGES = {
    "cut gzip": (TRAIN_IMAGES, lambda packed: packed[:len(packed) // 2], "truncated or corrupt gzip"),
    "flipped bit": (TRAIN_IMAGES, lambda packed: packed[:-8] + bytes([packed[-8] ^ 1]) + packed[-7:], "corrupt gzip"),
    "garbage": (TRAIN_IMAGES, lambda packed: b"<html>404</html>" * 9, "magic number"),
    "garbage after gzip's magic": (TRAIN_IMAGES, lambda packed: b"\x1f\x8b" + b"no" * 99, "corrupt gzip"),
    "empty": (TRAIN_IMAGES, lambda packed: b"", "ends within its header"),
    "cut in the header": (TRAIN_IMAGES, rewritten(lambda data: data[:9]), "ends within its header"),
    "cut": (TRAIN_IMAGES, rewritten(lambda data: data[:-1]), "47039 bytes of images, but its header promises 47040"),
    "too long": (TRAIN_IMAGES, rewritten(lambda data: data + b"0"), "too long"),
    "boundless": (TRAIN_IMAGES, rewritten(lambda data: data[:4] + b"\xff" * 12 + data[16:]), "header promises"),
    "labels for images": (TRAIN_IMAGES, rewritten(lambda data: idx_bytes(numpy.zeros(60, numpy.uint8))),
                          "magic number 2049, but a file of images has 2051"),
    "images for labels": (TRAIN_LABELS, rewritten(lambda data: idx_bytes(numpy.zeros((60, 28, 28), numpy.uint8))),
                          "magic number 2051, but a file of labels has 2049"),
    "other size": (TRAIN_IMAGES, rewritten(lambda data: idx_bytes(numpy.zeros((60, 32, 20), numpy.uint8))),
                   "images of 32x20, not 28x28"),
    "too few labels": (TRAIN_LABELS, rewritten(lambda data: idx_bytes(numpy.zeros(59, numpy.uint8))),
                       "59 labels for the 60 images"),
    "a label above 9": (TRAIN_LABELS, rewritten(lambda data: data[:-1] + b"\x0a"), "a label 10"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files(small_mnist, command, damage):
    name, spoil, message = DAMAGES[damage]
    path = small_mnist / name
    path.write_bytes(spoil(path.read_bytes()))
    spoilt = path.read_bytes()
    result = command("softmax", "--epochs", 1, "--data-dir", small_mnist)
    assert_one_line_error(result, path, message, "delete the file")
    assert path.read_bytes() == spoilt  # it is the user's to delete
    with pytest.raises(ValueError):  # for programs, the original's kind of error
        input_data.read_data_sets(small_mnist, validation_size=0)


@pytest.mark.parametrize("name", sets.FILES)
def test_each_file_must_be_mnists_own(small_mnist, command, name):
    path = small_mnist / name
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[-1] = (content[-1] + 1) % 10
    path.write_bytes(gzip.compress(bytes(content)))
    assert_one_line_error(command("softmax", "--data-dir", small_mnist), path, "not MNIST's own")


def test_foreign_but_sound_files(small_mnist, command):
    """Another set in MNIST's format: read for who asks for those files, refused as MNIST."""
    path = small_mnist / TRAIN_LABELS
    path.write_bytes(gzip.compress(idx_bytes(numpy.arange(60, dtype=numpy.uint8) % 10)))
    assert_one_line_error(command("softmax", "--data-dir", small_mnist), path, "not MNIST's own", "SHA-256")
    mnist = input_data.read_data_sets(small_mnist, validation_size=0)
    assert mnist.train.labels[:3].tolist() == [0, 1, 2] and mnist.train.name == "small"


def test_plain_and_gzipped_files_are_the_same(small_mnist):
    gzipped = input_data.load("mnist", small_mnist, validation_size=0)
    for path in list(small_mnist.iterdir()):
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    plain = input_data.load("mnist", small_mnist, validation_size=0)
    for ours, theirs in zip(gzipped, plain):
        assert numpy.array_equal(ours.images, theirs.images) and numpy.array_equal(ours.labels, theirs.labels)
    assert plain.train.name == "mnist"


def test_unreadable_file(small_mnist):
    (small_mnist / TRAIN_IMAGES).unlink()
    (small_mnist / TRAIN_IMAGES).mkdir()
    with pytest.raises(input_data.LabError, match="cannot be read"):
        input_data.load("mnist", small_mnist)


@pytest.fixture
def mirrors(small_mnist, monkeypatch):
    """A server on the loopback that plays mirrors, good and bad: its URL. A download is tried again at once."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("NO_PROXY", "*")
    files_of_mirror = {path.name: path.read_bytes() for path in small_mnist.iterdir()}
    over = threading.Event()

    class Mirror(http.server.BaseHTTPRequestHandler):
        seen = []

        def do_GET(self):
            _, kind, name = self.path.split("/")
            self.seen.append((kind, name))
            body = files_of_mirror[name]
            if kind == "hangs":
                over.wait()
                return
            if kind == "flaky" and self.seen.count((kind, name)) == 1:
                kind = "500"
            self.send_response(int(kind) if kind.isdigit() else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write({"half": body[:len(body) // 2], "stops": body[:99], "other": body[::-1]}.get(kind, body))
            if kind == "stops":
                over.wait()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    monkeypatch.setattr(time, "sleep", lambda seconds: None)  # pooch's, before it tries again
    yield f"http://127.0.0.1:{server.server_port}/"
    over.set()
    server.shutdown()


BAD_MIRRORS = {"404": "HTTP status 404", "500": "HTTP status 500", "hangs": "no answer within",
               "stops": "no answer within", "half": "broke off",
               "other": "wrong checksum"}


class InTurn:
    """MIRRORS of these kinds. One that gives no answer is not waited for long; all others have the usual time, as on a
    busy machine an answer may be late."""

    def __init__(self, mirrors, monkeypatch, *kinds):
        self._mirrors, self._kinds, self._patch = mirrors, kinds, monkeypatch
        self._usual = download.TIMEOUT

    def __iter__(self):
        for kind in self._kinds:
            hangs = BAD_MIRRORS.get(kind) == "no answer within"
            self._patch.setattr(download, "TIMEOUT", 0.5 if hangs else self._usual)
            yield f"{self._mirrors}{kind}/"


@pytest.mark.parametrize("kind", BAD_MIRRORS)
def test_bad_mirror_alone(mirrors, tmp_path, monkeypatch, command, kind):
    monkeypatch.setattr(sets.MNIST, "mirrors", InTurn(mirrors, monkeypatch, kind))
    result = command("softmax", "--data", "mnist", "--data-dir", tmp_path / "data")
    assert_one_line_error(result, TRAIN_IMAGES, BAD_MIRRORS[kind], "--data digits")
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize("kind", BAD_MIRRORS)
def test_next_mirror_after_a_bad_one(mirrors, small_mnist, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(sets.MNIST, "mirrors", InTurn(mirrors, monkeypatch, kind, "good"))
    mnist = input_data.load("mnist", tmp_path / "new" / "data", validation_size=0)
    assert mnist.train.num_examples == 60
    for path in small_mnist.iterdir():
        copy = tmp_path / "new" / "data" / path.name
        assert copy.read_bytes() == path.read_bytes()
        assert copy.stat().st_mode & 0o777 == 0o600 | copy.parent.stat().st_mode & 0o044


def test_a_mirror_is_tried_twice(mirrors, tmp_path, monkeypatch):
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}flaky/",))
    assert input_data.load("mnist", tmp_path, validation_size=0).test.num_examples == 20


def test_source_url_takes_the_place_of_the_mirrors(mirrors, tmp_path, monkeypatch):
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}404/",))
    mnist = input_data.read_data_sets(tmp_path / "a", validation_size=0, source_url=f"{mirrors}good/")
    assert mnist.train.num_examples == 60
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}good/",))
    with pytest.raises(download.DownloadError, match="wrong checksum"):  # another data set must not turn into MNIST
        input_data.read_data_sets(tmp_path / "b", validation_size=0, source_url=f"{mirrors}other/")
    assert not list((tmp_path / "b").glob("*"))


def test_only_what_is_missing_is_downloaded(mirrors, small_mnist, monkeypatch):
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}good/",))
    (small_mnist / TRAIN_LABELS).unlink()
    kept = (small_mnist / TRAIN_IMAGES).stat().st_mtime_ns
    input_data.load("mnist", small_mnist, validation_size=0)
    assert (small_mnist / TRAIN_IMAGES).stat().st_mtime_ns == kept and (small_mnist / TRAIN_LABELS).exists()


def test_two_at_once(mirrors, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}good/",))
    results = []

    def load():
        results.append(input_data.load("mnist", tmp_path / "both", validation_size=0).train.num_examples)
    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [60] * 4
    assert sorted(path.name for path in (tmp_path / "both").iterdir()) == sorted(sets.FILES)


def test_no_network_by_name(tmp_path, monkeypatch, command):
    monkeypatch.setattr(sets.MNIST, "mirrors", ("http://127.0.0.1:9/", "http://localhost:9/"))
    monkeypatch.setattr(download, "RETRIES", 0)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("NO_PROXY", "*")
    result = command("softmax", "--data", "mnist", "--data-dir", tmp_path)
    assert_one_line_error(result, "127.0.0.1:9: no connection; localhost:9: no connection", "--data digits", tmp_path)


def test_no_network_and_no_mnist_goes_on_with_digits(run_module, tmp_path):
    """As its users meet it: a process of its own, the real mirrors, and no way to them."""
    environment = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "NO_PROXY": "",
                   "no_proxy": "", "LAB10_DATA_DIR": str(tmp_path / "data")}
    result = run_module("lab10.softmax", "--epochs", "1", "--predict", "0", **environment)
    assert result.status == 0
    assert "GOING ON WITH SCIKIT-LEARN'S DIGITS" in result.err and result.err.count("\n") == 2, result.err
    assert "of 497 wrong) on digits" in result.out


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_disk_full_or_forbidden(mirrors, tmp_path, monkeypatch, command, error):
    def fail(*_, **__):
        raise OSError(error, os.strerror(error))
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}good/",))
    monkeypatch.setattr("pooch.core.temporary_file", fail)
    result = command("softmax", "--data-dir", tmp_path)
    assert_one_line_error(result, tmp_path, os.strerror(error), "--data-dir")


def test_data_directory_that_cannot_be_made(mirrors, tmp_path, monkeypatch, command):
    monkeypatch.setattr(sets.MNIST, "mirrors", (f"{mirrors}good/",))
    (tmp_path / "file").write_text("")
    result = command("softmax", "--data-dir", tmp_path / "file" / "data")
    assert_one_line_error(result, tmp_path / "file" / "data", "--data-dir")


def test_checksums_are_those_of_the_real_files(mnist_dir):
    from hashlib import md5, sha256
    for name, expected in sets.MNIST.sha256.items():
        path = mnist_dir / name
        if path.exists():
            assert sha256(path.read_bytes()).hexdigest() == expected
    arrays = input_data._read_files(mnist_dir, sets.MNIST)
    assert input_data._foreign(arrays, sets.MNIST) == []
    if (mnist_dir / TRAIN_IMAGES).exists():
        assert md5((mnist_dir / TRAIN_IMAGES).read_bytes()).hexdigest() == "f68b3c2dcbeaaa9fbdd348bbdeb94873"


def test_real_downloads_are_encrypted():
    assert all(mirror.startswith("https://") and mirror.endswith("/")
               for known in sets.KNOWN.values() for mirror in known.mirrors)


def test_idx_error_is_the_users():
    assert issubclass(idx.IdxError, (ValueError, input_data.LabError))


@POSIX
def test_a_download_is_nobody_elses_to_write(mirrors, tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    path = download.fetch(TRAIN_LABELS, tmp_path / "open", (f"{mirrors}good/",))
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_download_bar_knows_how_far_it_is():
    from rich.progress import Progress
    bar = Progress(disable=True)
    pooch_bar = download._PoochBar(bar, "file")
    pooch_bar.total = 100
    pooch_bar.update(40)
    (task,) = bar.tasks
    assert (task.description, task.total, task.completed, pooch_bar.total) == ("file", 100, 40, 100)
    pooch_bar.reset()
    assert task.completed == 0
