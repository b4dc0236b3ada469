"""Notes: their blocks of code, and the five notes themselves."""
import ast
import hashlib
import os
import re
from pathlib import Path

import pytest

from tf1.runs import write
from lab10.tf1 import notes
from lab10.mnist import sets
from lab10.terminal.errors import LabError

NOTE = """# A note
Some `code`, and in a list:

  ```python
  import tensorflow as tf   # no more
  x = tf.constant([1, 2])
  ```

```python
Epoch: 0001 cost = 0.310419672
Learning Finished!
```
~~~ py
%matplotlib inline
with tf.Session() as sess:

    print(sess.run(x))
~~~
```python
x = tf.constant(
...
```
```python
...
x = 3
```
```
$ ls
```
```python
[1, 2]
```
  ```python
  print("last"); tf.cost
  ```
"""


def test_the_blocks_of_a_note(tmp_path):
    path = write(tmp_path / "note.md", NOTE)
    blocks = notes.read(path)
    assert [(block.number, block.line, block.last, block.left_out) for block in blocks] == [
        (1, 5, 6, ""), (2, 10, 11, notes.OUTPUT), (3, 14, 17, ""), (4, 20, 21, ""), (5, 24, 25, notes.ELISION),
        (6, 31, 31, notes.OUTPUT), (7, 34, 34, "")]
    assert [block.number for block in notes.choose(path, blocks)] == [1, 3, 4, 7]
    assert [block.number for block in notes.choose(path, blocks, [5, 1])] == [5, 1]
    with pytest.raises(LabError, match="no block 8"):
        notes.choose(path, blocks, [8])
    with pytest.raises(SyntaxError) as error:  # a mistake in code is no printed output
        notes.parse(notes.choose(path, blocks), str(path))
    assert error.value.lineno in (20, 21)


def test_a_note_that_marks_nothing(tmp_path):
    text = """My Blog

Results: good
a * b
1. Modules
import os
x = 1  # one

# and more

2. The loop, y = ax + b
y = ax + b
for i in range(2):

    x += i
else:
    x = (x,
 os)
print(x)
It's over (see above
"""
    assert [(block.line, block.last) for block in notes.read(write(tmp_path / "note.txt", text))] == [(6, 7), (13, 19)]


@pytest.mark.parametrize("text, last, column", [
    ("```pycon\n>>> for i in range(2):\n...     i\n...\n>>> 1, print(y)\n(1, 2)\n```\n", 5, 13),
    ("> ```python\n> x = (3\n> > 2)\n> print(y)\n> ```\n", 4, 8),
    ("> ```pycon\n> >>> x = 1\n> >>> print(y)\n> 1\n> ```\n", 3, 12),
    ("Prose:\n\n    x = 1\n\n    print(y)\n\nand more of it.\n\n    Epoch: 0001\n", 5, 10),
])
def test_prompts_and_indented_code(tmp_path, text, last, column):
    """What was typed at Python's prompts is code, and so are indented lines where nothing else is."""
    (block,) = notes.read(write(tmp_path / "note.md", text))
    assert (block.left_out, block.last) == ("", last)
    y, = (node for node in ast.walk(notes.parse([block], "note.md")[0]) if getattr(node, "id", "") == "y")
    assert (y.lineno, y.col_offset) == (last, column)


def test_a_note_runs_as_one_program(run_tf1, tmp_path):
    path = write(tmp_path / "note.md", NOTE)
    listed = run_tf1("--list", "note.md")
    assert listed.out.splitlines()[1] == ("  2  lines 10-11    Epoch: 0001 cost = 0.310419672"
                                          "    [left out: printed output]")
    assert listed.out.splitlines()[0].split() == "1 lines 5-6 import tensorflow as tf # no more".split()
    result = run_tf1("note.md", "--blocks", "1,3,7")
    assert result.out == "[1 2]\nlast\n" and result.status == 1
    assert f'File "{path}", line 34, in <module>\n    print("last"); tf.cost\n' in result.err
    assert path.read_text(encoding="utf-8") == NOTE


@pytest.fixture
def documents():
    directory = os.environ.get("LAB10_DOCUMENTS")
    if not directory:
        pytest.skip("the notes: set LAB10_DOCUMENTS to their folder")
    return lambda number: next(Path(directory).glob(f"{number}_*.txt"))


@pytest.fixture
def canonical(made_mnist, made_arrays, monkeypatch):
    """Let lab10's own networks, which insist on MNIST, take the made-up one for it."""
    for name in sets.FILES:
        monkeypatch.setitem(sets.MNIST.pixels, name, hashlib.sha256(made_arrays[name]).hexdigest())
    return made_mnist


def changed(path, tmp_path, **changes):
    """A copy of a note with lines changed, each by its number: line_9="..." ."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, line in changes.items():
        before = lines[int(name[5:]) - 1]
        lines[int(name[5:]) - 1] = before[:len(before) - len(before.lstrip())] + line
    return write(tmp_path / "note.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("number, epochs, network, seed", [
    ("000", "38:training_epochs = 2", "xavier_adam", 5),
    pytest.param("004", "154:num_epochs = 2", "deep_dropout_keep_prob", 777, marks=pytest.mark.slow),
])
def test_a_note_costs_what_lab10_costs(documents, canonical, run_tf1, command, tmp_path, number, epochs, network, seed):
    """But for the rounding of the mean, which NumPy 1 made a float64. Note 004 sets its seed itself."""
    line, _, text = epochs.partition(":")
    note = changed(documents(number), tmp_path, **{f"line_{line}": text})
    result = run_tf1(*(("--seed", seed) if number == "000" else ()), note)
    assert result.status == 0, result.err
    costs = [float(cost) for cost in re.findall(r"Epoch: \d+,? [cC]ost[:=\s]+(\S+)", result.out)]
    lab10 = command(network, "--seed", seed, "--epochs", 2, "--data-dir", canonical, "--predict", 0)
    means = [float(cost) for cost in re.findall(r"cost = (\S+)", lab10.out)]
    assert costs == pytest.approx(means, rel=1e-7) and len(costs) == 2, (result, lab10)
    assert "Prediction:" in result.out


@pytest.mark.slow
def test_note_001(documents, run_tf1, tmp_path):
    note = documents("001")
    listed = run_tf1("--list", note).out.splitlines()
    assert ["left out" in line for line in listed] == [False, False, True, True, True, True, False, True]
    short = changed(note, tmp_path, line_108="num_of_epoch = 1", line_312="num_of_epoch = 1")
    result = run_tf1(short)
    assert "line 124, in <module>" in result.err and "has no attribute 'cost'" in result.err
    dropout = run_tf1(short, "--blocks", "1,7")
    assert dropout.status == 0 and "학습 끝" in dropout.out, dropout.err
    section2 = run_tf1(short, "--blocks", "1,3")
    assert "line 177" in section2.err and "256" in section2.err
    mended = changed(note, tmp_path, line_75="tf.reset_default_graph()", line_108="num_of_epoch = 1",
                     line_124="accuracy = tf.reduce_mean(tf.cast(correct, dtype=tf.float32))",
                     line_126='print("accuracy: {}".format(result))', line_312="num_of_epoch = 1",
                     line_175="b3 = tf.Variable(tf.random_normal([10]), name='bias3')",
                     line_185="sess.run(tf.global_variables_initializer())")
    result = run_tf1(mended, "--blocks", "1,2,3,5,7")
    assert result.status == 0 and re.search(r"accuracy: [01]\.\d+\n", result.out), result.err


def test_note_003(documents, run_tf1, tmp_path):
    result = run_tf1(changed(documents("003"), tmp_path, line_117="num_of_epoch = 1"))
    assert result.status == 0 and re.search(r"cost: \d.*\n정확도:[01]\.\d+\n", result.out), result.err


def test_note_002_is_told_to_be_for_plain_python(documents, run_tf1):
    bridged = run_tf1(documents("002"))
    assert bridged.status == 1 and "TensorFlow 2; run it with plain python" in bridged.err.splitlines()[-1]


@pytest.mark.slow
def test_note_002_runs_under_plain_python(documents, run_code):
    """As it stands, but for its download and a single epoch."""
    code = notes.read(documents("002"))[0].code.replace("training_epoch = 15", "training_epoch = 1")
    start = ("import tensorflow as tf\nfrom lab10.tf1 import tutorials\n"
             "def few(*_):\n"
             "    return [(images[:500], labels[:500]) for images, labels in tutorials.load_data()]\n"
             "tf.keras.datasets.mnist.load_data = few\n")
    result = run_code(start + code.replace("units=1000", "units=100"), MPLBACKEND="agg")
    assert result.status == 0 and "accuracy: " in result.out and "time: " in result.out, result.err
