"""Keras 2.2.5 beside TensorFlow 1.15.5: with NumPy's seed, the same weights, dropout and order of the images."""
import ast

import numpy

WEIGHTS = """
import numpy as np
from keras.models import Sequential
from keras.layers import *

def weights(*layers):
    np.random.seed(7)
    print([round(float(part.sum()), 4) for part in Sequential(layers).get_weights()], np.random.randint(1000))
weights(Conv1D(4, 3, input_shape=(4, 3)), Dropout(0.3), Flatten(), Dense(2, kernel_initializer="he_normal"))
weights(LSTM(5, input_shape=(4, 3), dropout=0.2, recurrent_dropout=0.1))
weights(Embedding(20, 4, input_length=5), Bidirectional(GRU(3)))
weights(GaussianNoise(0.1, input_shape=(4,)), Dense(3, kernel_initializer="orthogonal"))
"""
ORDER = """
import numpy as np
import {keras} as keras
np.random.seed(0)
model = keras.models.Sequential([keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros", input_dim=1)])
model.compile(keras.optimizers.SGD(lr=0.0), "mse")
class Seen(keras.callbacks.Callback):
    def on_batch_end(self, batch, logs=None):
        print(int(round(float(logs["loss"]) ** 0.5)), end=" ")
X = np.arange(8.0).reshape(-1, 1)
model.fit(X, X[:, 0], batch_size=1, epochs=3, verbose=0, callbacks=[Seen()], validation_data=(X, X[:, 0]))
"""
TRAINED = """
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.optimizers import SGD
np.random.seed(0)
X = np.random.randn(64, 8).astype(np.float32)
model = Sequential([Dense(16, activation="tanh", input_dim=8), Dropout(0.5), Dense(1)])
model.compile(SGD(lr=0.0), "mse")  # with another, two runs of TensorFlow 1.15.5 differ themselves
print(model.fit(X, X.sum(1), batch_size=16, epochs=3, verbose=0).history["loss"])
"""
FIRST_WEIGHTS = ["[-0.9007, 0.0, 1.8433, 0.0] 211", "[-2.701, -4.2431, 5.0] 864",
                 "[-0.2351, 1.4115, -2.9767, 0.0, 0.217, -0.3906, 0.0] 654", "[3.037, 0.0] 512"]
COSTS = [12.55476427078247, 12.273363828659058, 12.184131860733032]


def test_first_weights(run_tf1):
    result = run_tf1("-c", WEIGHTS)
    assert result.out.splitlines() == FIRST_WEIGHTS, result.err
    assert "orthogonal weights" in result.err and result.err.count("signs depend") == 1
    without = run_tf1("-c", WEIGHTS.replace("np.random.seed(7)", "pass"))
    assert (without.status, without.err) == (0, "")


def test_the_order_of_the_images(run_tf1):
    alone, within = (run_tf1("-c", ORDER.format(keras=keras)).out for keras in ("keras", "tensorflow.keras"))
    assert alone == "6 2 1 7 3 0 5 4 2 5 7 4 6 3 1 0 3 7 4 6 0 2 1 5 "
    assert within == "6 2 1 7 3 0 5 4 5 2 3 4 7 0 6 1 4 5 1 6 3 2 0 7 "  # another loop, of TensorFlow's own


def test_costs_with_dropout(run_tf1):
    result = run_tf1("-c", TRAINED)
    assert numpy.allclose(ast.literal_eval(result.out), COSTS, rtol=1e-5), result
