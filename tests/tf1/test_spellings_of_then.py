"""Python 2's spellings, names that a star brings, a session in a note, and pandas' labels of the greatest."""
import pytest

from tf1.runs import write


def test_python_2(run_tf1, tmp_path):
    write(tmp_path / "spelled.py", r"""# -*- coding: utf-8 -*-
import re
from functools import partial
print re.findall(ur'[\u4e00-\u9fff]+\d', u'a\u4e2d\u65871')[0] == u'\u4e2d\u65871', len(ur"\d'")
print ur'it\'s' == u"it\\'s"
print map(lambda f: f.__name__, [reduce, raw_input, reload, intern]), xrange is not None, partial(reduce, max)([1, 3])
""")
    result = run_tf1("spelled.py")
    assert result.out.splitlines() == ["True 3", "True", "['reduce', 'input', 'reload', 'intern'] True 3"], result.err


def test_a_comment_looks_round_for_nothing(run_tf1):
    result = run_tf1("-c", "# py2, six layers\nfor i in xrange(7 / 2): print(i)\n")
    assert result.out == "0\n1\n2\n", result.err


def test_star(run_tf1):
    """numpy's star brought what it has dropped; no name of Python's own."""
    result = run_tf1("-c", "from numpy import *\nprint((mat([[1, 2]]) * mat([[3], [4]]))[0, 0], alltrue([1]), Inf, "
                           "int, bool, max(2, 1))\n")
    assert result.out == "11 True inf <class 'int'> <class 'bool'> 2\n", result.err


def test_a_session_in_a_note(run_tf1, tmp_path):
    typed = (">>> import tensorflow as tf\n>>> a = tf.constant(20)\n>>> with tf.Session() as s:\n"
             "...     for i in 1, 2:\n...         print(s.run(a) * i)\n...\n20\n40\n>>> print('end')\nend\n")
    for name, text in (("plain.txt", f"What I typed.\n\n{typed}\nAnd so on.\n"),
                       ("fenced.md", f"So:\n\n```\n{typed}```\n")):
        write(tmp_path / name, text)
        result = run_tf1(name)
        assert result.out == "20\n40\nend\n", result.err


def test_words_and_matrices(run_tf1):
    result = run_tf1("-c", """
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import PolynomialFeatures
import numpy as np
import scipy.sparse as sp
words = TfidfVectorizer().fit(["a cat", "the dog"])
print(words.get_feature_names(), PolynomialFeatures(1).fit(np.ones([1, 1])).get_feature_names())
m = sp.csr_matrix([[0, 1j]])
print(m.A, m.H.shape)
""")
    assert result.out == "['cat', 'dog', 'the'] ['1', 'x0']\n[[0.+0.j 0.+1.j]] (2, 1)\n", result.err


def test_pandas(run_tf1):
    pandas = pytest.importorskip("pandas")
    result = run_tf1("-c", """
import pandas as pd
t = pd.DataFrame({"a": [3, 1, 2], "b": [1, 1, 2]}, index=["x", "y", "z"])
print(t.drop("b", 1).shape, pd.concat([t, t], 1).shape, t.sort_values("a", 0, False).index[0], t["a"].argmax(),
      t["a"].argmin(), t["a"].idxmax(), t.set_index("a", False).shape, t.reset_index(0, True).index[2])
own = pd.Series([1, 2])
own[0] = 5
column = t["a"]
column["x"] = 7
print(own[0], t["a"]["x"])
""")
    copies = int(pandas.__version__.partition(".")[0]) >= 3
    assert result.out == f"(3, 1) (3, 4) x x y x (3, 2) 2\n5 {3 if copies else 7}\n", result.err
    told = [line for line in result.err.splitlines() if "until pandas 2" in line]
    assert len(told) == copies and (not told or "line 9 writes into a column" in told[0])
