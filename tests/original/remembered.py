"""Draw after gradients of tensors whose sizes are all known, and print the seeds. TensorFlow 1.15.5 printed SEEDS of
test_remembered_shapes.py by this file."""
import tensorflow as tf

tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [20, 4])
w = tf.get_variable("w", [4, 4])


def seed():
    graph = tf.get_default_graph()
    before = len(graph.get_operations())
    tf.random_normal([])
    return [o for o in graph.get_operations()[before:] if o.type == "RandomStandardNormal"][0].get_attr("seed2")


for name, function in [
        ("sub", lambda h: h - 1.0), ("sub", lambda h: tf.square(h - 1.0)), ("mul", lambda h: h * tf.ones([4])),
        ("pow", lambda h: h ** 2), ("moments", lambda h: tf.nn.moments(h, [1], keep_dims=True)[1]),
        ("max", lambda h: tf.reduce_max(h, 1, keepdims=True) - h), ("norm", lambda h: tf.nn.l2_normalize(h, 1)),
        ("batch", lambda h: tf.layers.batch_normalization(h, training=True)),
        ("both", lambda h: tf.reduce_sum(h, 1, keepdims=True) * tf.ones([3])),
        ("pow", lambda h: tf.pow(h, h + 4)),
        ("layer", lambda h: tf.nn.batch_normalization(
            h, *tf.nn.moments(h, [1], keep_dims=True), tf.ones([4]), tf.ones([4]), 1e-12)),
        ("huber", lambda h: tf.losses.huber_loss(h * 0.0, h)), ("minimum", lambda h: tf.minimum(h, h * 2))]:
    y = function(tf.matmul(x, w))
    before = seed()
    tf.gradients(tf.reduce_mean(y), w)
    print(name, before, seed())
