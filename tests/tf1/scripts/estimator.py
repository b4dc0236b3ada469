# tf.estimator: a model function of one's own, and a canned classifier
import numpy as np
import tensorflow as tf

mnist = tf.contrib.learn.datasets.load_dataset("mnist")


def model_fn(features, labels, mode, params):
    net = tf.layers.dense(features["x"], 32, activation=tf.nn.relu)
    net = tf.layers.dropout(net, 0.2, training=mode == tf.estimator.ModeKeys.TRAIN)
    logits = tf.layers.dense(net, 10)
    predictions = {"classes": tf.argmax(logits, 1), "probabilities": tf.nn.softmax(logits)}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode=mode, predictions=predictions)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    train_op = tf.train.AdamOptimizer(params["rate"]).minimize(loss, tf.train.get_global_step())
    metrics = {"accuracy": tf.metrics.accuracy(labels, predictions["classes"])}
    return tf.estimator.EstimatorSpec(mode, predictions, loss, train_op, eval_metric_ops=metrics)


def inputs(data, **options):
    labels = data.labels.astype(np.int32)
    return tf.estimator.inputs.numpy_input_fn({"x": data.images}, labels, batch_size=50, **options)


def main(unused_argv):
    columns = [tf.feature_column.numeric_column("x", shape=[784])]
    # without the hook that counts steps: it reads the step before or after its update, and at times warns of that
    config = tf.estimator.RunConfig(log_step_count_steps=None)
    for classifier in (tf.estimator.Estimator(model_fn, "model", config, params={"rate": 0.01}),
                       tf.estimator.DNNClassifier([32], columns, "canned", n_classes=10, config=config)):
        classifier.train(inputs(mnist.train, num_epochs=None, shuffle=True), steps=40)
        result = classifier.evaluate(inputs(mnist.test, num_epochs=1, shuffle=False))
        predicted = list(classifier.predict(inputs(mnist.test, num_epochs=1, shuffle=False)))
        print(result["global_step"], result["accuracy"] > 0.4, len(predicted), predicted[0]["probabilities"].shape)


if __name__ == "__main__":
    tf.app.run()
