"""The names of then: those that are there, those that are not and say so, and what an extra must bring."""
import multiprocessing
from pathlib import Path

import pytest

from tf1.runs import without_markers, write
from lab10.tf1 import command as tf1


def test_names_that_are_not_offered(run_tf1, tmp_path):
    """Each says its name and what there is today; names that TensorFlow 1 never had are Python's own error."""
    attributes = {
        "tf.contrib.opt": "tf.contrib.opt of TensorFlow 1 is not offered by lab10.tf1; today: ",
        "tf.contrib.layers.weighted_sparse_column": "today: tf.feature_column",
        "tf.contrib.training.bucket": "today: tf.data",
        "tf.contrib.learn.SVM": "today: sklearn.svm.LinearSVC",
        "tf.contrib.legacy_seq2seq.tied_rnn_seq2seq": "tied_rnn_seq2seq of TensorFlow 1 is not offered",
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
    traceback = without_markers(result.err)
    assert traceback.startswith(f'Traceback (most recent call last):\n  File "{script}", line 13, in <module>\n'
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
print(Dense is tf.keras.layers.Dense, issubclass(keras.layers.Dense, Layer), fully_connected, BasicLSTMCell, sep="\\n")
print(keras.__version__, keras.utils.np_utils.to_categorical([1], 3), time.clock() > 0)
print(np.fromstring(b"\\1\\2", np.uint8), np.fromstring("1 2", sep=" "), np.float_, np.alltrue([1, 0]))
model = keras.models.Sequential([keras.layers.Dense(3, input_shape=(2,), kernel_initializer="ones")])
print(model.predict_classes(np.ones([2, 2]), verbose=0).dtype)
with tf.Session() as sess:
    print(sess.run([tf.constant(0.5), tf.constant(3)]))
    print(sess.run(tf.contrib.metrics.confusion_matrix([0, 1], [0, 0])).tolist())
""")
    lines = result.out.splitlines()
    assert lines[0] == lines[1] == "True" and "fully_connected" in lines[2] and "LSTM" in lines[3], result.err
    assert lines[4:] == ["2.2.5 [[0. 1. 0.]] True", "[1 2] [1. 2.] <class 'numpy.float64'> False", "int64",
                         "[0.5, 3]", "[[1, 0], [1, 0]]"]


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


def test_what_was_taken_once(run_tf1, made_mnist, tmp_path):
    """A whole number's flag without a number, a size that is NumPy's, a folder that the loader made, and a function of
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
    assert result.out.splitlines() == ["inf 3", "[]", "int64 [2, 10]", "[7.0, 7.0]"], result.err


def test_the_extra_is_asked_for_where_it_is_needed(run_code, tmp_path):
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
    result = run_code(without, write(tmp_path / "script.py", code))
    lines = result.out.splitlines()
    assert lines[0] == "Adam" and len(lines) == 6, result
    for line, package in zip(lines[1:], ("tf-slim", "tf-keras", "tf-keras", "tf-keras", "tf-keras")):
        assert line.endswith(f" comes from {package}, which is not installed; pip install 'lab10[tf1]'")
    assert result.status == 2
    assert result.err == f"lab10: {lines[2]} ({tmp_path / 'script.py'}, line 13)\n"
