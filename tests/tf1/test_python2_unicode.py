"""What is str and what is unicode in Python 2's pickles, JSON, names of files and regular expressions: each line was
printed by Python 2.7.18, but for one that is told."""
import pickle

import pytest

from tf1.runs import in_python_2
PRINTED = {
    "pickles": (r"""
import cPickle as of_c, pickle, copy
value = {'a': [u'é', u'b', 'é'], u'é': ('한', u'한', 'x' * 300, 2.5, 10 ** 30, None, True, 'é')}
for module in pickle, of_c:
    for protocol in 0, 1, 2:
        print module.loads(module.dumps(value, protocol)) == value,
        print sorted(module.loads(module.dumps(value, protocol)).items())[0]
with open('p', 'wb') as f:
    pickle.dump(u'é', f); pickle.Pickler(f, 2).dump('é')
with open('p', 'rb') as f: print repr(pickle.load(f)), repr(pickle.Unpickler(f).load()), repr(copy.deepcopy(u'é'))
print repr(pickle.loads("(lp0\nVcaf\\u00e9\np1\naS'\\xc3\\xa9'\np2\na.")), pickle.loads(pickle.dumps({u'a'}))
""", [r"True ('a', [u'\xe9', u'b', '\xc3\xa9'])"] * 6 + [
        r"u'\xe9' '\xc3\xa9' u'\xe9'", r"[u'caf\xe9', '\xc3\xa9'] set([u'a'])"]),
    "pickled classes": ("""
import pickle
class Reader(pickle.Unpickler):
    def find_class(self, module, name): print module, name; return pickle.Unpickler.find_class(self, module, name)
class Writer(pickle.Pickler): pass
with open('p', 'wb') as f: Writer(f, 2).dump([u'é', bytearray('ab')])
with open('p', 'rb') as f: print Reader(f).load() == [u'é', bytearray('ab')], isinstance(Reader(f), pickle.Unpickler)
""", ["__builtin__ bytearray", "True True"]),
    "characters": ("""
from collections import Counter
print [c for c in u'é한'], list(u'é'), zip(u'é', 'b'), {c: i for i, c in enumerate(u'é')}, max(u'aé') == u'é'
print Counter(u'aaé').most_common(1), sorted(set(u'éa')), map(ord, u'é한'), u''.join(reversed(u'aé')) == u'éa'
""", [r"[u'\xe9', u'\ud55c'] [u'\xe9'] [(u'\xe9', 'b')] {u'\xe9': 0} True",
      r"[(u'a', 2)] [u'a', u'\xe9'] [233, 54620] True"]),
    "json": (r"""
import json
print json.dumps({'a': [u'é', 'é']}), json.dumps(['b', 'é'], ensure_ascii=False), json.dumps([u'é'], ensure_ascii=False)
print repr(json.dumps({'a': [1, 2]}, indent=1)), json.loads('{"é": {"b": "é"}}', encoding='utf-8')
print json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items()))
json.dump(['é', u'é'], open('j', 'w')); print open('j').read(), json.load(open('j'))
""", [r'{"a": ["\u00e9", "\u00e9"]} ["b", "é"] ["é"]',
      r"""'{\n "a": [\n  1, \n  2\n ]\n}' {u'\xe9': {u'b': u'\xe9'}}""", "[(u'a', [(u'b', 1)])]",
      r'["\u00e9", "\u00e9"] [u' + r"'\xe9', u'\xe9']"]),
    "walks": (r"""
import os
os.makedirs('d/é/skip'); os.makedirs('d/é/한'); open('d/é/한/ü.txt', 'w').close()
for root, folders, files in os.walk('d'):
    if 'skip' in folders: folders.remove('skip')
    folders.sort(); print repr(root), folders, files
print [files for _, _, files in os.walk(u'd')][-1], os.listdir(u'd'), os.listdir('d'), os.path.exists(u'd/é/한')
import subprocess
print repr(subprocess.check_output(u'echo é', shell=True)), subprocess.call(u'exit 3', shell=True)
""", ["'d' ['\\xc3\\xa9'] []", "'d/\\xc3\\xa9' ['\\xed\\x95\\x9c'] []",
      "'d/\\xc3\\xa9/\\xed\\x95\\x9c' [] ['\\xc3\\xbc.txt']",
      r"[u'\xfc.txt'] [u'\xe9'] ['\xc3\xa9'] True", r"'\xc3\xa9\n' 3"]),
    "expressions": (r"""
import re
print re.findall(u'[가-힣é]+', u'한é a'), re.sub(u'é', 'e', u'aéü'), re.compile(u'é').split(u'aéb'), re.findall('é', 'é')
m = re.match(u'(.)(.)', u'éü'); print m.groups(), [m.group(1)], re.compile('(a)(.)').findall(u'aé')
""", [r"[u'\ud55c\xe9'] aeü [u'a', u'b'] ['\xc3\xa9']", r"(u'\xe9', u'\xfc') [u'\xe9'] [(u'a', u'\xe9')]"]),
    "labels": ("import numpy as np\nprint np.array(['한글', 'é'])[0], '%s' % np.array(['é'])[0]\n", ["한글 é"]),
    "equal": ("print 'é' == u'é', u'é' in {'é': 1}, len({'é': 1, u'é': 2}), hash('e') == hash(u'e'), u'e' == 'e'",
              ["False False 2 True True"]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_python_2_prints(name, compare_python_2):
    compare_python_2(*PRINTED[name])


def test_a_pickle_can_be_read_by_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    in_python_2("import cPickle, numpy\ncPickle.dump([u'é', 'é', numpy.arange(3.0)], open('p', 'wb'))")
    text, of_bytes, array = pickle.loads((tmp_path / "p").read_bytes(), encoding="latin-1")
    assert (text, of_bytes.encode("latin-1"), array.tolist()) == ("é", "é".encode(), [0, 1, 2])
    in_python_2("import pickle\nv = pickle.load(open('p', 'rb'))\n"
                "assert v[2].tolist() == [0, 1, 2] and v[2].dtype == float\n"
                "assert pickle.loads(pickle.dumps([v[2][1], v[2].astype('uint8')]))[1].tolist() == [0, 1, 2]")


def test_an_equality_that_python_2_denied_is_told(monkeypatch, capsys):
    from lab10.tf1 import python2_library
    monkeypatch.setattr(python2_library, "_told", set())
    in_python_2(r"print '\xe9' == u'\xe9', len({'\xe9': 1, u'\xe9': 2})")
    captured = capsys.readouterr()
    assert captured.out == "True 1\n" and captured.err == (
        r"lab10: u'\xe9' equals '\xe9' here; in Python 2 a unicode did not equal a str outside ASCII" + "\n")


def test_arguments_hold_bytes(run_tf1):
    result = run_tf1("--python2", "-c", "import sys\nprint repr(sys.argv[1]), sys.argv[1].decode('utf-8') == u'\\xe9'",
                     "é")
    assert result.out == r"'\xc3\xa9' True" + "\n", result.err
