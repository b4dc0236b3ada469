"""What a script's user is told: its own errors as Python tells them, mistakes of the command line in one line."""
from pathlib import Path

import pytest

from tf1.runs import OF_LAB10, SCRIPTS, write
from lab10.tf1 import command as tf1


def test_errors_within_tensorflow_lead_to_the_script(run_tf1, tmp_path):
    script = write(tmp_path / "bad.py", "import tensorflow as tf\nx = tf.check_numerics(tf.log(0.0), 'bad')\n"
                                        "with tf.Session() as sess:\n    sess.run(x)\n")
    result = run_tf1(script)
    assert result.status == 1
    assert f'File "{script}", line 4, in <module>\n    sess.run(x)\n' in result.err
    assert f'File "{script}", line 2, in <module>\n' in result.err  # where the operation was made
    assert str(Path(tf1.__file__).parent) not in result.err and "runpy" not in result.err


def test_errors_of_the_scripts_own_are_told_as_python_tells_them(run_tf1, run_python, tmp_path):
    result = run_tf1("-c", "def f():\n    f()\nf()")
    assert result.status == 1 and "RecursionError" in result.err and not OF_LAB10.search(result.err)
    result = run_tf1("-c", "raise BrokenPipeError(32, 'my socket')")
    assert result.status == 1 and result.err.endswith("BrokenPipeError: [Errno 32] my socket\n")
    result = run_tf1("-c", "import sys; sys.stdout = None; raise BrokenPipeError(32, 'my socket')")
    assert result.status == 1 and result.err.endswith("BrokenPipeError: [Errno 32] my socket\n")
    assert run_tf1("-c", "raise KeyboardInterrupt(2)").status == 130
    moved = write(tmp_path / "moved.py", "import os\nos.chdir('/')\nprint(os.path.exists(__file__))\nmistake")
    result = run_tf1("moved.py")
    assert result.out == "True\n" and f'File "{moved}", line 4, in <module>\n    mistake\n' in result.err
    result = run_tf1("-c", "from tensorflow.contrib.learn.python.learn.datasets import base\n"
                           "base.maybe_download('x.csv', 'd', 'file:///nowhere/x.csv')")
    assert result.status == 2 and result.err.startswith("lab10: x.csv is not in d and could not be downloaded (file:")
    assert result.err.endswith("(<string>, line 2)\n") and result.err.count("\n") == 1


@pytest.mark.parametrize("source, line", [("x = (\n", 1), ("import tensorflow\n\nprint 'Python 2', )\n", 3)])
def test_a_syntax_error(run_tf1, tmp_path, source, line):
    result = run_tf1(write(tmp_path / "bad.py", source))
    assert result.status == 1 and "SyntaxError" in result.err
    assert result.err.startswith(f'  File "{tmp_path / "bad.py"}", line {line}\n'), result.err


def test_what_the_user_can_put_right(run_tf1, tmp_path):
    def said(*argv, **more):
        result = run_tf1(*argv, **more)
        assert result.status == 2 and result.err.count("\n") == 1 and result.err.startswith("lab10: "), result
        return result.err
    note = write(tmp_path / "note.md", "```python\nx = 1\n```\n\n```python\nEpoch: 0001 cost = 0.1\n```\n")
    assert "no script" in said()
    assert "nowhere.py" in said("nowhere.py")
    assert "--nope" in said("--nope", note)
    assert "no block 3" in said(note, "--blocks", "1,3")
    assert "block 2 is printed output" in said("--blocks", "2", note)
    assert "list of blocks" in said(note, "--blocks", "one")
    assert "list of blocks" in said(note, "--blocks", "2-1")
    assert "list of blocks" in said(note, "--blocks", "1-99999999999")
    assert "for notes" in said("--list", SCRIPTS / "cnn.py")
    assert "no Python code" in said(write(tmp_path / "prose.txt", "Nothing.\nHere: nothing.\n"))
    assert "nowhere.ipynb: cannot be read" in said("nowhere.ipynb")
    assert "not a notebook" in said(write(tmp_path / "bad.ipynb", "{}"))
    assert "for notebooks" in said("--output", "x", SCRIPTS / "cnn.py")
    assert "works only with --check" in said("--json", SCRIPTS / "cnn.py")


def test_standard_input_may_be_closed(run_python):
    result = run_python("-c", "import os, sys; os.close(0)\n"
                              "os.execl(sys.executable, sys.executable, '-m', 'lab10.tf1', '-')")
    assert result.status == 2 and result.err == "lab10: -: standard input is closed; give the name of a script\n"


def test_the_reader_of_a_list_may_leave(run_python, tmp_path):
    write(tmp_path / "long.md", "```python\nprint(1)\n```\n" * 9000)
    result = run_python("-c", """
import subprocess, sys
command = [sys.executable, "-m", "lab10.tf1", "--list", "long.md"]
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print(process.stdout.readline().split()[0], process.stdout.close(), process.stderr.read(), process.wait())
""")
    assert result.out == "b'1' None b'' 1\n", result


def test_only_code_for_tensorflow_2_is_told_so(run_tf1):
    told = "TensorFlow 2; run it with plain python"
    assert told in run_tf1("-c", "import tensorflow as tf\ntf.constant(1).numpy()").err
    assert told in run_tf1("-c", "import tensorflow as tf\ntf.random.set_seed(1)").err
    for code in ("import tensorflow\nimport no_such_package\nx.numpy()",
                 "import tensorflow as tf\ntf.constant(1).nope",
                 "from tensorflow.examples.tutorials.mnist import input_data\nx = 1\nx.cpu().numpy()\nimport torch"):
        result = run_tf1("-c", code)
        assert result.status == 1 and not OF_LAB10.search(result.err), result.err


def test_warnings_are_shown_where_asked_for(run_tf1):
    code = ("import tensorflow as tf\ntf.layers.dense(tf.zeros([1, 1]), 1)\n"
            "tf.Session().run(tf.initialize_all_variables())\n"
            "import warnings\nwarnings.warn('A: foo will be removed in a future version')\n"
            "tf.logging.warn('of my own')")
    quiet, loud = run_tf1("-c", code), run_tf1("--warnings", "-c", code)
    assert quiet.out == loud.out == ""
    assert quiet.err == "WARNING:tensorflow:of my own\n" and quiet.status == loud.status == 0
    assert "initialize_all_variables" in loud.err and "`tf.layers.dense` is deprecated" in loud.err
    assert "foo will be removed" in loud.err
