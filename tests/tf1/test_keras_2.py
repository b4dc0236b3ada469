"""`import keras` is Keras 2.2: its optimizers' defaults and steps, and the arguments of Keras 1 that it took."""
from tf1.runs import write


def test_optimizers(run_tf1):
    """By class and by name, where tf.keras has others; two steps of some from a weight of 1, gradient of 2, by hand."""
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
import keras
from keras import backend as K
from keras.optimizers import SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam
for kind in SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam:
    print(kind.__name__, "%.4g" % K.get_value(kind().lr), kind is getattr(keras.optimizers, kind.__name__),
          "%.4g" % K.get_value(keras.optimizers.get(kind.__name__.lower()).lr))
for kind in "adagrad", "adadelta", "adamax", "nadam":
    rates = []
    for layers in keras.layers, tf.keras.layers:
        model = tf.keras.Sequential([layers.Dense(1, input_dim=1)])
        model.compile(kind, "mse")
        rates.append("%.4g" % K.get_value(model.optimizer.lr))
    print(kind, *rates)
print(keras.__version__, "%.4g" % K.get_value(tf.keras.optimizers.Adadelta().lr))
def step(optimizer):
    model = keras.models.Sequential([keras.layers.Dense(1, use_bias=False, kernel_initializer="ones", input_dim=1)])
    model.compile(optimizer, lambda true, predicted: 2 * predicted)
    model.train_on_batch(np.ones([1, 1]), np.ones([1, 1]))
    model.train_on_batch(np.ones([1, 1]), np.ones([1, 1]))
    return "%.5f" % model.get_weights()[0][0, 0]
print(*map(step, ["sgd", "adagrad", "adadelta", Adadelta(decay=1.0), "adamax", "nadam", SGD(0.1, decay=1.0)]))
""")
    rates = {"SGD": "0.01", "RMSprop": "0.001", "Adagrad": "0.01", "Adadelta": "1", "Adam": "0.001", "Adamax": "0.002",
             "Nadam": "0.002"}
    adadelta, at, delta, deltas = 0, 0, 0, []
    for _ in range(2):
        at = 0.95 * at + 0.05 * 4
        update = 2 * (delta + 1e-7) ** 0.5 / (at + 1e-7) ** 0.5
        delta = 0.95 * delta + 0.05 * update ** 2
        deltas.append(update)
        adadelta += update
    *lines, steps = result.out.splitlines()
    assert lines == [f"{name} {rate} True {rate}" for name, rate in rates.items()] + [
        "adagrad 0.01 0.001", "adadelta 1 0.001", "adamax 0.002 0.001", "nadam 0.002 0.001", "2.2.5 0.001"], result.err
    sgd, adagrad, plain, decayed, _, _, decayed_sgd = map(float, steps.split())
    assert abs(sgd - 0.96) < 1e-5 and abs(adagrad - (1 - 0.01 - 0.01 / 2 ** 0.5)) < 1e-5
    assert abs(plain - (1 - adadelta)) < 1e-5 and abs(decayed - (1 - deltas[0] - deltas[1] / 2)) < 1e-5
    assert abs(decayed_sgd - (1 - 0.2 - 0.1)) < 1e-5


def test_arguments_of_keras_1(run_tf1, tmp_path):
    write(tmp_path / "layers.py", """
import numpy as np
import keras, keras.backend as K
from keras.models import Sequential
from keras.layers import Convolution2D, Dense, Dropout, Embedding, Flatten, LSTM, MaxPooling2D
from keras.layers.convolutional import Conv1D, Conv2D
m = Sequential()
m.add(Convolution2D(4, 3, 3, border_mode="same", subsample=(2, 2), dim_ordering="tf", input_shape=(28, 28, 1)))
m.add(Conv2D(4, nb_row=5, nb_col=3))
m.add(Conv2D(4, (2, 2), strides=2))
m.add(Conv2D(4, 1))
m.add(MaxPooling2D((2, 2), border_mode="same"))
print([layer.output_shape for layer in m.layers])
m.add(Dropout(p=0.5))
m.add(Flatten())
m.add(Dense(output_dim=2, init="uniform", bias=False, activation="softmax"))
m.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
h = m.fit(np.zeros((4, 28, 28, 1)), np.eye(2)[[0, 1, 0, 1]], nb_epoch=2, verbose=0, validation_split=0.5)
print(m.output_shape, sorted(h.history), len(h.history["loss"]), type(K.tensorflow_backend._get_available_gpus()))
r = Sequential([Embedding(9, output_dim=5, init="normal", input_length=7), LSTM(output_dim=3, inner_init="orthogonal")])
print(r.output_shape, Sequential([LSTM(3, input_dim=2, input_length=4)]).input_shape,
      Sequential([Conv1D(nb_filter=3, filter_length=2, input_dim=2, input_length=4)]).output_shape)
import tensorflow as tf
print(tf.keras.layers.Conv2D(4, 3, 3).kernel_size, keras.layers.Conv2D(4, 3, 3).kernel_size)
""")
    result = run_tf1("layers.py")
    assert result.out.splitlines() == [
        "[(None, 14, 14, 4), (None, 10, 12, 4), (None, 5, 6, 4), (None, 5, 6, 4), (None, 3, 3, 4)]",
        "(None, 2) ['acc', 'loss', 'val_acc', 'val_loss'] 2 <class 'list'>", "(None, 3) (None, 4, 2) (None, 3, 3)",
        "(3, 3) (3, 3)"], result.err


def test_modules_of_then_are_names_of_keras(run_tf1):
    result = run_tf1("-c", "from keras import initializations, losses, objectives\n"
                           "print(objectives.mse is losses.mse, initializations.Zeros.__name__)")
    assert result.out == "True Zeros\n", result.err


def test_layers_compute_as_those_of_then(run_tf1):
    """Batch normalization's averages and a regularizer of activities; the numbers are those of Keras 2.2.5."""
    result = run_tf1("-c", """
import numpy as np
from keras import regularizers
from keras.models import Sequential
from keras.layers import ActivityRegularization, BatchNormalization, Conv2D, Dense, Flatten, Reshape
X, Y = np.random.RandomState(0).rand(80, 4), np.random.RandomState(1).randint(0, 2, 80)
def run(*layers):
    m = Sequential([*layers, Dense(1, activation="sigmoid", kernel_initializer="ones")])
    m.compile("sgd", "binary_crossentropy")
    m.fit(X, Y, epochs=2, batch_size=20, verbose=0, shuffle=False)
    normal = next(layer for layer in m.layers if "batch" in layer.name)
    print(*np.round([m.evaluate(X, Y, verbose=0), *(w[0] for w in normal.get_weights())], 3), len(normal.get_weights()))
run(Dense(3, input_dim=4, kernel_initializer="ones"), BatchNormalization())
run(Reshape((2, 2, 1), input_shape=(4,)), Conv2D(3, 2, padding="same", kernel_initializer="ones"),
    BatchNormalization(momentum=0.8), Flatten())
m = Sequential([Dense(2, input_dim=3, kernel_initializer="ones", activity_regularizer=regularizers.l1(0.01)),
                ActivityRegularization(l2=0.1), Dense(1, kernel_initializer="zeros")])
m.compile("sgd", "mse")
print(round(float(m.train_on_batch(np.ones((4, 3)), np.zeros((4, 1)))), 4), m.predict_proba(np.ones((2, 3))).shape)
""")
    assert result.out.splitlines() == ["1.509 0.967 0.003 1.991 0.326 4", "2.714 0.929 0.018 1.094 0.52 4",
                                       "7.44 (2, 1)"], result.err


def test_layers_are_named_from_1_on(run_tf1):
    """As by Keras 2.2.5; tf.keras counts its own, from 0 on."""
    result = run_tf1("-c", """
import tensorflow as tf
from keras.layers import BatchNormalization, Bidirectional, Dense, Input, LSTM, Layer, add, concatenate
from keras.layers.merge import dot
from keras.models import Model, Sequential
inside = tf.keras.layers.Dense(1)
class MyOwn(Layer):
    def call(self, x):
        return x
model = Sequential([Dense(3, input_dim=2), Dense(4), BatchNormalization(), MyOwn(), Dense(5, name="last")])
print([layer.name for layer in model.layers], model.get_layer("dense_1").units, inside.name)
a, b = Input((3,)), Input((3,))
merged = [add([a, b]), concatenate([a, b], axis=1), dot([a, b], 1)]
print([layer.name for layer in Model([a, b], merged).layers])
print(Bidirectional(LSTM(2)).forward_layer.name, model.weights[0].name)
""")
    assert result.out.splitlines() == [
        "['dense_1', 'dense_2', 'batch_normalization_1', 'my_own_1', 'last'] 3 dense",
        "['input_1', 'input_2', 'add_1', 'concatenate_1', 'dot_1']", "forward_lstm_1 dense_1/kernel:0"], result.err


def test_metrics_of_batches(run_tf1):
    """train_on_batch knows nothing of the training before; what a callback gets for a batch is told."""
    result = run_tf1("-c", """
import numpy as np
from keras.callbacks import Callback
from keras.layers import Dense
from keras.models import Sequential
class Batches(Callback):
    def on_batch_end(self, batch, logs={}):
        pass
m = Sequential([Dense(1, activation="sigmoid", input_dim=2, kernel_initializer="ones", trainable=False)])
m.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
x, y = np.ones([6, 2]), np.array([1, 1, 1, 0, 0, 0])
for callbacks in [], [Batches()], [Batches()]:
    m.fit(x, y, batch_size=2, verbose=0, callbacks=callbacks)
    print(m.train_on_batch(x[:2], y[:2])[1], m.test_on_batch(x[4:], y[4:])[1])
def batches():
    while True:
        yield x[:2], y[:2]
        yield x[4:], y[4:]
print(m.fit_generator(batches(), 2, 1, verbose=0).history["acc"])
""")
    assert result.out == 3 * "1.0 0.0\n" + "[0.5]\n", result.err
    assert [line for line in result.err.splitlines() if line.startswith("lab10: ")] == [
        "lab10: on_batch_end of Keras' callbacks: metrics but the loss are means since the epoch began; in Keras 2.2 "
        "they were those of the batch"], result.err
