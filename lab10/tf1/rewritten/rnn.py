"""tf.contrib.rnn: cells and wrappers beside those that tf.nn.rnn_cell has."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import contrib

rnn_cell = contrib.keras(".__internal__.legacy.rnn_cell")


def _linear(inputs, size, scope=None, bias=True):
    """A dense layer on inputs, [n, d] or a list of such side by side, of variables kernel and bias."""
    inputs = tf.concat(inputs, 1) if isinstance(inputs, (list, tuple)) else inputs
    with tf.variable_scope(scope or tf.get_variable_scope()):
        kernel = tf.get_variable("kernel", [inputs.shape[1], size], inputs.dtype)
        product = tf.matmul(inputs, kernel)
        if not bias:
            return product
        return product + tf.get_variable("bias", [size], inputs.dtype, tf.zeros_initializer())


class _Wrapper(rnn_cell.RNNCell):
    def __init__(self, cell, size, activation=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell, self._size, self._activation = cell, size, activation or tf.identity

    @property
    def state_size(self):
        return self._cell.state_size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)


class OutputProjectionWrapper(_Wrapper):
    """A cell whose outputs go through a dense layer: [n, output_size]."""

    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(cell, output_size, activation, reuse)

    @property
    def output_size(self):
        return self._size

    def call(self, inputs, state):
        output, state = self._cell(inputs, state)
        return self._activation(_linear(output, self._size)), state


class InputProjectionWrapper(_Wrapper):
    """A cell whose inputs go through a dense layer first: [n, num_proj]."""

    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        super().__init__(cell, num_proj, activation, reuse)

    @property
    def output_size(self):
        return self._cell.output_size

    def call(self, inputs, state):
        return self._cell(self._activation(_linear(inputs, self._size)), state)


class LayerNormBasicLSTMCell(rnn_cell.RNNCell):
    """An LSTM cell with layer normalization (Ba et al. 2016) and dropout of what is written into the state (Semeniuta
    et al. 2016)."""

    def __init__(self, num_units, forget_bias=1.0, input_size=None, activation=tf.tanh, layer_norm=True, norm_gain=1.0,
                 norm_shift=0.0, dropout_keep_prob=1.0, dropout_prob_seed=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units, self._forget_bias, self._activation = num_units, forget_bias, activation
        self._layer_norm, self._gain, self._shift = layer_norm, norm_gain, norm_shift
        self._keep_prob, self._seed = dropout_keep_prob, dropout_prob_seed

    @property
    def state_size(self):
        return rnn_cell.LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def _norm(self, inputs, scope):
        if not self._layer_norm:
            return inputs
        with tf.variable_scope(scope):
            gamma = tf.get_variable("gamma", [inputs.shape[-1]], initializer=tf.constant_initializer(self._gain))
            beta = tf.get_variable("beta", [inputs.shape[-1]], initializer=tf.constant_initializer(self._shift))
        mean, variance = tf.nn.moments(inputs, [-1], keep_dims=True)
        return tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, 1e-12)

    def call(self, inputs, state):
        c, h = state
        gates = _linear([inputs, h], 4 * self._num_units, bias=not self._layer_norm)
        i, j, f, o = (self._norm(gate, name) for gate, name in zip(
            tf.split(gates, 4, 1), ("input", "transform", "forget", "output")))
        g = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = tf.nn.dropout(g, rate=1 - self._keep_prob, seed=self._seed)
        new_c = self._norm(c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * g, "state")
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, rnn_cell.LSTMStateTuple(new_c, new_h)


class AttentionCellWrapper(rnn_cell.RNNCell):
    """A cell that attends to its own last `attn_length` outputs (Bahdanau et al. 2015). Its state is (the cell's
    state, attention [n, attn_size], what is attended to [n, attn_size * attn_length])."""

    def __init__(self, cell, attn_length, attn_size=None, attn_vec_size=None, input_size=None, state_is_tuple=True,
                 reuse=None):
        super().__init__(_reuse=reuse)
        if not state_is_tuple:
            raise ValueError("lab10.tf1 offers AttentionCellWrapper with state_is_tuple=True alone")
        self._cell, self._length, self._input_size = cell, attn_length, input_size
        self._size = attn_size or cell.output_size
        self._vec_size = attn_vec_size or self._size

    @property
    def state_size(self):
        return self._cell.state_size, self._size, self._size * self._length

    @property
    def output_size(self):
        return self._size

    def call(self, inputs, state):
        state, attention, past = state
        past = tf.reshape(past, [-1, self._length, self._size])
        size = self._input_size or inputs.shape[1]
        output, new_state = self._cell(_linear([inputs, attention], size), state)
        flat = tf.concat(tf.nest.flatten(new_state), 1)
        new_attention, new_past = self._attend(flat, past)
        with tf.variable_scope("attn_output_projection"):
            output = _linear([output, new_attention], self._size)
        new_past = tf.concat([new_past, output[:, None]], 1)
        return output, (new_state, new_attention, tf.reshape(new_past, [-1, self._size * self._length]))

    def _attend(self, query, past):
        """Attention by `query` [n, d] over `past` [n, length, size]; returns it [n, size] and `past` without its
        oldest."""
        with tf.variable_scope("attention"):
            kernel = tf.get_variable("attn_w", [1, 1, self._size, self._vec_size])
            v = tf.get_variable("attn_v", [self._vec_size])
            features = tf.nn.conv2d(past[:, :, None], kernel, [1, 1, 1, 1], "SAME")
            scores = tf.reduce_sum(v * tf.tanh(features + _linear(query, self._vec_size)[:, None, None]), [2, 3])
            weights = tf.nn.softmax(scores)
            return tf.reduce_sum(weights[:, :, None] * past, 1), past[:, 1:]


def LSTMBlockCell(num_units, forget_bias=1.0, cell_clip=None, use_peephole=False, dtype=None, reuse=None,
                  name="lstm_cell"):
    """The LSTM cell that was one operation of TensorFlow 1; here the same cell of several."""
    return rnn_cell.LSTMCell(num_units, use_peepholes=use_peephole, cell_clip=cell_clip, forget_bias=forget_bias,
                             reuse=reuse, name=name)


def GRUBlockCell(num_units=None, cell_size=None, reuse=None, name="gru_cell"):
    """The GRU cell, likewise."""
    return rnn_cell.GRUCell(num_units or cell_size, reuse=reuse, name=name)


def stack_bidirectional_dynamic_rnn(cells_fw, cells_bw, inputs, initial_states_fw=None, initial_states_bw=None,
                                    dtype=None, sequence_length=None, parallel_iterations=None, time_major=False,
                                    scope=None):
    """Layers of tf.nn.bidirectional_dynamic_rnn, each on both outputs of the last: (outputs, states, states)."""
    states_fw, states_bw = [], []
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (fw, bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf.variable_scope(f"cell_{number}"):
                outputs, (state_fw, state_bw) = tf.nn.bidirectional_dynamic_rnn(
                    fw, bw, inputs, sequence_length, initial_states_fw and initial_states_fw[number],
                    initial_states_bw and initial_states_bw[number], dtype, parallel_iterations,
                    time_major=time_major)
                inputs = tf.concat(outputs, 2)
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return inputs, tuple(states_fw), tuple(states_bw)
