"""tf.contrib.legacy_seq2seq (before TensorFlow 1.0: tf.nn.seq2seq): sequences are lists with one tensor for each
step."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import counting
from lab10.tf1.before_1_0 import copied
from lab10.tf1.rewritten.rnn import OutputProjectionWrapper, _linear


def _read(decoder_inputs, outputs, loop_function):
    """Yield the input of each step while `outputs` grows; from the second step on, with the variables of the first."""
    for i, inputs in enumerate(decoder_inputs):
        if outputs:
            tf.get_variable_scope().reuse_variables()
        if outputs and loop_function:
            with tf.variable_scope("loop_function", reuse=True):
                inputs = loop_function(outputs[-1], i)
        yield inputs


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """Run `cell` on decoder_inputs, each [n, size]: (outputs, state). loop_function(output, i): from the second step
    on, it makes the next input from the last output."""
    state, outputs = initial_state, []
    with tf.variable_scope(scope or "rnn_decoder"):
        for inputs in _read(decoder_inputs, outputs, loop_function):
            output, state = cell(inputs, state)
            outputs.append(output)
    return outputs, state


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=tf.float32, scope=None):
    """rnn_decoder, starting from the state that a cell of the same kind has after encoder_inputs."""
    with tf.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = tf.nn.static_rnn(copied(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_rnn_decoder(decoder_inputs, initial_state, cell, num_symbols, embedding_size, output_projection=None,
                          feed_previous=False, update_embedding_for_previous=True, scope=None):
    """rnn_decoder on embedded symbols, each int [n]. With feed_previous it reads only the first of them, and then
    its own last symbol, computed with output_projection (weights, biases) if that is given."""
    with tf.variable_scope(scope or "embedding_rnn_decoder"):
        embedded, said_last = _embedded(decoder_inputs, num_symbols, embedding_size, output_projection, feed_previous,
                                        update_embedding_for_previous)
        return rnn_decoder(embedded, initial_state, cell, said_last)


def _embedded(inputs, num_symbols, embedding_size, projection, feed_previous, update):
    """(The embedded symbols, the loop_function of a decoder that reads its own last output, or None)."""
    def said_last(output, _):
        logits = tf.nn.xw_plus_b(output, *projection) if projection else output
        embedded = tf.nn.embedding_lookup(embedding, tf.argmax(logits, 1))
        return embedded if update else tf.stop_gradient(embedded)

    embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
    return [tf.nn.embedding_lookup(embedding, symbols) for symbols in inputs], said_last if feed_previous else None


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols,
                          embedding_size, output_projection=None, feed_previous=False, dtype=tf.float32, scope=None):
    """basic_rnn_seq2seq on embedded symbols: (outputs, state). The outputs are logits, unless there is an
    output_projection."""
    with tf.variable_scope(scope or "embedding_rnn_seq2seq"):
        _, state = _encoded(encoder_inputs, cell, num_encoder_symbols, embedding_size, feed_previous, dtype)
        cell = cell if output_projection else OutputProjectionWrapper(cell, num_decoder_symbols)
        return embedding_rnn_decoder(decoder_inputs, state, cell, num_decoder_symbols, embedding_size,
                                     output_projection, feed_previous)


def _encoded(inputs, cell, num_symbols, embedding_size, feed_previous, dtype):
    """The outputs of a cell of the same kind for the embedded symbols, and its last state."""
    if not isinstance(feed_previous, bool):
        raise ValueError("lab10.tf1 offers legacy_seq2seq only with feed_previous=True or False")
    embedding = tf.get_variable(  # in this interval, unless the scope says otherwise: variance 1
        "rnn/embedding_wrapper/embedding", [num_symbols, embedding_size],
        initializer=tf.get_variable_scope().initializer or tf.random_uniform_initializer(-3**0.5, 3**0.5))
    embedded = [tf.nn.embedding_lookup(embedding, symbols) for symbols in inputs]
    return tf.nn.static_rnn(copied(cell), embedded, dtype=dtype, scope="rnn/embedding_wrapper")


@counting.unknown("tf.contrib.legacy_seq2seq")
def attention_decoder(decoder_inputs, initial_state, attention_states, cell, output_size=None, num_heads=1,
                      loop_function=None, dtype=None, scope=None, initial_state_attention=False):
    """rnn_decoder that attends to attention_states, [n, length, size] (Vinyals et al. 2014): outputs are
    [n, output_size]."""
    output_size = output_size or cell.output_size
    size, length = attention_states.shape[2], attention_states.shape[1].value or tf.shape(attention_states)[1]
    hidden = tf.reshape(attention_states, [-1, length, 1, size])

    def attend(state):
        query, read = tf.concat(tf.nest.flatten(state), 1), []
        for head in range(num_heads):
            with tf.variable_scope(f"Attention_{head}"):
                y = tf.reshape(_linear(query, size), [-1, 1, 1, size])
            weights = tf.nn.softmax(tf.reduce_sum(v[head] * tf.tanh(features[head] + y), [2, 3]))
            read.append(tf.reshape(tf.reduce_sum(tf.reshape(weights, [-1, length, 1, 1]) * hidden, [1, 2]), [-1, size]))
        return read

    with tf.variable_scope(scope or "attention_decoder", dtype=dtype):
        features, v = [], []
        for head in range(num_heads):
            kernel = tf.get_variable(f"AttnW_{head}", [1, 1, size, size])
            features.append(tf.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME"))
            v.append(tf.get_variable(f"AttnV_{head}", [size]))
        read = [tf.zeros(tf.stack([tf.shape(decoder_inputs[0])[0], size]), hidden.dtype) for _ in range(num_heads)]
        for each in read:
            each.set_shape([None, size])
        if initial_state_attention:
            read = attend(initial_state)
        state, outputs = initial_state, []
        for inputs in _read(decoder_inputs, outputs, loop_function):
            output, state = cell(_linear([inputs, *read], inputs.shape[1]), state)
            with tf.variable_scope(tf.get_variable_scope(), reuse=initial_state_attention or None):
                read = attend(state)
            with tf.variable_scope("AttnOutputProjection"):
                outputs.append(_linear([output, *read], output_size))
    return outputs, state


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_attention_decoder(decoder_inputs, initial_state, attention_states, cell, num_symbols, embedding_size,
                                num_heads=1, output_size=None, output_projection=None, feed_previous=False,
                                update_embedding_for_previous=True, dtype=None, scope=None,
                                initial_state_attention=False):
    """attention_decoder on embedded symbols, like embedding_rnn_decoder."""
    with tf.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedded, said_last = _embedded(decoder_inputs, num_symbols, embedding_size, output_projection, feed_previous,
                                        update_embedding_for_previous)
        return attention_decoder(embedded, initial_state, attention_states, cell, output_size, num_heads, said_last,
                                 initial_state_attention=initial_state_attention)


@counting.unknown("tf.contrib.legacy_seq2seq")
def embedding_attention_seq2seq(encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols,
                                embedding_size, num_heads=1, output_projection=None, feed_previous=False, dtype=None,
                                scope=None, initial_state_attention=False):
    """embedding_rnn_seq2seq whose decoder attends to the encoder's outputs."""
    with tf.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as inside:
        said, state = _encoded(encoder_inputs, cell, num_encoder_symbols, embedding_size, feed_previous, inside.dtype)
        states = tf.concat([tf.reshape(each, [-1, 1, cell.output_size]) for each in said], 1)
        size = None if output_projection else num_decoder_symbols
        cell = cell if output_projection else OutputProjectionWrapper(cell, num_decoder_symbols)
        return embedding_attention_decoder(decoder_inputs, state, states, cell, num_decoder_symbols, embedding_size,
                                           num_heads, size, output_projection, feed_previous,
                                           initial_state_attention=initial_state_attention)


def model_with_buckets(encoder_inputs, decoder_inputs, targets, weights, buckets, seq2seq, softmax_loss_function=None,
                       per_example_loss=False, name=None):
    """Call the function seq2seq once for each (encoder's length, decoder's length) in buckets: (outputs, losses)."""
    outputs, losses = [], []
    loss = sequence_loss_by_example if per_example_loss else sequence_loss
    with tf.name_scope(name, "model_with_buckets", encoder_inputs + decoder_inputs + targets + weights):
        for length, decoded in buckets:
            with tf.variable_scope(tf.get_variable_scope(), reuse=True if outputs else None):
                outputs.append(seq2seq(encoder_inputs[:length], decoder_inputs[:decoded])[0])
                losses.append(loss(outputs[-1], targets[:decoded], weights[:decoded],
                                   softmax_loss_function=softmax_loss_function))
    return outputs, losses


def sequence_loss_by_example(logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None,
                             name=None):
    """The cross entropy of lists of logits [n, classes] against targets [n], with weights [n]: [n]."""
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
