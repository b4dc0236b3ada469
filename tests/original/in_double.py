"""TensorFlow's names for a network's file, in double precision: what would be float32 there is float64."""
import functools

import tensorflow.compat.v1 as tf

float32 = tf.float64
random_normal = functools.partial(tf.random_normal, dtype=tf.float64)
get_variable = functools.partial(tf.get_variable, dtype=tf.float64)


def __getattr__(name):
    return getattr(tf, name)
