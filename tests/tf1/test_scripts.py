"""Scripts, unmodified: in each style of TensorFlow 1, as __main__, by -c and from standard input."""
import sys
from types import SimpleNamespace

import pytest

from lab10.tf1 import running
from tf1.runs import SCRIPTS, TEST, write


SLOW = "rnn", "estimator"  # of which others tell, too


@pytest.mark.parametrize("name, printed", [pytest.param(*each, marks=[pytest.mark.slow] * (each[0] in SLOW))
                                           for each in {
    "softmax": "first 2.302585 falling True\n",
    "cnn": "falling True\n",
    "layers": "falling True kernel (32, 10) updates 2 steps 15\naccuracy True\n",
    "rnn": "falling True state LSTMStateTuple 16\n",
    "flags": "[] model.ckpt-2 ['global_step', 'hidden1/biases']\nright True loss True\n",
    "saver": "same True 10\nconstants True True\n",
    "supervisor": "supervised 5\nmonitored monitored/model.ckpt-5\n",
    "contrib": "['conv1/weights:0', 'conv1/BatchNorm/beta:0', 'conv2/conv2_1/weights:0', "
               "'conv2/conv2_1/BatchNorm/beta:0'] 8\nfalling True moved True\n",
    "estimator": f"40 True {TEST} (10,)\n40 True {TEST} (10,)\n",
    "keras_inside": "False False (6000, 28, 28)\nfalling True\n",
}.items()])
def test_a_script_of_each_style(run_tf1, name, printed):
    """What they print, they print on TensorFlow 1.14 too, but for keras_inside's `import keras`."""
    result = run_tf1(SCRIPTS / f"{name}.py")
    assert result.status == 0, result.err
    assert printed in result.out
    assert "deprecated" not in result.err and "WARNING" not in result.err


def test_the_script_is_main(run_tf1, tmp_path):
    write(tmp_path / "beside.py", "import tensorflow as tf\nplaceholder = tf.placeholder(tf.float32, [])\n")
    script = write(tmp_path / "script.py", """
import sys
import tensorflow as tf
from beside import placeholder
print(__name__, __file__, sys.argv, sys.path[0], sys.modules["__main__"].tf is tf)
if __name__ == "__main__":
    print(tf.Session().run(placeholder + 1, {placeholder: 2}), tf.__version__[:2])
    sys.exit(7)
""")
    result = run_tf1("script.py", "--list", "-c", "x")
    assert result.out == (f"__main__ {script} ['script.py', '--list', '-c', 'x'] {tmp_path} True\n"
                          "3.0 1.\n"), result.err
    assert (result.status, result.err) == (7, "")


def test_code_and_standard_input(run_tf1):
    code = "import sys, tensorflow as tf\nprint(sys.argv, tf.get_default_graph().seed)\ntf.nope"
    for result, argv0 in ((run_tf1("--seed", "5", "-c", code, "--seed", "x"), "-c"),
                          (run_tf1("--seed", "5", "-", "--seed", "x", stdin=code), "-")):
        assert result.out == f"[{argv0!r}, '--seed', 'x'] 5\n"
        assert result.status == 1 and "line 3, in <module>\n    tf.nope\n" in result.err
        assert "AttributeError: module 'tensorflow' has no attribute 'nope'" in result.err


@pytest.mark.parametrize("option", [None, "isolated", "safe_path"])
def test_python_may_be_told_to_leave_the_scripts_folder_out(tmp_path, monkeypatch, option):
    flags = {name: getattr(sys.flags, name) for name in dir(sys.flags) if name[0] != "_"}
    program, before = SimpleNamespace(file=str(tmp_path / "a.py"), package=None), sys.path[:]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "flags", SimpleNamespace(**{**flags, option: True} if option else flags))
        with running._main(program, ["a.py"], False):
            path = sys.path[:]
    assert path == (before if option else [str(tmp_path), *before[1:]]) and sys.path == before


def test_a_script_may_do_what_it_likes_with_standard_output(run_tf1):
    assert run_tf1("-c", "import sys; print(1); sys.stdout.close(); sys.exit(3)").status == 3
    result = run_tf1("-c", "import sys\nclass Tee:\n    write = sys.stderr.write\nsys.stdout = Tee()\nprint('teed')")
    assert result.status == 0 and result.err == "teed\n"


@pytest.mark.slow
def test_what_a_script_leaves_behind_is_still_of_tensorflow_1(run_python, tmp_path):
    """Its threads, and what it registers with atexit. The script has the name of a module of Python's, and beside it
    is another lab10. (The console command's program, as its first entry of the path is not the working directory.)"""
    (tmp_path / "lab10").mkdir()
    write(tmp_path / "queue.py", """
import atexit, sys, threading, time
import tensorflow as tf
print(tf.__version__, flush=True)
def late(name):
    time.sleep(0.2)
    import tensorflow.contrib.layers
    print(name, tf.layers.dense.__name__, sys.argv, sys.modules["__main__"].tf is tf)
atexit.register(late, "atexit")
threading.Thread(target=late, args=["thread"]).start()
sys.exit(3)
""")
    code = "import sys; sys.path.pop(0); from lab10.tf1.__main__ import main; sys.path.insert(0, ''); main()"
    result = run_python("-c", code, "queue.py")
    assert result.out == "1.15.5\nthread dense ['queue.py'] True\natexit dense ['queue.py'] True\n", result
    assert (result.err, result.status) == ("", 3)
