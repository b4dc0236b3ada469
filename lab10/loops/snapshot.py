"""A copy of a network in training: you can run it without changing the training."""
from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
import tensorflow.compat.v1 as tf


def snapshot(sess, config=None):
    """Return a new Session on the same graph with the same weights, and with `config`, a tf.ConfigProto.

    What runs there does not touch the random numbers of `sess`, so the training goes on as without it.
    """
    copy = tf.Session(graph=sess.graph, config=config)
    with sess.graph.as_default():
        variables = tf.global_variables()
    set_values(copy, dict(zip(variables, sess.run(variables))))
    return copy


def set_values(sess, values):
    """Give variables of `sess` their values, {tf.Variable: array}. The graph stays as it is."""
    for variable, value in values.items():
        sess.run(variable.initializer, {variable.initializer.inputs[1]: value})
