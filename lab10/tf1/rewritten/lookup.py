"""tf.contrib.lookup: the tables whose arguments are different today."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import private

lookup_ops = private.used("ops.lookup_ops")


def index_table_from_tensor(mapping, num_oov_buckets=0, default_value=-1, hasher_spec=lookup_ops.FastHashSpec,
                            dtype=tf.string, name=None):
    """A table from the entries of `mapping` to their positions in it."""
    return lookup_ops.index_table_from_tensor(mapping, num_oov_buckets, default_value, hasher_spec, dtype, name)


def index_to_string_table_from_tensor(mapping, default_value="UNK", name=None):
    """A table from positions in `mapping` to the entries there."""
    return lookup_ops.index_to_string_table_from_tensor(mapping, default_value, name)


def string_to_index(tensor, mapping, default_value=-1, name=None):
    return index_table_from_tensor(mapping, default_value=default_value, name=name).lookup(tensor)


def index_to_string(tensor, mapping, default_value="UNK", name=None):
    return index_to_string_table_from_tensor(mapping, default_value, name).lookup(tensor)


def MutableDenseHashTable(key_dtype, value_dtype, default_value, empty_key, deleted_key=None, shared_name=None,
                          **others):
    """A table into which you can insert. Since TensorFlow 1.12 you can also remove from it, so it has a second
    reserved key."""
    if deleted_key is None:
        empty = tf.convert_to_tensor(empty_key, key_dtype)
        deleted_key = tf.strings.join([empty, "\0"]) if empty.dtype == tf.string else empty - 1
    return lookup_ops.DenseHashTable(key_dtype, value_dtype, default_value, empty_key, deleted_key, **others)
