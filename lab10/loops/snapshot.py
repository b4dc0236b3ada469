"""A look at a network in mid-training that leaves no trace in the training."""
from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
import tensorflow.compat.v1 as tf


def snapshot(sess, config=None):
    """Return a new Session on the same graph with the same weights, and with `config`, a tf.ConfigProto.

    What runs there leaves the random streams of `sess`, and so the training after it, as they are.
    """
    copy = tf.Session(graph=sess.graph, config=config)
    with sess.graph.as_default():
        variables = tf.global_variables()
    for variable, value in zip(variables, sess.run(variables)):
        copy.run(variable.initializer, {variable.initializer.inputs[1]: value})
    return copy
