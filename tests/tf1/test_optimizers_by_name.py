"""Optimizers that a name or a configuration stands for: each step was taken by TensorFlow 1.15.5 and Keras 2.2.5."""
import ast

STEPS = {  # where eight steps take a weight of 1, by what the optimizer was given as
    "'adagrad', tf.keras": 0.99555, "T.get('adagrad'), tf.keras": 0.99555, "T.Adagrad(0.001), tf.keras": 0.99567,
    "T.Adagrad.from_config(T.Adagrad(0.1).get_config()), tf.keras": 0.63602,
    "'adagrad', keras": 0.95601, "K.adadelta(), keras": 0.98797, "K.rmsprop(), keras": 0.985,
    "K.deserialize({'class_name': 'Adadelta', 'config': {}}), keras": 0.98797,
    "K.get({'class_name': 'Adagrad', 'config': {'lr': 0.1}}), keras": 0.62412,
    # Keras 2.2 clips by the norm of all gradients together, tf.keras by that of each
    "K.SGD(0.1, clipnorm=0.3), keras": 0.92876, "T.SGD(0.1, clipnorm=0.3), tf.keras": 0.9065,
    "K.SGD(0.1, clipnorm=0.0), keras": 0.62574, "K.SGD(0.1, clipvalue=0.1), keras": 0.92,
    "K.TFOptimizer(tf.train.GradientDescentOptimizer(0.1)), keras": 0.62574,
}


def test_steps(run_tf1):
    result = run_tf1("-c", f"""
import numpy as np
import tensorflow as tf
import keras
K, T = keras.optimizers, tf.keras.optimizers
X, Y = np.random.RandomState(0).rand(8, 3), np.random.RandomState(1).rand(8, 2)
found = dict()
for text in {list(STEPS)}:
    optimizer, package = eval(text)
    model = package.models.Sequential([package.layers.Dense(2, input_dim=3, kernel_initializer="ones")])
    model.compile(optimizer, "mse")
    model.fit(X, Y, batch_size=4, epochs=4, shuffle=False, verbose=0)
    found[text] = round(float(model.get_weights()[0][0, 0]), 5)
print(found)
""")
    assert ast.literal_eval(result.out) == STEPS, result.err
