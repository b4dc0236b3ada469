"""What Python and other packages have dropped, and MNIST's old addresses."""
import gzip
import importlib.util
import operator
import os
import urllib.request
from pathlib import Path

import numpy
import pytest

from conftest import POSIX
from lab10.mnist import download, sets
from lab10.terminal.errors import LabError
from lab10.tf1 import children, dropped, dropped_names, old_addresses, patches, scikit_learn, scipy_misc
from tf1.runs import SCRIPTS

OLD = "http://yann.lecun.com/exdb/mnist/"
LABELS = "t10k-labels-idx1-ubyte.gz"
NOT_NEEDED = "cgi", "h5py", "pandas", "scipy", "skimage"  # by lab10


def test_a_script(run_tf1):
    result = run_tf1(SCRIPTS / "packages_of_then.py")
    assert result.out.splitlines() == [
        "True ArgSpec(args=['name', 'arr', 'format'], varargs=None, keywords=None, defaults=(None,)) xyz",
        "object 2 i True 1.0", "3 [1.] [[0, 1], [2, 3]]",
        "[[0, 23, 46, 70], [93, 116, 139, 162], [185, 209, 232, 255]] (6, 8) (6, 8) (2, 2, 3) 128",
        "(2, 2)", "7 True 7 [[0.0, 1.0], [1.0, 0.0]] (5, 2)", "[1.] jet", "figure-1.png"], result
    told = "lab10: TSNE: today's scikit-learn can give other numbers than that of 2019 (0.21)\n"
    assert (result.status, result.err) == (0, told)


def test_every_name_of_the_tables_is_there():
    """In today's packages, of those that are there; and after the script all is as it was."""
    tables = dropped_names.NAMES, dropped_names.ARGUMENTS, dropped_names.WRAPPED
    modules = {}
    for name in {name for table in tables for name in table} - {"pip", "pip._internal"}:  # which load distutils
        try:
            modules[name] = importlib.import_module(name)
        except ModuleNotFoundError:
            assert name.partition(".")[0] in NOT_NEEDED, name
    before = {name: dict(vars(module)) for name, module in modules.items()}
    with patches.undone():
        dropped.serve()
        for module, sources in dropped_names.NAMES.items():
            for name in " ".join(sources.values()).split() if module in modules else ():
                operator.attrgetter(name.partition("=")[0])(modules[module])
        for old, target in dropped_names.MODULES.items():
            assert target != old
            if target.partition(".")[0] not in NOT_NEEDED or importlib.util.find_spec(target.partition(".")[0]):
                importlib.import_module(target)
        assert modules["numpy"].array is not before["numpy"]["array"]
        opened = urllib.request.OpenerDirector.open
    for name, module in modules.items():
        new = {key for key, value in vars(module).items() if before[name].get(key, module) is not value}
        assert not {key for key in new if not hasattr(vars(module)[key], "__path__")}, name
    assert urllib.request.OpenerDirector.open is not opened


def test_kinds_of_numbers():
    with patches.undone():
        dropped.serve()
        assert numpy.zeros([2], dtype=numpy.integer).dtype == int and numpy.ones(2, numpy.int8).dtype == numpy.int8
        assert numpy.full(2, 1, dtype=numpy.floating).dtype == float


def test_mldata(made_arrays, made_mnist, monkeypatch):
    """Training images, then test images, each sorted by digit and else in their order."""
    monkeypatch.setenv("LAB10_DATA_DIR", str(made_mnist))
    found = scikit_learn.fetch_mldata("MNIST original", data_home="anywhere")
    images, labels = (made_arrays[f"train-{kind}-ubyte.gz"] for kind in ("images-idx3", "labels-idx1"))
    assert found["data"].shape == (6100, 784) and found.data.dtype == numpy.uint8 and found.target.dtype == float
    assert found.target[:6000].tolist() == sorted(labels) and (numpy.diff(found.target[6000:]) >= 0).all()
    zeros = images[labels == 0].reshape(-1, 784)
    assert (found.data[:len(zeros)] == zeros).all()
    with pytest.raises(LabError, match="mldata.org is gone"):
        scikit_learn.fetch_mldata("iris")


@pytest.mark.parametrize("array, most, least", [
    (numpy.array([[0.0, 1.0], [0.5, 1.0]]), 255, 0), (numpy.full((2, 2), 7, numpy.uint8), 7, 7),
    (numpy.full((2, 2), 7), 0, 0), (numpy.arange(12.0).reshape(3, 2, 2), 255, 0)])
def test_to_an_image(array, most, least):
    """Stretched to [0, 255], unless the values are bytes; channels may come first."""
    pixels = numpy.asarray(scipy_misc.toimage(array))
    assert (pixels.max(), pixels.min(), pixels.shape[:2]) == (most, least, array.shape[-2:])
    with pytest.raises(ValueError, match="channel"):
        scipy_misc.toimage(numpy.zeros((5, 6, 7)))


@pytest.mark.parametrize("url, name", [
    (OLD + LABELS, LABELS), (OLD.replace("http", "https") + LABELS, LABELS), (OLD + "/" + LABELS, LABELS),
    (sets.MNIST.mirrors[0] + LABELS, LABELS), (sets.MNIST.mirrors[1] + LABELS, LABELS), (OLD + "index.html", None),
    (OLD, None), ("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + LABELS, "fashion/" + LABELS),
    (sets.FASHION.mirrors[0] + LABELS, "fashion/" + LABELS),
    ("http://example.com/exdb/mnist/" + LABELS, None), ("file:///mnist/" + LABELS, None)])
def test_which_addresses(url, name):
    assert old_addresses.file_of(url) == name


def test_lab10s_own_download_is_not_caught(monkeypatch, tmp_path):
    """MNIST's mirrors are among the addresses."""
    def fetch(name, directory, known):
        assert old_addresses.file_of(sets.MNIST.mirrors[0] + name) is None
        return tmp_path / name
    monkeypatch.setattr(download, "fetch", old_addresses.fetching(fetch))
    (tmp_path / LABELS).write_bytes(b"x")
    assert old_addresses.content(LABELS) == b"x" and old_addresses.file_of(OLD + LABELS) == LABELS


@POSIX
def test_downloads(run_tf1, made_mnist, tmp_path):
    """By each way of then; files that are there already are not written over."""
    code = f"""
import os, subprocess, urllib.request
import requests
from six.moves import urllib as six_urllib
url = {OLD + LABELS!r}
urllib.request.urlretrieve(url, "retrieved")
for name, content in (("opened", urllib.request.urlopen(url).read()), ("got", requests.get(url, stream=True).content),
                      ("six", six_urllib.request.urlopen(six_urllib.request.Request(url)).read()),
                      ("piped", subprocess.check_output("wget -qO- " + url, shell=True)),
                      ("curled", subprocess.check_output(["curl", "-sL", url]))):
    with open(name, "wb") as file:
        file.write(content)
assert not os.system("wget -q " + url + " && wget " + url + " && wget -nc " + url + " && wget -P sub/dir " + url)
assert not subprocess.call(["curl", "-L", "-o", "chosen", url])
print(requests.get(url).headers["Content-Length"], os.environ["PATH"].split(os.pathsep)[0])
try:
    urllib.request.urlopen("file:///nowhere")
except urllib.error.URLError:
    print("as ever")
"""
    result = run_tf1("-c", code)
    length, directory = result.out.splitlines()[0].split()
    assert result.out.endswith("\nas ever\n") and result.status == 0, result.err
    assert Path(directory, "wget").read_text("utf-8").startswith("#!/bin/sh\n# found before the system's own")
    names = "retrieved", "opened", "got", "six", "piped", "curled", "chosen"
    contents = {(tmp_path / name).read_bytes() for name in (*names, LABELS, f"{LABELS}.1", f"sub/dir/{LABELS}")}
    assert len(contents) == 1 and not (tmp_path / f"{LABELS}.2").exists()
    packed = contents.pop()
    assert gzip.decompress(packed) == Path(made_mnist, LABELS).with_suffix("").read_bytes()
    assert int(length) == len(packed)


@POSIX
def test_commands_are_the_systems_for_all_else(tmp_path, monkeypatch):
    tool = tmp_path / "wget"
    tool.write_text("#!/bin/sh\necho real \"$@\"\n")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with patches.undone():
        children.serve()
        assert os.popen(f"wget -O 'a b' http://example.com/x {OLD + LABELS}").read() == (
            f"real -O a b http://example.com/x {OLD + LABELS}\n")
    assert os.popen("wget --version").read() == "real --version\n"
