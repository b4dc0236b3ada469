"""Estimators of tf.contrib.learn from weights of zero. learn.txt is what TensorFlow 1.15.5 prints for this file.

The names of parts as arguments: only these.
"""
import sys

import numpy as np
import tensorflow as tf
from tensorflow.contrib import learn

tf.logging.set_verbosity(tf.logging.ERROR)
np.set_printoptions(precision=3)
x = np.array([[1.], [2.], [3.], [4.]], np.float32)
y = np.array([0., -1., -2., -3.], np.float32)
two, three = np.array([0, 1, 1, 0]), np.array([0, 1, 2, 0])
column = [tf.contrib.layers.real_valued_column("", dimension=1)]
columns = [tf.contrib.layers.real_valued_column("x")]
sgd = tf.train.GradientDescentOptimizer(0.1)


def show(measured):
    print(" ".join("%s %.4f" % each for each in sorted(measured.items())))


def train(estimator, labels=y, batch_size=None, steps=3, features=x):
    estimator.fit(x=features, y=labels, steps=steps, batch_size=batch_size)
    show(estimator.evaluate(x=features, y=labels, steps=1))
    show(estimator.evaluate(x=features, y=labels, batch_size=3))
    predicted = list(estimator.predict(x))
    print(" ".join("%.4f" % value for value in predicted), type(predicted[0]).__name__)
    return estimator


def weighted():
    return {"x": tf.constant(x), "w": tf.constant([[1.], [2.], [0.], [1.]])}, tf.constant(y)


def model(features, labels, mode):
    print(mode, labels.shape)
    w = tf.get_variable("w", [1], initializer=tf.zeros_initializer())
    predictions = w * tf.cast(features, tf.float32)[:, 0]
    loss = tf.losses.mean_squared_error(labels, predictions)
    step = tf.contrib.framework.get_global_step()
    return predictions, loss, tf.contrib.layers.optimize_loss(loss, step, 0.05, "SGD")


def classifier():
    trained = train(learn.LinearClassifier(column, n_classes=2), two)
    print(np.array(list(trained.predict_proba(x))))
    print([each["logits"] for each in trained.predict(x, outputs=["logits"])])


def compatible():
    for estimator, labels in (learn.LinearClassifier(column, n_classes=2), two), (learn.LinearRegressor(column), y):
        both = learn.SKCompat(estimator).fit(x, labels, steps=2)
        show(both.score(x, labels))
        print(sorted(both.predict(x)), both.predict(x).get("scores"))


def weights():
    regressor = learn.LinearRegressor(columns, weight_column_name="w", optimizer=sgd).fit(input_fn=weighted, steps=3)
    show(regressor.evaluate(input_fn=weighted, steps=2))


def own():
    estimator = learn.Estimator(model).fit(x, y, steps=4)
    show(estimator.evaluate(x, y))
    print(np.array(list(estimator.predict(x))))


def combined():
    for fixed in False, True:
        both = learn.DNNLinearCombinedRegressor(
            linear_feature_columns=columns, dnn_feature_columns=columns, dnn_hidden_units=[2],
            fix_global_step_increment_bug=fixed)
        print(both.fit(input_fn=weighted, steps=6).evaluate(input_fn=weighted, steps=1)["global_step"])


def deep():
    trained = learn.DNNClassifier([3], column, n_classes=2).fit(x, two, steps=2)
    mine = learn.MetricSpec(tf.contrib.metrics.streaming_accuracy, "classes")
    print(sorted(trained.evaluate(x, two, metrics={"mine": mine})))


for name, part in [
        ("regressor", lambda: train(learn.LinearRegressor(column, optimizer=sgd), steps=200)),
        ("batches", lambda: train(learn.LinearRegressor(column, optimizer=sgd), batch_size=3, steps=5)),
        ("clipped", lambda: train(learn.LinearRegressor(column, optimizer=sgd, gradient_clip_norm=0.5), batch_size=3,
                                  steps=5)),
        ("shapes", lambda: train(learn.LinearRegressor(column), features=x.astype(int)[:, 0],
                                 labels=y[:, None].astype(float))),
        ("string", lambda: train(learn.LinearRegressor(column, optimizer="SGD"))),
        ("classifier", classifier), ("three", lambda: train(learn.LinearClassifier(column, n_classes=3), three)),
        ("compatible", compatible), ("weights", weights), ("own", own), ("combined", combined), ("deep", deep)]:
    if name in sys.argv or not sys.argv[1:]:
        print("# " + name)
        part()
