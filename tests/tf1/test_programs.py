"""Whole programs: modules, folders, the programs that a script starts, and what is left behind."""
import contextlib
import sys

import pytest

from conftest import POSIX
from lab10.tf1 import children, old_addresses, python2
from tf1.runs import write

SAYS = "import tensorflow as tf\nprint('child', tf.placeholder(tf.float32).dtype)\n"


@pytest.fixture
def package(tmp_path):
    (tmp_path / "net" / "below").mkdir(parents=True)
    write(tmp_path / "net" / "__init__.py", "import tensorflow as tf\nX = tf.placeholder(tf.float32, [None, 4])\n")
    write(tmp_path / "net" / "train.py", "import sys\nfrom . import X\nfrom .below.model import twice\n"
                                         "print(__name__, __package__, twice(X).shape, sys.argv[1:])\n")
    write(tmp_path / "net" / "__main__.py", "print('main of', __package__, __file__[-15:])\nimport train2\n")
    write(tmp_path / "net" / "train2.py", "print('beside')\n")
    write(tmp_path / "net" / "below" / "__init__.py", "")
    write(tmp_path / "net" / "below" / "model.py", "from .. import X\ndef twice(x):\n    return x * 2\n")


def test_a_module_of_a_package(run_tf1, package):
    result = run_tf1("-m", "net.train", "--steps", 5)
    assert result.out == "__main__ net (?, 4) ['--steps', '5']\n", result.err
    result = run_tf1("net", "x")
    assert result.out.startswith("main of  net/__main__.py\nbeside\n") and result.status == 0, result.err
    result = run_tf1("-m", "net")
    assert result.out == "main of net net/__main__.py\n" and "No module named 'train2'" in result.err
    result = run_tf1("-m", "net.no")
    assert result.status == 2 and result.err.startswith("lab10: -m net.no: no such module in ")


def test_python_2_in_a_package(run_tf1, tmp_path):
    """What lies beside is imported, by a script in its folder and within a package."""
    (tmp_path / "pack").mkdir()
    for name, code in (("__init__", ""),
                       ("ops", "import below\nfrom below import x\nprint 'ops', x\n"),
                       ("below", "x = 7 / 2\n"),
                       ("train", "import ops\nfrom ops import x\nprint 'train', x, __name__\n")):
        write(tmp_path / "pack" / f"{name}.py", code)
    result = run_tf1("pack/train.py")
    assert result.out == "ops 3\ntrain 3 __main__\n", result.err
    write(tmp_path / "main.py", "import pack.train\nprint 'main'\n")
    assert run_tf1("main.py").out == "ops 3\ntrain 3 pack.train\nmain\n"


@pytest.mark.slow
@POSIX
def test_children(run_tf1, tmp_path):
    """By os.system, of Python 2 too, and by spawn."""
    write(tmp_path / "two.py", SAYS + "print 'two', 7 / 2\n")
    write(tmp_path / "sweep.py", """
import multiprocessing, os, sys
import tensorflow as tf
x = tf.placeholder(tf.float32, [None])
def work(n):
    return n * n
if __name__ == "__main__":
    sys.stdout.flush()
    print(os.system("python -u two.py"), flush=True)
    multiprocessing.set_start_method("spawn")
    with multiprocessing.Pool(1) as pool:
        print(pool.map(work, [1, 2, 3]))
""")
    (tmp_path / "t").mkdir()
    result = run_tf1("sweep.py", TMPDIR=str(tmp_path / "t"))
    assert result.out == "('child', tf.float32)\ntwo 3\n0\n[1, 4, 9]\n", result.err
    assert not list((tmp_path / "t").iterdir())


@pytest.mark.parametrize("words, started", [
    (["-u", "two.py", "x"], ["-u", "-c", children.BEGIN, "--seed", "5", "two.py", "x"]),
    (["-W", "ignore", "-m", "imports"], ["-W", "ignore", "-c", children.BEGIN, "--seed", "5", "-m", "imports"]),
    (["-m", "lab10.softmax"], None), (["-m", "json.tool"], None), (["plain.py"], None), (["-c", "import one"], None)])
def test_how_a_child_begins(tmp_path, monkeypatch, words, started):
    """As TensorFlow 1, if it is a program of the user's; any other, when it imports TensorFlow."""
    write(tmp_path / "two.py", SAYS)
    write(tmp_path / "imports.py", "import one\n")
    write(tmp_path / "plain.py", "print(7 / 2)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(children.OPTIONS, "--seed 5")
    monkeypatch.setattr(sys, "orig_argv", ["python", *words])
    monkeypatch.setattr(sys, "meta_path", sys.meta_path[:])
    begun, finders = [], len(sys.meta_path)
    monkeypatch.setattr(children, "_exec", lambda words: begun.append(words) or sys.exit())
    with contextlib.suppress(SystemExit):
        children.begin()
    assert begun == ([[sys.executable, *started]] if started else [])
    waits = started is None and words != ["-m", "lab10.softmax"]
    assert len(sys.meta_path) == finders + waits


@pytest.mark.parametrize("code, starts", [
    (SAYS, True), ("from keras import models", True), ("print 7 / 2", True), ("print(7 / 2)", False)])
def test_which_files_are_started_so(tmp_path, code, starts):
    assert children._is_for_tensorflow_1(str(write(tmp_path / "a.py", code))) == starts


@pytest.mark.parametrize("line, package", [
    ("pip install tensorflow==1.15", "tensorflow"), ("pip3 install -q --upgrade 'numpy<1.17'", "numpy"),
    ("python -m pip uninstall -y keras", "keras"), ("conda install tensorflow-gpu", "tensorflow-gpu"),
    ("cd x && pip install pandas tf-nightly", "tf-nightly"), ("pip install pandas", None), ("pip list", None),
    ("pip install my-tensorflow-thing", None), ("echo pip; ls tensorflow", None), ("pip show tensorflow", None)])
def test_which_lines_change_tensorflow(line, package):
    assert children.changes_tensorflow(line) == package


def test_a_list_of_requirements(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "r.txt", "pandas\ntensorflow==1.4\n")
    assert children.changes_tensorflow("pip install -r r.txt") == "tensorflow"
    write(tmp_path / "r.txt", "pandas\n")
    assert children.changes_tensorflow("pip install -r r.txt") is None


@POSIX
def test_a_script_that_installs(run_tf1, tmp_path):
    write(tmp_path / "a.py", "import os, subprocess, sys\n"
                             "print(os.system('pip install tensorflow==1.4'), subprocess.call(["
                             "sys.executable, '-m', 'pip', 'uninstall', '-y', 'keras']))\n")
    result = run_tf1("a.py")
    assert result.out == "0 0\n" and result.err.count("lab10: left out: ") == 2


def test_generators_that_end_by_stop_iteration(run_tf1, tmp_path):
    result = run_tf1("-c", """
def some(n):
    for i in range(9):
        if i == n:
            raise StopIteration
        yield i
def firsts(them):
    '''Words.'''
    them = iter(them)
    while True:
        yield next(them)
        them.__next__()
class A:
    def __iter__(self):
        return (x for x in some(1))
print(list(some(3)), list(firsts('abcd')), list(A()), firsts.__doc__)
""")
    assert result.out == "[0, 1, 2] ['a', 'c'] [0] Words.\n", result.err


def test_the_seed_holds_in_new_graphs(run_tf1, tmp_path):
    code = ("import tensorflow as tf\n{}\nwith tf.Session() as sess:\n    print(sess.run(tf.random_normal([2])))")
    for begin in ("tf.reset_default_graph()", "tf.Graph().as_default().__enter__()", ""):
        first, again, other = (run_tf1("--seed", seed, "-c", code.format(begin)).out for seed in (5, 5, 6))
        assert first == again != other
    own = "tf.reset_default_graph()\ntf.set_random_seed(1)"
    assert run_tf1("--seed", 5, "-c", code.format(own)).out == run_tf1("-c", code.format(own)).out


HELPERS = "from six.moves import xrange\n"


@pytest.mark.parametrize("code, python_2", [
    ("from helpers import *\nfor i in xrange(3):\n    print(i / 2)", False),
    ("from six.moves import xrange\nxrange(1)", False),
    ("is_py3 = True\nx = str if is_py3 else unicode\nxrange(1)", False),
    ("import pandas\nfor k, v in data.iteritems():\n    k", False), ("import compat\nxrange(2)", False),
    ("class A:\n    def iteritems(self): pass\nA().iteritems()", False), ("x = f'{1}'\nxrange(2)", False),
    ("from numpy import *\nxrange(2)", True), ("xrange(2)", True), ("import cPickle", True),
    ("#!/usr/bin/env python2\nxrange(2)", True), ("from __future__ import division\nraw_input()", True),
    ("print 'x'", True)])
def test_a_name_proves_nothing_where_something_may_give_it(tmp_path, code, python_2):
    write(tmp_path / "helpers.py", HELPERS)
    write(tmp_path / "compat.py", "import builtins\nbuiltins.xrange = range\n")
    assert python2.parse(code, str(tmp_path / "a.py")).python_2 is python_2


def test_what_is_told(run_tf1, tmp_path):
    """Why a file is taken for Python 2 or 3; and a division that both would make, once."""
    write(tmp_path / "helpers.py", "xrange = range\n")
    write(tmp_path / "a.py", "from helpers import *\nfor i in xrange(1, 3):\n    print(i / 2, int(i / 2), i / 2.0)\n")
    result = run_tf1("a.py")
    assert result.out == "0.5 0 0.5\n1.0 1 1.0\n"
    taken, division = result.err.splitlines()
    assert taken.startswith("lab10: a.py: read as Python 3, although it uses names of Python 2 (line 2: xrange)")
    assert division.startswith(f"lab10: {tmp_path / 'a.py'}, line 3: 1 / 2 is 0.5, as in Python 3; in Python 2 it was")
    assert run_tf1("--python2", "a.py").out == "(0, 0, 0.5)\n(1, 1, 1.0)\n"
    result = run_tf1("--python3", "a.py")
    assert result.out == "0.5 0 0.5\n1.0 1 1.0\n" and result.err == ""
    write(tmp_path / "b.py", "print(f'{7 / 2}')\nimport helpers\n")
    assert run_tf1("b.py").err == "" and run_tf1("-c", "from __future__ import division\nprint(7 / 2)").err == ""
    result = run_tf1("--python3", "-c", "print 1")
    assert result.status == 1 and "SyntaxError" in result.err


@pytest.mark.slow
def test_mnist_by_other_addresses(run_tf1):
    result = run_tf1("-c", """
import gzip, pickle, io
import numpy as np
from urllib.request import urlopen
import requests
data = np.load(io.BytesIO(requests.get("https://s3.amazonaws.com/img-datasets/mnist.npz").content))
print(data["x_train"].shape, data["y_test"].dtype, data["x_test"].max())
for url in ("http://deeplearning.net/data/mnist/mnist.pkl.gz",
            "https://web.archive.org/web/2019/http://www.iro.umontreal.ca/~lisa/deep/data/mnist/mnist.pkl.gz"):
    parts = pickle.loads(gzip.decompress(urlopen(url).read()), encoding="latin1")
    print([(x.shape, x.dtype.name, y.dtype.name) for x, y in parts][2], parts[0][0].max(),
          parts[2][1][0] == data["y_test"][0])
from keras.datasets import mnist
print(mnist.load_data()[1][0].shape)
""")
    part = "((100, 784), 'float32', 'int64') 0.99609375 True\n"
    assert result.out == f"(6000, 28, 28) uint8 255\n{part}{part}(100, 28, 28)\n", result.err
    other = "http://emnist.s3-website.eu-central-1.amazonaws.com/t10k-images-idx3-ubyte.gz"
    assert old_addresses.file_of(other) is None
