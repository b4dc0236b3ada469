"""Decoders, attention, beam search and conditional random fields: against NumPy, and against trying everything."""
import pytest

# what the scripts below begin with. run: the values of tensors, and of all variables, which are set by their names
BEGINNING = """
import itertools
import numpy as np
import tensorflow as tf
from tensorflow.contrib import crf, legacy_seq2seq, seq2seq
random = np.random.RandomState(0)
softmax = lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True)
close = lambda one, other: np.testing.assert_allclose(one, other, 1e-3, 1e-4)
def run(*asked):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in tf.global_variables():
            value = np.random.RandomState(len(variable.op.name)).randn(*variable.shape)
            variable.load(np.asarray(value, "f"), sess)
        return sess.run([list(asked), {variable.op.name: variable for variable in tf.global_variables()}])
"""
WORDS = """
table, start = np.random.RandomState(4).randn(7, 2).astype("f"), np.array([1, 2, 3, 4])
def model():
    tf.reset_default_graph()
    cell = tf.nn.rnn_cell.BasicRNNCell(4)
    return cell, tf.layers.Dense(7, use_bias=False), cell.zero_state(4, tf.float32)
def step(v, word, h):
    # in NumPy: the next state, and the logits of what is said
    W, b, out = (v[f"decoder/{name}"] for name in ("basic_rnn_cell/kernel", "basic_rnn_cell/bias", "dense/kernel"))
    h = np.tanh(np.concatenate([table[word], h], -1) @ W + b)
    return h, h @ out
"""
MEMORY = """
memory, lengths = random.randn(2, 5, 3).astype("f"), [5, 2]
query = random.randn(2, 4).astype("f")
there = np.arange(5)[None] < np.array(lengths)[:, None]
values = memory * there[:, :, None]
weigh = lambda scores: softmax(np.where(there, scores, -np.inf))
"""


def script(*parts):
    return "".join((BEGINNING, *parts, "\nprint('done')"))


def test_training(run_tf1):
    """What is said is as of dynamic_rnn; after an example's end zeros, and the state stays."""
    result = run_tf1("-c", script("""
from tensorflow.contrib.seq2seq.python.ops import basic_decoder
inputs, lengths = random.randn(3, 5, 2).astype("f"), [5, 2, 0]
cell, layer = tf.nn.rnn_cell.GRUCell(4), tf.layers.Dense(6)
for time_major in (False, True):
    helper = seq2seq.TrainingHelper(inputs.transpose(1, 0, 2) if time_major else inputs, lengths, time_major)
    decoder = seq2seq.BasicDecoder(cell, helper, cell.zero_state(3, tf.float32), layer)
    with tf.variable_scope("a", reuse=time_major) as a:
        outputs, state, ends = seq2seq.dynamic_decode(decoder, time_major, impute_finished=True, scope=a)
    assert isinstance(outputs, basic_decoder.BasicDecoderOutput)
    assert outputs.rnn_output.shape.as_list() == ([None, 3, 6] if time_major else [3, None, 6])
    with tf.variable_scope("a", reuse=True) as a:
        plain, plain_state = tf.nn.dynamic_rnn(cell, inputs, lengths, dtype=tf.float32, scope=a)
    loss = tf.reduce_sum(outputs.rnn_output ** 2)
    gradients = tf.gradients(loss, tf.trainable_variables())
    (said, ids, last, found, hidden, other, gradients), v = run(*outputs, state, ends, plain, plain_state, gradients)
    said, ids = (said.transpose(1, 0, 2), ids.T) if time_major else (said, ids)
    there = np.arange(5) < np.array(lengths)[:, None]
    close(said, (hidden @ v["a/dense/kernel"] + v["a/dense/bias"]) * there[..., None])
    close(last, other)
    assert found.tolist() == lengths and (ids == said.argmax(-1)).all() and all(np.abs(g).max() > 0 for g in gradients)
logits, targets = random.randn(2, 3, 4).astype("f"), random.randint(0, 4, [2, 3])
weights = np.array([[1, 1, 0], [1, 0, 0]], "f")
(loss, kept), _ = run(seq2seq.sequence_loss(logits, targets, weights),
                      seq2seq.sequence_loss(logits, targets, weights, average_across_timesteps=False))
costs = -np.log(np.take_along_axis(softmax(logits), targets[:, :, None], 2))[..., 0] * weights
close(loss, costs.sum() / 3)
close(kept, costs.sum(0) / np.maximum(weights.sum(0), 1e-9))
"""))
    assert result.out == "done\n", result.err


def test_what_was_said_is_read_next(run_tf1):
    """Greedily as a loop in NumPy, until the end token or the limit; and drawn, which is greedy when it is cold."""
    result = run_tf1("-c", script(WORDS, """
cell, layer, zeros = model()
decode = lambda helper: seq2seq.dynamic_decode(seq2seq.BasicDecoder(cell, helper, zeros, layer), True,
                                               maximum_iterations=6, scope=tf.VariableScope(tf.AUTO_REUSE, "decoder"))
embed = lambda ids: tf.gather(tf.constant(table), ids)
cold = seq2seq.SampleEmbeddingHelper(embed, start, 0, softmax_temperature=1e-4)
one_hot = seq2seq.InferenceHelper(lambda outputs: tf.argmax(outputs, 1, output_type=tf.int32), [], tf.int32,
                                  embed(start), lambda ids: tf.equal(ids, 0), embed)
greedy = seq2seq.GreedyEmbeddingHelper(tf.constant(table), start, 0)
warm = [seq2seq.SampleEmbeddingHelper(embed, start, 0, seed=seed) for seed in (1, 1, 2)]
(said, *others), v = run(*(decode(helper) for helper in (greedy, cold, one_hot, *warm)))
said, _, ends = said
word, h, done, length = start, np.zeros((4, 4)), np.zeros(4, bool), np.zeros(4, int)
for words in said.sample_id:
    h, logits = step(v, word, h)
    word = logits.argmax(-1)
    length += ~done
    done |= word == 0
    assert (words == word).all()
assert ends.tolist() == length.tolist() and 1 < len(set(length)) and len(said.sample_id) == 6
cold, one_hot, *warm = (other[0].sample_id.tolist() for other in others)
assert said.sample_id.tolist() == cold == one_hot
assert warm[0] != said.sample_id.tolist() and set(np.ravel(warm[0])) <= set(range(7))
assert warm[1] != warm[2]
"""))
    assert result.out == "done\n", result.err


def test_beams(run_tf1):
    """Beams enough for all sequences of three words, with and without a penalty: the best of all."""
    result = run_tf1("-c", script(WORDS, """
for weight in (0.0, 1.0):
    cell, layer, zeros = model()
    decoder = seq2seq.BeamSearchDecoder(cell, tf.constant(table), start, 0, seq2seq.tile_batch(zeros, 60), 60, layer,
                                        weight)
    best, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=3)
    assert best.predicted_ids.shape.as_list() == [4, None, 60]
    (best,), v = run(best)
    for example, first in enumerate(start):
        scores = {}
        for words in itertools.product(range(7), repeat=3):
            h, word, total, length = np.zeros(4), first, 0, 0
            for each in words:
                h, logits = step(v, word, h)
                total, length, word = total + np.log(softmax(logits))[each], length + 1, each
                if each == 0:
                    break
            counted = length - (length == 3 and word == 0)  # an end does not count at its own step
            scores[(words[:length] + (0, 0, 0))[:3]] = total / ((5 + counted) / 6) ** weight
        ranked = sorted(scores, key=scores.get, reverse=True)[:10]
        assert best.predicted_ids[example, :, :10].T.tolist() == [list(words) for words in ranked]
        close(best.beam_search_decoder_output.scores[example, -1, :10], [scores[words] for words in ranked])
# the example of gather_tree's documentation
ids = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [-1, -1, -1]])[:, None]
parents = np.array([[0, 0, 0], [0, 1, 1], [2, 1, 2], [-1, -1, -1]])[:, None]
(tree,), _ = run(seq2seq.gather_tree(ids.astype("i"), parents.astype("i"), [3], 10))
assert tree[:, 0].tolist() == [[2, 2, 2], [6, 5, 6], [7, 8, 9], [10, 10, 10]]
(tiled, hard), _ = run(seq2seq.tile_batch(tf.constant([[1, 2], [3, 4]]), 2),
                       seq2seq.hardmax(tf.constant([[1., 3, 2]])))
assert tiled.tolist() == [[1, 2], [1, 2], [3, 4], [3, 4]] and hard.tolist() == [[0, 1, 0]]
"""))
    assert result.out == "done\n", result.err


@pytest.mark.parametrize("kind", ["LuongAttention(4, memory, lengths)",
                                  "LuongAttention(4, memory, lengths, scale=True)",
                                  "BahdanauAttention(6, memory, lengths)",
                                  "BahdanauAttention(6, memory, lengths, normalize=True)"])
def test_attention(run_tf1, kind):
    result = run_tf1("-c", script(MEMORY, f"""
(weights,), v = run(seq2seq.{kind}(tf.constant(query), None)[0])
v = {{name.rpartition("attention/")[2]: value for name, value in v.items()}}
keys = values @ v["memory_layer/kernel"]
""", """
if "attention_v" in v:
    u = v["attention_v"]
    u = u / np.sqrt((u ** 2).sum()) * v["attention_g"] if "attention_g" in v else u
    scores = (u * np.tanh(keys + (query @ v["query_layer/kernel"])[:, None] + v.get("attention_b", 0))).sum(2)
else:
    scores = (keys @ query[:, :, None])[..., 0] * v.get("attention_g", 1)
close(weights, weigh(scores))
print(len(v))
"""))
    expected = 1 + kind.count("scale") + 2 * kind.count("Bahdanau") + 2 * kind.count("normalize")
    assert result.out == f"{expected}\ndone\n", result.err


@pytest.mark.slow
def test_a_cell_that_attends(run_tf1):
    """By one mechanism and by two, with its history; and in a beam search of one beam, which is greedy."""
    result = run_tf1("-c", script(MEMORY, """
for two in (False, True):
    tf.reset_default_graph()
    mechanisms = [seq2seq.LuongAttention(4, memory, lengths) for _ in range(1 + two)]
    cell = seq2seq.AttentionWrapper(tf.nn.rnn_cell.BasicRNNCell(4), mechanisms if two else mechanisms[0],
                                    [5, 6] if two else 5, alignment_history=True)
    x = random.randn(2, 7, 3).astype("f")
    begin = cell.zero_state(2, tf.float32).clone(cell_state=tf.constant(query))
    outputs, state, _ = seq2seq.dynamic_decode(seq2seq.BasicDecoder(cell, seq2seq.TrainingHelper(x, [7, 7]), begin))
    history = state.alignment_history[0] if two else state.alignment_history
    (said, attention, hidden, history), v = run(outputs.rnn_output, state.attention, state.cell_state, history.stack())
    of = lambda name: v["decoder/attention_wrapper/" + name]
    h, attended = query, np.zeros((2, 11 if two else 5))
    for time in range(7):
        h = np.tanh(np.concatenate([x[:, time], attended, h], 1) @ of("basic_rnn_cell/kernel")
                    + of("basic_rnn_cell/bias"))
        each = []
        for number in ("", "_1")[:1 + two]:
            weights = weigh((values @ v[f"memory_layer{number}/kernel"] @ h[:, :, None])[..., 0])
            context = (weights[:, :, None] * values).sum(1)
            each.append(np.concatenate([h, context], 1) @ of(f"attention_layer{number}/kernel"))
            if not number:
                close(history[time], weights)
        attended = np.concatenate(each, 1)
        close(said[:, time], attended)
    close(attention, attended)
    close(hidden, h)
tf.reset_default_graph()
table = tf.constant(random.randn(7, 2).astype("f"))
def decode(width):
    tiled = (lambda tensor: seq2seq.tile_batch(tensor, width)) if width else tf.identity
    with tf.variable_scope("all", reuse=width is not None):
        attention = seq2seq.BahdanauAttention(4, tiled(tf.constant(memory)), tiled(tf.constant(lengths)))
        cell = seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(4), attention, 5)
        begin = cell.zero_state(2 * (width or 1), tf.float32).clone(cell_state=tiled(tf.constant(query)))
        layer, words = tf.layers.Dense(7), tf.constant([1, 1])
        if width:
            decoder = seq2seq.BeamSearchDecoder(cell, table, words, 0, begin, width, layer)
        else:
            decoder = seq2seq.BasicDecoder(cell, seq2seq.GreedyEmbeddingHelper(table, words, 0), begin, layer)
        return seq2seq.dynamic_decode(decoder, maximum_iterations=5, scope="decoder")[0]
(greedy, one, three), _ = run(decode(None).sample_id, decode(1).predicted_ids, decode(3).predicted_ids)
ended = np.cumsum(greedy == 0, 1) > 0
assert (one[:, :, 0] == np.where(ended, 0, greedy)).all() and three.shape == (2, 5, 3)
"""))
    assert result.out == "done\n", result.err


def test_sequences_as_lists(run_tf1):
    result = run_tf1("-c", script("""
x = random.randn(4, 2, 3).astype("f")
cells = lambda: tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicRNNCell(3) for _ in range(2)])
outputs, state = legacy_seq2seq.basic_rnn_seq2seq(tf.unstack(x[:2]), tf.unstack(x[2:]), cells())
looped, _ = legacy_seq2seq.rnn_decoder(tf.unstack(x[2:]), state, cells(), lambda said, i: 3.0 * i * said)
(outputs, looped), v = run(outputs, looped)
def step(x, hs, scope):
    new = []
    for i, h in enumerate(hs):
        kernel, bias = (v[f"{scope}/multi_rnn_cell/cell_{i}/basic_rnn_cell/{name}"] for name in ("kernel", "bias"))
        x = np.tanh(np.concatenate([x, h], 1) @ kernel + bias)
        new.append(x)
    return new
hs = [np.zeros((2, 3))] * 2
for each in x[:2]:
    hs = step(each, hs, "basic_rnn_seq2seq/rnn")
for each, said in zip(x[2:], outputs):
    hs = step(each, hs, "basic_rnn_seq2seq/rnn_decoder")
    close(said, hs[-1])
for each, said in zip((x[2], None), looped):
    hs = step(3 * hs[-1] if each is None else each, hs, "rnn_decoder")
    close(said, hs[-1])

tf.reset_default_graph()
symbols = random.randint(0, 5, [4, 2])
given = [tf.constant(ids) for ids in symbols]
for previous in (False, True):
    with tf.variable_scope("e", reuse=previous):
        outputs, _ = tf.nn.seq2seq.embedding_rnn_seq2seq(given[:2], given[2:], tf.nn.rnn_cell.BasicRNNCell(3), 5, 6, 4,
                                                         feed_previous=previous)
    (outputs,), v = run(outputs)
    v = {name.partition("seq2seq/")[2]: value for name, value in v.items()}
    h, place = np.zeros((2, 3)), "rnn/embedding_wrapper/basic_rnn_cell"
    for each in symbols[:2]:
        h = np.tanh(np.concatenate([v["rnn/embedding_wrapper/embedding"][each], h], 1) @ v[place + "/kernel"]
                    + v[place + "/bias"])
    decoder = "embedding_rnn_decoder/"
    place = next(name for name in v if name.startswith(decoder) and name.endswith("basic_rnn_cell/kernel"))
    ids = symbols[2]
    for time, said in enumerate(outputs):
        ids = ids if previous and time else symbols[2 + time]
        h = np.tanh(np.concatenate([v[decoder + "embedding"][ids], h], 1) @ v[place]
                    + v[place.replace("kernel", "bias")])
        close(said, h @ v[place.replace("basic_rnn_cell/", "")] + v[place.replace("basic_rnn_cell/kernel", "bias")])
        ids = said.argmax(1)
logits, targets, weights = random.randn(3, 2, 4).astype("f"), random.randint(0, 4, [3, 2]), np.array(
    [[1, 1], [1, 0], [0, 1]], "f")
(each, mean, total), _ = run(*(loss(list(logits), list(targets), list(weights)) for loss in (
    legacy_seq2seq.sequence_loss_by_example, legacy_seq2seq.sequence_loss,
    lambda *given: legacy_seq2seq.sequence_loss(*given, average_across_timesteps=False, average_across_batch=False))))
costs = (-np.log(np.take_along_axis(softmax(logits), targets[..., None], 2))[..., 0] * weights).sum(0)
close(each, costs / 2)
close(mean, each.mean())
close(total, costs.sum())
"""))
    assert result.out == "done\n", result.err
    assert "tf.nn.seq2seq, from before TensorFlow 1.0, is read as tf.contrib.legacy_seq2seq" in result.err


def test_fields(run_tf1):
    """The score, the sum and the best of all sequences of tags."""
    result = run_tf1("-c", script("""
scores, lengths, tags = random.randn(3, 4, 3).astype("f"), [4, 2, 1], random.randint(0, 3, [3, 4])
likelihood, transitions = crf.crf_log_likelihood(scores, tags, lengths)
best = crf.crf_decode(scores, transitions, tf.constant(lengths))
gradient = tf.gradients(tf.reduce_sum(likelihood), transitions)
(likelihood, (found, highest), gradient), v = run(likelihood, best, gradient)
moves, = v.values()
assert list(v) == ["transitions"]
for i, length in enumerate(lengths):
    score = lambda tags: (sum(scores[i, t, tag] for t, tag in enumerate(tags))
                          + sum(moves[a, b] for a, b in zip(tags, tags[1:])))
    every = {tags: score(tags) for tags in itertools.product(range(3), repeat=length)}
    close(likelihood[i], score(tags[i, :length]) - np.log(np.exp(list(every.values())).sum()))
    top = max(every, key=every.get)
    assert found[i].tolist() == [*top, *[0] * (4 - length)]
    close(highest[i], every[top])
    decoded, of = crf.viterbi_decode(scores[i, :length], moves)
    assert tuple(decoded) == top
    close(of, every[top])
assert np.abs(gradient[0]).max() > 0
"""))
    assert result.out == "done\n", result.err
