"""The attention and the buckets of legacy_seq2seq, and a cell that forgets what it takes in: the numbers are those of
TensorFlow 1.15.5, for the same weights."""
import ast

import pytest

pytestmark = pytest.mark.slow
CELLS = [0.7762, 1.2833, 0.3247], [0.3404, 1.2953, 0.1378]
ATTENTION = ([3.7651, 3.1619, 3.8265, 3.2921, 3.0096, 1.967, 1.8795], [2.7698, 3.2101, 3.2989, 1.7987],
             [5.8243, 5.6173, 5.9952, 5.7204, 5.5744, 2.4501, 2.3807], [1.6237, 1.7736, 1.813, 0.8955])
ENCODER = [f"rnn/embedding_wrapper/gru_cell/{part}/{name}" for part in ("candidate", "gates")
           for name in ("bias", "kernel")]
DECODER = ["Attention_0/bias", "Attention_0/kernel", "Attention_1/bias", "Attention_1/kernel",
           "AttnOutputProjection/bias", "AttnOutputProjection/kernel", "AttnV_0", "AttnV_1", "AttnW_0", "AttnW_1",
           "bias", "gru_cell/candidate/bias", "gru_cell/candidate/kernel", "gru_cell/gates/bias",
           "gru_cell/gates/kernel", "kernel"]
NAMES = [*(f"embedding_attention_decoder/attention_decoder/{name}" for name in DECODER),
         "embedding_attention_decoder/embedding", "rnn/embedding_wrapper/embedding", *ENCODER]
SCRIPT = """
import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn
def show(*tensors):
    with tf.Session() as sess:
        for i, variable in enumerate(tf.global_variables()):
            sess.run(variable.assign(np.random.RandomState(i).randn(*variable.shape) * 0.3))
        print([round(float(np.sum(np.abs(value))), 4) for value in sess.run(tf.nest.flatten(tensors))])

for peepholes in (False, True):
    tf.reset_default_graph()
    cell = rnn.CoupledInputForgetGateLSTMCell(4, peepholes, num_proj=3, proj_clip=0.5)
    outputs, state = tf.nn.dynamic_rnn(cell, tf.ones([2, 3, 5]), dtype=tf.float32)
    show(outputs, state)
print(sorted(variable.op.name for variable in tf.global_variables()))
for previous in (False, True):
    for projected in (False, True):
        tf.reset_default_graph()
        encoded = [tf.constant([1, 2]), tf.constant([3, 0])]
        decoded, weights = [tf.constant([1, 1])] * 3, [tf.ones([2])] * 3
        projection = (tf.get_variable("w", [4, 6]), tf.get_variable("b", [6])) if projected else None
        def model(x, y):
            return legacy_seq2seq.embedding_attention_seq2seq(
                x, y, rnn.GRUCell(4), 5, 6, 4, num_heads=2, output_projection=projection, feed_previous=previous,
                initial_state_attention=previous)
        if projected:
            show(model(encoded, decoded))
        else:
            show(legacy_seq2seq.model_with_buckets(encoded, decoded, decoded, weights, [(1, 2), (2, 3)], model,
                                                   per_example_loss=previous))
print(*sorted(variable.op.name.partition("/")[2] for variable in tf.global_variables()))
"""


@pytest.fixture(scope="module")
def printed(starts, tmp_path_factory):
    result = starts.run("tf1", ["-c", SCRIPT], tmp_path_factory.mktemp("lists"), {})
    assert result.status == 0, result.err
    return result.out.splitlines()


def test_a_cell_that_forgets_what_it_takes_in(printed):
    for line, expected in zip(printed, CELLS):
        assert ast.literal_eval(line) == pytest.approx(expected, abs=2e-4)
    assert printed[2] == str([f"rnn/coupled_input_forget_gate_lstm_cell/{name}" for name in (
        "B", "W_0", "W_F_diag", "W_O_diag", "W_P_0")])


def test_attention(printed):
    for line, expected in zip(printed[3:], ATTENTION):
        assert ast.literal_eval(line) == pytest.approx(expected, abs=2e-4)
    assert printed[-1].split() == NAMES
