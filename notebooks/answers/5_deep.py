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
# # 5. Deep networks: answers
#
# Answers to the exercises of [the notebook](../5_deep.ipynb). About five minutes on two cores. If a result has only
# one seed, the text says so.

# %%
import inspect
from pathlib import Path

import numpy

from lab10 import deep_relu, deep_sigmoid, evaluation, input_data, plots, study, training
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
# ## 1. Is it the optimizer?
#
# The first cell measures how far the first 100 steps move the weights of the first layer and of the last. The second
# cell trains with Adam, with one seed.

# %%
source = inspect.getsource(deep_sigmoid).replace("GradientDescentOptimizer", "AdamOptimizer")
Path("sigmoid_adam.py").write_text(source.replace("learning_rate = 0.1", "learning_rate = 0.001"))
import sigmoid_adam

for network in (deep_sigmoid, sigmoid_adam):
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = network.build()
        sess.run(tf.global_variables_initializer())
        weights = tf.trainable_variables()[0], tf.trainable_variables()[-2]
        before = sess.run(weights)
        for _ in zip(range(100), training.fed_epoch(sess, model, mnist.train, network.batch_size)()):
            pass
        moved = [numpy.abs(now - then).mean() for now, then in zip(sess.run(weights), before)]
    print(f"{network.__name__.removeprefix('lab10.'):12} moved W1 by {moved[0]:.2g}, W9 by {moved[1]:.2g}")

# %%
curves = plots.Curves()
options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla",
                  watch=curves.line("sigmoid_adam"))
history, score = sigmoid_adam.run(options)
print("cost of each epoch:", *(f"{cost:.3f}" for cost in history.costs))

# %% [markdown]
# It learns. With gradient descent, a small gradient makes a small step, so W1 hardly moves while W9 does. Adam divides
# the gradient of each weight by its size in the last steps. So a tiny gradient makes as large a step as any other
# gradient: W1 moved more than W9.
#
# The gradient still vanishes, but it is not zero, and its direction is useful. So the optimizer is another cure, which
# the lecture does not name. The accuracy of this run is below that of all runs of `deep_relu` in the study's records,
# which use gradient descent.
#
# ## 2. How deep may sigmoids be?
#
# One seed, and `deep` as in the notebook.


# %%
def deep(layers, share, activation=tf.nn.relu):
    """deep_relu with so many hidden layers and weights N(0,1) / √(inputs / share). share 1: Xavier's; 2: He's."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    L, inputs = X, 784
    for _ in range(layers):
        W = tf.Variable(tf.random_normal([inputs, 256]) / (inputs / share) ** 0.5)
        L, inputs = activation(tf.matmul(L, W) + tf.Variable(tf.zeros([256]))), 256
    W = tf.Variable(tf.random_normal([inputs, 10]) / (inputs / share) ** 0.5)
    hypothesis = tf.matmul(L, W) + tf.Variable(tf.zeros([10]))
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=deep_relu.learning_rate).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train)


def train(model, mnist, epochs, watch=None):
    """Train `model`, of the default graph, and return the History and the Score."""
    options = Options(epochs=EPOCHS or epochs, quiet=True, loop="xla", watch=watch)
    with tf.Session(config=training.session_config(options)) as sess:
        sess.run(tf.global_variables_initializer())
        history = training.train(sess, model, mnist, epochs, 100, options)
        return history, evaluation.accuracy(sess, model, mnist.test)


curves = plots.Curves()
for layers in range(1, 7):
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        history, score = train(deep(layers, 1, tf.sigmoid), mnist, 8, curves.line(f"{layers} hidden"))
    print(f"{layers} hidden layer{'s' * (layers > 1)}: {score}")

# %% [markdown]
# With each further layer, the cost stays at ln 10 longer before it falls: one epoch with three hidden layers, five
# epochs with four. With five and with six layers, eight epochs are not enough. More epochs may be enough. None of the
# deeper networks is better than the network with a single hidden layer. The lecture says the same about deep networks
# of sigmoids.
#
# ## 3. Weights four times as large
#
# One seed.

# %%
curves = plots.Curves()
for share in (1, 16):
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = deep(8, share, tf.sigmoid)
        gradients = tf.gradients(model.cost, [tf.trainable_variables()[0], tf.trainable_variables()[-2]])
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            first, last = sess.run(gradients, {model.X: mnist.train.images[:1000], model.Y: mnist.train.labels[:1000]})
        print(f"N(0,1) times {share ** 0.5:.0f} / √inputs: gradient of W1 / gradient of W9: "
              f"{numpy.abs(first).mean() / numpy.abs(last).mean():.2g}", end=", ")
        history, score = train(model, mnist, 8, curves.line(f"times {share ** 0.5:.0f}"))
    print(score)

# %% [markdown]
# About 2,500 times more of the gradient reaches W1, and the network learns. It has the same eight layers of sigmoids
# and the same gradient descent, and no RBM. So the problem was not the sigmoid alone, but the sigmoid with weights that
# suit another function. This is He's idea again: his √2 compensates for the half that ReLU sets to zero, and our 4
# compensates for the slope of the sigmoid.
#
# ## 4. Do He's weights still gain at the end?
#
# `deep_relu` and its copy, for 10 epochs in place of 15, to save time.

# %%
source = inspect.getsource(deep_relu)
for inputs in (784, 256):
    source = source.replace(f" / {inputs} ** 0.5", f" / ({inputs} / 2) ** 0.5")
Path("he_relu.py").write_text(source)
import he_relu

runs = {"deep_relu": {}, "he_relu": {}}
for name, network in {"deep_relu": deep_relu, "he_relu": he_relu}.items():
    for seed in range(SEED, SEED + 3):
        options = Options(seed=seed, epochs=EPOCHS or 10, data=DATA, predict=0, quiet=True, loop="xla")
        print(name, seed, end=": ", flush=True)
        runs[name][seed] = record(options, *network.run(options), seconds=0)
    print("    cost by seed, first epoch:", *(f"{run['costs'][0]:.3f}" for run in runs[name].values()),
          " last:", *(f"{run['costs'][-1]:.4f}" for run in runs[name].values()))
print("\n" + study.table(runs))

# %% [markdown]
# After 10 epochs, three seeds no longer show a difference. In the first epoch He's cost is about 0.6 of Xavier's, with
# every seed; at the end the interval of the difference in accuracy contains zero. This does not mean that the two are
# equal: the difference may be any value in the interval. To make the interval narrower you need more seeds: `python -m
# lab10.study deep_relu he_relu.py --seeds 10`.
