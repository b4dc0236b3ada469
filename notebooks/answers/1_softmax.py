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
# # 1. One layer: answers
#
# Answers to the exercises of [the notebook](../1_softmax.ipynb). Another kind of processor prints slightly different
# numbers here too. Two to three minutes on two cores.

# %%
import inspect
from pathlib import Path

import numpy

from lab10 import evaluation, input_data, plots, softmax, study, training
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
# ## 1. Start from zeros
#
# We train both networks with three seeds. Then the cell prints the comparison that `python -m lab10.study` prints: the
# difference by seed, and its 95 % interval. (`loop="xla"` is faster.)

# %%
source = inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")
Path("zeros.py").write_text(source)
import zeros

runs, W1 = {"softmax": {}, "zeros": {}}, {}
for name, network in {"softmax": softmax, "zeros": zeros}.items():
    def watch(sess, model, history):
        W1[name] = sess.run(tf.trainable_variables()[0])

    for seed in range(SEED, SEED + 3):
        options = Options(seed=seed, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla", watch=watch)
        print(name, seed, end=": ", flush=True)
        runs[name][seed] = record(options, *network.run(options), seconds=0)
print("\n" + study.table(runs))

# %% [markdown]
# The interval lies above zero: starting from zeros is better, by about one point. The seed still decides the biases and
# the order of the batches, but no longer the weights. The accuracies of both differ about equally from seed to seed.
# Here are the weights of the last seed:

# %%
never = (input_data.load(DATA).train.stored_images == 0).all(axis=0)
for name, W in W1.items():
    print(f"{name:8} size of the weights: {W[never].std():.2f} for the {never.sum()} pixels that never have ink, "
          f"{W[~never].std():.2f} for the others")
plots.weights(W1, titles=range(10))

# %% [markdown]
# The margin is white now. A pixel that never has ink keeps its weight of 0: it no longer votes. The templates inside
# the ring are clearer, because no noise covers them.
#
# Why do zeros do no harm here? Each of the ten units has a label of its own, so the first step already moves them in
# ten directions. In a network with ReLU layers whose weights and biases are all 0, every hidden unit gives 0 for every
# image, no gradient reaches any weight, and only the last layer's biases learn.
#
# ## 2. Pixels in another order
#
# We draw the order once, and it is the same for each image. We use `zeros`, so that the first weights are the same with
# both orders of the pixels.

# %%
order = numpy.random.RandomState(SEED).permutation(784)


def train(network, batch_size, shuffled=False):
    """Return the training.History, evaluation.Score, weights, and the first test images."""
    tf.reset_default_graph()
    tf.set_random_seed(SEED)
    mnist = input_data.load(DATA, one_hot=True)
    if shuffled:
        for data_set in mnist:
            data_set.stored_images = data_set.stored_images[:, order]
    model = network.build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        options = Options(epochs=EPOCHS, quiet=True, loop="xla")
        history = training.train(sess, model, mnist, network.training_epochs, batch_size, options)
        score = evaluation.accuracy(sess, model, mnist.test)
        return history, score, sess.run(tf.trainable_variables()[0]), mnist.test.images[:5]


W, costs, images = {}, {}, {}
for name, shuffled in {"in order": False, "shuffled": True}.items():
    history, score, W[name], images[name] = train(zeros, zeros.batch_size, shuffled)
    print(f"{name}: cost of the first epoch {history.costs[0]:.6f}, of the last {history.costs[-1]:.6f}; {score}")
plots.digits(images["shuffled"], ["?"] * 5)

# %% [markdown]
# You cannot read these images, but the network learns them as well as before: the costs agree to the last printed
# digit, and the same number of images is wrong. Its weights are the old weights in the new order:

# %%
W["put back"] = numpy.empty_like(W["shuffled"])
W["put back"][order] = W["shuffled"]
print(f"size of the weights: {W['in order'].std():.3f}; the weights that were put back differ by at most "
      f"{abs(W['put back'] - W['in order']).max():.1g}")
plots.weights(W, titles=range(10))

# %% [markdown]
# The remaining difference is rounding: a sum in another order has other last digits. So this network knows nothing
# about neighbouring pixels: it only adds up votes, and a sum does not depend on the order. (With N(0,1) weights, the
# shuffled pixels would get other random weights, as with another seed.) The networks of the next notebooks are fully
# connected too, and know no more about neighbours. `lab10.cnn` does use neighbouring pixels.
#
# ## 3. Small batches and large ones
#
# One seed each, compared on the same test images.

# %%
sizes = {}
for batch_size in (100, 10, 1000):
    history, score, *_ = train(softmax, batch_size)
    steps = len(history.costs) * (input_data.load(DATA).train.num_examples // batch_size)
    print(f"batches of {batch_size:4}: {steps:6} steps, cost {history.costs[-1]:.3f}, "
          f"{sum(history.epoch_seconds):.0f} s")
    sizes[f"batches of {batch_size}"] = {SEED: record(Options(seed=SEED), history, score, seconds=0)}
print("\n" + study.table(sizes))

# %% [markdown]
# With batches of 10, an epoch has ten times as many steps as with batches of 100; with batches of 1000, it has a tenth
# as many. A step of Adam is about equally long with each of them. So with batches of 1000 there were too few steps: the
# cost is still twice that of batches of 100. Batches of 10 give the lowest cost. But on the test images, this run shows
# no difference between batches of 10 and of 100, and batches of 10 took several times as long. To know more, use more
# seeds, and give each batch size the same time in place of the same number of epochs.
