"""Calls of then: pip from Python, lists given to K.function, generators that end in another's StopIteration; and the
first weights of two cells."""
from tf1.runs import write


def test_pip_is_not_let_near_tensorflow(run_tf1, tmp_path):
    (tmp_path / "pip").mkdir()
    write(tmp_path / "pip" / "__init__.py", "def main(args=None):\n    print('real', args)\n    return 7\n")
    result = run_tf1("-c", "import pip\nprint(pip.main(['install', 'tensorflow==1.15']), pip.main(['install', 'a']))")
    assert result.out == "real ['install', 'a']\n0 7\n" and "left out: pip install tensorflow==1.15" in result.err


def test_what_keras_and_python_took(run_tf1, tmp_path):
    result = run_tf1(write(tmp_path / "a.py", """
from html.parser import HTMLParser
import keras.backend as K
import scipy
from keras.layers import GRU
x, y = K.placeholder((2, 2)), K.placeholder((None,))
print(K.function([x, y], [K.sum(x, axis=1), K.sum(y)])([[[1, 2], [3, 4]], [1., 2, 3]]))
print(GRU(output_dim=4, consume_less="gpu").units, scipy.rand(2).shape, HTMLParser().unescape("&lt;"))
def stop():
    raise StopIteration
def some(values):
    while True:
        yield values.__next__()
def none():
    yield 1
    stop()
print(list(some(iter("ab"))), list(none()))
"""))
    assert result.out == ("[array([3., 7.], dtype=float32), 6.0]\n4 (2,) <\n['a', 'b'] [1]\n"), result.err


def test_the_first_weights_of_two_cells_are_those_of_1_15(run_tf1, tmp_path):
    """Printed by TensorFlow 1.15.5."""
    result = run_tf1(write(tmp_path / "a.py", """
import tensorflow as tf
tf.set_random_seed(2)
cell = tf.contrib.rnn.NASCell(num_units=3, num_proj=2, use_bias=True)
outputs, _ = tf.nn.dynamic_rnn(cell, tf.ones([2, 4, 5]), dtype=tf.float32)
phased, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.PhasedLSTMCell(4), (tf.ones([2, 3, 1]), tf.ones([2, 3, 2])),
                              dtype=tf.float32)
kernels = [v for v in tf.global_variables() if "phased" in v.name and "kernel" in v.name]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outputs)[0, -1].round(4), [sess.run(v)[0, 0].round(4) for v in kernels])
"""))
    assert result.out == ('[-0.2932 -0.2723] '
                          '[-0.3326, 0.5689, -0.6547]\n'), result.err
