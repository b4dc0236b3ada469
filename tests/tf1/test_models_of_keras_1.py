"""What programs for Keras 1 and 2.0 give to models, layers and scikit-learn, as Keras 2.2.5 took it."""
import pytest

SCRIPT = """
import numpy as np
from keras import backend as K
from keras.engine.topology import Layer
from keras.layers import BatchNormalization, Dense, Embedding, Input, LSTM, SeparableConv2D, core, merge
from keras.layers.merge import add
from keras.models import Model, Sequential
from keras.utils import multi_gpu_model
a, b = Input((4,)), Input((4,))
ones = np.ones([2, 4])
model = Model(input=[a, b], output=[merge([a, b], mode=mode) for mode in ("sum", "mul", "concat", "ave", "max", "dot")]
              + [merge([a, b], mode=lambda given: given[0] - given[1], output_shape=(4,)), merge.add([a, b])])
print([float(each[0].sum()) for each in model.predict([ones, 3 * ones])], merge.concatenate is not None)

class Weighted(Layer):
    def build(self, input_shape):
        self.w = self.add_weight((input_shape[-1],), initializer="ones", name="{}_W".format(self.name))
        self.b = self.add_weight((1,), "ones", name="b")
        self.c = self.add_weight("c", (1,), initializer="ones")
        super().build(input_shape)
    def call(self, x):
        return x * self.w + self.b + self.c
weighted = Sequential([Weighted(input_shape=(4,), name="mine"), BatchNormalization(mode=0, axis=1)])
print(weighted.predict(ones)[0].round(2), [w.op.name.split("/")[-1] for w in weighted.layers[0].weights])
print(LSTM(2, forget_bias_init="one").unit_forget_bias, Embedding(3, 2, dropout=0.5).output_dim, core.Dense is Dense,
      SeparableConv2D(4, 3, 3, init="ones").depthwise_initializer.__class__.__name__)

def batches(size=None):
    while True:
        yield ones, np.ones([2, 1])
m = Sequential([Dense(1, input_dim=4)])
m.compile("sgd", "mse")
class Sized:
    batch_size = 5
    def __next__(self):
        return ones, np.ones([2, 1])
    def __iter__(self):
        return self
seen = []
from keras.callbacks import LambdaCallback
count = LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(count.params["steps"]))
for generator in batches(), Sized():
    m.fit_generator(generator, samples_per_epoch=10, nb_epoch=1, verbose=0, callbacks=[count])
print(seen, m.evaluate_generator(batches(), val_samples=2) >= 0)

from keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
def build(units=3, outputs=2):
    made = Sequential([Dense(units, input_dim=4, activation="relu"), Dense(outputs, activation="softmax")])
    made.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return made
x, y = np.random.RandomState(0).rand(20, 4), np.arange(20) % 2
pipeline = Pipeline([("s", StandardScaler()), ("m", KerasClassifier(build_fn=build, epochs=1, verbose=0))])
pipeline.fit(x, y + 5)
print(sorted(set(pipeline.predict(x)) | {5, 6}), pipeline.predict_proba(x).shape)
print(len(cross_val_score(KerasClassifier(build, epochs=1, verbose=0), x, np.eye(2)[y], cv=2)))
search = GridSearchCV(KerasClassifier(build, epochs=1, verbose=0), {"units": [3]}, cv=2).fit(x, y)
print(list(search.best_params_), search.best_estimator_.model.layers[0].units == 3)
def line():
    made = Sequential([Dense(1, input_dim=4)])
    made.compile("sgd", "mse")
    return made
regressor = KerasRegressor(line, nb_epoch=2, verbose=0)
regressor.fit(x, y)
print(regressor.predict(x).shape, regressor.score(x, y) < 0)
try:
    KerasClassifier(build, unknown=1)
except ValueError as error:
    print(error)
multi_gpu_model(m, 2)
"""


@pytest.fixture(scope="module")
def run(starts, tmp_path_factory):
    return starts.run("tf1", ["-c", SCRIPT], tmp_path_factory.mktemp("keras"), {})


def test_models_and_layers(run):
    assert run.out.splitlines()[:4] == [
        "[16.0, 12.0, 16.0, 8.0, 12.0, 12.0, -8.0, 16.0] True", "[3. 3. 3. 3.] ['mine_W', 'b', 'c']",
        "True 2 True Ones", "[10, 2] True"], run.err
    assert "keras.utils.multi_gpu_model is not offered by lab10.tf1; today" in run.err.splitlines()[-1]


def test_scikit_learn(run):
    assert run.out.splitlines()[4:] == ["[5, 6] (20, 2)", "2", "['units'] True", "(20,) True",
                                        "unknown is not a legal parameter"], run.err
