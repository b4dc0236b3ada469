"""tf.contrib.crf: linear-chain conditional random fields (Lafferty et al. 2001) on scores [n, time, tags]."""
import numpy
import tensorflow.compat.v1 as tf

from lab10.tf1 import counting


def _mask(sequence_lengths, scores, dtype=None):
    """1, or true, for the steps [n, time] that belong to example i."""
    return tf.sequence_mask(sequence_lengths, tf.shape(scores)[1], dtype or scores.dtype)


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """The sum of the scores of the given tags, int [n, time]: [n]."""
    picked = tf.one_hot(tag_indices, tf.shape(inputs)[2], dtype=inputs.dtype)
    return tf.reduce_sum(tf.reduce_sum(inputs * picked, 2) * _mask(sequence_lengths, inputs), 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """The sum of the scores for going from each of these tags to the next, from transition_params [tags, tags]: [n]."""
    steps = tf.gather_nd(transition_params, tf.stack([tag_indices[:, :-1], tag_indices[:, 1:]], 2))
    return tf.reduce_sum(steps * _mask(sequence_lengths, tag_indices, steps.dtype)[:, 1:], 1)


@counting.unknown("tf.contrib.crf")
def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    return (crf_unary_score(tag_indices, sequence_lengths, inputs)
            + crf_binary_score(tag_indices, sequence_lengths, transition_params))


def _forward(inputs, sequence_lengths, reached):
    """From each step to the next by reached(scores [n, tags, tags] of coming from a tag to a tag) -> [n, tags]; what is
    there at each step's end: [time, n, tags]."""
    steps = tf.transpose(inputs, [1, 0, 2])
    there = tf.transpose(_mask(sequence_lengths, inputs, tf.bool))

    def step(before, now):
        scores, is_there = now
        return tf.where(is_there, reached(before) + scores, before)
    later = tf.scan(step, (steps[1:], there[1:]), steps[0])
    return tf.concat([steps[:1], later], 0)


@counting.unknown("tf.contrib.crf")
def crf_log_norm(inputs, sequence_lengths, transition_params):
    """The logarithm of the sum over all sequences of exp(score): [n]."""
    sums = _forward(inputs, sequence_lengths,
                    lambda before: tf.reduce_logsumexp(before[:, :, None] + transition_params, 1))
    return tf.reduce_logsumexp(sums[-1], 1) * tf.cast(sequence_lengths > 0, inputs.dtype)


@counting.unknown("tf.contrib.crf")
def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """The log probability of the given tags, [n], and the transition_params; if they are not given, they are a
    variable."""
    sequence_lengths = tf.convert_to_tensor(sequence_lengths)
    if transition_params is None:
        transition_params = tf.get_variable("transitions", [inputs.shape[2]] * 2)
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return score - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


@counting.unknown("tf.contrib.crf")
def crf_decode(potentials, transition_params, sequence_length):
    """The best tags, int32 [n, time], which are 0 after an example's end, and their scores [n]."""
    best = _forward(potentials, sequence_length,
                    lambda before: tf.reduce_max(before[:, :, None] + transition_params, 1))
    there = tf.transpose(_mask(sequence_length, potentials, tf.bool))

    def back(after, step):
        scores, goes_on = step
        coming = tf.argmax(scores + tf.gather(tf.transpose(transition_params), after), 1, output_type=tf.int32)
        return tf.where(goes_on, coming, after)
    last = tf.argmax(best[-1], 1, output_type=tf.int32)
    tags = tf.concat([tf.scan(back, (best[:-1], there[1:]), last, reverse=True), last[None]], 0)
    return tf.transpose(tf.where(there, tags, tf.zeros_like(tags))), tf.reduce_max(best[-1], 1)


def viterbi_decode(score, transition_params):
    """The best tags of one example, with NumPy, from score [time, tags]: (a list, its score)."""
    best, coming = numpy.array(score[0]), []
    for scores in score[1:]:
        reached = best[:, None] + transition_params
        coming.append(reached.argmax(0))
        best = scores + reached.max(0)
    tags = [best.argmax()]
    for step in reversed(coming):
        tags.append(step[tags[-1]])
    return tags[::-1], best.max()
