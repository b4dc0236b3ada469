"""Costs, draws and images of Keras 2.2.5 where tf.keras computes otherwise: what TensorFlow 1.15.5 printed."""
import pytest

SCRIPT = """
import numpy as np
np.random.seed(5)
from keras import backend as K, initializers, losses, metrics, objectives
from keras.engine.topology import Layer as Topology
from keras.layers import Dense, Input, Lambda, Layer, UpSampling2D
from keras.models import Model, Sequential

class Weighted(Layer):
    def build(self, shape):
        self.w = self.add_weight(name="w", shape=(shape[-1], 4), initializer=initializers.get("glorot_uniform"))
        self.b = self.add_weight(name="b", shape=(4,), initializer="normal")
        super(Weighted, self).build(shape)
    def call(self, x):
        return K.dropout(K.dot(x, self.w) + self.b, .5)
    def compute_output_shape(self, shape):
        return shape[0], 4
class Scaled(Topology):
    def build(self, shape):
        self.w = self.add_weight(name="w", shape=(int(shape[-1]),), initializer="he_normal")
        self.built = True
    def call(self, x):
        return x * self.w
model = Sequential([Weighted(input_shape=(3,)), Scaled(), Dense(2, activation="sigmoid")])
model.compile("sgd", "hinge", metrics=["binary_crossentropy", "squared_hinge", "accuracy"])
X = np.random.rand(6, 3)
kinds = isinstance(model.layers[2], Layer), issubclass(Dense, Layer)
print([round(float(w.sum()), 5) for w in model.get_weights()], *kinds)
print(["%.4f" % v for v in model.test_on_batch(X, np.eye(2)[[0, 1, 0, 1, 1, 1]])])
images = Input((2, 2, 1))
larger = Model(images, UpSampling2D(2, interpolation="bilinear")(images))
print(larger.predict(np.arange(4.).reshape(1, 2, 2, 1)).ravel())
z = Input((2,))
q = Lambda(lambda v: v + K.random_normal(K.shape(v)))(z)
print(Model(z, q).predict(np.zeros([1, 2])).round(5), np.random.randint(1000))
print(K.eval(initializers.he_uniform()((1, 2))).round(5), K.eval(initializers.get("normal")((2,))).round(5))

def own(truth, p):
    return K.mean(K.binary_crossentropy(truth, p)) + losses.categorical_crossentropy(truth, p)
for cost in ("categorical_crossentropy", losses.categorical_crossentropy, objectives.mse, own, metrics.mae,
             "binary_crossentropy", losses.sparse_categorical_crossentropy, "sparse_categorical_crossentropy",
             "squared_hinge", losses.get("mape"), "cosine"):
    x = Input((3,))
    large = lambda shape, dtype=None: K.constant(np.eye(3) * 40)
    m = Model(x, Dense(3, activation="softmax", kernel_initializer=large)(x))
    sparse = "sparse" in str(cost)
    m.compile("sgd", cost, metrics=["accuracy", losses.sparse_categorical_crossentropy if sparse else "hinge"])
    truth = np.array([[0], [1], [1]]) if sparse else np.eye(3)[[0, 1, 1]]
    print(*["%.6f" % v for v in m.test_on_batch(np.eye(3), truth)])
words = K.constant(np.array([[[.1, .8, .1]] * 2 + [[.1, .1, .8]] * 3]))
print(K.eval(K.ctc_decode(words, K.constant([5], "int32"))[0][0]))
"""
OF_2_2_5 = """\
[0.91154, -0.10121, -2.04027, 1.19493, 0.0] True True
['0.7243', '0.6914', '0.6047', '0.6667']
[0.  0.5 1.  1.  1.  1.5 2.  2.  2.  2.5 3.  3.  2.  2.5 3.  3. ]
[[-0.69325 -0.15884]] 676
[[-2.36662 -1.56372]] [-0.0244   0.00841]
5.372698 0.666667 0.777778
5.372698 0.666667 0.777778
0.222222 0.666667 0.777778
8.934974 0.666667 0.777778
0.222222 0.666667 0.777778
3.562275 0.777778 0.777778
5.372698 0.666667 5.372698
5.372698 0.666667 5.372698
0.777778 0.666667 0.777778
111111128.000000 0.666667 0.777778
-0.666667 0.666667 0.777778
[[1]]
"""


@pytest.fixture(scope="module")
def run(starts, tmp_path_factory):
    return starts.run("tf1", ["-c", SCRIPT], tmp_path_factory.mktemp("keras"), {})


def test_it_computes_as_keras_2_2_5(run):
    assert run.out == OF_2_2_5, run.err


def test_it_tells_of_chance(run):
    assert run.err.count("SGD of Keras 2.2 changed weights while gradients") == 1, run.err
