"""Of what type a value of Python 2 is: long or int, str or unicode, and where the last two do not mix. Each line was
printed by Python 2.7.18."""
import pytest

from lab10.tf1 import check, python2
from tf1.runs import write

PRINTED = {
    "longs": ("""
n = 3L
print [1L, 2L], {1L: 2L}, (1L,), n, repr(n), `2 ** 64`, '%r %s %d' % (n, n, n), [2 ** 63], [n + 1, 1 + n, n / 2, -n]
print [divmod(n, 2)], [n ** -1, n * 0.5], sum([n]), [0] * n, isinstance(n, int), isinstance(2 ** 64, (int, long))
print [hex(10L)], oct(8), oct(8L), [long('7'), long(2.5), int(n)], {3: 'a'}[n], 0777L, type(n), n == 3, [[2 ** 70]]
""", ["[1L, 2L] {1L: 2L} (1L,) 3 3L 18446744073709551616L 3L 3 3 [9223372036854775808L] [4L, 4L, 1L, -3L]",
      "[(1L, 1L)] [0.3333333333333333, 1.5] 3 [0, 0, 0] False True",
      "['0xaL'] 010 010L [7L, 2L, 3] a 511 <type 'long'> True [[1180591620717411303424L]]"]),
    "containers": ("""
l = [(1L, u'é'), {'é': [None, 2.5]}, set([u'a'])]; l.append(l)
print l, '%s' % l, '{0[0]}'.format(l), [int, ValueError], type(u'')
""", [r"[(1L, u'\xe9'), {'\xc3\xa9': [None, 2.5]}, set([u'a']), [...]] [(1L, u'\xe9'), {'\xc3\xa9': [None, 2.5]}, "
      r"set([u'a']), [...]] (1L, u'\xe9') [<type 'int'>, <type 'exceptions.ValueError'>] <type 'unicode'>"]),
    "environment": ("""
import os, subprocess
from os import environ
os.environ['LAB10_WORD'] = 'é'; environ.setdefault('LAB10_X', 'a')
print repr(environ['LAB10_WORD']), os.getenv('LAB10_WORD') == dict(os.environ)['LAB10_WORD'], os.getenv('no', 'é')
print subprocess.check_output("echo $LAB10_WORD", shell=True), [os.path.expandvars('$LAB10_WORD')]
del environ['LAB10_X']
print subprocess.check_output(['sh', '-c', 'echo $V'], env={'V': '한'}), 'LAB10_X' in os.environ
import os.path; del os.environ['LAB10_WORD']; print os.getenv('LAB10_WORD'), type(os.getcwdu()), type(os.getcwd())
open('\\xb0\\xa1', 'w').close(); print os.listdir('.').count('\\xb0\\xa1'), os.path.exists('\\xb0\\xa1')
""", [r"'\xc3\xa9' True é", "é", r"['\xc3\xa9']", "한", "False", "None <type 'unicode'> <type 'str'>", "1 True"]),
    "text in memory": ("""
from StringIO import StringIO
import io, cStringIO, csv
s = StringIO(u'é\\nb'); print repr(s.getvalue()), repr(s.read(1)), s.readlines(), repr(StringIO('é').getvalue())
s = StringIO(); s.write('a'); s.write(3); s.write(u'é'); print repr(s.getvalue()), repr(io.StringIO(u'é').read())
s = cStringIO.StringIO(); print >>s, 'é', 3; csv.writer(s).writerow(['é', u'a', 2L]); print repr(s.getvalue())
""", [r"u'\xe9\nb' u'\xe9' [u'\n', u'b'] '\xc3\xa9'", r"u'a3\xe9' u'\xe9'", r"'\xc3\xa9 3\n\xc3\xa9,a,2\r\n'"]),
    "modules": ("""
import md5, sha, sets, types, sys
from types import ListType, StringType
from sets import Set, ImmutableSet
print isinstance([], ListType), type('a') is StringType, type(u'a') is types.UnicodeType, type(3) == types.IntType
print isinstance(2 ** 70, types.LongType), isinstance(u'a', types.StringTypes), types.ListType
print md5.new('abc').hexdigest()[:6], sha.new('é').hexdigest()[:6], len(Set([1, 2]) | Set([2])), sorted(sets.Set('aba'))
""", ["True True True True", "True True <type 'list'>", "900150 bf15be 2 ['a', 'b']"]),
    "json": ("""
import json
class Encoder(json.JSONEncoder):
    def default(self, value): return 'é'
class Decoder(json.JSONDecoder):
    def decode(self, text): return json.JSONDecoder.decode(self, text).items()
print json.JSONDecoder().decode('{"a": ["é", 12345678901234567890]}'), json.loads(u'{"é": "b"}', cls=Decoder)
print json.JSONDecoder().raw_decode('"a" b'), json.dumps([object()], cls=Encoder), json.JSONEncoder().encode({'é': 1L})
""", [r"{u'a': [u'\xe9', 12345678901234567890L]} [(u'\xe9', u'b')]", r"""(u'a', 3) ["\u00e9"] {"\u00e9": 1}"""]),
    "arrays of strings": ("""
import numpy as np
a = np.array(['a', 'é'])
print a, repr(a), [a], '%s' % a, [a[0]], isinstance(np.int64(1), int)
print np.zeros(2, 'S3'), np.array(['é', u'é', None, [1L]], object), np.array([('a',)], [('n', 'S3')])
""", [r"['a' '\xc3\xa9'] array(['a', '\xc3\xa9'], dtype='|S2') [array(['a', '\xc3\xa9'], dtype='|S2')] "
      r"['a' '\xc3\xa9'] ['a'] True", r"['' ''] ['\xc3\xa9' u'\xe9' None list([1L])] [('a',)]"]),
    "formats": ("""
print type('%r' % u'é'), ['%r %s' % (u'é', 'b'), '%s %s' % (u'a', 'b'), u'%d' % 1, '%(a)s' % {'a': 'x', 'b': u'y'}]
print ['{}'.format(u'a'), u'{}'.format('a'), 'a,b'.split(u','), 'abc'.replace(u'b', 'x'), 'a'.join([u'b', 'c'])]
""", [r"""<type 'str'> ["u'\\xe9' b", u'a b', u'1', 'x']""",
      "['a', u'a', [u'a', u'b'], u'axc', u'bac']"]),
    "buffers": ("""
import hashlib, zlib, numpy as np
b = buffer('abcdef', 1, 3)
print b, len(b), b[0], [b[1:]], list(b), b + 'x', isinstance(b, buffer), type(b), hashlib.md5(b).hexdigest()[:4]
print np.frombuffer(buffer('\\x01\\xff'), np.uint8), buffer(np.arange(3, dtype=np.uint8))[1:] == '\\x01\\x02'
print zlib.crc32(buffer('a')), zlib.crc32('a') & 0xffffffff
""", ["bcd 3 b ['cd'] ['b', 'c', 'd'] bcdx True <type 'buffer'> d4b7", "[  1 255] True", "-390611389 3904355907"]),
    "files": ("""
import sys, codecs
with open('x', 'w') as f: print >>f, 'é', u'b', 2.0; f.write('%s' % 'é')
print repr(open('x').read())
class Tee(object):
    def __init__(self): self.out, self.copy = sys.stdout, open('y', 'w')
    def write(self, text): self.out.write(text); self.copy.write(text)
sys.stdout = Tee(); print 'é', 1; sys.stdout.copy.close(); sys.stdout = sys.stdout.out; print repr(open('y').read())
with codecs.open('z', 'w', 'utf-8') as f: f.write(u'é'); print >>f, u'한'
print repr(open('z').read())
""", [r"'\xc3\xa9 b 2.0\n\xc3\xa9'", "é 1", r"'\xc3\xa9 1\n'", r"'\xc3\xa9\xed\x95\x9c\n'"]),
}
STOPS = """'é' + u'a'; u'a' + 'é'; '%s %s' % (u'a', 'é'); 'é %s' % u'a'; u'%s' % 'é'; 'é'.encode('utf-8')
unicode('é'); ''.join([u'a', 'é']); u''.join(['é']); u'{}'.format('é'); '{}'.format(u'é'); str(u'é')
u'é'.decode('utf-8'); u'é' in 'é'; 'é' in u'é'; 'aé'.replace(u'é', 'e'); u'aé'.replace('é', 'e'); 'é'.split(u',')
'é' < u'a'; sorted(['é', u'b']); open('x', 'w').write(u'é'); codecs.open('x', 'w', 'utf-8').write('é')
csv.writer(open('x', 'w')).writerow([u'é']); mixed(StringIO.StringIO(u'a'), 'é').getvalue()
mixed(open('x', 'w'), u'é')""".replace("\n", "; ").split("; ")


@pytest.mark.parametrize("name", PRINTED)
def test_what_python_2_prints(name, compare_python_2):
    compare_python_2(*PRINTED[name])


def test_a_str_and_a_unicode_do_not_mix_outside_ascii(compare_python_2):
    """A program that catches the error goes the way that it went then."""
    code = "import codecs, csv, StringIO\ndef mixed(f, text): f.seek(0, 2); print >>f, text; return f\n"
    for number, line in enumerate(STOPS):
        code += f"try:\n    {line}\n    print {number}, 'goes on'\nexcept UnicodeError: pass\n"
    compare_python_2(code + "print 'é'", ["é"])


def test_another_default_encoding(run_tf1, tmp_path):
    write(tmp_path / "old.py", """# coding: utf-8
import os, sys
if sys.getdefaultencoding() != 'utf-8':
    reload(sys)
    sys.setdefaultencoding('utf-8')
print 'é' + u'a', '%s %s' % (u'한', '글'), str(u'é'), unicode('한'), u'한' in '한글', 'é'.encode('utf-8')
print u'é'.decode('utf-8')
""")
    result = run_tf1("old.py")
    assert result.out == "éa 한 글 é 한 True é\né\n", result.err


def test_buffer_is_foretold(tmp_path):
    write(tmp_path / "old.py", "b = buffer('ab')\n")
    assert check.check(tmp_path / "old.py").verdict == "python2"
    assert not python2.parse("buffer = 3\nb = buffer\n", "<test>").python_2


def test_a_module_of_an_earlier_cell():
    """Where it has a new name today, a later cell still knows it by its old one."""
    names = {}
    for number, cell in enumerate(["import cPickle, Queue  # of Python 2\nprint 'a'", "import StringIO as kept",
                                   "print cPickle.loads(cPickle.dumps([1, 'a'])), Queue.Queue, kept"]):
        exec(compile(python2.parse(cell, f"<cell {number}>", python_2=True).tree, "<cell>", "exec"), names)
    assert {"cPickle", "Queue", "kept"} <= set(names) and "StringIO" not in names
