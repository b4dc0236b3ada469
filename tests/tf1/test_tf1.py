"""Old code, unmodified: scripts in each style of TensorFlow 1, notes, errors, figures, and that no trace is left."""
import ast
import hashlib
import multiprocessing
import os
import re
from pathlib import Path

import numpy
import pytest

from conftest import idx_bytes
from tf1.runs import OF_LAB10, SCRIPTS, TEST, write
from lab10 import input_data
from lab10.tf1 import command as tf1, notes, tutorials
from lab10.mnist import download
from lab10.terminal import display
from lab10.terminal.errors import LabError


@pytest.mark.parametrize("name, printed", {
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
    "keras_inside": "True True (6000, 28, 28)\nfalling True\n",
}.items())
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


def test_names_that_are_not_offered(run_tf1, tmp_path):
    """Each says its name and what there is today; names that TensorFlow 1 never had are Python's own error."""
    attributes = {
        "tf.contrib.opt": "tf.contrib.opt of TensorFlow 1 is not offered by lab10.tf1; today: ",
        "tf.contrib.layers.weighted_sparse_column": "today: tf.feature_column",
        "tf.contrib.training.bucket": "today: tf.data",
        "tf.contrib.learn.Experiment": "today: tf.estimator, which lab10.tf1 has, or tf.keras.Model",
        "tf.contrib.legacy_seq2seq.model_with_buckets": "model_with_buckets of TensorFlow 1 is not offered",
        "tf.cost": "module 'tensorflow' has no attribute 'cost'",
        "tf.nn.relo": "module 'tensorflow.nn' has no attribute 'relo'",
        "tf.contrib.layers.xaver": "module 'tensorflow.contrib.layers' has no attribute 'xaver'",
        "tf.contrib.nothing": "module 'tensorflow.contrib' has no attribute 'nothing'",
    }
    imports = {
        "import tensorflow.contrib.opt": "tf.contrib.opt of TensorFlow 1 is not offered",
        "from tensorflow.contrib.layers import weighted_sparse_column": "today: tf.feature_column",
        "from tensorflow.contrib.data import sliding_window_batch": "today: tf.data",
        "from tensorflow.contrib.seq2seq import safe_cumprod": "tf.contrib.seq2seq.safe_cumprod of TensorFlow 1",
        "from tensorflow.contrib.layers import xaver": "cannot import name 'xaver'",
        "import tensorflow.contrib.nothing": "No module named 'tensorflow.contrib.nothing'",
    }
    script = write(tmp_path / "names.py", f"""
import tensorflow as tf
for kind, cases in ((AttributeError, {attributes!r}), (ImportError, {imports!r})):
    for code, said in cases.items():
        try:
            exec(code)
        except kind as error:
            assert said in str(error), (code, error)
        else:
            print(code, "is there")
def function():
    return tf.contrib.gan.train
function()
""")
    result = run_tf1(script)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f'Traceback (most recent call last):\n  File "{script}", line 13, in <module>\n'
                                 f'    function()\n  File "{script}", line 12, in function\n'
                                 "    return tf.contrib.gan.train\n"), result.err
    assert "tf.contrib.gan of TensorFlow 1 is not offered" in result.err.splitlines()[-1]
    assert str(Path(tf1.__file__).parent) not in result.err and "runpy" not in result.err


def test_data_and_summaries_of_contrib(run_tf1):
    result = run_tf1("-c", """
import glob
import tensorflow as tf
from tensorflow.contrib.data import Dataset, map_and_batch
print(Dataset is tf.data.Dataset, map_and_batch.__name__)
step = tf.train.get_or_create_global_step()
writer = tf.contrib.summary.create_file_writer("logs")
with writer.as_default(), tf.contrib.summary.record_summaries_every_n_global_steps(2):
    tf.contrib.summary.scalar("loss", tf.constant(3.0))
with tf.Session() as sess, writer.as_default():
    sess.run(tf.global_variables_initializer())
    tf.contrib.summary.initialize(graph=tf.get_default_graph())
    for _ in range(3):
        sess.run(tf.contrib.summary.all_summary_ops())
        sess.run(tf.assign_add(step, 1))
    sess.run(tf.contrib.summary.flush())
file, = glob.glob("logs/*")
print([(event.step, value.simple_value) for event in tf.train.summary_iterator(file) for value in event.summary.value])
print(tf.contrib.util.make_ndarray(tf.contrib.util.make_tensor_proto([1, 2])))
""")
    assert result.out == "True map_and_batch\n[(0, 3.0), (2, 3.0)]\n[1 2]\n", result.err


def test_names_of_keras_and_numpy_of_then(run_tf1):
    try:
        multiprocessing.Lock()
    except OSError as error:
        pytest.skip(f"Keras 2 cannot predict where the system offers no semaphores ({error.strerror})")
    result = run_tf1("-c", """
import time
import numpy as np
import tensorflow as tf
import keras
from keras.backend.tensorflow_backend import set_session
from keras.engine.topology import Layer
from keras.utils.vis_utils import plot_model
from tensorflow.contrib.keras.python.keras.layers import Dense
from tensorflow.contrib.layers import *
from tensorflow.contrib.rnn import *
from tensorflow.contrib.framework.python.ops.arg_scope import arg_scope
print(Dense is keras.layers.Dense, issubclass(Dense, Layer), fully_connected, BasicLSTMCell, sep="\\n")
print(keras.__version__, keras.utils.np_utils.to_categorical([1], 3), time.clock() > 0)
print(np.fromstring(b"\\1\\2", np.uint8), np.fromstring("1 2", sep=" "), np.float_, np.alltrue([1, 0]))
model = keras.models.Sequential([Dense(3, input_shape=(2,), kernel_initializer="ones")])
print(model.predict_classes(np.ones([2, 2]), verbose=0).dtype)
with tf.Session() as sess:
    print(sess.run([tf.constant(0.5), tf.constant(3)]))
    print(sess.run(tf.contrib.metrics.confusion_matrix([0, 1], [0, 0])).tolist())
""")
    lines = result.out.splitlines()
    assert lines[0] == lines[1] == "True" and "fully_connected" in lines[2] and "LSTM" in lines[3], result.err
    assert lines[4:] == ["2.2.4-tf [[0. 1. 0.]] True", "[1 2] [1. 2.] <class 'numpy.float64'> False", "int64",
                         "[0.5, 3]", "[[1, 0], [1, 0]]"]


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


def test_what_a_script_leaves_behind_is_still_of_tensorflow_1(run_python):
    """Its threads, and what it registers with atexit."""
    result = run_python("-m", "lab10.tf1", "-c", """
import atexit, sys, threading, time
import tensorflow as tf
def late(name):
    time.sleep(0.2)
    import tensorflow.contrib.layers
    print(name, tf.layers.dense.__name__, sys.argv, sys.modules["__main__"].tf is tf)
atexit.register(late, "atexit")
threading.Thread(target=late, args=["thread"]).start()
sys.exit(3)
""")
    assert result.out == "thread dense ['-c'] True\natexit dense ['-c'] True\n" and result.err == "", result
    assert result.status == 3


def test_python_may_be_told_to_leave_the_scripts_folder_out(run_python):
    code = "import sys; print(sys.path)"
    bare, bridged = (run_python(*argv, "-c", code, PYTHONSAFEPATH="1") for argv in ((), ("-m", "lab10.tf1")))
    assert bridged.out == bare.out


def test_the_reader_of_a_list_may_leave(run_python, tmp_path):
    write(tmp_path / "long.md", "```python\nprint(1)\n```\n" * 9000)
    result = run_python("-c", """
import subprocess, sys
command = [sys.executable, "-m", "lab10.tf1", "--list", "long.md"]
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print(process.stdout.readline().split()[0], process.stdout.close(), process.stderr.read(), process.wait())
""")
    assert result.out == "b'1' None b'' 1\n", result


def test_a_script_may_do_what_it_likes_with_standard_output(run_tf1):
    assert run_tf1("-c", "import sys; print(1); sys.stdout.close(); sys.exit(3)").status == 3
    result = run_tf1("-c", "import sys\nclass Tee:\n    write = sys.stderr.write\nsys.stdout = Tee()\nprint('teed')")
    assert result.status == 0 and result.err == "teed\n"


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
    assert "goes with --check" in said("--json", SCRIPTS / "cnn.py")


def test_standard_input_may_be_closed(run_python):
    result = run_python("-c", "import os, sys; os.close(0)\n"
                              "os.execl(sys.executable, sys.executable, '-m', 'lab10.tf1', '-')")
    assert result.status == 2 and result.err == "lab10: -: standard input is closed; give the name of a script\n"


def test_only_code_for_tensorflow_2_is_told_so(run_tf1):
    told = "TensorFlow 2, which plain python runs"
    assert told in run_tf1("-c", "import tensorflow as tf\ntf.constant(1).numpy()").err
    assert told in run_tf1("-c", "import tensorflow as tf\ntf.random.set_seed(1)").err
    for code in ("import tensorflow\nimport no_such_package\nx.numpy()",
                 "import tensorflow as tf\ntf.constant(1).nope",
                 "from tensorflow.examples.tutorials.mnist import input_data\nx = 1\nx.cpu().numpy()\nimport torch"):
        result = run_tf1("-c", code)
        assert result.status == 1 and not OF_LAB10.search(result.err), result.err


def test_without_mnist_and_a_network(run_tf1, tmp_path):
    code = "from tensorflow.examples.tutorials.mnist import input_data\n\ninput_data.read_data_sets('MNIST_data/')"
    result = run_tf1(write(tmp_path / "script.py", code), LAB10_DATA_DIR=str(tmp_path / "none"),
                     HTTPS_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9", NO_PROXY="", no_proxy="")
    assert result.status == 2 and result.err.count("\n") == 1, result.err
    assert result.err.startswith("lab10: no MNIST: train-images-idx3-ubyte.gz is not in MNIST_data")
    assert "script.py, line 3" in result.err


def test_files_beside_the_script_come_first(run_tf1, tmp_path, made_arrays):
    directory = tmp_path / "MNIST_data"
    directory.mkdir()
    for name, array in made_arrays.items():
        array = numpy.repeat(array[:50], 120, axis=0) if "train" in name else array[:7]
        (directory / name).with_suffix("").write_bytes(idx_bytes(array))
    result = run_tf1("-c", """
from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets
import input_data
for path in "MNIST_data", "elsewhere":
    for read in read_data_sets, input_data.read_data_sets:
        mnist = read(path, one_hot=True)
        print(mnist.train.num_examples, mnist.validation.labels.shape, mnist.test.images.shape)
""")
    assert result.out == "1000 (5000, 10) (7, 784)\n" * 2 + "1000 (5000, 10) (100, 784)\n" * 2, result.err


@pytest.mark.parametrize("there", [[0], [1, 2], [0, 1, 2]])
def test_files_beside_the_script_are_completed(run_tf1, tmp_path, made_arrays, made_mnist, there):
    """As the original did: what is there is used, what is missing is fetched. Here lab10 has it."""
    directory = tmp_path / "MNIST_data"
    directory.mkdir()
    for place in there:
        name, array = list(made_arrays.items())[place]
        (directory / name).with_suffix("").write_bytes(idx_bytes(255 - array if "images" in name else 9 - array))
    result = run_tf1("-c", """
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets("MNIST_data", validation_size=0)
print([(data.images[0, 0], data.labels[0]) for data in (mnist.train, mnist.test)])
""")
    seen = [array[0] if "labels" in name else array[0, 0, 0] / numpy.float32(255)
            for name, array in made_arrays.items()]
    train_image, train_label, test_image, test_label = (
        (1 if place % 2 == 0 else 9) - value if place in there else value for place, value in enumerate(seen))
    expected = numpy.array([(train_image, train_label), (test_image, test_label)])
    assert numpy.allclose(ast.literal_eval(result.out), expected, atol=1e-6), result
    assert len(list(directory.iterdir())) == len(list(made_mnist.iterdir())) == 4


@pytest.mark.parametrize("seeds", [
    "mnist = read()\nnp.random.seed(0)",
    "tf.set_random_seed(777)\nmnist = read()",
    "tf.enable_eager_execution()\ntf.set_random_seed(1)\nmnist = read()",
    "mnist = read(seed=5)",
])
def test_what_a_script_seeds_repeats(run_tf1, seeds):
    """The original's sets seeded NumPy's global generator, and drew from it."""
    code = f"""
import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
np.random.seed()  # as of a process of its own: forks share their parent's state
def read(**more):
    return input_data.read_data_sets("MNIST_data", validation_size=0, **more)
{seeds}
print(np.random.randint(10 ** 9), mnist.train.next_batch(3)[0].sum(), np.random.randint(10 ** 9))
"""
    one, other = run_tf1("-c", code), run_tf1("-c", code)
    assert one.out == other.out and one.out.count(" ") == 2, one.err


def test_a_data_set_is_not_seeded_by_itself(run_tf1):
    code = """
import numpy as np
from tensorflow.examples.tutorials.mnist import input_data
np.random.seed(0)
mnist = input_data.read_data_sets("MNIST_data")
print(np.random.randint(10 ** 9))
"""
    assert run_tf1("-c", code).out != run_tf1("-c", code).out


def test_what_scripts_do_to_a_data_set(run_tf1):
    """They read, write into and replace its fields."""
    result = run_tf1("-c", """
import numpy as np
from tensorflow.contrib.learn.python.learn.datasets import base
from tensorflow.contrib.learn.python.learn.datasets.mnist import DataSet, read_data_sets
mnist = read_data_sets("MNIST_data", one_hot=True)
train = mnist.train
first = train.next_batch(5)[0]
print(isinstance(mnist, base.Datasets), isinstance(train, DataSet), train._images is train.images, first.dtype)
train.images[:] = 7
print(train.next_batch(5)[0].mean())
train._images, train._labels, train._num_examples = np.repeat(np.arange(40.0), 3).reshape(40, 3), np.arange(40), 40
for i in range(5):
    images, labels = train.next_batch(15)
    assert (images[:, 0] == labels).all(), labels
print(train.images.shape, train.epochs_completed)
print(DataSet(np.full([5, 2], 0.5), np.arange(5), reshape=False, dtype=np.uint8).next_batch(2)[0])
""")
    assert result.out == ("True True True float32\n7.0\n(40, 3) 2\n[[0.5 0.5]\n [0.5 0.5]]\n"), result.err


def test_maybe_download(tmp_path, monkeypatch):
    """As copies of the loader call it; Fashion-MNIST's files have MNIST's names."""
    monkeypatch.setenv("LAB10_DATA_DIR", str(tmp_path / "ours"))
    for directory in "ours", "theirs", "web":
        (tmp_path / directory).mkdir()
    name = "t10k-labels-idx1-ubyte.gz"
    write(tmp_path / "ours" / name, "ours")
    write(tmp_path / "web" / name, "web")

    def got(url):
        return Path(tutorials.maybe_download(name, str(tmp_path / "theirs"), url)).read_text()
    assert got(f"http://yann.lecun.com/exdb/mnist/{name}") == "ours"
    assert got(f"{(tmp_path / 'web').as_uri()}/{name}") == "web"
    write(tmp_path / "theirs" / name, "theirs")
    assert got(f"http://yann.lecun.com/exdb/mnist/{name}") == "theirs"


def test_another_data_set_by_its_source_url(tmp_path, monkeypatch, made_arrays, made_mnist):
    """As Fashion-MNIST tells its users to get it: never MNIST in its place."""
    monkeypatch.setenv("LAB10_DATA_DIR", str(made_mnist))
    web, theirs = tmp_path / "web", tmp_path / "theirs"
    web.mkdir()
    for name, array in made_arrays.items():
        (web / name).write_bytes(idx_bytes(array[:9] if "images" in name else numpy.full(9, 3, numpy.uint8)))
    fashion = tutorials.read_data_sets(theirs, source_url=web.as_uri() + "/", validation_size=0)
    assert fashion.test.num_examples == 9 and set(fashion.test.labels) == {3} and len(list(theirs.iterdir())) == 4
    for file in theirs.iterdir():
        file.rename(file.with_suffix(""))  # as unpacked
    assert tutorials.read_data_sets(theirs, source_url="file:///nowhere/", validation_size=0).test.num_examples == 9
    mnist = tutorials.read_data_sets(tmp_path / "mnist", source_url="http://yann.lecun.com/exdb/mnist/")
    assert mnist.test.num_examples == TEST
    with pytest.raises(LabError, match="could not be downloaded .*No such file"):
        tutorials.read_data_sets(tmp_path / "none", source_url=(tmp_path / "nowhere").as_uri())
    assert not (tmp_path / "none").exists()


def test_the_extra_is_asked_for_where_it_is_needed(run_python, tmp_path):
    """Without tf-slim and tf-keras: Xavier is there, and what is not says what to install."""
    without = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("tf_slim", "tf_keras", "tensorboard"):
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Hidden())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name in ("tf_slim", "tf_keras") else found(name, *more)
from lab10.tf1 import command as tf1
tf1.main(sys.argv[1:])
"""
    code = """
import tensorflow as tf
from tensorflow.contrib import layers, rnn
W = tf.get_variable("W", [3, 2], initializer=layers.xavier_initializer())
x = tf.matmul(tf.placeholder(tf.float32, [None, 3]), W)
print(tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(x)).name)
for needy in (lambda: layers.flatten(x), lambda: tf.layers.dense(x, 2), lambda: rnn.GRUCell(2), lambda: tf.keras.Model,
              lambda: tf.nn.rnn_cell.GRUCell):
    try:
        needy()
    except ImportError as error:
        print(error)
tf.layers.dense(x, 2)
"""
    result = run_python("-c", without, write(tmp_path / "script.py", code))
    lines = result.out.splitlines()
    assert lines[0] == "Adam" and len(lines) == 6, result
    for line, package in zip(lines[1:], ("tf-slim", "tf-keras", "tf-keras", "tf-keras", "tf-keras")):
        assert line.endswith(f" comes from {package}, which is not installed; pip install 'lab10[tf1]'")
    assert result.status == 2
    assert result.err == f"lab10: {lines[2]} ({tmp_path / 'script.py'}, line 13)\n"


def test_xavier_draws_what_glorot_draws(run_tf1):
    result = run_tf1("-c", """
import tensorflow as tf
draws = []
for make in tf.contrib.layers.xavier_initializer, tf.glorot_uniform_initializer:
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(5)
        for name, shape in ("a", [784, 256]), ("b", [5, 5, 1, 8]), ("c", [10]):
            tf.get_variable(name, shape, initializer=make())
            tf.Variable(tf.random_normal([3]))
        sess.run(tf.global_variables_initializer())
        draws.append(sess.run(tf.global_variables()))
print(all((one == other).all() for one, other in zip(*draws)), abs(draws[0][0]).max() / (6 / 1040) ** 0.5)
""")
    same, share = result.out.split()
    assert same == "True" and 0.999 < float(share) <= 1, result  # uniform: up to its bound, and not beyond


def test_figures_go_into_files(run_tf1, tmp_path):
    write(tmp_path / "figure-2.png", "mine")
    result = run_tf1("-c", """
import matplotlib
matplotlib.use("TkAgg")
from matplotlib import pyplot as plt
plt.imshow([[0, 1]])
plt.show()
plt.figure(), plt.plot([1]), plt.figure(), plt.plot([2])
plt.show()
plt.show()
plt.ion()
for i in range(3):
    plt.plot([i])
    plt.pause(100)
plt.waitforbuttonpress()
""")
    names = ["figure-1.png", "figure-3.png", "figure-4.png", "figure-5.png"]
    assert result.out.splitlines() == names, result.err
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in names)
    assert (tmp_path / "figure-2.png").read_text() == "mine"


def test_animations_run_to_their_end(run_tf1):
    """Martin Görner's tutorial trains in one."""
    result = run_tf1("-c", """
from matplotlib import animation, pyplot as plt
steps = []
def train(last):
    for i in range(last):
        yield i
for frames, repeat in (lambda: train(7), False), (5, True), (None, True):
    figure, axes = plt.subplots()
    axes.plot([1])
    kept = animation.FuncAnimation(figure, steps.append, frames, repeat=repeat, cache_frame_data=False,
                                   init_func=lambda: None)
    plt.show()
    print(len(steps), steps[-1])
    steps.clear()
def endless():
    yield from range(200)
    raise KeyboardInterrupt
kept = animation.FuncAnimation(plt.figure(), steps.append, endless, cache_frame_data=False, init_func=lambda: None)
plt.plot([1])
plt.show()
print(len(steps))
""")
    assert result.out.split("\n") == ["figure-1.png", "7 6", "figure-2.png", "5 4", "figure-3.png", "100 99",
                                      "figure-4.png", "200", ""]
    assert result.err == "lab10: an animation runs to its end, if it has one; Ctrl-C ends it\n"


def test_a_display_without_a_toolkit_opens_no_window(monkeypatch):
    monkeypatch.setattr(display.sys, "platform", "linux")
    monkeypatch.setattr(display, "TOOLKITS", ["no_such_toolkit"])
    monkeypatch.setenv("DISPLAY", ":99")
    assert not display.has_windows()
    monkeypatch.setattr(display, "TOOLKITS", ["no_such_toolkit", "json"])
    assert display.has_windows()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not display.has_windows()


def test_warnings_are_shown_where_asked_for(run_python):
    code = ("import tensorflow as tf\ntf.layers.dense(tf.zeros([1, 1]), 1)\n"
            "tf.Session().run(tf.initialize_all_variables())\n"
            "import warnings\nwarnings.warn('A: foo will be removed in a future version')\n"
            "tf.logging.warn('of my own')")
    quiet, loud = run_python("-m", "lab10.tf1", "-c", code), run_python("-m", "lab10.tf1", "--warnings", "-c", code)
    assert quiet.out == loud.out == ""
    assert quiet.err == "WARNING:tensorflow:of my own\n" and quiet.status == loud.status == 0
    assert "initialize_all_variables" in loud.err and "`tf.layers.dense` is deprecated" in loud.err
    assert "foo will be removed" in loud.err


def test_where_the_system_offers_no_semaphores(run_python):
    """joblib, which Keras reaches through scikit-learn, says so on import: no business of the script's."""
    result = run_python("-c", """
import _multiprocessing
class SemLock(_multiprocessing.SemLock):
    def __new__(cls, *arguments, **named):
        raise OSError(38, "Function not implemented")
_multiprocessing.SemLock = SemLock
from lab10.tf1 import command as tf1
tf1.main(["-c", "import keras, joblib; print(joblib.parallel.mp)"])
""")
    assert (result.out, result.err) == ("None\n", ""), result


def test_no_trace_is_left(run_python):
    """After a script in the same process; and `import lab10` imports nothing of this."""
    result = run_python("-c", """
import os, sys, warnings
import lab10
assert not {"lab10.tf1", "lab10.tf1.bridge", "tensorflow", "matplotlib"} & set(sys.modules)
from lab10.terminal import import_tensorflow
import numpy, sklearn, tensorflow, tensorflow.compat.v1 as v1  # scikit-learn, as it sets variables of the environment
from tensorflow.python.framework import ops
before = dict(sys.modules), sys.meta_path[:], list(sys.argv), sys.path[:], dict(os.environ), warnings.filters[:]
names = set(dir(ops)), set(dir(numpy)), set(dir(v1)), numpy.reshape
from lab10.tf1 import command as tf1
try:
    tf1.main(["-c", '''
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
from tensorflow.contrib import slim
import tensorflow.keras.layers, keras, tensorflow.python.keras.datasets.mnist
from keras.engine.topology import Layer
slim.batch_norm(tf.placeholder(tf.float32, [None, 4, 4, 1]))
tf.app.flags.DEFINE_string("log_dir", "x", "x")
tf.model = tf.placeholder
numpy = __import__("numpy")
assert numpy.int(numpy.asscalar(numpy.ones(1))) == 1
assert numpy.reshape(numpy.ones(4), newshape=[-1, 2]).shape == numpy.reshape(numpy.ones(4), (2, 2)).shape == (2, 2)
'''])
except SystemExit as end:
    assert not end.code
assert sys.modules["tensorflow"] is tensorflow and not hasattr(tensorflow, "placeholder")
import keras
assert keras.__version__.startswith("3.")
assert not [name for name in sys.modules if name.startswith(("tensorflow.contrib", "tensorflow.examples"))]
assert not hasattr(sys.modules["tensorflow.python.keras"], "datasets")
assert not hasattr(sys.modules["tf_keras.api._v1.keras"], "engine")
assert repr(numpy.float32(0.5)) == "np.float32(0.5)" or numpy.__version__ < "2"
after = dict(sys.modules), sys.meta_path[:], list(sys.argv), sys.path[:], dict(os.environ), warnings.filters[:]
for one, other in zip(before, after):
    assert one == other or isinstance(one, dict) and one.items() <= other.items(), (one, other)
assert os.environ == before[4], {*os.environ.items()} ^ {*before[4].items()}
assert names == (set(dir(ops)), set(dir(numpy)), set(dir(v1)), numpy.reshape)
try:
    import tensorflow.contrib
except ImportError:
    print("gone")
""")
    assert result.out == "gone\n" and result.status == 0, result.err


def test_in_jupyter(run_python):
    result = run_python("-c", """
import tensorflow as tf2
from lab10 import tf1
tf1.load_ipython_extension(None)
tf1.load_ipython_extension(None)
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
x = tf.placeholder(tf.float32)
print(tf.Session().run(tf.contrib.layers.flatten(tf.reshape(x, [1, 2])), {x: [1, 2]}), tf is tf2)
tf1.unload_ipython_extension(None)
import tensorflow as tf
print(tf is tf2)
""")
    assert result.out == "[[1. 2.]] False\nTrue\n", result.err


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
    for name in download.SHA256:
        monkeypatch.setitem(input_data.PIXELS_SHA256, name, hashlib.sha256(made_arrays[name]).hexdigest())
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
    ("004", "154:num_epochs = 2", "deep_dropout_keep_prob", 777),
])
def test_a_note_costs_what_lab10_costs(documents, canonical, run_tf1, command, tmp_path, number, epochs, network, seed):
    """To the last digit. Note 004 sets its seed itself."""
    line, _, text = epochs.partition(":")
    note = changed(documents(number), tmp_path, **{f"line_{line}": text})
    result = run_tf1(*(("--seed", seed) if number == "000" else ()), note)
    assert result.status == 0, result.err
    costs = re.findall(r"Epoch: \d+,? [cC]ost[:=\s]+(\S+)", result.out)
    lab10 = command(network, "--seed", seed, "--epochs", 2, "--data-dir", canonical, "--predict", 0)
    assert costs == re.findall(r"cost = (\S+)", lab10.out) and len(costs) == 2, (result, lab10)
    assert "Prediction:" in result.out


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


def test_note_002_is_for_plain_python(documents, run_python, tmp_path):
    """As it stands, but for its download and a single epoch."""
    code = notes.read(documents("002"))[0].code.replace("training_epoch = 15", "training_epoch = 1")
    start = ("import tensorflow as tf\nfrom lab10.tf1 import tutorials\n"
             "tf.keras.datasets.mnist.load_data = tutorials.load_data\n")
    result = run_python("-c", start + code.replace("units=1000", "units=100"), MPLBACKEND="agg")
    assert result.status == 0 and "accuracy: " in result.out and "time: " in result.out, result.err
    bridged = run_python("-m", "lab10.tf1", documents("002"))
    assert bridged.status == 1 and "TensorFlow 2, which plain python runs" in bridged.err.splitlines()[-1]


def test_what_was_taken_once(run_tf1, made_mnist, tmp_path):
    """A whole number's flag without a number, a size that is a uint8, a folder that the loader made, and a function of
    a shape alone for Keras."""
    script = write(tmp_path / "script.py", """
import os
import numpy as np
import tensorflow as tf
from keras.layers import Dense
from keras.models import Sequential
from tensorflow.examples.tutorials.mnist import input_data
tf.app.flags.DEFINE_integer("size", np.inf, "as many as there are")
tf.app.flags.DEFINE_integer("steps", 3, "of training")
print(tf.app.flags.FLAGS.size, tf.app.flags.FLAGS.steps)
mnist = input_data.read_data_sets("made/mnist")
print(os.listdir("made/mnist"))
classes = max(mnist.train.labels) + 1
print(type(classes).__name__, tf.truncated_normal([2, classes]).shape.as_list())
model = Sequential([Dense(2, input_dim=3, kernel_initializer=lambda shape: np.full(shape, 7), use_bias=False)])
print(model.get_weights()[0].tolist()[0])
""")
    result = run_tf1(script)
    assert result.out.splitlines() == ["inf 3", "[]", "uint8 [2, 10]", "[7.0, 7.0]"], result.err


def test_a_script_that_is_named_as_a_module_of_pythons(run_python, tmp_path):
    write(tmp_path / "queue.py", "import tensorflow as tf\nprint(tf.Session, tf.__version__)\n")
    result = run_python("-m", "lab10.tf1", "queue.py")
    assert result.out.endswith("1.15.5\n") and result.status == 0, result.err
