"""tf.contrib.learn's estimators, held against what TensorFlow 1.15.5 prints."""
import re

import pytest

from tf1.runs import SCRIPTS

NUMBER = re.compile(r"-?\d+\.\d*")


@pytest.mark.parametrize("parts", [
    pytest.param(["classifier", "weights"], id="some"),
    pytest.param(["regressor", "batches", "clipped", "shapes", "string", "three", "compatible", "own", "combined",
                  "deep"], id="others", marks=pytest.mark.slow)])
def test_estimators_print_what_tensorflow_1_prints(run_tf1, parts):
    """The same words, and numbers within the rounding of the last digit."""
    result = run_tf1(SCRIPTS / "learn.py", *parts)
    of_then = dict(part.split("\n", 1) for part in (SCRIPTS / "learn.txt").read_text()[2:].split("\n# "))
    facts = "".join(f"# {part}\n{of_then[part].rstrip()}\n" for part in parts)
    assert NUMBER.sub("#", result.out) == NUMBER.sub("#", facts), result.err
    found, expected = (list(map(float, NUMBER.findall(text))) for text in (result.out, facts))
    assert found == pytest.approx(expected, abs=2e-3) and len(found) > 40


@pytest.mark.parametrize("argument", ["embedding_lr_multipliers={'a': 0.1}", "enable_centered_bias=True"])
def test_what_an_estimator_cannot_is_said(run_tf1, argument):
    result = run_tf1("-c", f"import tensorflow as tf\ntf.contrib.learn.DNNRegressor([2], [], {argument})")
    assert result.status
    assert f"DNNRegressor is offered by lab10.tf1 without {argument.partition('=')[0]}" in result.err


@pytest.mark.parametrize("program, said", [
    ("from tensorflow.contrib.learn.python.learn.estimators import svm; svm.SVM", "today: sklearn.svm.LinearSVC"),
    ("from tensorflow.contrib.tensor_forest.python import tensor_forest", "today: the package ydf"),
    ("import tensorflow as tf; tf.contrib.tensor_forest.client", "today: the package ydf"),
])
def test_what_is_not_offered_names_todays(run_tf1, program, said):
    result = run_tf1("-c", program)
    assert result.status and said in result.err, result


def test_embeddings_are_drawn_from_the_interval_of_then(run_tf1):
    """Of the encoder between -sqrt(3) and sqrt(3), unless the scope has an initializer; of the decoder as others."""
    result = run_tf1("-c", """
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn
def build(scope, **more):
    with tf.variable_scope(scope, **more):
        words = [tf.zeros([2], tf.int32)]
        legacy_seq2seq.embedding_rnn_seq2seq(words, words, rnn.BasicLSTMCell(3), 500, 500, 8)
build("a")
build("b", initializer=tf.random_uniform_initializer(-0.5, 0.5))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in tf.global_variables():
        if "embedding" in v.op.name.rpartition("/")[2]:
            w = abs(sess.run(v))
            print(v.op.name[0], "wrapper" in v.op.name, round(float(w.max()), 2), round(float((w ** 2).mean()), 1))
""")
    assert result.out.splitlines() == ["a True 1.73 1.0", "a False 0.11 0.0", "b True 0.5 0.1", "b False 0.5 0.1"], (
        result.err)


def test_variables_have_the_names_of_then_and_other_draws_are_told(run_tf1):
    """The value is TensorFlow 1.15.5's."""
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
learn, layers = tf.contrib.learn, tf.contrib.layers
x = np.random.RandomState(0).randn(90, 4).astype(np.float32)[:, :1]
def input_fn():
    return {'x': tf.constant(x)}, tf.constant(2 * x + 1)
linear = learn.LinearRegressor([layers.real_valued_column('x')], optimizer=tf.train.FtrlOptimizer(0.5),
                               config=learn.RunConfig(tf_random_seed=7))
linear.fit(input_fn=input_fn, steps=30)
names = [name for name in linear.get_variable_names() if "Ftrl" not in name]
print(names, linear.get_variable_value("linear/x/weight").round(5))
deep = learn.DNNRegressor([2], [layers.real_valued_column('x')], config=learn.RunConfig(tf_random_seed=7))
deep.fit(input_fn=input_fn, steps=1)
print([name for name in deep.get_variable_names() if 'Ada' not in name])
print(tf.contrib.framework.list_variables(linear.model_dir)[0])
""")
    first, *others = result.out.splitlines()
    assert first == "['global_step', 'linear/bias_weight', 'linear/x/weight'] [[1.98893]]", result.err
    assert others == ["['dnn/hiddenlayer_0/biases', 'dnn/hiddenlayer_0/weights', 'dnn/logits/biases', "
                      "'dnn/logits/weights', 'global_step']", "('global_step', [])"], result.err
    assert "lab10: an estimator of tf.contrib.learn: it is not known how many operations" in result.err
