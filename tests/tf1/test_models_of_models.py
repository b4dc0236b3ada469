"""A Keras model whose layers are models, and a draw after a confusion matrix: what TensorFlow 1.15.5 gave."""
import json

import pytest

from tf1.runs import write

PROGRAM = """
import json

import numpy as np
import tensorflow as tf
from keras.layers import Dense
from keras.models import Sequential

np.random.seed(3)
seeds = []
for classes in (None, 2):
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        tf.confusion_matrix([1, 0], [1, 1], classes)
        tf.random_normal([2])
        seeds += [each.get_attr("seed2") for each in graph.get_operations() if each.type == "RandomStandardNormal"]
inner = Sequential([Dense(4, activation="relu", input_shape=(3,))])
outer = Sequential([inner, Sequential([Dense(2, activation="softmax", input_shape=(4,))])])
outer.compile("adagrad", "categorical_crossentropy")
x = np.random.rand(50, 3)
y = np.eye(2)[(x.sum(1) > 1.5).astype(int)]
losses = outer.fit(x, y, epochs=3, batch_size=10, verbose=0).history["loss"]
print(json.dumps([seeds, [float(loss) for loss in losses]]))
"""
SEEDS, LOSSES = [67, 110], [0.662495, 0.654811, 0.652917]


def test_models_of_models_and_confusion_matrices(run_tf1, tmp_path):
    result = run_tf1(write(tmp_path / "program.py", PROGRAM))
    assert result.status == 0, result.err
    seeds, losses = json.loads(result.out)
    assert seeds == SEEDS
    assert losses == pytest.approx(LOSSES, rel=1e-4)  # 0.01 as a name's rate: tf.keras has 0.001, and falls slower
