"""Names that TensorFlow, Keras and other packages had then. The figures are those of TensorFlow 1.15.5."""
import json

import numpy
import pytest

from tf1.runs import SCRIPTS

CELLS = [  # name, first numbers, variables
    ("nas", [-0.0429, -0.3871, 0.1977, 0.0],
     ["nas_cell/recurrent_kernel", "nas_cell/kernel"]),
    ("nas_proj", [-0.0106, -0.0017, 0.0087, -0.0871],
     ["nas_cell/recurrent_kernel", "nas_cell/kernel", "nas_cell/bias", "nas_cell/projection_weights"]),
    ("phased", [-0.9991, 1.9992, -0.0001, -0.4998],
     ["phased_lstm_cell/mask_gates/kernel", "phased_lstm_cell/mask_gates/bias",
      "phased_lstm_cell/new_input/kernel", "phased_lstm_cell/new_input/bias",
      "phased_lstm_cell/output_gate/kernel", "phased_lstm_cell/output_gate/bias", "phased_lstm_cell/period",
      "phased_lstm_cell/phase", "phased_lstm_cell/ratio_on"]),
    ("phased_rnn", [-0.0002, -0.1477, -0.0003, -0.2215],
     ["rnn/phased_lstm_cell/mask_gates/kernel", "rnn/phased_lstm_cell/mask_gates/bias",
      "rnn/phased_lstm_cell/new_input/kernel", "rnn/phased_lstm_cell/new_input/bias",
      "rnn/phased_lstm_cell/output_gate/kernel", "rnn/phased_lstm_cell/output_gate/bias",
      "rnn/phased_lstm_cell/period", "rnn/phased_lstm_cell/phase", "rnn/phased_lstm_cell/ratio_on"]),
    ("linear", [0.1946, 0.7999, 2.6139, 1.3105],
     ["kernel", "bias"]),
    ("embed", [-0.2081, -0.495, -0.3268, 0.1418],
     ["EmbedSequence/embeddings"]),
    ("unique", [-0.2081, -0.495, -0.3268, 0.1418],
     ["words/embeddings"]),
    ("twice", [-0.4162, -0.99, -0.6536, 0.2837],
     ["words/embeddings"]),
    ("bow", [-0.2675, -0.1766, 0.1115, -0.1781],
     ["bow_encoder/embeddings"]),
    ("bow_dense", [-0.0116, -0.0277, 0.1115, -0.1781],
     ["bow_encoder/embeddings"]),
    ("safe", [0.272, -0.1181, 0.0, 0.0],
     ["w"]),
    ("safe_default", [0.136, -0.059, -0.3268, 0.1418],
     ["w"]),
    ("deconv", [-0.4363, 0.363, -0.2824, 0.1962],
     ["w"])]


@pytest.mark.slow
def test_cells_and_embeddings(run_tf1):
    result = run_tf1(SCRIPTS / "cells_and_embeddings.py")
    assert result.status == 0, result.err
    for line, (name, numbers, variables) in zip(result.out.splitlines(), CELLS, strict=True):
        said = json.loads(line)
        assert said[0] == name and said[2] == variables
        assert numpy.allclose(said[1], numbers, atol=6e-5), name


@pytest.mark.slow
def test_experiments_and_keras_models_as_estimators(run_tf1):
    result = run_tf1(SCRIPTS / "experiment.py")
    assert result.out.splitlines() == [
        "['global_step', 'loss', 'w'] 0.00779 1.69369 20 []", "0.08586 3",
        "Estimator ['global_step', 'loss', 'mean_absolute_error'] 0.00779 (1,)"], result.err


def test_flags_as_until_1_4(run_tf1):
    result = run_tf1("-c", """
import json, sys
import tensorflow as tf
from tensorflow.python.platform import flags
flags.DEFINE_float("rate", 0.1, "")
flags.DEFINE_boolean("size", 128, "")
flags.DEFINE_boolean("on", False, "")
flags.DEFINE_string("name", None, "")
flags.DEFINE_integer("steps", 5, "")
flags.DEFINE_integer("steps", 7, "the cell again")
FLAGS = tf.app.flags.FLAGS
print({name: str(value) for name, value in sorted(FLAGS.__flags.items())}, FLAGS.__flags["rate"].value + 1,
      FLAGS.__flags["on"].value, bool(FLAGS.__flags["on"]))
print(FLAGS._parse_flags(["--steps", "9", "--unknown=1", "left"]), FLAGS.steps,
      json.dumps(FLAGS.__flags, sort_keys=True))
sys.argv = ["/x/ipykernel_launcher.py", "-f", "kernel.json"]
FLAGS(sys.argv)
print(FLAGS.size)
try:
    FLAGS(["script.py", "--unknown=1"])
except flags.UnrecognizedFlagError as error:
    print(error)
""")
    assert result.out.splitlines() == [
        "{'name': 'None', 'on': 'False', 'rate': '0.1', 'size': '128', 'steps': '7'} 1.1 False False",
        "['--unknown=1', 'left'] 9 " '{"name": null, "on": false, "rate": 0.1, "size": 128, "steps": 9}',
        "128", "Unknown command line flag 'unknown'"], result.err


def test_private_modules(run_tf1):
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
from tensorflow.contrib.data import Dataset
from tensorflow.python import keras
from tensorflow.python.framework import ops, tensor_shape
from tensorflow.python.keras.models import Sequential
from tensorflow.python.keras.optimizers import Adam
from tensorflow.python.keras._impl.keras.layers import Dense
from tensorflow.python.layers.core import Dense as OldDense
from tensorflow.python.ops import rnn, rnn_cell, seq2seq, variables
from tensorflow.python.ops.nn import rnn_cell as of_nn
from tensorflow.python.ops.rnn_cell_impl import _linear, LSTMStateTuple
from tensorflow.python.estimator.model_fn import ModeKeys
from tensorflow.python.estimator.inputs.numpy_io import numpy_input_fn
print(keras.layers.Dense is Dense is tf.keras.layers.Dense, OldDense is tf.layers.Dense, ModeKeys.TRAIN,
      rnn_cell.GRUCell is of_nn.GRUCell is tf.contrib.rnn.GRUCell, LSTMStateTuple is tf.nn.rnn_cell.LSTMStateTuple)
model = Sequential([Dense(2, input_shape=(3,))])
model.compile(Adam(lr=0.1), "mse", metrics=["accuracy"])
print(model.metrics_names)
print(tensor_shape.scalar(), tensor_shape.vector(3), tensor_shape.matrix(2, 3), ops.Tensor is tf.Tensor)
outputs, _ = rnn.rnn(rnn_cell.BasicLSTMCell(4), [tf.ones([2, 3])] * 2, dtype=tf.float32)
print(outputs[-1].shape, _linear([tf.ones([2, 3]), tf.ones([2, 1])], 5, True, 0.5, "scope").op.name)
print(tf.placeholder(tf.float32, [None, rnn_cell.GRUCell(4).state_size]).shape, tf.logging._logger.name)
data = Dataset.from_tensor_slices(np.arange(10.0)).map(lambda x: x / 2, num_threads=2, output_buffer_size=3).batch(4)
print(tf.Session().run(data.make_one_shot_iterator().get_next()).tolist())
with tf.gfile.GFile("f", "w") as file:
    file.write("abc")
print(tf.gfile.GFile("f").Size(), tf.gfile.FastGFile("f", "rb").Size())
""")
    assert result.out.splitlines() == [
        "True True train True True", "['loss', 'acc']", "() (3,) (2, 3) True", "(2, 4) scope/BiasAdd",
        "(?, 4) tensorflow", "[0.0, 0.5, 1.0, 1.5]", "3 3"], result.err


def test_packages_of_then(run_tf1):
    pytest.importorskip("h5py")
    result = run_tf1("-c", """
import json, os, random, threading
import numpy as np
import scipy, scipy.misc, scipy.sparse as sp
import matplotlib.pyplot as plt
import matplotlib.mlab as mlab
import h5py
from mpl_toolkits.mplot3d import Axes3D
from PIL import Image, ImageDraw
from scipy.misc import comb, logsumexp
from scipy.ndimage import imread
from scipy.signal import gaussian
from scipy.sparse.linalg.eigen.arpack import eigsh
from sklearn.linear_model.logistic import LogisticRegression
from sklearn.metrics.classification import accuracy_score
from sklearn.preprocessing import Imputer
from sklearn.utils.linear_assignment_ import linear_assignment
figure = plt.figure()
axes = figure.gca(projection="3d")
print(axes.name, figure.gca(projection="3d") is axes, len(figure.axes), axes.w_xaxis is axes.xaxis)
figure = plt.figure()
axes = Axes3D(figure)
print(len(figure.axes), plt.gca() is axes, len(plt.figure().add_subplot(111, projection="3d").figure.axes))
axes = plt.figure().add_subplot(111, axisbg="k")
line, = axes.plot([1, 2])
axes.lines.remove(line)
axes.plot([1, 2]), axes.plot([2, 1])
axes.lines.pop(0)
axes.tick_params(labelleft="off", bottom="on")
axes.grid("off")
axes.annotate(s="x", xy=(0, 0))
axes.figure.canvas.set_window_title("title")
print(len(axes.lines), axes.yaxis.get_tick_params()["labelleft"], axes.get_facecolor()[:3], axes.texts[0].get_text(),
      axes.xaxis.get_tick_params().get("gridOn"))
axes.lines = []
print(len(axes.lines), axes.hist([1, 2], 1, normed=True)[0], plt.cm.spectral.name)
print(round(mlab.normpdf(1.0, 0.0, 2.0), 6), round(float(mlab.bivariate_normal(1.0, 0.5)), 6),
      scipy.interp(1.5, [1, 2], [0, 4]))
print(comb(4, 2), round(logsumexp([0, 0]), 4), gaussian(3, 1).round(4).tolist(), eigsh(sp.eye(5) * 2, 1)[0].round(3))
print(scipy.misc.imrotate(np.array([[0, 1], [2, 3]], np.uint8), 90).tolist())
print(Imputer().fit_transform([[1.0], [np.nan], [3.0]]).ravel(),
      linear_assignment(np.array([[4, 1], [2, 3]])).tolist())
file = h5py.File("a.h5")
print(file.create_dataset("x", data=[1]).value, np.vstack(map(np.array, [[1], [2]])).shape, np.cast["float32"](1).dtype,
      os.errno.EEXIST, len(random.sample({1, 2}, 2)), random.randint(3.0, 6 / 2), json.loads("[1]", encoding="utf-8"),
      threading.current_thread().isAlive())
items = [1, 2, 3, 4]
random.shuffle(items, lambda: 0.1)
print(items, Image.new("L", (1, 2), 7).tostring())
for line in ("from sklearn.datasets import load_boston", "import matplotlib.finance", "mlab.griddata"):
    try:
        exec(line)
    except ImportError as error:
        print(error)
""")
    assert result.out.splitlines() == [
        "3d True 1 True", "1 True 1", "1 False (0.0, 0.0, 0.0) x False", "0 [1.] nipy_spectral",
        "0.176033 0.08519 2.0", "6.0 0.6931 [0.6065, 1.0, 0.6065] [2.]", "[[1, 3], [0, 2]]",
        "[1. 2. 3.] [[0, 1], [1, 0]]", "[1] (2, 1) float32 17 2 3 [1] True", "[2, 3, 4, 1] b'\\x07\\x07'",
        "sklearn.datasets.load_boston no longer exists, and lab10.tf1 does not offer it; today: "
        "sklearn.datasets.fetch_california_housing; its authors took it out",
        "matplotlib.finance no longer exists, and lab10.tf1 does not offer it; today: the package mplfinance",
        "matplotlib.mlab.griddata no longer exists, and lab10.tf1 does not offer it; today: "
        "scipy.interpolate.griddata"], \
        result.out + result.err


def test_pandas_of_then(run_tf1):
    pytest.importorskip("pandas")
    result = run_tf1("-c", """
import io
import pandas as pd
data = pd.read_csv(io.StringIO("label,p0,p1\\n5,0,255\\n3,9,0\\n"))
print(data.ix[:, 1:].values.tolist(), data.ix[0, "p1"], data.ix[1].tolist(), data.ix[data.label == 3, ["p0"]].values)
named = data.set_index(pd.Index(["a", "b"]))
named.ix[1, "p0"] = 8
print(named.ix[1:, 0].tolist(), named.ix["a":"b", "p0"].tolist(), named.ix[0]["label"], data.ix[0:0].shape)
print(data.as_matrix(["p0"]).tolist(), data.append(data, ignore_index=True).shape,
      [name for name, _ in getattr(data, "iter" + "items")()])
print(pd.get_dummies(pd.Series(["x", "y"])).values.tolist(), pd.Series(["x"]).dtype)
print(data.get_value(1, "p0"), data["p0"].set_value(2, 4).get_value(2))
""")
    assert result.out.splitlines() == [
        "[[0, 255], [9, 0]] 255 [3, 9, 0] [[9]]", "[3] [0, 8] 5 (1, 3)",
        "[[0], [9]] (4, 3) ['label', 'p0', 'p1']", "[[1, 0], [0, 1]] object", "9 4"], result.out + result.err
