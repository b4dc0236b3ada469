# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2. Where the weights begin: answers
#
# Answers to the exercises of [the notebook](../2_weights.ipynb). Each training has one seed. McNemar's test compares
# two networks on the same test images: it counts the images that only one of them gets right. Three to four minutes on
# two cores.

# %%
import inspect
from pathlib import Path

import numpy
from matplotlib import pyplot as plt

from lab10 import evaluation, input_data, plain_nn, plots, study, xavier_adam
from lab10.options import Options
from lab10.runs.record import record
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = None  # None: each network's own number; 2 for a quick look
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## 1. He's initialisation

# %%
source = inspect.getsource(xavier_adam).replace("glorot_uniform_initializer", "initializers.he_uniform")
Path("he.py").write_text(source)
import he

options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla")
runs = {}
for name, network in {"xavier_adam": xavier_adam, "he": he}.items():
    print(name, end=": ", flush=True)
    runs[name] = {SEED: record(options, *network.run(options), seconds=0)}
print("\n" + study.table(runs))

# %% [markdown]
# This one run does not decide it, whatever its `p` is. McNemar's test compares these two trained networks only, not the
# two kinds of weights: with another seed, the other network may be ahead. The records of the
# [study](../../lab10/study/README.md) have more seeds on MNIST. (`he_adam` draws from a normal distribution of the same
# variance.)

# %%
print(study.table({name: study.runs(name) for name in ("xavier_adam", "he_adam")}))

# %% [markdown]
# If the interval contains zero, these runs do not show which weights are better with two hidden layers. What about
# twenty? The cell builds twenty layers of 256 units, without any training. It measures how much the output of a unit
# changes from image to image: the standard deviation over 1000 images, averaged over the units of the layer.

# %%
images = input_data.load(DATA).test.images[:1000]
variances = {"Xavier": lambda inputs, outputs: 2 / (inputs + outputs), "He": lambda inputs, outputs: 2 / inputs}
figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
for name, variance in variances.items():
    generator = numpy.random.RandomState(SEED)
    L, spreads = images, []
    for layer in range(20):
        W = generator.normal(0, variance(L.shape[1], 256) ** 0.5, [L.shape[1], 256])
        L = numpy.maximum(L @ W + generator.normal(size=256), 0)
        spreads.append(L.std(axis=0).mean())
    print(f"{name:6} layer 1: {spreads[0]:.3f}, layer 2: {spreads[1]:.3f}, layer 20: {spreads[-1]:.2g}")
    axes.plot(range(1, 21), spreads, **plots.looks(variances)[name], marker=".", label=name)
axes.set(xlabel="layer", ylabel="standard deviation over the images", yscale="log", xticks=range(2, 21, 2))
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# With Xavier's weights, each layer passes on about 0.7 of the difference between images: ReLU halves the mean square,
# and the weights do not compensate for this. In the second layer the loss is small. In the twentieth, all images look
# nearly the same, and the last layer can hardly tell them apart. With He's weights most of the difference remains. So
# the weights matter more if there are more layers. [Notebook 5](../5_deep.ipynb) trains such networks.
#
# ## 2. N(0,1), but narrower
#
# The copy has a variable `stddev`. We set it before each run, so we do not need to load the copy again.

# %%
source = inspect.getsource(plain_nn)
for shape in ("[784, 256]", "[256, 256]", "[256, 10]"):
    source = source.replace(f"tf.random_normal({shape})", f"tf.random_normal({shape}, stddev=stddev)")
Path("shrunk.py").write_text(source)
import shrunk

shrunken = {"xavier_adam": runs["xavier_adam"]}
for stddev in (0.3, 0.1, 0.05, 0.02):
    shrunk.stddev = stddev
    print(f"stddev {stddev}", end=": ", flush=True)
    history, score = shrunk.run(options)
    print(f"    cost of the first epoch {history.costs[0]:.3f}, of the last {history.costs[-1]:.4f}")
    shrunken[f"stddev {stddev}"] = {SEED: record(options, history, score, seconds=0)}
print("\n" + study.table(shrunken))

# %% [markdown]
# At 0.3 it is still clearly worse. At 0.1 and below, the differences are a few tenths of a point at most. Two seeds of
# one network can differ by as much: the records above show it. So a `p` below 0.05 proves nothing here. (With four
# comparisons, the probability that chance alone gives at least one such `p` is almost one in five.) Xavier's weights
# have standard deviations of 0.044, 0.063 and 0.087 in the three layers. So what counts is the size of the weights, not
# the formula, and it need not be exact.
#
# ## 3. Time
#
# We train `plain_nn` for 100 epochs in place of 15, and measure its accuracy every five epochs.

# %%
accuracies = plots.Curves("test accuracy (%)", log=False)
mnist = input_data.load(DATA, one_hot=True)


def accuracy(sess, model, history):
    return 100 * evaluation.accuracy(sess, model, mnist.test).accuracy


line = accuracies.line("plain_nn", accuracy)


def watch(sess, model, history):
    if EPOCHS or len(history.costs) % 5 == 0:
        line(sess, model, history)


options = Options(seed=SEED, epochs=EPOCHS or 100, data=DATA, predict=0, quiet=True, loop="xla", watch=watch)
long = record(options, *plain_nn.run(options), seconds=0)
print(*(f"epoch {epoch}: cost {long['costs'][epoch - 1]:.2g}"
        for epoch in (1, 2, 5, 10, 15, 20, 50, 100) if epoch <= len(long["costs"])), sep=", ")
print("\n" + study.table({"xavier_adam": runs["xavier_adam"], "plain_nn": {SEED: long}}))

# %% [markdown]
# It gets closer: the accuracy still rises slowly, and the cost still falls. But after 100 epochs, this run is still
# behind `xavier_adam` after 15 epochs, and the difference is larger than chance. The notebook shows why it is so slow:
# in 15 epochs, weights of size 1 moved by about a tenth of their size.
