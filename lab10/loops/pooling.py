"""The gradient of max pooling, written so that it compiles well: XLA's own took ten times as long on a processor."""
from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
import tensorflow.compat.v1 as tf


def has_gradient(operation):
    """Can `gradient` take the place of this operation of a graph? Windows must lie side by side and fill the image.

    XLA computes all others itself. For these it takes about twice as long as the exact loop.
    """
    if operation.type != "MaxPoolGrad" or operation.get_attr("data_format") != b"NHWC":
        return False
    _, rows, columns, _ = window = operation.get_attr("ksize")
    if operation.inputs[0].shape.rank is None:
        return False
    _, height, width, channels = operation.inputs[0].shape.as_list()
    return (window == operation.get_attr("strides") and window[0] == window[3] == 1 and channels is not None
            and None not in (height, width) and height % rows == width % columns == 0)


def gradient(operation):
    """Return a function definition that computes what the MaxPoolGrad `operation` does, to the bit.

    Its arguments are those of the operation: the images, float [n, height, width, channels], the pooled images, and
    their gradient. As in the operation, the first of several equal maxima in a window gets the gradient.
    """
    _, rows, columns, _ = operation.get_attr("ksize")

    def max_pool_gradient(images, pooled, gradient_of_pooled):
        _, height, width, channels = pooled.shape
        open_windows = tf.ones_like(pooled, tf.bool)  # those whose maximum has not been met yet
        parts = []
        for i in range(rows):
            for j in range(columns):
                chosen = tf.equal(images[:, i::rows, j::columns], pooled) & open_windows
                open_windows &= ~chosen
                parts.append(tf.where(chosen, gradient_of_pooled, tf.zeros_like(gradient_of_pooled)))
        windows = tf.reshape(tf.stack(parts, axis=3), [-1, height, width, rows, columns, channels])
        return tf.reshape(tf.transpose(windows, [0, 1, 3, 2, 4, 5]), [-1, height * rows, width * columns, channels])

    specs = [tf.TensorSpec(tensor.shape, tensor.dtype) for tensor in operation.inputs]
    return tf.function(max_pool_gradient, autograph=False).get_concrete_function(*specs).function_def
