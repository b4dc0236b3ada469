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
# # 4. Depth and dropout
#
# **Five layers in place of three, and units that are switched off at random while the network trains: does either
# of these help? And what happens when dropout is left on at test time?**
#
# You will see how a deep network overfits, what dropout changes about that, and what dropout does to predictions. You
# will also see its two spellings, `keep_prob` and `rate`. About five minutes on two cores, and more than eight where
# TensorFlow has no oneDNN.

# %%
import difflib
import inspect

import numpy
from matplotlib import pyplot as plt

from lab10 import (deep_dropout_keep_prob, deep_dropout_rate, deep_xavier, evaluation, input_data, plots, training,
                   xavier_adam)
from lab10.options import Options
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = None  # None: each network's own number; 2 for a quick look
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## What dropout is
#
# After each hidden layer, dropout keeps each output with probability `keep_prob`, here 0.7, and sets the others to 0.
# It divides the outputs that it keeps by 0.7, so that the mean stays the same. It chooses again for every image and
# every step. The graph needs one line for each layer, and a placeholder, so that dropout can be on in training and off
# in testing. Here is the deep network, and then what dropout adds to it:

# %%
print(inspect.getsource(deep_xavier.build))


# %%
def difference(one, other):
    sources = [inspect.getsource(network.build).splitlines() for network in (one, other)]
    print("\n".join(difflib.unified_diff(*sources, one.__name__, other.__name__, n=0, lineterm="")))


difference(deep_xavier, deep_dropout_keep_prob)

# %% [markdown]
# ## Two spellings
#
# Since TensorFlow 1.13 there is another argument, `rate`: the share that is dropped, 1 - `keep_prob`. Below you see the
# costs of the first five steps with each spelling.
#
# **Guess first.** Both begin with the same seed. Will the costs agree in all digits, in some, or in none? *Your guess:*

# %%
difference(deep_dropout_keep_prob, deep_dropout_rate)

# %%
for network in (deep_dropout_keep_prob, deep_dropout_rate):
    with tf.Graph().as_default(), tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=1)) as sess:
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = network.build()
        sess.run(tf.global_variables_initializer())
        train_epoch = training.fed_epoch(sess, model, mnist.train, network.batch_size)()
        costs = [cost for cost, _ in zip(train_epoch, range(5))]
    print(*(f"{cost:.9f}" for cost in costs), network.__name__)

# %% [markdown]
# The costs differ from the first step on, although both spellings mean the same. Only the random numbers differ. If a
# random operation has no seed of its own, TensorFlow takes one from its place in the graph: the number of operations
# before it. Turning a `keep_prob` into a rate adds operations. So these are two runs with different first weights and
# masks. If we give the operations a seed, both spellings drop the same units:

# %%
with tf.Graph().as_default(), tf.Session() as sess:
    ones = tf.ones([1, 16])
    for dropped in (tf.nn.dropout(ones, keep_prob=0.7, seed=1), tf.nn.dropout(ones, rate=0.3, seed=1)):
        print(*(f"{value:.2f}" for value in sess.run(dropped)[0]))

# %% [markdown]
# ## Depth, and overfitting
#
# We train three networks for 50 epochs: the three-layer network of the last notebooks; the deep network, whose hidden
# layers are also twice as wide (512 units); and the deep network with dropout. The pictures show their costs and, every
# five epochs, two accuracies: on 10,000 of the training images, and on the 10,000 test images, which the networks never
# see in training. The gap between the two accuracies is *overfitting*. (`loop="xla"` compiles a whole epoch: it is
# faster, and the last digits differ.)
#
# **Guess first.** Which of the three will have the highest accuracy on the training images, and which on the test
# images? *Your guess:*

# %%
epochs = EPOCHS or deep_dropout_keep_prob.training_epochs
mnist = input_data.load(DATA, one_hot=True)
seen = mnist.train.images[:10000], mnist.train.labels[:10000]
unseen = mnist.test.images, mnist.test.labels
costs = plots.Curves()
on_seen = plots.Curves("accuracy on training images (%)", log=False)
on_unseen = plots.Curves("accuracy on test images (%)", log=False)
scores = {}


def accuracy(images, labels):
    def value(sess, model, history):
        return 100 * (evaluation.predict(sess, model, images) == labels.argmax(axis=1)).mean()
    return value


def watch(name):
    cost = costs.line(name)
    accuracies = on_seen.line(name, accuracy(*seen)), on_unseen.line(name, accuracy(*unseen))

    def grow(*state):
        cost(*state)
        if EPOCHS or len(state[-1].costs) % 5 == 0:
            for line in accuracies:
                line(*state)
    return grow


for name, network in {"xavier_adam": xavier_adam, "deep_xavier": deep_xavier}.items():
    options = Options(seed=SEED, epochs=epochs, data=DATA, predict=0, quiet=True, loop="xla", watch=watch(name))
    print(name, end=": ", flush=True)
    history, scores[name] = network.run(options)

tf.reset_default_graph()
tf.set_random_seed(SEED)
mnist = input_data.load(DATA, one_hot=True)
model = deep_dropout_keep_prob.build()
sess = tf.Session()
sess.run(tf.global_variables_initializer())
options = Options(epochs=epochs, quiet=True, loop="xla", watch=watch("deep_dropout_keep_prob"))
history = training.train(sess, model, mnist, epochs, deep_dropout_keep_prob.batch_size, options)
scores["deep_dropout_keep_prob"] = evaluation.accuracy(sess, model, mnist.test)
print("deep_dropout_keep_prob:", scores["deep_dropout_keep_prob"])

# %%
plots.accuracies(scores)

# %% [markdown]
# Compare with your guess, and with the bars.
#
# One run shows no gain from depth and width. All three networks learn their training images almost by heart, with
# dropout and without. How far is the network with dropout ahead of the other two on the test images? Even if the
# difference is more than twice its standard error (1.4 times the bar), it comes from one run with one seed for each
# network. The ten points of a curve are no further evidence: they belong to the same run. The study trains these
# networks with more seeds: its [table](../lab10/study/README.md#what-the-notes-claim-and-what-holds) says what is
# decided. The gap between the two accuracies is smaller with dropout, but it is still there: dropout does not cure
# overfitting. (The accuracies are measured with dropout off. The cost is measured with dropout on, and so it stays
# higher.)
#
# ## Dropout left on
#
# What happens if you feed 0.7 into the placeholder in testing too? Then each run uses another random part of the
# network. (In the notes' code this mistake is easy: you only have to use the `feed_dict` of the training in the test.)
#
# **Guess first.** How many mistakes will there be with dropout left on: the same number, one and a half times as many,
# ten times as many? And if 20 such runs vote? *Your guess:*

# %%
images, labels = mnist.test.images, mnist.test.labels.argmax(axis=1)
left_on = model._replace(test_feed=model.train_feed)
runs = [evaluation.predict(sess, left_on, images) for _ in range(20)]
wrong = [int((run != labels).sum()) for run in runs]

off = evaluation.predict(sess, model, images)
votes = numpy.array([numpy.bincount(column, minlength=10) for column in numpy.stack(runs).T])
together = int((votes.argmax(axis=1) != labels).sum())

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(wrong, bins=10, color=plots.COLORS[1], label="dropout left on: 20 runs")
axes.axvline((off != labels).sum(), color=plots.COLORS[0], label="dropout off")
axes.axvline(together, color=plots.COLORS[2], linestyle="--", label="the 20 runs vote")
axes.set(xlabel=f"wrong of {len(labels)} test images", ylabel="runs")
figure.legend(loc="outside upper center", ncols=3)
plt.show()

# %% [markdown]
# Compare with your guess.
#
# With dropout left on, the network makes about one and a half times as many mistakes. (If you see only one line in the
# picture, the two lines are at the same place.) But the runs make different mistakes: the majority vote of the runs is
# about as good as the network with dropout off. There is a reason: because outputs are divided by `keep_prob`, the
# whole network gives about the average of its random parts. Note 004 says that an ensemble needs many models. Dropout
# is a cheap ensemble.
#
# ## What is still wrong
#
# Here are ten of the images that the network gets wrong. For these ten, the fewest of the 20 runs gave the right
# answer.

# %%
wrong = numpy.flatnonzero(off != labels)
hardest = wrong[votes[wrong, labels[wrong]].argsort()[:10]]
plots.digits(images[hardest], labels[hardest], off[hardest])

# %%
plots.confusion(labels, off)

# %% [markdown]
# ## Exercises
#
# Try them first, then read the [answers](answers/4_dropout.ipynb).
#
# 1. Train with a `keep_prob` of 0.5 and of 0.9: `(keep_prob,) = model.train_feed` gives you the placeholder, and
#    `model._replace(train_feed={keep_prob: 0.5})` the model to train. Run `sess.run(tf.global_variables_initializer())`
#    before each training. Which value gives the smallest gap, and which would you choose? (Choose on the validation
#    images, `mnist.validation`. Each training takes minutes; with fewer images, as in the next exercise, less than
#    one.)
# 2. Dropout with less data: `input_data.load(DATA, validation_size=55_000)` leaves 5,000 images for training. Train the
#    deep network on them with dropout and without (a `keep_prob` of 1). Does dropout gain more there?
# 3. `xavier_sgd_dropout` has 256 units in each hidden layer, and the same dropout rate. Compare it with `xavier_sgd`
#    over a few seeds: does a small network gain as much?
