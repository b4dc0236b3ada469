"""What of tf.contrib is written anew: against NumPy, scikit-learn, and what TensorFlow 1's documentation says."""
import pytest

from tf1.runs import write


def test_settings(run_tf1):
    result = run_tf1("-c", """
import tensorflow as tf
h = tf.contrib.training.HParams(rate=0.1, layers=[3, 2], name="x", on=True, n=1)
h.parse("rate=2,layers=[4, 5],on=false,name=a b").parse("n=7")
print(h.rate, h.layers, h.name, h.on, h.n, "rate" in h, h.get("no", 3), h.to_json(sort_keys=True))
h.override_from_dict({"rate": 3}).parse_json('{"n": 8}')
h.add_hparam("more", None)
h.set_hparam("more", "set")
print(h.values())
for wrong in ("rate=fast", "layers=3", "n=[1]", "unknown=1", "n=1.5", "on=2"):
    try:
        h.parse(wrong)
    except ValueError as error:
        print("refused", wrong)
""")
    assert result.out.splitlines() == [
        "2.0 [4, 5] a b False 7 True 3 " '{"layers": [4, 5], "n": 7, "name": "a b", "on": false, "rate": 2.0}',
        "{'rate': 3.0, 'layers': [4, 5], 'name': 'a b', 'on': False, 'n': 8, 'more': 'set'}",
        *(f"refused {wrong}" for wrong in ("rate=fast", "layers=3", "n=[1]", "unknown=1", "n=1.5", "on=2"))], result.err


@pytest.mark.slow
def test_cells(run_tf1):
    """A step of each, written out in NumPy."""
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn
random = np.random.RandomState(0)
sigmoid = lambda x: 1 / (1 + np.exp(-x))
softmax = lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True)
x = random.randn(2, 3).astype("f")
def step(cell, *shapes):
    # the cell's outcome from a random state, that state, and its variables by name
    state = tf.nest.map_structure(lambda size: random.randn(2, size).astype("f"), cell.state_size)
    with tf.variable_scope(None, "a"):
        outcome = cell(tf.constant(x), state)
        variables = tf.global_variables(tf.get_variable_scope().name)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in variables:
            variable.load(random.randn(*variable.shape).astype("f") / 2, sess)
        outcome, values = sess.run([outcome, variables])
    return outcome, state, {"/".join(variable.op.name.split("/")[2:]): value
                            for variable, value in zip(variables, values)}
def plain(x, h, v):
    return np.tanh(np.concatenate([x, h], 1) @ v["basic_rnn_cell/kernel"] + v["basic_rnn_cell/bias"])
(output, new), h, v = step(rnn.OutputProjectionWrapper(rnn.BasicRNNCell(4), 5, tf.nn.relu))
np.testing.assert_allclose(new, plain(x, h, v), 1e-4, 1e-5)
np.testing.assert_allclose(output, np.maximum(new @ v["kernel"] + v["bias"], 0), 1e-4, 1e-5)
(output, new), h, v = step(rnn.InputProjectionWrapper(rnn.BasicRNNCell(4), 6))
np.testing.assert_allclose(output, plain(x @ v["kernel"] + v["bias"], h, v), 1e-4, 1e-5)

(output, new), (c, h), v = step(rnn.LayerNormBasicLSTMCell(4, forget_bias=0.5))
def norm(x, name):
    x = (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True)
    return x * v[name + "/gamma"] + v[name + "/beta"]
assert "bias" not in v
i, j, f, o = (norm(gate, name) for gate, name in zip(
    np.split(np.concatenate([x, h], 1) @ v["kernel"], 4, 1), ("input", "transform", "forget", "output")))
new_c = norm(c * sigmoid(f + 0.5) + sigmoid(i) * np.tanh(j), "state")
np.testing.assert_allclose(new[0], new_c, 1e-3, 1e-4)
np.testing.assert_allclose(output, np.tanh(new_c) * sigmoid(o), 1e-3, 1e-4)

(output, new), (h, attention, past), v = step(rnn.AttentionCellWrapper(rnn.BasicRNNCell(4), 3))
hidden = plain(np.concatenate([x, attention], 1) @ v["kernel"] + v["bias"], h, v)
past = past.reshape(2, 3, 4)
query = hidden @ v["attention/kernel"] + v["attention/bias"]
scores = (v["attention/attn_v"] * np.tanh(past @ v["attention/attn_w"][0, 0] + query[:, None])).sum(2)
attended = (softmax(scores)[:, :, None] * past).sum(1)
out = np.concatenate([hidden, attended], 1) @ v["attn_output_projection/kernel"] + v["attn_output_projection/bias"]
for one, other in zip((output, new[0], new[1], new[2].reshape(2, 3, 4)),
                      (out, hidden, attended, np.concatenate([past[:, 1:], out[:, None]], 1))):
    np.testing.assert_allclose(one, other, 1e-3, 1e-4)

cells = lambda: [rnn.LSTMBlockCell(4), rnn.GRUBlockCell(5)]
y = tf.constant(random.randn(2, 6, 3), tf.float32)
outputs, forward, backward = rnn.stack_bidirectional_dynamic_rnn(cells(), cells(), y, dtype=tf.float32)
(first, second), _ = tf.nn.bidirectional_dynamic_rnn(rnn.BasicRNNCell(2), rnn.BasicRNNCell(2), y, dtype=tf.float32)
one, states, _ = rnn.stack_bidirectional_dynamic_rnn([rnn.BasicRNNCell(2)], [rnn.BasicRNNCell(2)], y, dtype=tf.float32,
                                                     scope="stacked")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for name in "fw", "bw":
        for kind in "kernel", "bias":
            end = f"{name}/basic_rnn_cell/{kind}"
            here, there = (next(v for v in tf.global_variables(scope) if v.op.name.endswith(end))
                           for scope in ("bidirectional_rnn", "stacked"))
            sess.run(there.assign(here))
    values = sess.run([tf.concat([first, second], 2), one, states[0], one[:, -1, :2]])
np.testing.assert_allclose(values[0], values[1], 1e-5)
np.testing.assert_allclose(values[2], values[3], 1e-5)
print(outputs.shape, len(forward), type(forward[0]).__name__, backward[1].shape)
""")
    assert result.out == "(2, 6, 10) 2 LSTMStateTuple (2, 5)\n", result.err


@pytest.mark.slow
def test_clusters(run_tf1):
    """Lloyd's algorithm as scikit-learn's from the same centers; mini-batches keep the mean of all they have seen."""
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
from sklearn.cluster import KMeans as Theirs
from tensorflow.contrib.factorization import KMeans
from tensorflow.contrib.factorization.python.ops import clustering_ops
points = np.concatenate([np.random.RandomState(0).randn(40, 2) + c for c in ([0, 0], [3, 3], [0, 4])]).astype("f")
X = tf.placeholder(tf.float32, [None, 2])
def run(steps, feeds=(points,), **more):
    graph = KMeans(X, 3, **more).training_graph()
    (scores,), (nearest,), (distances,), initialized, init_op, train_op = graph
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(init_op, {X: points})
        for step in range(steps):
            sess.run(train_op, {X: feeds[step % len(feeds)]})
        centers = sess.run(next(v for v in reversed(tf.global_variables()) if v.op.name.startswith("clusters")))
        return centers, *sess.run([scores, nearest, distances, initialized], {X: points})
start = points[[0, 50, 100]]
centers, scores, nearest, distances, initialized = run(30, initial_clusters=start)
theirs = Theirs(3, init=start, n_init=1).fit(points)
np.testing.assert_allclose(centers, theirs.cluster_centers_, 1e-4, 1e-5)
assert (nearest == theirs.labels_).all() and initialized and scores.shape == (120, 3)
np.testing.assert_allclose(distances.sum(), theirs.inertia_, 1e-4)
batches = points[:60], points[60:]
centers, *_ = run(2, batches, initial_clusters=start, use_mini_batch=True)
expected, seen = start.astype(float), np.zeros(3)
for batch in batches:
    nearest = ((batch[:, None] - expected) ** 2).sum(2).argmin(1)
    for k in range(3):
        for point in batch[nearest == k]:
            seen[k] += 1
            expected[k] += (point - expected[k]) / seen[k]
np.testing.assert_allclose(centers, expected, 1e-4, 1e-4)
centers, scores, *_ = run(5, distance_metric="cosine", initial_clusters="kmeans_plus_plus")
unit = points / np.linalg.norm(points, axis=1, keepdims=True)
np.testing.assert_allclose(scores, 1 - unit @ (centers / np.linalg.norm(centers, axis=1, keepdims=True)).T, 1e-3, 1e-4)
assert (run(0)[0][:, None] == points).all(2).any(1).all() and clustering_ops.KMeans is KMeans
print("agreed")
""")
    assert result.out == "agreed\n", result.err


@pytest.mark.slow
def test_estimators_of_learn(run_tf1, tmp_path):
    """The iris tutorial of 2016, with its columns, its files and a model function that returns three things. In the
    default run: test_learn.py."""
    rows = "".join(f"{i % 3}.{i % 7},{i % 5},{i % 3}\n" for i in range(60))
    write(tmp_path / "iris.csv", "60,2,a,b,c\n" + rows)
    write(tmp_path / "bare.csv", rows)
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
from tensorflow.contrib import learn
iris = learn.datasets.load_iris()
for columns in ([tf.contrib.layers.real_valued_column("", dimension=4)],
                learn.infer_real_valued_columns_from_input(iris.data)):
    classifier = learn.DNNClassifier(feature_columns=columns, hidden_units=[10, 20, 10], n_classes=3, model_dir="dnn")
    classifier.fit(x=iris.data, y=iris.target, steps=150)
print(classifier.evaluate(x=iris.data, y=iris.target)["accuracy"] > 0.8, classifier.model_dir)
predicted = list(classifier.predict(iris.data))
print(np.mean(predicted == iris.target) > 0.8, classifier.predict_proba(iris.data[:2], as_iterable=False).shape)
data = [learn.datasets.base.load_csv_with_header("iris.csv", np.int32, np.float32),
        learn.datasets.base.load_csv_without_header("bare.csv", np.int32, np.float32)]
print(data[0].data.shape, data[0].target[:4], (data[0].data == data[1].data).all())
def inputs():
    return {"a": tf.constant(data[0].data[:, 0]), "w": tf.constant(["x", "y"] * 30)}, tf.constant(data[0].target)
words = tf.contrib.layers.sparse_column_with_hash_bucket("w", 10)
keys = tf.contrib.layers.sparse_column_with_keys("w", ["x", "y"])
wide = [tf.contrib.layers.real_valued_column("a"), keys, tf.contrib.layers.crossed_column([words, keys], 20)]
deep = [tf.contrib.layers.embedding_column(words, 3), tf.contrib.layers.one_hot_column(keys)]
both = learn.DNNLinearCombinedClassifier(linear_feature_columns=wide, dnn_feature_columns=deep, dnn_hidden_units=[4],
                                         n_classes=3, fix_global_step_increment_bug=True)
print(both.fit(input_fn=inputs, steps=3).evaluate(input_fn=inputs, steps=1)["global_step"])
def model(features, labels, mode, params):
    W = tf.get_variable("W", [1], tf.float64)
    y = W * features["x"]
    loss = tf.reduce_sum(tf.square(y - labels)) if mode != learn.ModeKeys.INFER else None
    train = tf.group(tf.train.GradientDescentOptimizer(params["rate"]).minimize(loss), tf.assign_add(
        tf.train.get_global_step(), 1)) if mode == learn.ModeKeys.TRAIN else None
    return learn.ModelFnOps(mode, {"y": y}, loss, train)
x = np.array([1.0, 2.0])
fit = learn.io.numpy_input_fn({"x": x}, 3 * x, batch_size=2, num_epochs=None)
linear = learn.Estimator(model, params={"rate": 0.05}, config=learn.RunConfig(num_cores=2, tf_random_seed=1))
linear.fit(input_fn=fit, steps=50)
once = learn.io.numpy_input_fn({"x": x}, shuffle=False)
print(linear.get_variable_value("W").round(3), [round(p["y"], 2) for p in linear.predict(input_fn=once)])
from tensorflow.contrib.learn.python.learn.estimators import model_fn
print(model_fn.ModelFnOps is learn.ModelFnOps)
far = {"far": learn.MetricSpec(tf.metrics.mean_absolute_error, prediction_key="y")}
fit_once = learn.io.numpy_input_fn({"x": x}, 3 * x + 1)
print(round(linear.evaluate(input_fn=fit_once, metrics=far)["far"], 3), linear.evaluate(input_fn=fit_once)["loss"] > 1)
hits = {"hits": learn.MetricSpec(tf.metrics.accuracy, learn.PredictionKey.CLASSES)}
measured = classifier.evaluate(iris.data, iris.target, metrics=hits)
print(measured["hits"] == measured["accuracy"])
both = learn.SKCompat(classifier).predict(iris.data)
print(sorted(both), (both["classes"] == predicted).all(), both["probabilities"].shape)
regressor = learn.SKCompat(learn.LinearRegressor(learn.infer_real_valued_columns_from_input(iris.data[:, :1])))
regressor.fit(iris.data[:, :1], iris.data[:, 2], steps=2)
print(regressor.predict(iris.data[:5, :1])["scores"].shape)
""")
    assert result.out.splitlines() == [
        "True dnn", "True (2, 3)", "(60, 2) [0 1 2 0] True", "3", "[3.] [3.0, 6.0]", "True",
        "1.0 True", "True", "['classes', 'logits', 'probabilities'] True (150, 3)", "(5,)"], result.err


def test_words_and_files_of_learn(run_tf1, tmp_path):
    rows = "".join(f"{i % 3}.{i % 7},{i % 5},{i % 3}\n" for i in range(60))
    write(tmp_path / "iris.csv", "60,2,a,b,c\n" + rows)
    write(tmp_path / "bare.csv", rows)
    result = run_tf1("-c", """
import numpy as np
from tensorflow.contrib import learn
data = [learn.datasets.base.load_csv_with_header("iris.csv", np.int32, np.float32),
        learn.datasets.base.load_csv_without_header("bare.csv", np.int32, np.float32)]
print(data[0].data.shape, data[0].target[:4], (data[0].data == data[1].data).all())
print(learn.datasets.load_iris().data.shape)
texts = ["I am here", "here I am, not there"]
words = learn.preprocessing.VocabularyProcessor(4)
print(np.array(list(words.fit_transform(texts))).tolist(), len(words.vocabulary_), list(words.transform(["not you"])))
words.save("words")
print(list(learn.preprocessing.VocabularyProcessor.restore("words").reverse([[1, 3, 0]])))
rare = learn.preprocessing.VocabularyProcessor(3, min_frequency=1)
print(list(rare.fit_transform(["a b a", "b c"]))[1])
""")
    assert result.out.splitlines() == [
        "(60, 2) [0 1 2 0] True", "(150, 4)", "[[1, 2, 3, 0], [3, 1, 2, 4]] 6 [array([4, 0, 0, 0])]",
        "['I here <UNK>']", "[2 0 0]"], result.err


@pytest.mark.parametrize("name", ["contrib.factorization.GMM", "contrib.tensor_forest",
                                  "contrib.learn.SVM", "contrib.rnn.GridLSTMCell"])
def test_what_is_not_offered(run_tf1, name):
    assert f"tf.{name} of TensorFlow 1 is not offered" in run_tf1("-c", f"import tensorflow as tf\ntf.{name}").err


def test_tables_of_lookup(run_tf1):
    result = run_tf1("-c", """
import tensorflow as tf
lookup = tf.contrib.lookup
words = tf.constant(["b", "c", "d"])
plain = lookup.HashTable(lookup.KeyValueTensorInitializer(tf.constant([1, 3]), tf.constant([2, 4])), -1)
index = lookup.index_table_from_tensor(mapping=words, num_oov_buckets=1)
back = lookup.index_to_string_table_from_tensor(mapping=words, default_value="?")
dense = lookup.MutableDenseHashTable(key_dtype=tf.string, value_dtype=tf.int64, default_value=-1, empty_key="")
pairs = lookup.MutableDenseHashTable(tf.int64, tf.int64, default_value=0, empty_key=tf.constant([-1, -1], tf.int64))
insert = [dense.insert(words, tf.range(3, dtype=tf.int64)), pairs.insert([[1, 2]], [3])]
with tf.Session() as sess:
    sess.run(tf.tables_initializer())
    sess.run(insert)
    asked = tf.constant(["d", "a", "b"])
    for found in (plain.lookup(tf.constant([3, 2])), index.lookup(asked), back.lookup(tf.constant([2, 5], tf.int64)),
                  dense.lookup(asked), pairs.lookup(tf.constant([[1, 2], [2, 1]], tf.int64)),
                  lookup.string_to_index(asked, words)):
        sess.run(tf.tables_initializer())  # of the last one's own table
        print(sess.run(found).tolist())
""")
    assert result.out.splitlines() == ["[4, -1]", "[2, 3, 0]", "[b'd', b'?']", "[2, -1, 0]", "[3, 0]", "[2, -1, 0]"], (
        result.err)


def test_a_module_that_its_package_hides(run_tf1):
    """tensorflow.contrib.framework.python.ops had a module arg_scope, and a function of that name."""
    result = run_tf1("-c", """
from tensorflow.contrib.framework.python.ops.arg_scope import arg_scope as first
from tensorflow.contrib.framework.python.ops import arg_scope as second
import tensorflow.contrib.framework.python.ops.arg_scope
from tensorflow.contrib.framework.python.ops import arg_scope as third
print(callable(first), first is second is third)
""")
    assert result.out == "True True\n", result.err
