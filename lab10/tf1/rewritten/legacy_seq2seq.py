"""tf.contrib.legacy_seq2seq, before TensorFlow 1.0 tf.nn.seq2seq: sequences as lists of what is at each step."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import counting
from lab10.tf1.before_1_0 import copied
from lab10.tf1.rewritten.rnn import OutputProjectionWrapper


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """What `cell` says to each of decoder_inputs, [n, size]: (outputs, state). loop_function(output, i): from the
    second step on, what it reads instead, made of what it said last."""
    state, outputs = initial_state, []
    with tf.variable_scope(scope or "rnn_decoder"):
        for i, inputs in enumerate(decoder_inputs):
            if outputs:
                tf.get_variable_scope().reuse_variables()
            if outputs and loop_function:
                with tf.variable_scope("loop_function", reuse=True):
                    inputs = loop_function(outputs[-1], i)
            output, state = cell(inputs, state)
            outputs.append(output)
    return outputs, state


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=tf.float32, scope=None):
    """rnn_decoder from the state in which a cell of the same kind is after encoder_inputs."""
    with tf.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = tf.nn.static_rnn(copied(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_rnn_decoder(decoder_inputs, initial_state, cell, num_symbols, embedding_size, output_projection=None,
                          feed_previous=False, update_embedding_for_previous=True, scope=None):
    """rnn_decoder on embedded symbols, each int [n]; with feed_previous it reads only the first of them, and then
    the symbol that it said last, of output_projection (weights, biases) where that is given."""
    def said_last(output, _):
        logits = tf.nn.xw_plus_b(output, *output_projection) if output_projection else output
        embedded = tf.nn.embedding_lookup(embedding, tf.argmax(logits, 1))
        return embedded if update_embedding_for_previous else tf.stop_gradient(embedded)

    with tf.variable_scope(scope or "embedding_rnn_decoder"):
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
        embedded = [tf.nn.embedding_lookup(embedding, symbols) for symbols in decoder_inputs]
        return rnn_decoder(embedded, initial_state, cell, said_last if feed_previous else None)


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols,
                          embedding_size, output_projection=None, feed_previous=False, dtype=tf.float32, scope=None):
    """basic_rnn_seq2seq on embedded symbols: (outputs, state), of logits unless there is an output_projection."""
    if not isinstance(feed_previous, bool):
        raise ValueError("lab10.tf1 offers embedding_rnn_seq2seq with feed_previous=True or False alone")
    with tf.variable_scope(scope or "embedding_rnn_seq2seq"):
        embedding = tf.get_variable(  # in this interval, unless the scope says otherwise: variance 1
            "rnn/embedding_wrapper/embedding", [num_encoder_symbols, embedding_size],
            initializer=tf.get_variable_scope().initializer or tf.random_uniform_initializer(-3**0.5, 3**0.5))
        embedded = [tf.nn.embedding_lookup(embedding, symbols) for symbols in encoder_inputs]
        _, state = tf.nn.static_rnn(copied(cell), embedded, dtype=dtype)
        cell = cell if output_projection else OutputProjectionWrapper(cell, num_decoder_symbols)
        return embedding_rnn_decoder(decoder_inputs, state, cell, num_decoder_symbols, embedding_size,
                                     output_projection, feed_previous)


def sequence_loss_by_example(logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None,
                             name=None):
    """The cross entropy of lists of logits [n, classes] against targets [n], weighed by weights [n]: [n]."""
    cross_entropy = softmax_loss_function or tf.nn.sparse_softmax_cross_entropy_with_logits
    with tf.name_scope(name, "sequence_loss_by_example"):
        costs = tf.add_n([cross_entropy(labels=tf.reshape(target, [-1]), logits=logit) * weight
                          for logit, target, weight in zip(logits, targets, weights, strict=True)])
        return costs / (tf.add_n(weights) + 1e-12) if average_across_timesteps else costs


@counting.unknown("tf.contrib.legacy_seq2seq")
def sequence_loss(logits, targets, weights, average_across_timesteps=True, average_across_batch=True,
                  softmax_loss_function=None, name=None):
    """The same, summed over the examples, or averaged."""
    costs = sequence_loss_by_example(logits, targets, weights, average_across_timesteps, softmax_loss_function)
    return tf.reduce_mean(costs) if average_across_batch else tf.reduce_sum(costs)
