"""Strings of Python 2 in the library's functions and in TensorFlow's: each value was printed by Python 2.7.18, and
TensorFlow 1.15.0."""
import pytest

from lab10.tf1 import python2
from tf1.runs import write

KOREAN = "# -*- coding: utf-8 -*-\n"
PRINTED = {
    "struct": ("import struct\ns = struct.pack('<i4s', 7, 'ab\\xffd')\n"
               "print repr(s), struct.unpack('<i4s', s), struct.pack('cc', 'a', 'b')",
               r"'\x07\x00\x00\x00ab\xffd' (7, 'ab\xffd') ab"),
    "array": ("import array\nprint array.array('B', 'a\\xff').tolist(), list(bytearray('a\\xff'))",
              "[97, 255] [97, 255]"),
    "formats": ("print '%r|%s' % ('a\\xff', 'b'), ['a\\xff']", r"'a\xff'|b ['a\xff']"),
    "spaces": (KOREAN + "t = '정확도 높음\\n'\nprint t.split()[0] == '정확도', len(t.strip().split()), t.upper() == t, "
               "t.splitlines() == [t[:-1]], 'é'.strip() == 'é', '정'.isalpha()", "True 2 True True True False"),
    "re": (KOREAN + "import re\nfrom re import findall as f\nprint re.split(r'\\s+', '정확도 높음')[0] == '정확도', "
           "len(f(r'\\w+', 'a정b')), re.compile('높').search('정높').start(), "
           "len(re.findall(ur'\\w', u'정b', re.U)), re.sub('B', 'x', 'ab', flags=re.I), re.sub('b', 'x', 'bb', 1)",
           "True 2 3 2 ax xb"),
    "names": (KOREAN + "import os, glob\nopen('말.txt', 'w').write('x')\nprint os.path.exists('말.txt'), "
              "'말.txt' in os.listdir('.'), glob.glob('말*')[0] == '말.txt', os.path.join('가', 'x') == '가/x'",
              "True True True True"),
    "pipes": (KOREAN + "import os, subprocess as s\nr, w = os.pipe()\nos.write(w, 'é가')\n"
              "p = s.Popen(['cat'], stdin=s.PIPE, stdout=s.PIPE)\n"
              "print os.read(r, 9) == 'é가', p.communicate('é\\xff')[0] == 'é\\xff', "
              "s.check_output(['echo', '가']).strip() == '가'", "True True True"),
    "decoded": (KOREAN + "import codecs, io\nopen('w', 'w').write('글é\\n')\nu = codecs.open('w', 'r', 'utf-8').read()\n"
                "print type(u).__name__, repr(u), [l for l in io.open('w', encoding='utf-8')], isinstance(u, unicode)",
                r"unicode u'\uae00\xe9\n' [u'\uae00\xe9\n'] True"),
    "round": ("import numpy as np\nprint round(np.float32(2.5)), round(2.675, 2), round(0.125, 2), round(1250, -2), "
              "round(1e300, 2), round(-2.5)", "3.0 2.67 0.13 1300.0 1e+300 -3.0"),
    "order": ("print sorted([(2, 'a'), (1, None), (None, 3)]), [1, 2] < [1, 'a'], cmp((1, None), (1,)), "
              "max([(1, 'b'), (1, 3)])", "[(None, 3), (1, None), (2, 'a')] True 1 (1, 'b')"),
    "map": ("print map(None, [1, 2], [3]), map(None, 'ab'), map(None, *[iter('abcd')] * 2), len(map(None, [1]))",
            "[(1, 3), (2, None)] ['a', 'b'] [('a', 'b'), ('c', 'd')] 1"),
    "a comma": ("for l in 'a\\n', 'b\\n': print 1, l,\nprint 2", "1 a\n1 b\n2"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_python_2_prints(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, printed = PRINTED[name]
    exec(compile(python2.parse(code.encode(), "<test>", True).tree, "<test>", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == printed + "\n"


def test_what_tensorflow_gives_and_takes(run_tf1, tmp_path):
    result = run_tf1(write(tmp_path / "a.py", r"""
import tensorflow as tf
words = {"cat": 1}
f = tf.gfile.GFile("v.txt", "wb"); f.write("cat\xe9\n"); f.close()
for line in tf.gfile.GFile("v.txt", "rb"): print repr(line),
feature = tf.train.Feature(bytes_list=tf.train.BytesList(value=["cat", "\xff"]))
example = tf.train.Example(features=tf.train.Features(feature={"a": feature}))
writer = tf.python_io.TFRecordWriter("r"); writer.write(example.SerializeToString()); writer.close()
for record in tf.python_io.tf_record_iterator("r"):
    print [words.get(v) for v in tf.train.Example.FromString(record).features.feature["a"].bytes_list.value],
with tf.Session() as s:
    print s.run(tf.constant(["cat", "x\xff"])).tolist(), s.run(
        tf.py_func(lambda x: x + "s\xff", [tf.constant("cat")], tf.string)) == "cats\xff",
size = tf.zeros([1, 28]).get_shape()[1]
print size / 3, tf.zeros([size / 4, 2]).get_shape()
"""))
    assert result.out == r"'cat\xe9\n' [1, None] ['cat', 'x\xff'] True 9 (7, 2)" + "\n", result.err


def test_a_module_of_a_package_that_m_names(run_tf1, tmp_path):
    (tmp_path / "pkg").mkdir()
    for name, code in (("__init__", ""), ("ops", "half = 7 / 2\n"), ("main", "import ops\nprint ops.half\n")):
        write(tmp_path / "pkg" / f"{name}.py", code)
    assert run_tf1("-m", "pkg.main").out == "3\n"
