"""Programs in Python 2 that Python 3 can parse, and what else of then they would compute otherwise: each value was
printed by Python 2.7.18."""
import pytest

from lab10.tf1 import children, python2, tracebacks


@pytest.mark.parametrize("code, python_2", [
    ("#!/usr/bin/env python2\nx = 7 / 2\n", True), ("#!/usr/bin/python2.7\nprint('a', 7 / 2)\n", True),
    ("#!/usr/bin/env python\nx = 7 / 2\n", False), ("#!/usr/bin/env python3\nx = 7 / 2\n", False),
    ("#!/usr/bin/env python2\nprint(f'{7 / 2}')\n", False),
    ("from __future__ import print_function\nprint(xrange(3), end='')\n", True),
    ("print(xrange(3), end='')\n", False),
    ("import sys\nn = sys.maxint / 2\n", True), ("from itertools import izip\n", True),
    ("import string\nletters = string.letters\n", True), ("import itertools\nitertools.zip_longest()\n", False),
    ("try:\n    from itertools import izip\nexcept ImportError:\n    izip = zip\n", False),
    ("for a, b in table.iteritems():\n    a / b\n", False),  # which pandas had in Python 3 too
])
def test_which_code_is_python_2(code, python_2):
    assert python2.is_python_2(code) is python_2


@pytest.mark.parametrize("code, out", [
    ("x = 7\nexec 'y = x / 2'\nprint y, eval(' x / 2'), eval(u'x / 2'), eval('[1]'), eval(compile('x', 'a', 'eval'))",
     "3 3 3 [1] 7"),
    ("from __future__ import division\nprint eval('7 / 2')", "3.5"),
    ("def f(a):\n    b = a / 2\n    return eval('a / 2 + b')\nprint f(7)", "6"),
    ("import numpy as np\nprint np.divide(7, 2), np.divide(np.array([7]), 2), np.divide([7], 2.), np.true_divide(7, 2)",
     "3 [3] [3.5] 3.5"),
    ("import numpy as np\nprint np.bool_(True) / 2, (np.array([1, 7]) > 3) / 2", "0 [0 0]"),
    ("print str(1e11), -123456789012.5, 99999999999.0, 1e12", "1e+11 -1.23456789012e+11 99999999999.0 1e+12"),
])
def test_what_python_2_prints(code, out, capsys):
    exec(compile(python2.parse(code, "<test>", True).tree, "<test>", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == out + "\n"


def test_a_method_of_python_2s_dictionaries_is_told_of(capsys):
    code = compile("{}.iteritems()", "<test>", "eval")
    try:
        eval(code)
    except AttributeError as error:
        assert tracebacks.report(error, code) == 1
    assert capsys.readouterr().err.endswith("lab10: iteritems is Python 2's; if this code is Python 2: --python2\n")


@pytest.mark.parametrize("line, package", [
    ("pip install git+https://github.com/keras-team/keras.git", "keras"),
    ("pip install \\\n tensorflow==1.4", "tensorflow"),
    ("pip install https://example.org/tensorflow/linux/cpu/tensorflow-0.8.0-cp27-none-linux_x86_64.whl", "tensorflow"),
    ("(pip --proxy http://example.org install numpy)", "numpy"),
    ("pip install ./tensorflow_gpu-1.4.0.whl", "tensorflow_gpu"),
    ("pip install git+https://github.com/tensorflow/models.git", None), ("pip list | grep tensorflow", None),
    ("pip install -i https://example.org/simple pandas", None),
])
def test_lines_that_install(line, package):
    assert children.changes_tensorflow(line) == package


@pytest.mark.parametrize("line, kept", [
    ("pip install tensorflow==1.4 && echo a; ls", " true && echo a; ls"), ("pip install pandas", "pip install pandas"),
    ("echo 'a;b'; pip3 uninstall -y keras", " true "), ("pip install keras\n", " true \n"),
    ("(cd a; pip install numpy)", " true "),
    ('pip install "numpy<2;python_version>\'3\'"; ls', " true "), ("pip install tensorflow # it's", " true ")])
def test_a_line_is_kept_but_for_what_installs(line, kept, capsys):
    assert children.without_installing(line) == kept
    assert ("lab10: left out: " in capsys.readouterr().err) == (line != kept)
