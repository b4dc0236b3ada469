"""Max pooling's gradient for the compiled loop: to the bit what TensorFlow's own operation gives."""
import numpy
import pytest
import tensorflow.compat.v1 as tf

from lab10.loops import pooling


def pool(images, ksize, strides, padding="VALID"):
    return tf.nn.max_pool(images, ksize=[1, *ksize, 1], strides=[1, *strides, 1], padding=padding)


@pytest.mark.parametrize("ksize", [(2, 2), (4, 2), (1, 3)])
def test_it_is_the_operations(ksize):
    """With windows of many equal maxima too, of which the first takes all."""
    generator = numpy.random.RandomState(0)
    images = generator.randint(0, 3, (5, 8, 12, 7)).astype(numpy.float32)
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        X = tf.placeholder(tf.float32, [None, 8, 12, 7])
        pooled = pool(X, ksize, ksize)
        upper = tf.constant(generator.normal(size=(5, 8 // ksize[0], 12 // ksize[1], 7)), tf.float32)
        expected = tf.gradients(pooled, X, upper)[0]
        (operation,) = [operation for operation in graph.get_operations() if operation.type == "MaxPoolGrad"]
        assert pooling.has_gradient(operation)
        definition = graph.as_graph_def()
        function = pooling.gradient(operation)
        definition.library.function.append(function)
        (node,) = [node for node in definition.node if node.op == "MaxPoolGrad"]
        node.op = function.signature.name
        node.attr.clear()
        theirs = sess.run(expected, {X: images})
    with tf.Graph().as_default(), tf.Session() as sess:
        ours, X = tf.import_graph_def(definition, return_elements=[expected.name, X.name])
        assert (sess.run(ours, {X: images}) == theirs).all() and theirs.any()


def test_images_of_unknown_rank_are_left_to_xla():
    with tf.Graph().as_default() as graph:
        X = tf.placeholder(tf.float32)
        tf.gradients(pool(X, (2, 2), (2, 2)), X)
        operations = [operation for operation in graph.get_operations() if operation.type == "MaxPoolGrad"]
        assert operations and not any(map(pooling.has_gradient, operations))


@pytest.mark.parametrize("ksize, strides, padding", [((3, 3), (2, 2), "VALID"), ((2, 2), (2, 2), "SAME")])
def test_windows_that_overlap_or_stick_out_are_left_to_xla(ksize, strides, padding):
    with tf.Graph().as_default() as graph:
        X = tf.placeholder(tf.float32, [None, 9, 9, 1])
        tf.gradients(pool(X, ksize, strides, padding), X)
        assert not any(pooling.has_gradient(operation) for operation in graph.get_operations())
