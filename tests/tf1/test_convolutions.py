"""The gradient of a convolution that is as wide as its input, against TensorFlow's own, and the shape of a transposed
one, as TensorFlow 1.15.5 had it."""
import numpy

from lab10.tf1 import counting

CODE = """
import numpy as np
import tensorflow as tf
from lab10.tf1 import convolutions
entry = tf.python.framework.ops.gradient_registry._registry["Conv2D"]
ours = entry["type"]
assert ours.__qualname__.startswith("flattened")
plain = ours.__closure__[0].cell_contents
random = np.random.RandomState(0)
def made(image, kernel, strides=(1, 1, 1, 1), padding="VALID", shape=None, **more):
    # the gradients by ours and by the plain one, what they are made of, and the seeds of the draws after them
    results = []
    for gradient in ours, plain:
        entry["type"] = gradient
        with tf.Graph().as_default() as graph, tf.Session() as sess:
            tf.set_random_seed(1)
            x = tf.placeholder(tf.float32, shape or image.shape)
            k = tf.Variable(kernel)
            y = tf.nn.conv2d(x, k, strides, padding, **more)
            first = tf.gradients(tf.reduce_sum(y ** 3), [x, k])
            tf.random_normal([])
            seed = graph.get_operations()[-3].get_attr("seed2")
            second = tf.gradients(tf.reduce_sum(first[0] ** 2), [k])
            sess.run(tf.global_variables_initializer())
            assert [one.shape.as_list() for one in first] == [x.shape.as_list(), k.shape.as_list()]
            reshaped = any(one.type == "Reshape" and "Conv2D_grad" in one.name for one in graph.get_operations())
            values = sess.run(first + second, {x: image})
        results.append((values, seed, reshaped))
    entry["type"] = ours
    (ours_, our_seed, reshaped), (plainly, seed, never) = results
    for one, other in zip(ours_, plainly):
        np.testing.assert_allclose(one, other, 1e-4, 1e-5 * abs(other).max())
    assert our_seed == seed and not never
    return reshaped
draw = lambda *shape: random.randn(*shape).astype("f")
print(made(draw(4, 9, 7, 1), draw(3, 7, 1, 5)), made(draw(4, 9, 7, 2), draw(3, 7, 2, 5), shape=[None, 9, 7, 2]),
      made(draw(2, 9, 7, 2), draw(9, 7, 2, 5), shape=[None, None, 7, 2]))
print(made(draw(4, 9, 7, 1), draw(3, 3, 1, 5)), made(draw(4, 9, 7, 1), draw(3, 7, 1, 5), padding="SAME"),
      made(draw(4, 9, 7, 1), draw(3, 7, 1, 5), strides=(1, 2, 1, 1)),
      made(draw(4, 9, 7, 1), draw(3, 7, 1, 5), dilations=(1, 2, 1, 1)), made(draw(4, 9, 1, 3), draw(3, 1, 3, 5)),
      made(draw(4, 9, 7, 1), draw(3, 7, 1, 5), shape=[None, 9, None, 1]))
"""


def test_it_is_the_same_and_made_for_such_convolutions_alone(run_tf1):
    result = run_tf1("-c", CODE)
    assert result.out == "True True True\nFalse False False False False False\n", result.err


def test_after_a_second_gradient_the_seeds_are_not_known(run_tf1):
    code = ("import tensorflow as tf\ntf.set_random_seed(1)\nx, k = tf.ones([2, 9, 7, 1]), tf.ones([3, 7, 1, 5])\n"
            "first, = tf.gradients(tf.nn.conv2d(x, k, [1] * 4, 'VALID') ** 2, k)\n{}\ntf.random_normal([3])")
    line = "lab10: the second gradient of a convolution as wide as its input: it is not known how many operations"
    assert line not in run_tf1("--warnings", "-c", code.format("")).err
    assert line in run_tf1("--warnings", "-c", code.format("tf.gradients(first, x)")).err


def test_afterwards_it_is_tensorflows_own(run_code):
    code = ("import tensorflow\nfrom lab10.tf1 import bridge\n"
            "from tensorflow.python.framework import ops\nplain = ops.gradient_registry.lookup('Conv2D')\n"
            "with bridge.installed(): assert ops.gradient_registry.lookup('Conv2D') is not plain\n"
            "print(ops.gradient_registry.lookup('Conv2D') is plain)")
    assert run_code(code).out == "True\n"


def test_a_rate_may_be_an_array():
    """As tf.nn.atrous_conv2d gives it."""
    assert counting._is_dilated(numpy.array([2, 2])) and not counting._is_dilated(numpy.array([1, 1]))


def test_a_transposed_convolution_has_the_shape_that_the_program_names(run_tf1):
    result = run_tf1("-c", """
import tensorflow as tf
x, k = tf.placeholder(tf.float32, [None, 2, 2, 5]), tf.ones([3, 3, 4, 5])
for shape in [16, 4, 4, 4], tf.stack([tf.shape(x)[0], 4, 4, 4]), tf.placeholder(tf.int32, [4]):
    print(tf.nn.conv2d_transpose(x, k, shape, [1, 2, 2, 1]).shape, end=" ")
print(tf.nn.conv2d_backprop_input([16, 4, 4, 4], k, x, [1, 2, 2, 1], "SAME").shape)
y = tf.nn.conv2d_transpose(x, k, [16, 4, 4, 4], [1, 2, 2, 1])
print(tf.reshape(y, y.get_shape()).shape)  # as a DCGAN has it
""")
    assert result.out == "(16, 4, 4, 4) (?, 4, 4, 4) (?, ?, ?, ?) (16, 4, 4, 4)\n(16, 4, 4, 4)\n", result.err
