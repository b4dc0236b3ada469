"""tf.contrib.layers' columns of features by those of tf.feature_column, which took other names and arguments."""
import tensorflow.compat.v1 as tf

from lab10.tf1.rewritten.learn import ALONE


def real_valued_column(column_name, dimension=1, default_value=None, dtype=tf.float32, normalizer=None):
    """Numbers [n, dimension]; "" names the features that are one array."""
    return tf.feature_column.numeric_column(column_name or ALONE, [dimension], default_value, dtype, normalizer)


def sparse_column_with_keys(column_name, keys, default_value=-1, combiner="sum", dtype=tf.string):
    return tf.feature_column.categorical_column_with_vocabulary_list(column_name, keys, dtype, default_value)


def sparse_column_with_hash_bucket(column_name, hash_bucket_size, combiner="sum", dtype=tf.string):
    return tf.feature_column.categorical_column_with_hash_bucket(column_name, hash_bucket_size, dtype)


def sparse_column_with_integerized_feature(column_name, bucket_size, combiner="sum", dtype=tf.int64):
    return tf.feature_column.categorical_column_with_identity(column_name, bucket_size)


def crossed_column(columns, hash_bucket_size, combiner="sum"):
    """Of columns with a hash bucket it is their raw values that are crossed today."""
    return tf.feature_column.crossed_column(
        [getattr(column, "key", column) if hasattr(column, "hash_bucket_size") else column for column in columns],
        hash_bucket_size)


def embedding_column(sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None,
                     tensor_name_in_ckpt=None, max_norm=None, trainable=True):
    """Drawn with a standard deviation of 1 / sqrt(the number of keys); today's is 1 / sqrt(dimension)."""
    initializer = initializer or tf.truncated_normal_initializer(stddev=sparse_id_column.num_buckets ** -0.5)
    return tf.feature_column.embedding_column(sparse_id_column, dimension, combiner, initializer, ckpt_to_load_from,
                                              tensor_name_in_ckpt, max_norm, trainable)
