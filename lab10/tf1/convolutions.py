"""Convolutions: a fast gradient if the kernel is as wide as the input, as in a text CNN, and the shape of a transposed
one."""
import functools

from lab10.tf1 import counting, patches, private

PLAIN = 3  # the operations of TensorFlow's own gradient: ShapeN, and one for each input


def serve():
    """Compute these gradients over the flattened width, and give these shapes, until the script has ended."""
    operations = private.where_there_is("ops.gen_nn_ops")
    if hasattr(operations, "conv2d_backprop_input"):
        patches.patch(operations, "conv2d_backprop_input", as_large_as_told(operations.conv2d_backprop_input))
    entry = getattr(private.where_there_is("framework.ops", "gradient_registry"), "_registry", {}).get("Conv2D", {})
    if callable(entry.get("type")):
        patches.put(entry, "type", flattened(entry["type"]))


def as_large_as_told(conv2d_backprop_input):
    """This function, whose result had the shape that the program names. Today's takes the number of images, which a
    DCGAN names too, from the gradient, where it is often unknown."""
    @functools.wraps(conv2d_backprop_input)
    def of_then(input_sizes, *arguments, **named):
        result = conv2d_backprop_input(input_sizes, *arguments, **named)
        constant = private.where_there_is("framework.tensor_util", "constant_value_as_shape")
        if constant and hasattr(result, "graph"):
            result.set_shape(constant(result.op.inputs[0]))
        return result
    return of_then


def flattened(gradient):
    """The `gradient` registered for Conv2D. If the kernel is [k, w, c, f], the input [n, h, w, c], the strides 1 and
    there is no padding, it computes the gradient for [k, 1, w * c, f] and [n, h, 1, w * c].

    The sums are the same. But oneDNN, which TensorFlow uses today, takes many times as long for the first.
    """
    def of_conv2d(operation, grad):
        import tensorflow.compat.v1 as tf
        image, kernel = operation.inputs
        if not _as_wide_as_its_input(operation, image.shape, kernel.shape):
            return gradient(operation, grad)
        with counting.as_if(PLAIN), tf.name_scope(counting.FLATTENED):
            return _flattened(image, kernel, grad)
    return of_conv2d


def _as_wide_as_its_input(operation, image, kernel):
    if image.rank != 4 or kernel.rank != 4:
        return False
    width, channels = kernel.as_list()[1:3]
    return (bool(width and channels) and width > 1 and image.as_list()[2:] == [width, channels]
            and operation.get_attr("data_format") in ("NHWC", b"NHWC")
            and operation.get_attr("padding") in ("VALID", b"VALID")
            and {*operation.get_attr("strides"), *operation.get_attr("dilations")} == {1})


def _flattened(image, kernel, grad):
    import tensorflow.compat.v1 as tf
    image_shape, kernel_shape = tf.raw_ops.ShapeN(input=[image, kernel])
    depth = image.shape.as_list()[2] * image.shape.as_list()[3]
    images = tf.stack([image_shape[0], image_shape[1], 1, depth])
    kernels = tf.stack([kernel_shape[0], 1, depth, kernel_shape[3]])
    as_before = {"out_backprop": grad, "strides": [1, 1, 1, 1], "padding": "VALID"}
    to_image = tf.raw_ops.Conv2DBackpropInput(
        input_sizes=images, filter=tf.reshape(kernel, kernels), **as_before)
    to_kernel = tf.raw_ops.Conv2DBackpropFilter(
        input=tf.reshape(image, images), filter_sizes=kernels, **as_before)
    return [tf.reshape(to_image, image_shape), tf.reshape(to_kernel, kernel_shape)]
