"""Every default that the bridge hands out is TensorFlow 1.15.5's or Keras 2.2.5's, or stands here."""
import fnmatch
import json
from pathlib import Path

HERE = Path(__file__).parent
MISSING = object()
DIFFERENCES = {  # by name and argument, what the difference does
    ("keras.callbacks.CallbackList", "queue_length"): "the times of the last batches, for a warning that is no more",
    ("keras.callbacks.ModelCheckpoint", "period"): "is taken all the same",
    ("keras.initializers.VarianceScaling", "distribution"): "'normal' was drawn truncated: another word for the same",
    ("*keras.layers.Cropping1D", "data_format"): "had no effect",
    ("*keras.layers.UpSampling1D", "data_format"): "had no effect",
    ("*keras.layers.ZeroPadding1D", "data_format"): "had no effect",
    ("*keras.layers.GRU", "implementation"): "is taken all the same, and is 1",
    ("*keras.layers.GRUCell", "implementation"): "is taken all the same, and is 1",
    ("*keras.layers.LSTM", "implementation"): "is taken all the same, and is 1",
    ("*keras.layers.LSTMCell", "implementation"): "is taken all the same, and is 1",
    ("*keras.layers.*Attention", "causal"): "is taken all the same",
    ("*keras.layers.Input", "batch_shape"): "is taken all the same",
    ("*keras.layers.Input*", "sparse"): "None is dense too",
    ("*keras.layers.Input*", "ragged"): "None is dense too",
    ("keras.layers.InputLayer", "batch_input_shape"): "is taken all the same",
    ("keras.layers.SeparableConv1D", "data_format"): "None is channels_last, unless keras.json says otherwise",
    ("*keras.regularizers.l[12]", "l"): "is taken all the same",
    ("tf.contrib.layers.crossed_column", "*"): "is refused",
    ("tf.contrib.layers.safe_embedding_lookup_sparse", "combiner"): "None was 'mean' too, with a warning",
    ("tf.contrib.layers.sparse_column_with_hash_bucket", "hash_keys"): "is refused",
    ("tf.contrib.rnn.stack_bidirectional_dynamic_rnn", "swap_memory"): "is refused",
    ("tf.keras.losses.KLDivergence", "name"): "the loss's name in a graph",
    ("tf.keras.losses.LogCosh", "name"): "the loss's name in a graph",
    ("tf.nn.*_cross_entropy_with_logits", "_sentinel"): "let nobody give arguments by place; they are refused here too",
}


def named(name, argument):
    return any(fnmatch.fnmatchcase(name, names) and fnmatch.fnmatchcase(argument, arguments)
               for names, arguments in DIFFERENCES)


def test_defaults(run_tf1):
    then = json.loads((HERE / "defaults.json").read_text())
    assert then["versions"] == {"tensorflow": "1.15.5", "keras": "2.2.5"}
    result = run_tf1(HERE / "defaults.py")
    assert result.status == 0, result.err
    ours = json.loads(result.out)["defaults"]
    compared = [(name, argument, value, ours[name].get(argument, MISSING)) for name, found in then["defaults"].items()
                if name in ours for argument, value in found.items()]
    differ = [each for each in compared if each[2] != each[3]]
    assert [each for each in differ if not named(*each[:2])] == []
    assert len(compared) > 3500
    stale = [key for key in DIFFERENCES if not any(fnmatch.fnmatchcase(each[0], key[0]) and fnmatch.fnmatchcase(
        each[1], key[1]) for each in differ)]
    assert stale == [], "these agree by now"


def test_what_is_taken_all_the_same(run_tf1):
    result = run_tf1("-c", """
import keras, tensorflow as tf
tf.set_random_seed(1)
layers = keras.layers
print([kind(3).implementation for kind in (layers.GRU, layers.LSTM, layers.GRUCell, layers.LSTMCell)],
      layers.LSTM(3, implementation=2).implementation, layers.Input(batch_shape=(2, 3)).shape,
      keras.callbacks.ModelCheckpoint("x", period=3).period, "%.2f" % keras.regularizers.l2(l=0.5).l2)
scaled = keras.initializers.VarianceScaling(1.0, "fan_in", "normal")([400, 100])
words = tf.contrib.layers.sparse_column_with_hash_bucket("w", 10000)
column = tf.contrib.layers.embedding_column(words, 4)
drawn = tf.feature_column.input_layer({"w": tf.constant([["a"], ["b"]])}, [column])
table = next(v for v in tf.global_variables() if "embedding" in v.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    weights, table = sess.run([scaled, table])
print("%.3f %.1f" % (weights.std(), abs(weights).max() / weights.std()), "%.4f" % table.std())
""")
    assert result.out.splitlines() == ["[1, 1, 1, 1] 2 (2, 3) 3 0.50", "0.050 2.3 0.0088"], result.err
