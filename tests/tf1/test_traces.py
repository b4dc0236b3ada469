"""What the bridge leaves in its process, and what it needs of the system: no trace, no semaphores."""


def test_where_the_system_offers_no_semaphores(run_code):
    """joblib, which Keras reaches through scikit-learn, says so on import: no business of the script's."""
    result = run_code("""
import _multiprocessing
class SemLock(_multiprocessing.SemLock):
    def __new__(cls, *arguments, **named):
        raise OSError(38, "Function not implemented")
_multiprocessing.SemLock = SemLock
from lab10.tf1 import command as tf1
tf1.main(["-c", "import keras, joblib; print(joblib.parallel.mp)"])
""")
    assert (result.out, result.err) == ("None\n", ""), result


def test_importing_lab10_imports_nothing_of_this(run_python):
    result = run_python("-c", "import lab10, sys; print({'lab10.tf1', 'tensorflow', 'matplotlib'} & set(sys.modules))")
    assert result.out == "set()\n", result.err


def test_no_trace_is_left(run_code):
    """After a script in the same process."""
    result = run_code("""
import os, sys, warnings
from lab10.terminal import import_tensorflow
import numpy, tensorflow, tensorflow.compat.v1 as v1
import IPython, sklearn  # IPython 7 adds to sys.path, scikit-learn to the environment
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
assert v1.resource_variables_enabled()  # the compiled loop takes no others
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


def test_in_jupyter(run_code):
    result = run_code("""
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
