"""Code that a page or a program for texts has changed is mended, or told with its line; never left out in silence."""
import pytest

from lab10.tf1 import notes
from tf1.runs import write

SIGNS = "read with the spaces, quotes and signs that Python knows"


@pytest.mark.parametrize("name, text, code, said", [
    ("a.txt", "My note\nfor i in range(2):\n\u00a0\u00a0\u00a0\u00a0print('epoch', i)\nprint('done')\n",
     "for i in range(2):\n    print('epoch', i)\nprint('done')\n", [f"line 3: {SIGNS}"]),
    ("a.md", "```python\nfor i in [1]:\n\u00a0\u3000print(i)\n```\n", "for i in [1]:\n  print(i)\n",
     [f"line 3: {SIGNS}"]),
    ("a.txt", "print(\u201chello\u201d)\nprint('\u201cq\u201d')\n# \u201cwords\u201d\nprint(\u20181\u2019)\n",
     "print(\"hello\")\nprint('\u201cq\u201d')\n# \u201cwords\u201d\nprint('1')\n",
     [f"line 1: {SIGNS}", f"line 4: {SIGNS}"]),
    ("a.txt", "x = 2 \u2013 1\nif x == '\\'\u2013':  # \u2212\n    x \u2212= 1\nA \u2013 B\nprint(x, '\u2013')\n",
     "x = 2 - 1\nif x == '\\'\u2013':  # \u2212\n    x -= 1\nprint(x, '\u2013')\n",
     [f"line 1: {SIGNS}", f"line 3: {SIGNS}"]),
    ("a.txt", "print(1 &lt; 2)\nprint('&lt;')\n", "print(1 < 2)\nprint('&lt;')\n", [f"line 1: {SIGNS}"]),
    ("a.md", "```py\nprint(&quot;a&quot; &amp; 1)\n```\n", "print(\"a\" & 1)\n", [f"line 2: {SIGNS}"]),
    ("a.txt", "Words\n1 for i in [1]:\n2     print(i)\n3\n4 print(2)\n", "for i in [1]:\n    print(i)\n\nprint(2)\n",
     ["line 2: read without the line numbers 1 to 4"]),
    ("a.md", "```python\n07: x = 1\n08: print(x)\n```\n", "x = 1\nprint(x)\n",
     ["line 2: read without the line numbers 7 to 8"]),
    ("a.txt", "1. First\n2. Then\nprint(1)\n", "print(1)\n", []),
    ("a.txt", "y = ax + b\nfor example:\nimport math\n", "import math\n", []),
    ("a.txt", "import math\nfor i in range(3)\n    print(i)\n", "import math\n",
     ["line 2: left out, though it looks like code: for i in range(3)"]),
    ("a.txt", "import math\nx = tf.ones((2)\nMore words\n", "import math\n",
     ["line 2: left out, though it looks like code: x = tf.ones((2)"]),
    ("a.md", "```python\nimport math\n!wget x\n%matplotlib inline\n```\n", "import math\n\n\n",
     ["line 3: left out: !wget x"]),
    ("a.md", "```\nprint('one')\n```\n```python\nprint(2)\n```\n", "print(2)\n",
     ["line 2: a block without a language is left out, though it looks like code"]),
])
def test_what_is_read_and_what_is_said(tmp_path, name, text, code, said):
    blocks = notes.read(write(tmp_path / name, text))
    assert "".join(block.code for block in blocks) == code
    assert list(blocks[0].said) == said


def test_it_is_told(run_tf1, tmp_path):
    write(tmp_path / "a.md", "```python\nprint(\u201ca\u201d)\n```\n```python\n...\nprint(3)\n```\n")
    result = run_tf1("a.md")
    assert (result.status, result.out) == (0, "a\n")
    assert result.err == (f"lab10: a.md: line 2: {SIGNS}\nlab10: a.md: line 5: left out (a bare ... stands for lines "
                          "that the note leaves out)\n")


def test_a_note_of_two_scripts(run_tf1, tmp_path):
    """Each begins with what may stand at the beginning alone."""
    block = "```python\n{}from __future__ import print_function, division\nprint(7 / 2)\n```\n"
    write(tmp_path / "a.md", block.format("") + "# second\n" + block.format("'A docstring.'\n"))
    assert run_tf1("a.md").out == "3.5\n3.5\n"
    write(tmp_path / "b.md", "```python\nfrom __future__ import division\n```\n```python\nprint 7 / 2\n```\n")
    assert run_tf1("b.md").out == "3.5\n"


def test_korean_encodings(run_tf1, tmp_path):
    (tmp_path / "a.txt").write_bytes("print('정확도', 1)\n".encode("euc-kr"))
    assert run_tf1("a.txt").out == "정확도 1\n"
    (tmp_path / "a.py").write_bytes("x = 1\nprint('정확도', 1)  # 똠\n".encode("cp949"))
    result = run_tf1("a.py")
    assert result.out == "정확도 1\n" and "a.py: read as cp949 (Korean)" in result.err and result.status == 0
    (tmp_path / "b.py").write_bytes(b"x = 1\nprint('\xe9', 1)\n")
    result = run_tf1("b.py")
    assert result.status == 1 and 'b.py", line 2' in result.err and "no encoding is declared" in result.err
    (tmp_path / "beside.py").write_bytes("# 정확도\nvalue = '값'\n".encode("euc-kr"))
    assert run_tf1("-c", "import beside; print(beside.value)").out == "값\n"
