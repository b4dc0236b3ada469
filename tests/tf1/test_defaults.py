"""Every default that the bridge hands out is TensorFlow 1.15.5's or Keras 2.2.5's, or stands here.

`python tests/tf1/test_defaults.py` says how many were compared, and how many differ.
"""
import fnmatch
import json
import subprocess
import sys
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


DIFFERENCES.update({
    ("keras.backend.ctc_decode", "merge_repeated"): "is refused",
    ("keras.backend.logsumexp", "keepdims"): "None is False",
    ("keras.utils.GeneratorEnqueuer", "wait_time"): "is refused",
    ("*keras.preprocessing.text.Tokenizer", "document_count"): "is taken all the same",
    ("*keras.utils.deserialize_keras_object", "*"): "is taken all the same, or refused",
    ("tf.contrib.seq2seq.AttentionWrapper", "*"): "is refused",
    ("tf.contrib.seq2seq.*Attention", "custom_key_value_fn"): "is refused",
    ("tf.contrib.seq2seq.*Attention", "name"): "had no effect on the names of variables",
    ("tf.contrib.seq2seq.*Attention", "score_mask_value"): "None was -inf: the weight is 0 with both",
    ("tf.contrib.seq2seq.CustomHelper", "sample_ids_*"): "None was the same",
    ("tf.data.Dataset.interleave", "*"): "None is the same",
    ("tf.data.Dataset.shuffle", "reshuffle_each_iteration"): "None was True",
    ("tf.function", "experimental_relax_shapes"): "None is False",
    ("tf.shape", "out_type"): "None is int32", ("tf.size", "out_type"): "None is int32",
})


def named(name, argument):
    return any(fnmatch.fnmatchcase(name, names) and fnmatch.fnmatchcase(argument, arguments)
               for names, arguments in DIFFERENCES)


def compared(printed):
    """[(name, argument, default then, ours), ...] for what `python -m lab10.tf1 defaults.py` printed."""
    then = json.loads((HERE / "defaults.json").read_text())
    assert then["versions"] == {"tensorflow": "1.15.5", "keras": "2.2.5"}
    ours = json.loads(printed)["defaults"]
    return [(name, argument, value, ours[name].get(argument, MISSING)) for name, found in then["defaults"].items()
            if name in ours for argument, value in found.items()]


def test_defaults(run_tf1):
    result = run_tf1(HERE / "defaults.py")
    assert result.status == 0, result.err
    found = compared(result.out)
    differ = [each for each in found if each[2] != each[3]]
    assert [each for each in differ if not named(*each[:2])] == []
    assert len(found) > 6900
    stale = [key for key in DIFFERENCES if not any(fnmatch.fnmatchcase(each[0], key[0]) and fnmatch.fnmatchcase(
        each[1], key[1]) for each in differ)]
    assert stale == [], "these agree by now"


def test_what_is_refused_and_an_images_axes(run_tf1):
    result = run_tf1("-c", """
import inspect, keras, numpy as np, tensorflow as tf
seq2seq, utils = tf.contrib.seq2seq, keras.utils
for function, argument in ((keras.backend.ctc_decode, "merge_repeated"), (utils.GeneratorEnqueuer, "wait_time"),
                           (seq2seq.AttentionWrapper, "attention_fn"), (seq2seq.AttentionWrapper, "dtype"),
                           (seq2seq.LuongAttention, "custom_key_value_fn"),
                           (seq2seq.BahdanauAttention, "custom_key_value_fn")):
    try:
        inspect.signature(function).bind_partial(**{argument: 0})
    except TypeError as error:
        print("unexpected" in str(error), end=" ")
print()
for module in keras, tf.keras:
    images, x = module.preprocessing.image, np.arange(36.).reshape(6, 6, 1)
    print(images.apply_affine_transform(x, tx=1)[:2, :2, 0].tolist())
    for asked in (dict(height_shift_range=.4), dict(rotation_range=40), dict(zoom_range=[.5, 1.5]), dict(
            rotation_range=20, width_shift_range=.2, height_shift_range=.2, shear_range=.2, zoom_range=.2)):
        np.random.seed(3)
        print(next(images.ImageDataGenerator(**asked).flow(x[None], batch_size=1))[0, 1, :3, 0].round(2))
""")
    images = """[[6.0, 7.0], [12.0, 13.0]]
[7.46 8.46 9.46]
[7.53 7.93 8.5 ]
[5.24 5.72 6.93]
[7.62 7.39 8.3 ]
"""  # of TensorFlow 1.15.5 and Keras 2.2.5, with keras-preprocessing 1.1.2
    assert result.out == "True " * 6 + "\n" + 2 * images, result.out + result.err


HEADS = """
import numpy as np, tensorflow as tf
estimator = tf.estimator
x, w = np.arange(12, dtype=np.float32).reshape(6, 2) / 10, np.array([1, 2, 0, 1, 3, 1], np.float32)
for make, labels, logits in [(estimator.BinaryClassHead, [[0], [1], [1], [0], [1], [0]], x[:, :1]),
                             (lambda **given: estimator.MultiClassHead(3, **given), [[0], [1], [1], [2], [1], [0]],
                              x[:, [0, 1, 0]]),
                             (lambda **given: estimator.MultiLabelHead(2, **given), np.eye(2, dtype=int)[[1] * 6], x),
                             (lambda **given: estimator.RegressionHead(2, **given), x * 2, x),
                             (estimator.PoissonRegressionHead, x[:, :1] * 2, x[:, :1])]:
    for given in ({}, {"loss_reduction": "sum"}, {"loss_reduction": tf.losses.Reduction.SUM}):
        try:
            made = make(weight_column="w", **given).create_estimator_spec(
                {"w": tf.constant(w)}, "train", tf.constant(logits), tf.constant(labels),
                train_op_fn=lambda loss: tf.no_op(), trainable_variables=[], update_ops=[])
            with tf.Session() as sess:
                print("%.4f" % sess.run(made.loss), end=" ")
        except ValueError as error:
            print(str(error)[:22])
learn = tf.contrib.learn
made = learn.DNNClassifier([2], learn.infer_real_valued_columns_from_input(x), None, 2, None, "SGD", tf.nn.tanh, None,
                           1.0, False, learn.RunConfig(None, 0, False, 1, 7))
print(made.config.tf_random_seed, made.config.save_checkpoints_secs)
"""


def test_heads_and_arguments_by_place(run_tf1):
    """TensorFlow 1.15.5 printed the same; its heads take the names of TensorFlow 2's reductions."""
    result = run_tf1("-c", HEADS)
    assert result.out.splitlines() == [
        "0.8922 5.3535 Invalid loss_reduction", "1.4274 8.5646 Invalid loss_reduction",
        "0.9684 5.8103 Invalid loss_reduction", "0.6400 7.6800 Invalid loss_reduction",
        "1.5897 9.5384 Invalid loss_reduction", "7 600"], result.err


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


if __name__ == "__main__":
    found = compared(subprocess.check_output([sys.executable, "-m", "lab10.tf1", str(HERE / "defaults.py")]))
    differ = [each for each in found if each[2] != each[3]]
    print(f"{len(found)} defaults of {len({each[0] for each in found})} functions and classes: {len(differ)} differ, "
          f"{sum(named(*each[:2]) for each in differ)} of them named in this file")
