"""tf.contrib.seq2seq: decoders, attention and beam search, as in TensorFlow 1.14."""
from collections import namedtuple

import tensorflow.compat.v1 as tf

from lab10.terminal.errors import LabError
from lab10.tf1 import contrib, counting

rnn_cell = contrib.keras(".__internal__.legacy.rnn_cell")
Dense = contrib.keras(".__internal__.legacy.layers").Dense
nest = tf.nest
UNCOUNTED = "tf.contrib.seq2seq's decoders and attention"


def sequence_loss(logits, targets, weights, average_across_timesteps=True, average_across_batch=True,
                  sum_over_timesteps=False, sum_over_batch=False, softmax_loss_function=None, name=None):
    """The cross entropy of logits [n, time, classes] against targets [n, time], with weights [n, time].

    Over an axis it is averaged with the weights, or summed and divided by the number of weights that are not 0. Any
    other axis is kept. The operations are in the order of 1.15, because their number seeds later draws.
    """
    for axis, averaged, summed in (("timesteps", average_across_timesteps, sum_over_timesteps),
                                   ("batch", average_across_batch, sum_over_batch)):
        if averaged and summed:
            raise ValueError(f"average_across_{axis} and sum_over_{axis} cannot be set to True at same time.")
    with tf.name_scope(name, "sequence_loss", [logits, targets, weights]):
        cross_entropy = softmax_loss_function or tf.nn.sparse_softmax_cross_entropy_with_logits
        flat = tf.reshape(logits, [-1, tf.shape(logits)[2]])
        costs = cross_entropy(labels=tf.reshape(targets, [-1]), logits=flat) * tf.reshape(weights, [-1])
        averages = average_across_timesteps and average_across_batch
        axes = None
        if not averages and not (sum_over_timesteps and sum_over_batch):
            costs = tf.reshape(costs, tf.shape(logits)[:2])
            averages = average_across_timesteps or average_across_batch
            if not averages and not (sum_over_timesteps or sum_over_batch):
                return costs
            axes = [0] if (average_across_batch if averages else sum_over_batch) else [1]
        costs = tf.reduce_sum(costs, axes)
        total = tf.reduce_sum(weights, axes) if averages else tf.cast(tf.count_nonzero(weights, axes), costs.dtype)
        return tf.div_no_nan(costs, total)


def hardmax(logits, name=None):
    """1 at the largest entry of each row of logits, [..., classes], otherwise 0."""
    return tf.one_hot(tf.argmax(logits, -1), tf.shape(logits)[-1], dtype=logits.dtype)


@counting.unknown(UNCOUNTED)
def tile_batch(t, multiplier, name=None):
    """Each example of tensors [n, ...] `multiplier` times, one after the other: [n * multiplier, ...]."""
    return nest.map_structure(lambda tensor: _known(tf.repeat(tensor, multiplier, 0), tensor.shape[1:]), t)


def _known(tensor, inner):
    """The tensor with shape [?, *inner]; operations have lost its inner shape."""
    tensor.set_shape(tf.TensorShape([None]).concatenate(inner))
    return tensor


# what a decoder reads at each step, and takes of what it says
class CustomHelper:
    """A helper made of three functions: initialize_fn() -> (finished [n], inputs), sample_fn(time, outputs, state)
    -> samples, and next_inputs_fn(time, outputs, state, sample_ids) -> (finished, inputs, state)."""

    def __init__(self, initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=(), sample_ids_dtype=tf.int32):
        counting.mark(UNCOUNTED)
        self._functions = initialize_fn, sample_fn, next_inputs_fn
        self.sample_ids_shape, self.sample_ids_dtype = tf.TensorShape(sample_ids_shape or ()), sample_ids_dtype

    def initialize(self, name=None):
        return self._functions[0]()

    def sample(self, time, outputs, state, name=None):
        return self._functions[1](time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return self._functions[2](time=time, outputs=outputs, state=state, sample_ids=sample_ids)


Helper = CustomHelper


class TrainingHelper(Helper):
    """The next input is the given one: inputs [n, time, size]; example i has sequence_length[i] steps."""

    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        inputs = tf.convert_to_tensor(inputs)
        inputs = inputs if time_major else tf.transpose(inputs, [1, 0, *range(2, inputs.shape.rank)])
        lengths = self.sequence_length = tf.cast(sequence_length, tf.int32)
        self.batch_size = tf.size(lengths)
        steps = tf.TensorArray(inputs.dtype, tf.shape(inputs)[0], element_shape=inputs.shape[1:]).unstack(inputs)
        zeros = tf.zeros_like(inputs[0])

        def read(time):
            finished = time >= lengths
            return finished, tf.cond(tf.reduce_all(finished), lambda: zeros, lambda: steps.read(time))

        super().__init__(lambda: read(0), lambda time, outputs, state: tf.argmax(outputs, -1, output_type=tf.int32),
                         lambda time, outputs, state, sample_ids: (*read(time + 1), state))


class GreedyEmbeddingHelper(Helper):
    """The next input is the embedded last symbol, the most likely class, until this is end_token."""

    def __init__(self, embedding, start_tokens, end_token):
        embed = embedding if callable(embedding) else lambda ids: tf.nn.embedding_lookup(embedding, ids)
        start = tf.convert_to_tensor(start_tokens, tf.int32)
        self.batch_size = tf.size(start)
        super().__init__(lambda: (tf.zeros_like(start, tf.bool), embed(start)),
                         lambda time, outputs, state: self._choose(outputs),
                         lambda time, outputs, state, sample_ids: (tf.equal(sample_ids, end_token), embed(sample_ids),
                                                                   state))

    def _choose(self, logits):
        return tf.argmax(logits, -1, output_type=tf.int32)


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """The same, but classes are drawn with their probabilities."""

    def __init__(self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None):
        super().__init__(embedding, start_tokens, end_token)
        self._temperature, self._seed = softmax_temperature or 1.0, seed

    def _choose(self, logits):
        return tf.random.categorical(logits / self._temperature, 1, tf.int32, self._seed)[:, 0]


class InferenceHelper(Helper):
    """The next input is the last sample, which sample_fn makes from the outputs."""

    def __init__(self, sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None):
        start = tf.convert_to_tensor(start_inputs)
        super().__init__(lambda: (tf.zeros(tf.shape(start)[:1], tf.bool), start),
                         lambda time, outputs, state: sample_fn(outputs),
                         lambda time, outputs, state, sample_ids: (
                             end_fn(sample_ids), (next_inputs_fn or tf.identity)(sample_ids), state),
                         sample_shape, sample_dtype)


class Decoder:
    """The methods that dynamic_decode calls: initialize() -> (finished, inputs, state), step(time, inputs, state) ->
    (outputs, state, inputs, finished), output_size and output_dtype of one example, and finalize."""
    tracks_own_finished = False

    def finalize(self, outputs, final_state, sequence_lengths):
        return outputs, final_state


BasicDecoderOutput = namedtuple("BasicDecoderOutput", ["rnn_output", "sample_id"])


class BasicDecoder(Decoder):
    """A cell, and a layer on its outputs; a helper gives their inputs."""

    def __init__(self, cell, helper, initial_state, output_layer=None):
        self._cell, self._helper, self._initial_state, self._output_layer = cell, helper, initial_state, output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    @property
    def output_size(self):
        return BasicDecoderOutput(_output_size(self._cell, self._output_layer), self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        return BasicDecoderOutput(nest.flatten(self._initial_state)[0].dtype, self._helper.sample_ids_dtype)

    def initialize(self, name=None):
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time, inputs, state, name=None):
        outputs, state = self._cell(inputs, state)
        outputs = self._output_layer(outputs) if self._output_layer else outputs
        sample_ids = self._helper.sample(time=time, outputs=outputs, state=state)
        finished, inputs, state = self._helper.next_inputs(time=time, outputs=outputs, state=state,
                                                           sample_ids=sample_ids)
        return BasicDecoderOutput(outputs, sample_ids), state, inputs, finished


def _output_size(cell, layer):
    size = tf.TensorShape(cell.output_size)
    return layer.compute_output_shape(tf.TensorShape([None]).concatenate(size))[1:] if layer else size


@counting.unknown(UNCOUNTED)
def dynamic_decode(decoder, output_time_major=False, impute_finished=False, maximum_iterations=None,
                   parallel_iterations=32, swap_memory=False, scope=None):
    """Run a Decoder until all examples have finished, or for maximum_iterations steps.

    Returns its outputs [n, time, ...], or with output_time_major [time, n, ...], its last state, and the lengths [n].
    impute_finished: a finished example gives zeros and keeps its state.
    """
    with tf.variable_scope(scope, "decoder"):
        finished, inputs, state = decoder.initialize()
        finished = tf.convert_to_tensor(finished)
        limit = tf.int32.max if maximum_iterations is None else tf.convert_to_tensor(maximum_iterations, tf.int32)
        examples = tf.TensorShape([finished.shape[0]])
        arrays = nest.map_structure(
            lambda size, dtype: tf.TensorArray(dtype, 0, dynamic_size=True,
                                               element_shape=examples.concatenate(tf.TensorShape(size))),
            decoder.output_size, decoder.output_dtype)

        def body(time, arrays, state, inputs, finished, lengths):
            outputs, new_state, inputs, now_finished = decoder.step(time, inputs, state)
            if impute_finished:
                outputs = nest.map_structure(lambda output: tf.where(finished, tf.zeros_like(output), output), outputs)
            new_state = nest.map_structure(lambda new, old: _go_on(new, old, impute_finished and finished),
                                           new_state, state)
            arrays = nest.map_structure(lambda array, output: array.write(time, output), arrays, outputs)
            lengths = tf.where(finished, lengths, tf.fill(tf.shape(lengths), time + 1))
            if not decoder.tracks_own_finished:
                now_finished |= finished
            return time + 1, arrays, new_state, inputs, now_finished, lengths

        _, arrays, state, _, _, lengths = tf.while_loop(
            lambda time, arrays, state, inputs, finished, lengths: ~tf.reduce_all(finished) & (time < limit), body,
            (tf.constant(0), arrays, state, inputs, finished, tf.zeros_like(finished, tf.int32)),
            parallel_iterations=parallel_iterations, swap_memory=swap_memory)
        outputs = nest.map_structure(lambda array: array.stack(), arrays)
        outputs, state = decoder.finalize(outputs, state, lengths)
        if not output_time_major:
            outputs = nest.map_structure(lambda output: tf.transpose(output, [1, 0, *range(2, output.shape.rank)]),
                                         outputs)
        return outputs, state, lengths


def _go_on(new, old, finished):
    """A part of the state after a step; for finished examples it is still the old one. `finished` may be False."""
    if isinstance(old, tf.TensorArray):
        return new
    new.set_shape(old.shape)
    return new if finished is False or new.shape.rank == 0 else tf.where(finished, old, new)


# attention: mechanism(query [n, size], state) -> weights [n, time] of the memory, and the state of the next step
class AttentionMechanism:
    """Attention to memory [n, time, size]; example i has memory_sequence_length[i] steps."""

    def __init__(self, num_units, memory, memory_sequence_length=None, probability_fn=None, score_mask_value=-1e9,
                 dtype=None, name=None):
        counting.mark(UNCOUNTED)
        self._name = name
        self._mask = None if memory_sequence_length is None else tf.sequence_mask(
            memory_sequence_length, tf.shape(memory)[1])
        self._probability_fn, self._masked = probability_fn or tf.nn.softmax, score_mask_value
        self.values = memory if self._mask is None else memory * tf.cast(self._mask[:, :, None], memory.dtype)
        self.memory_layer = Dense(num_units, use_bias=False, name="memory_layer", dtype=memory.dtype)
        self.keys = self.memory_layer(self.values)
        self.batch_size, self.alignments_size = tf.shape(memory)[0], memory.shape[1] or tf.shape(memory)[1]

    def initial_alignments(self, batch_size, dtype):
        return tf.zeros([batch_size, self.alignments_size], dtype)

    initial_state = initial_alignments

    def __call__(self, query, state=None, previous_alignments=None):
        with tf.variable_scope(None, self._name):
            scores = self.score(query)
        if self._mask is not None:
            scores = tf.where(self._mask, scores, tf.fill(tf.shape(scores), tf.cast(self._masked, scores.dtype)))
        alignments = self._probability_fn(scores)
        return alignments, alignments


class BahdanauAttention(AttentionMechanism):
    """Attention with v . tanh(key + query) (Bahdanau et al. 2015). `normalize`: v gets a learned length, and there
    is a bias."""

    def __init__(self, num_units, memory, memory_sequence_length=None, normalize=False, probability_fn=None,
                 score_mask_value=-1e9, dtype=None, name="bahdanau_attention"):
        super().__init__(num_units, memory, memory_sequence_length, probability_fn, score_mask_value, dtype, name)
        self.query_layer = Dense(num_units, use_bias=False, name="query_layer", dtype=memory.dtype)
        self._num_units, self._normalize = num_units, normalize

    def score(self, query):
        features = self.keys + self.query_layer(query)[:, None]
        v = tf.get_variable("attention_v", [self._num_units], query.dtype)
        if self._normalize:
            g = tf.get_variable("attention_g", [], query.dtype, tf.constant_initializer(self._num_units ** -0.5))
            features += tf.get_variable("attention_b", [self._num_units], query.dtype, tf.zeros_initializer())
            v = g * tf.nn.l2_normalize(v)
        return tf.reduce_sum(v * tf.tanh(features), 2)


class LuongAttention(AttentionMechanism):
    """Attention with key . query (Luong et al. 2015). `scale`: multiplied by a learned number."""

    def __init__(self, num_units, memory, memory_sequence_length=None, scale=False, probability_fn=None,
                 score_mask_value=-1e9, dtype=None, name="luong_attention"):
        super().__init__(num_units, memory, memory_sequence_length, probability_fn, score_mask_value, dtype, name)
        self._scale = scale

    def score(self, query):
        scores = tf.matmul(self.keys, query[:, :, None])[:, :, 0]
        if self._scale:
            scores *= tf.get_variable("attention_g", [], query.dtype, tf.ones_initializer())
        return scores


class AttentionWrapperState(namedtuple("AttentionWrapperState", [
        "cell_state", "attention", "time", "alignments", "alignment_history", "attention_state"])):
    def clone(self, **changed):
        return self._replace(**changed)


class AttentionWrapper(rnn_cell.RNNCell):
    """A cell that reads its last attention together with its inputs. Its outputs are the attention, or the cell's own.

    attention_mechanism: one, or a list; then attention_layer_size or attention_layer is a list too. They give the dense
    layer on the cell's outputs and the context. Without it, the context itself is the attention.
    """

    def __init__(self, cell, attention_mechanism, attention_layer_size=None, alignment_history=False,
                 cell_input_fn=None, output_attention=True, initial_cell_state=None, name=None, attention_layer=None):
        super().__init__(name=name)
        self._cell, self._initial_cell_state = cell, initial_cell_state
        self._is_one = not isinstance(attention_mechanism, (list, tuple))
        self._mechanisms = [attention_mechanism] if self._is_one else attention_mechanism
        layers = attention_layer or nest.map_structure(
            lambda size: None if size is None else Dense(size, use_bias=False, name="attention_layer"),
            attention_layer_size)
        self._layers = layers if isinstance(layers, (list, tuple)) else [layers] * len(self._mechanisms)
        self._keeps_history, self._output_attention = alignment_history, output_attention
        self._cell_input_fn = cell_input_fn or (lambda inputs, attention: tf.concat([inputs, attention], -1))
        self._size = sum(layer.units if layer else int(mechanism.values.shape[-1])
                         for mechanism, layer in zip(self._mechanisms, self._layers))

    def _each(self, items):
        """One for each mechanism; of one mechanism, itself."""
        return items[0] if self._is_one else tuple(items)

    @property
    def output_size(self):
        return self._size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        each = self._each([mechanism.alignments_size for mechanism in self._mechanisms])
        return AttentionWrapperState(self._cell.state_size, self._size, tf.TensorShape([]), each,
                                     self._each([()] * len(self._mechanisms)), each)

    def zero_state(self, batch_size, dtype):
        state = self._initial_cell_state
        state = self._cell.zero_state(batch_size, dtype) if state is None else nest.map_structure(tf.identity, state)
        each = [mechanism.initial_alignments(batch_size, dtype) for mechanism in self._mechanisms]
        history = [tf.TensorArray(dtype, 0, dynamic_size=True, clear_after_read=False) if self._keeps_history else ()
                   for _ in each]
        return AttentionWrapperState(state, tf.zeros([batch_size, self._size], dtype), tf.constant(0),
                                     self._each(each), self._each(history), self._each(each))

    def call(self, inputs, state):
        output, cell_state = self._cell(self._cell_input_fn(inputs, state.attention), state.cell_state)
        found, histories, attentions = [], [], []
        of_each = ([of] if self._is_one else of for of in (state.attention_state, state.alignment_history))
        for mechanism, layer, before, history in zip(self._mechanisms, self._layers, *of_each):
            alignments, after = mechanism(output, state=before)
            attended = tf.matmul(alignments[:, None], mechanism.values)[:, 0]
            attentions.append(layer(tf.concat([output, attended], 1)) if layer else attended)
            found.append((alignments, after))
            histories.append(history.write(state.time, alignments) if self._keeps_history else ())
        attention = tf.concat(attentions, 1)
        alignments, after = map(self._each, zip(*found))
        state = AttentionWrapperState(cell_state, attention, state.time + 1, alignments, self._each(histories), after)
        return attention if self._output_attention else output, state


# beam search; a beam is one of the beam_width best beginnings of what an example may say
BeamSearchDecoderOutput = namedtuple("BeamSearchDecoderOutput", ["scores", "predicted_ids", "parent_ids"])
BeamSearchDecoderState = namedtuple("BeamSearchDecoderState", ["cell_state", "log_probs", "finished", "lengths"])
FinalBeamSearchDecoderOutput = namedtuple("FinalBeamSearchDecoderOutput",
                                          ["predicted_ids", "beam_search_decoder_output"])


class BeamSearchDecoder(Decoder):
    """The beam_width most likely sequences: predicted_ids [n, time, beams], the best first.

    initial_state: for n * beam_width examples, from tile_batch. length_penalty_weight: w in ((5 + length) / 6)^w, by
    which the log probability of a sequence is divided (Wu et al. 2016).
    """
    tracks_own_finished = True

    def __init__(self, cell, embedding, start_tokens, end_token, initial_state, beam_width, output_layer=None,
                 length_penalty_weight=0.0, coverage_penalty_weight=0.0, reorder_tensor_arrays=True):
        if coverage_penalty_weight or not reorder_tensor_arrays:
            raise LabError("BeamSearchDecoder: lab10.tf1 has no coverage_penalty_weight and no "
                           "reorder_tensor_arrays=False; leave them out")
        self._cell, self._output_layer, self._width, self._end = cell, output_layer, beam_width, end_token
        self._embed = embedding if callable(embedding) else lambda ids: tf.nn.embedding_lookup(embedding, ids)
        self._start = tf.convert_to_tensor(start_tokens, tf.int32)
        self.batch_size, self._penalty_weight = tf.shape(self._start)[0], length_penalty_weight
        self._initial_state = nest.map_structure(self._split, initial_state)

    @property
    def output_size(self):
        return BeamSearchDecoderOutput(*[tf.TensorShape([self._width])] * 3)

    @property
    def output_dtype(self):
        return BeamSearchDecoderOutput(nest.flatten(self._initial_state)[0].dtype, tf.int32, tf.int32)

    def _split(self, tensor):
        """[n * beams, ...] as [n, beams, ...]; a part of the state that is not of examples is what it is."""
        if isinstance(tensor, tf.TensorArray) or tensor.shape.rank == 0:
            return tensor
        split = tf.reshape(tensor, tf.concat([[self.batch_size, self._width], tf.shape(tensor)[1:]], 0))
        split.set_shape(tf.TensorShape([self._start.shape[0], self._width]).concatenate(tensor.shape[1:]))
        return split

    def _merge(self, tensor):
        if isinstance(tensor, tf.TensorArray) or tensor.shape.rank == 0:
            return tensor
        return _known(tf.reshape(tensor, tf.concat([[-1], tf.shape(tensor)[2:]], 0)), tensor.shape[2:])

    def _of_parents(self, tensor, parents):
        if isinstance(tensor, tf.TensorArray) or tensor.shape.rank == 0:
            return tensor
        chosen = tf.gather(tensor, parents, batch_dims=1)
        chosen.set_shape(tensor.shape)
        return chosen

    def initialize(self, name=None):
        first = tf.one_hot(tf.zeros_like(self._start), self._width, True, False, dtype=tf.bool)
        inputs = self._embed(tf.tile(self._start[:, None], [1, self._width]))
        log_probs = tf.where(first, tf.zeros(tf.shape(first)), tf.fill(tf.shape(first), -float("inf")))
        log_probs = tf.cast(log_probs, self.output_dtype.scores)
        return ~first, inputs, BeamSearchDecoderState(self._initial_state, log_probs, ~first,
                                                      tf.zeros_like(first, tf.int64))

    def step(self, time, inputs, state, name=None):
        outputs, cell_state = self._cell(self._merge(inputs), nest.map_structure(self._merge, state.cell_state))
        outputs = self._split(self._output_layer(outputs) if self._output_layer else outputs)
        classes = outputs.shape[-1]
        steps = tf.nn.log_softmax(outputs)
        ended = tf.one_hot(self._end, classes, tf.constant(0, steps.dtype), steps.dtype.min)  # what has ended says so
        steps = tf.where(tf.tile(state.finished[:, :, None], [1, 1, classes]), ended + tf.zeros_like(steps), steps)
        log_probs = state.log_probs[:, :, None] + steps
        goes_on = tf.cast(~state.finished, tf.int64)[:, :, None]
        lengths = state.lengths[:, :, None] + goes_on * tf.one_hot(self._end, classes, 0, 1, dtype=tf.int64)
        scores = log_probs / ((5 + tf.cast(lengths, steps.dtype)) / 6) ** self._penalty_weight
        scores, best = tf.nn.top_k(self._flat(scores), self._width)
        parents, words = best // classes, best % classes
        finished = self._of_parents(state.finished, parents)
        lengths = self._of_parents(state.lengths, parents) + tf.cast(~finished, tf.int64)
        finished |= tf.equal(words, self._end)
        cell_state = nest.map_structure(lambda tensor: self._of_parents(self._split(tensor), parents), cell_state)
        state = BeamSearchDecoderState(cell_state, tf.gather(self._flat(log_probs), best, batch_dims=1), finished,
                                       lengths)
        return BeamSearchDecoderOutput(scores, words, parents), state, self._embed(words), finished

    def _flat(self, tensor):
        return tf.reshape(tensor, [self.batch_size, self._width * tensor.shape[-1]])

    def finalize(self, outputs, final_state, sequence_lengths):
        lengths = tf.reduce_max(final_state.lengths, 1)
        predicted = gather_tree(outputs.predicted_ids, outputs.parent_ids, lengths, self._end)
        return FinalBeamSearchDecoderOutput(predicted, outputs), final_state


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token):
    """The symbols of the last beams, [time, n, beams], from the symbols and parents of each step, both of that
    shape. Example i starts at step max_sequence_lengths[i]; after this step, and after the first end_token, all are
    end_token."""
    def back(after, step):
        beams, _ = after
        ids, parents, is_there = step
        is_there = tf.tile(is_there[:, None], [1, tf.shape(ids)[1]])
        words = tf.where(is_there, tf.gather(ids, beams, batch_dims=1), tf.fill(tf.shape(ids), end_token))
        return tf.where(is_there, tf.gather(parents, beams, batch_dims=1), beams), words

    steps = tf.range(tf.shape(step_ids)[0])
    is_there = steps[:, None] < tf.cast(max_sequence_lengths, tf.int32)[None]
    last = tf.zeros_like(step_ids[0]) + tf.range(tf.shape(step_ids)[2])
    _, words = tf.scan(back, (step_ids, parent_ids, is_there), (last, last), reverse=True)
    ends = tf.cumsum(tf.cast(tf.equal(words, end_token), tf.int32), 0, exclusive=True)
    return tf.where(ends > 0, tf.fill(tf.shape(words), end_token), words)
