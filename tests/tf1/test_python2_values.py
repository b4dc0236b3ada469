"""Numbers, strings and the library as Python 2.7 had them: each value was printed by Python 2.7.18."""
import pytest

from lab10.tf1 import python2
from tf1.runs import write

PRINTED = {  # what a program prints, by its lines
    "round": ("print round(2.5), round(-2.5), round(0.5), round(1.005, 2), round(3), round(-0.4)",
              "3.0 -3.0 1.0 1.0 3.0 -0.0"),
    "floor": ("import math as m\nfrom math import floor, ceil\nprint m.floor(7.9) / 2, ceil(4.1) / 2, floor(-0.5)",
              "3.5 2.5 -1.0"),
    "floats": ("print 0.1 + 0.2, str(2 / 3.), [0.1 + 0.2], '%s|%r|%.3f' % (1 / 3., 1 / 3., 1 / 3.), 1e16, 3.0",
               "0.3 0.666666666667 [0.30000000000000004] 0.333333333333|0.3333333333333333|0.333 1e+16 3.0"),
    "division": ("x = 7\nx /= 2\nprint x, -7 / 2, 7 / 2., 7L / 2, True / 2", "3 -4 3.5 3 0"),
    "operators": ("import operator\nfrom operator import div\nprint div(-7, 2), operator.div(7, 2.)", "-4 3.5"),
    "div": ("class A:\n    def __div__(self, other): return 'div'\n    def __rdiv__(self, other): return 'rdiv'\n"
            "    def __idiv__(self, other): return 'idiv'\na = A()\nprint a / 2, 2 / a\na /= 2\nprint a",
            "div rdiv\nidiv"),
    "cmp method": ("class A(object):\n    def __init__(self, n): self.n = n\n"
                   "    def __cmp__(self, other): return cmp(self.n, other.n)\n"
                   "print A(1) < A(2), max(A(1), A(3)).n, A(1) == A(1)", "True 3 True"),
    "order": ("print max(None, 1), min('a', 2), sorted([None, 1, 'a']), None < 0, 'a' > 10 ** 9, cmp(2, 1)",
              "1 2 [None, 1, 'a'] True True 1"),
    "sort": ("l = [3, 1, 2]\nl.sort(lambda a, b: b - a)\nprint l, sorted(l, cmp=cmp), sorted(l, key=lambda x: -x)",
             "[3, 2, 1] [1, 2, 3] [3, 2, 1]"),
    "leak": ("[i for i in range(3)]\nprint i\ndef f():\n    [a for a, b in [(1, 2), (3, 4)] if b]\n    return a, b\n"
             "print f()\nprint [j for j in (1, 2)], [k for k in [1] if k]",
             "2\n(3, 4)\n[1, 2] [1]"),
    "strings": ("import string\nprint string.join(['a', 'b'], '-'), string.upper('x'), string.letters[:3], "
                "'abc'.translate(string.maketrans('ab', 'xy'))", "a-b X abc xyc"),
    "codecs": ("print 'ab'.encode('hex'), '6162'.decode('hex'), repr('abc'.decode('utf-8')), 'a\\xff'.encode('hex')",
               "6162 ab u'abc' 61ff"),
    "bytes": ("import struct\nb = struct.pack('>I', 2051)\nprint len(b), repr(b), struct.unpack('>I', b), ord(b[2]), "
              "b == '\\x00\\x00\\x08\\x03', b''.join(['a'])", "4 '\\x00\\x00\\x08\\x03' (2051,) 8 True a"),
    "unicode": ("u = u'caf\\xe9'\nprint len(u), repr(u), [u], isinstance(u, str), isinstance('a', unicode), "
                "isinstance(u, basestring), u.encode('utf-8') == 'caf\\xc3\\xa9', type(u + 'a') is unicode",
                "4 u'caf\\xe9' [u'caf\\xe9'] False False True True True"),
    "message": ("try: raise ValueError, 'bad'\nexcept ValueError, e: print e.message, [IOError(2, 'x').message]",
                "bad ['']"),
    "korean": ("# -*- coding: utf-8 -*-\ns = '정확도'\nu = u'정확도'\n"
               "print len(s), len(u), s, u, s.decode('utf-8') == u, u.encode('cp949').encode('hex')[:4]\n"
               "print '%s %d' % (s, 3), u'%s' % 'a', '-'.join([u])",
               "9 3 정확도 정확도 True c1a4\n정확도 3 a 정확도"),
    "pickles": ("import cPickle, pickle\nimport numpy as np\nw = {'W': np.arange(2), u'k': 'v'}\n"
                "cPickle.dump(w, open('w.pkl', 'w'))\nprint sorted(cPickle.load(open('w.pkl')))[0], "
                "pickle.loads(pickle.dumps([1])), type(pickle.dumps(1)) is str", "W [1] True"),
    "gzip": ("import gzip, struct\nf = gzip.open('a.gz', 'wb')\n"
             "f.write(struct.pack('>2I', 3, 4) + 'ab\\n')\nf.close()\nf = gzip.open('a.gz')\n"
             "print struct.unpack('>2I', f.read(8)), [line for line in f]", "(3, 4) ['ab\\n']"),
    "files": ("f = open('t.txt', 'wb')\nf.write('a b\\n')\nprint >>f, 'c', 1.0\nf.close()\n"
              "print [line.split() for line in open('t.txt', 'rb')], open('t.txt').read(), "
              "[(i, l) for i, l in enumerate(file('t.txt'))][1]\nimport csv\n"
              "print list(csv.reader(open('t.txt', 'rb'), delimiter=' '))",
              "[['a', 'b'], ['c', '1.0']] a b\nc 1.0\n(1, 'c 1.0\\n')\n[['a', 'b'], ['c', '1.0']]"),
    "words": ("open('t.txt', 'wb').write('the cat\\nthe')\ncounts = {'the': 0}\n"
              "for word in open('t.txt', 'rb').read().split():\n    counts[word] = counts.get(word, 0) + 1\n"
              "print counts",
              "{'the': 2, 'cat': 1}"),
    "arrays": ("import numpy as np\nprint np.frombuffer('\\x01\\xff', np.uint8), np.arange(4) / 2",
               "[  1 255] [0 0 1 1]"),
    "json": ("import json\nopen('a.json', 'w').write(u'{\"k\": \"\\xe9\"}'.encode('utf-8'))\n"
             "print json.load(open('a.json')), json.loads('[\"a\"]')", "{u'k': u'\\xe9'} [u'a']"),
    "random": ("import random\nrandom.seed(3)\nx = range(8)\nrandom.shuffle(x)\nprint x, random.randint(0, 99), "
               "random.choice('abcdef'), random.sample(range(50), 3), random.random()",
               "[7, 4, 0, 5, 6, 2, 3, 1] 83 b [11, 49, 23] 0.836461451274"),
    "library": ("import os, sys, hashlib, itertools\nprint os.getcwdu() != '', sys.maxint > 2 ** 31, 0777, "
                "hashlib.md5('a').hexdigest()[:4], list(itertools.izip([1], [2])), dict(a=1).keys()[0], "
                "map(str, [0.1 + 0.2]), filter(None, 'a0'), reduce(lambda a, b: a + b, [1, 2])",
                "True True 511 0cc1 [(1, 2)] a ['0.3'] a0 3"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_python_2_prints(name, tmp_path, monkeypatch, capsys):
    code, out = PRINTED[name]
    monkeypatch.chdir(tmp_path)
    parsed = python2.parse(code, "<test>", True)
    assert parsed.python_2
    exec(compile(parsed.tree, "<test>", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == out + "\n"


def test_latin_1(tmp_path, capsys):
    code = "# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n"
    code += "print len(name), repr(name), [name], repr(u'caf\xe9'), u'\\xe9'\n"
    parsed = python2.parse(code.encode("latin-1"), "<test>")
    exec(compile(parsed.tree, "<test>", "exec"), {})
    assert capsys.readouterr().out == "4 'caf\\xe9' ['caf\\xe9'] u'caf\\xe9' \xe9\n"


def test_tensorflow(run_tf1, tmp_path):
    """Strings of sessions, sizes of floats and of `/`, the bytes of an image."""
    write(tmp_path / "old.py", """# coding: utf-8
import math, struct
import numpy as np
import tensorflow as tf
width = 28
x = tf.placeholder(tf.float32, [None, round(28 / 3.0)])
W = tf.get_variable("W", [width / 4 * width / 4, math.floor(10.7)])
print W.get_shape(), x.get_shape(), tf.reshape(tf.zeros([8]), [-1, math.ceil(3.2)]).get_shape()
sess = tf.Session()
print {"cat": 1}[sess.run(tf.constant("cat"))], sess.run([tf.constant(["a", "b"])])[0][0] == "a"
s = tf.placeholder(tf.string)
print sess.run(tf.decode_raw(s, tf.uint8), {s: "\\x01\\xff"}), repr(sess.run(tf.identity(s), {s: "\\xff"}))
print sess.run(tf.decode_raw(tf.constant("\\xff\\x80"), tf.uint8)), len(sess.run(tf.constant("한글")))
e = tf.train.Example(features=tf.train.Features(feature={"a": tf.train.Feature(
    bytes_list=tf.train.BytesList(value=[np.array([1, 255], np.uint8).tobytes()]))}))
writer = tf.python_io.TFRecordWriter("a.tfrecords")
writer.write(e.SerializeToString())
writer.close()
for record in tf.python_io.tf_record_iterator("a.tfrecords"):
    example = tf.train.Example.FromString(record)
    print repr(example.features.feature["a"].bytes_list.value[0])
""")
    result = run_tf1("old.py")
    assert result.out == ("(49, 10) (?, 9) (2, 4)\n1 True\n[  1 255] '\\xff'\n[255 128] 6\n'\\x01\\xff'\n"), result.err
