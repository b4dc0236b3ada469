"""tf.contrib.rnn: cells and wrappers that tf.nn.rnn_cell does not have."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import contrib, counting

rnn_cell = contrib.keras(".__internal__.legacy.rnn_cell")


def _linear(args, output_size, bias=True, bias_initializer=None, kernel_initializer=None, scope=None, bias_start=0.0):
    """A dense layer on args, [n, d] or a list of such tensors side by side, with the variables kernel and bias.
    Before TensorFlow 1.2, the argument after `bias` was the number from which the bias starts, and the next one the
    scope."""
    if isinstance(bias_initializer, (int, float)):
        bias_initializer, bias_start = None, bias_initializer
    if isinstance(kernel_initializer, (str, tf.VariableScope)):
        kernel_initializer, scope = None, kernel_initializer
    inputs = tf.concat(args, 1) if isinstance(args, (list, tuple)) else args
    with tf.variable_scope(scope or tf.get_variable_scope()):
        kernel = tf.get_variable("kernel", [inputs.shape[1], output_size], inputs.dtype, kernel_initializer)
        product = tf.matmul(inputs, kernel)
        if not bias:
            return product
        start = bias_initializer or tf.constant_initializer(bias_start, dtype=inputs.dtype)
        return tf.nn.bias_add(product, tf.get_variable("bias", [output_size], inputs.dtype, start))


def _dense(parts, size, scope):
    """The same on [n, d] tensors, in the order of another class of TensorFlow 1: its variables come first."""
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [sum(int(part.shape[1]) for part in parts), size], parts[0].dtype)
        bias = tf.get_variable("bias", [size], parts[0].dtype, tf.constant_initializer(0.0, dtype=parts[0].dtype))
        return tf.nn.bias_add(tf.matmul(tf.concat(parts, 1), kernel), bias)


class _Wrapper(rnn_cell.RNNCell):
    def __init__(self, cell, size, activation=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell, self._size, self._activation = cell, size, activation or (lambda tensor: tensor)

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


class _LSTMCell(rnn_cell.RNNCell):
    @property
    def state_size(self):
        return rnn_cell.LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units


class LayerNormBasicLSTMCell(_LSTMCell):
    """An LSTM cell with layer normalization (Ba et al. 2016), and dropout on what is written into the state
    (Semeniuta et al. 2016)."""

    def __init__(self, num_units, forget_bias=1.0, input_size=None, activation=tf.tanh, layer_norm=True, norm_gain=1.0,
                 norm_shift=0.0, dropout_keep_prob=1.0, dropout_prob_seed=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units, self._forget_bias, self._activation = num_units, forget_bias, activation
        self._layer_norm, self._gain, self._shift = layer_norm, norm_gain, norm_shift
        self._keep_prob, self._seed = dropout_keep_prob, dropout_prob_seed

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


class _ProjectedCell(rnn_cell.RNNCell):
    """An LSTM cell whose output may be projected to another size."""

    @property
    def state_size(self):
        return rnn_cell.LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self):
        return self._num_proj or self._num_units


class CoupledInputForgetGateLSTMCell(_ProjectedCell):
    """An LSTM cell that writes as much as it forgets (Greff et al. 2015). As in TensorFlow 1.15, `initializer` has
    no effect."""

    def __init__(self, num_units, use_peepholes=False, initializer=None, num_proj=None, proj_clip=None,
                 num_unit_shards=1, num_proj_shards=1, forget_bias=1.0, state_is_tuple=True, activation=tf.tanh,
                 reuse=None, layer_norm=False, norm_gain=1.0, norm_shift=0.0):
        super().__init__(_reuse=reuse)
        if layer_norm or not state_is_tuple or (num_unit_shards, num_proj_shards) != (1, 1):
            raise ValueError("lab10.tf1 offers CoupledInputForgetGateLSTMCell without layer_norm and shards, and "
                             "only with state_is_tuple=True")
        self._num_units, self._use_peepholes, self._activation = num_units, use_peepholes, activation
        self._num_proj, self._proj_clip, self._forget_bias = num_proj, proj_clip, forget_bias

    def call(self, inputs, state):
        c, m = state
        n, dtype = self._num_units, inputs.dtype
        kernel = tf.get_variable("W_0", [inputs.shape[1] + self.output_size, 3 * n], dtype)
        bias = tf.get_variable("B", [3 * n], dtype, tf.zeros_initializer())
        j, f, o = tf.split(tf.nn.bias_add(tf.matmul(tf.concat([inputs, m], 1), kernel), bias), 3, 1)
        f += self._forget_bias
        if self._use_peepholes:
            f += tf.get_variable("W_F_diag", [n], dtype) * c
            o_diag = tf.get_variable("W_O_diag", [n], dtype)
        keep = tf.sigmoid(f)
        new_c = keep * c + (1 - keep) * self._activation(j)
        new_m = tf.sigmoid(o + o_diag * new_c if self._use_peepholes else o) * self._activation(new_c)
        if self._num_proj:
            new_m = tf.matmul(new_m, tf.get_variable("W_P_0", [n, self._num_proj], dtype))
            if self._proj_clip is not None:
                new_m = tf.clip_by_value(new_m, -self._proj_clip, self._proj_clip)
        return new_m, rnn_cell.LSTMStateTuple(new_c, new_m)


class NASCell(_ProjectedCell):
    """The cell that an architecture search found (Zoph and Le 2017)."""

    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **others):
        super().__init__(_reuse=reuse, **others)
        self._num_units, self._num_proj, self._use_bias = num_units, num_proj, use_bias

    def build(self, inputs_shape):
        size = 8 * self._num_units
        self._recurrent_kernel = self.add_variable("recurrent_kernel", [self.output_size, size])
        self._kernel = self.add_variable("kernel", [inputs_shape[-1], size])
        if self._use_bias:
            self._bias = self.add_variable("bias", [size], initializer=tf.zeros_initializer())
        if self._num_proj:
            self._projection = self.add_variable("projection_weights", [self._num_units, self._num_proj])
        self.built = True

    def call(self, inputs, state):
        c, m = state
        before, now = tf.matmul(m, self._recurrent_kernel), tf.matmul(inputs, self._kernel)
        if self._use_bias:
            before = tf.nn.bias_add(before, self._bias)
        b, n = tf.split(before, 8, 1), tf.split(now, 8, 1)
        first = tf.sigmoid(n[0] + b[0]) * tf.nn.relu(n[1] + b[1])
        second = tf.tanh(tf.sigmoid(n[2] + b[2]) + tf.nn.relu(n[3] * b[3]))
        third = tf.tanh(tf.tanh(n[4] + b[4]) * tf.sigmoid(n[5] + b[5]))
        fourth = tf.sigmoid(tf.tanh(n[6] + b[6]) + tf.sigmoid(n[7] + b[7]))
        new_c = tf.tanh(tf.tanh(first) + c) * second
        new_m = tf.tanh(new_c * tf.tanh(third + fourth))
        if self._num_proj:
            new_m = tf.matmul(new_m, self._projection)
        return new_m, rnn_cell.LSTMStateTuple(new_c, new_m)


class PhasedLSTMCell(_LSTMCell):
    """An LSTM cell whose gates open at certain times (Neil et al. 2016). Its inputs are a pair: times [n, 1],
    features."""

    def __init__(self, num_units, use_peepholes=False, leak=0.001, ratio_on=0.1, trainable_ratio_on=True,
                 period_init_min=1.0, period_init_max=1000.0, reuse=None):
        super().__init__(_reuse=reuse, autocast=False)  # times may be float64
        self._num_units, self._use_peepholes, self._leak = num_units, use_peepholes, leak
        self._ratio_on, self._trainable_ratio_on = ratio_on, trainable_ratio_on
        self._periods = period_init_min, period_init_max

    def call(self, inputs, state):
        (time, x), (c, h) = inputs, state
        gates = _dense([x, h, c] if self._use_peepholes else [x, h], 2 * self._num_units, "mask_gates")
        i, f = tf.split(tf.sigmoid(gates), 2, 1)
        new_input = tf.tanh(_dense([x, h], self._num_units, "new_input"))
        new_c = c * f + i * new_input
        o = _dense([x, h, new_c] if self._use_peepholes else [x, h], self._num_units, "output_gate")
        new_h = tf.tanh(new_c) * tf.sigmoid(o)
        k = self._openness(time)
        new_c, new_h = k * new_c + (1 - k) * c, k * new_h + (1 - k) * h
        return new_h, rnn_cell.LSTMStateTuple(new_c, new_h)

    def _openness(self, time):
        """How open the gates are at `time` [n, 1]: [n, num_units]."""
        period = tf.get_variable("period", [self._num_units], initializer=lambda shape, dtype=tf.float32, **_: tf.exp(
            tf.random_uniform(shape, *(tf.math.log(tf.cast(limit, dtype)) for limit in self._periods), dtype)))
        phase = tf.get_variable("phase", [self._num_units], initializer=lambda shape, dtype=tf.float32, **_: (
            tf.random_uniform(shape, 0.0, period.initial_value, dtype)))
        ratio_on = tf.get_variable("ratio_on", [self._num_units], trainable=self._trainable_ratio_on,
                                   initializer=tf.constant_initializer(self._ratio_on))
        shifted, length = time - tf.cast(phase, time.dtype), tf.cast(period, time.dtype)
        modulo = tf.stop_gradient(tf.mod(shifted, length) - shifted) + shifted  # which lets the gradient pass
        cycle = tf.cast(tf.divide(modulo, length), tf.float32)
        rising = tf.divide(2 * cycle, ratio_on)
        k = tf.where(cycle < ratio_on, 2 - rising, self._leak * cycle)
        return tf.where(cycle < 0.5 * ratio_on, rising, k)


class AttentionCellWrapper(rnn_cell.RNNCell):
    """A cell that attends to its own last `attn_length` outputs (Bahdanau et al. 2015). Its state is (the cell's
    state, attention [n, attn_size], the outputs to which it attends [n, attn_size * attn_length])."""

    def __init__(self, cell, attn_length, attn_size=None, attn_vec_size=None, input_size=None, state_is_tuple=True,
                 reuse=None):
        counting.mark("AttentionCellWrapper")
        super().__init__(_reuse=reuse)
        if not state_is_tuple:
            raise ValueError("lab10.tf1 offers AttentionCellWrapper only with state_is_tuple=True")
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
        """Attention with `query` [n, d] to `past` [n, length, size]; returns the attention [n, size], and `past`
        without its oldest entry."""
        with tf.variable_scope("attention"):
            kernel = tf.get_variable("attn_w", [1, 1, self._size, self._vec_size])
            v = tf.get_variable("attn_v", [self._vec_size])
            features = tf.nn.conv2d(past[:, :, None], kernel, [1, 1, 1, 1], "SAME")
            scores = tf.reduce_sum(v * tf.tanh(features + _linear(query, self._vec_size)[:, None, None]), [2, 3])
            weights = tf.nn.softmax(scores)
            return tf.reduce_sum(weights[:, :, None] * past, 1), past[:, 1:]


@counting.unknown("LSTMBlockCell")
def LSTMBlockCell(num_units, forget_bias=1.0, cell_clip=None, use_peephole=False, dtype=None, reuse=None,
                  name="lstm_cell"):
    """The LSTM cell that was one operation in TensorFlow 1; here it consists of several."""
    return rnn_cell.LSTMCell(num_units, use_peepholes=use_peephole, cell_clip=cell_clip, forget_bias=forget_bias,
                             reuse=reuse, name=name)


@counting.unknown("GRUBlockCell")
def GRUBlockCell(num_units=None, cell_size=None, reuse=None, name="gru_cell"):
    """The GRU cell that was one operation in TensorFlow 1."""
    return rnn_cell.GRUCell(num_units or cell_size, reuse=reuse, name=name)


def stack_bidirectional_dynamic_rnn(cells_fw, cells_bw, inputs, initial_states_fw=None, initial_states_bw=None,
                                    dtype=None, sequence_length=None, parallel_iterations=None, time_major=False,
                                    scope=None):
    """Layers of tf.nn.bidirectional_dynamic_rnn; each reads both outputs of the layer before: (outputs, states,
    states)."""
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
