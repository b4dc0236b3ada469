"""tf.contrib.layers: its embeddings, and its feature columns, made from those of tf.feature_column, which have other
names and arguments."""
import tensorflow.compat.v1 as tf
import tf_slim

from lab10.tf1.rewritten.learn import ALONE


def embed_sequence(ids, vocab_size=None, embed_dim=None, unique=False, initializer=None, regularizer=None,
                   trainable=True, scope=None, reuse=None):
    """Look up symbols, int [n, time], in a variable `embeddings` of this scope: [n, time, embed_dim]."""
    if not (reuse or vocab_size and embed_dim):
        raise ValueError("Must specify vocab size and embedding dimension when not reusing. Got vocab_size=%s and "
                         "embed_dim=%s" % (vocab_size, embed_dim))
    with tf.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        shape = [vocab_size, embed_dim] if vocab_size and embed_dim else None
        embeddings = tf_slim.model_variable("embeddings", shape, initializer=initializer, regularizer=regularizer,
                                            trainable=trainable)
        return (embedding_lookup_unique if unique else tf.nn.embedding_lookup)(embeddings, ids)


def bow_encoder(ids, vocab_size, embed_dim, sparse_lookup=True, initializer=None, regularizer=None, trainable=True,
                scope=None, reuse=None):
    """The mean of the embedded symbols, int [n, time], dense or sparse: [n, embed_dim]."""
    with tf.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = tf_slim.model_variable("embeddings", [vocab_size, embed_dim], initializer=initializer,
                                            regularizer=regularizer, trainable=trainable)
        if not sparse_lookup:
            return tf.reduce_mean(tf.nn.embedding_lookup(embeddings, ids), 1)
        # of a dense matrix 0 is padding
        sparse = ids if isinstance(ids, tf.SparseTensor) else tf.sparse.from_dense(ids)
        return tf.nn.safe_embedding_lookup_sparse([embeddings], sparse, combiner="mean", default_id=0)


def embedding_lookup_unique(params, ids, partition_strategy="mod", name=None):
    """tf.nn.embedding_lookup, which looks up each symbol once."""
    with tf.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        distinct, places = tf.unique(tf.reshape(ids, [-1]))
        embedded = tf.gather(tf.nn.embedding_lookup(params, distinct, partition_strategy), places)
        result = tf.reshape(embedded, tf.concat([tf.shape(ids), tf.shape(embedded)[1:]], 0))
        result.set_shape(ids.shape.concatenate(embedded.shape[1:]))
        return result


def real_valued_column(column_name, dimension=1, default_value=None, dtype=tf.float32, normalizer=None):
    """Numbers [n, dimension]; "" names the features if they are one array."""
    return tf.feature_column.numeric_column(column_name or ALONE, [dimension], default_value, dtype, normalizer)


def sparse_column_with_keys(column_name, keys, default_value=-1, combiner="sum", dtype=tf.string):
    return tf.feature_column.categorical_column_with_vocabulary_list(column_name, keys, dtype, default_value)


def sparse_column_with_hash_bucket(column_name, hash_bucket_size, combiner="sum", dtype=tf.string):
    return tf.feature_column.categorical_column_with_hash_bucket(column_name, hash_bucket_size, dtype)


def sparse_column_with_integerized_feature(column_name, bucket_size, combiner="sum", dtype=tf.int64):
    return tf.feature_column.categorical_column_with_identity(column_name, bucket_size)


def crossed_column(columns, hash_bucket_size, combiner="sum"):
    """If a column has a hash bucket, today its raw values are crossed."""
    return tf.feature_column.crossed_column(
        [getattr(column, "key", column) if hasattr(column, "hash_bucket_size") else column for column in columns],
        hash_bucket_size)


def embedding_column(sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None,
                     tensor_name_in_ckpt=None, max_norm=None, trainable=True):
    """Drawn with a standard deviation of 1 / sqrt(the number of keys); today it is 1 / sqrt(dimension)."""
    initializer = initializer or tf.truncated_normal_initializer(stddev=sparse_id_column.num_buckets ** -0.5)
    return tf.feature_column.embedding_column(sparse_id_column, dimension, combiner, initializer, ckpt_to_load_from,
                                              tensor_name_in_ckpt, max_norm, trainable)
