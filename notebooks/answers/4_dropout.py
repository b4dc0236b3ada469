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
# # 4. Depth and dropout: answers
#
# Answers to the exercises of [the notebook](../4_dropout.ipynb). The trainings here are short, on 5,000 images. The
# results for 55,000 images come from the records of the [study](../../lab10/study/README.md). About five minutes on two
# cores.

# %%
import numpy
from matplotlib import pyplot as plt

from lab10 import deep_dropout_keep_prob, evaluation, input_data, plots, study, training
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
# ## 1. Which `keep_prob`?
#
# We train with four values, three seeds each, for 30 epochs on 5,000 images. A `keep_prob` of 1 drops nothing. Each
# training has its own graph and starts from new weights. This does the same as
# `sess.run(tf.global_variables_initializer())`, but with the seed that we want.

# %%
few = {}
for value in (1.0, 0.9, 0.7, 0.5):
    few[value] = {}
    for seed in range(SEED, SEED + 3):
        tf.reset_default_graph()
        tf.set_random_seed(seed)
        mnist = input_data.load(DATA, one_hot=True, validation_size=55_000)
        model = deep_dropout_keep_prob.build()
        (keep_prob,) = model.train_feed
        model = model._replace(train_feed={keep_prob: value})
        options = Options(seed=seed, epochs=EPOCHS, quiet=True, loop="xla", train_accuracy=True)
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            history = training.train(sess, model, mnist, 30, deep_dropout_keep_prob.batch_size, options)
            validation = evaluation.accuracy(sess, model, mnist.validation)
            few[value][seed] = record(options, history, evaluation.accuracy(sess, model, mnist.test), seconds=0)
        print(f"keep_prob {value}, seed {seed}: {100 * history.training_score.accuracy:6.2f} % of the training, "
              f"{100 * validation.accuracy:.2f} % of the validation images", flush=True)

# %% [markdown]
# The gap is the accuracy on the training images minus that on the test images. First the gaps, then the test
# accuracies, each compared with a `keep_prob` of 1:

# %%
for value, by_seed in few.items():
    gaps = list(study.values(by_seed, "gap").values())
    print(f"keep_prob {value}: gap {numpy.mean(gaps):.2f} ± {numpy.std(gaps, ddof=1):.2f} points")
print("\n" + study.table({f"keep_prob {value}": by_seed for value, by_seed in few.items()}))

# %% [markdown]
# The mean gaps of the four values differ by no more than the gaps of a single value do from seed to seed. All four end
# with nearly all training images right. Which would you choose? The validation images give no answer: the accuracies of
# the four overlap. So do the accuracies on the test images. It is possible that one of the three intervals does not
# contain zero. But with three seeds, the three differences are close together by chance more often than you would
# think, and there were three comparisons. Three seeds and 30 epochs decide little here.
#
# ## 2. Less data
#
# How much does dropout gain on 5,000 images, and how much on 55,000? The first number comes from the trainings above
# (30 epochs), the second from the study's records (50 epochs). Each is the difference by seed, with its 95 % interval.

# %%
many = study.runs("deep_dropout_keep_prob"), study.runs("deep_xavier", epochs=50)


def gain(dropout, without):
    """Dropout's gain in points, by seed."""
    return study.difference(study.values(dropout), study.values(without))


gains = {"5,000 training images": gain(few[0.7], few[1.0]), "55,000 training images": gain(*many)}
for name, found in gains.items():
    print(f"{name:22} dropout's gain {found.mean:+.2f} ({found.low:+.2f} to {found.high:+.2f}), n {found.n}")

# %% [markdown]
# Less data means more overfitting: the gap above is more than five points. You would expect dropout to gain more there,
# but these runs do not show it. The interval for 5,000 images is wide and contains zero: both a gain of half a point
# and a loss are possible. This does not mean that dropout does not help. To know more, train with more seeds, and
# longer: 30 epochs of 5,000 images are only 1,500 steps.
#
# ## 3. A small network
#
# `xavier_sgd_dropout` against `xavier_sgd`, from the records, and then all three gains in one picture.

# %%
small = {name: study.runs(name) for name in ("xavier_sgd", "xavier_sgd_dropout")}
print(study.table(small))

gains["256 units a layer,\n55,000 training images"] = gain(small["xavier_sgd_dropout"], small["xavier_sgd"])
figure, axes = plt.subplots(figsize=(7, 2.2), layout="constrained")
for y, (name, found) in enumerate(gains.items()):
    axes.errorbar(found.mean, y, xerr=[[found.mean - found.low], [found.high - found.mean]], fmt="o", capsize=4,
                  color=plots.COLORS[0])
axes.axvline(0, color="black", linewidth=0.8)
axes.set_yticks(range(len(gains)), gains)
axes.set(xlabel="dropout's gain, with its 95 % interval (points)", ylim=(2.5, -0.5))
axes.grid(axis="x", alpha=0.3)
plt.show()

# %% [markdown]
# Look at the interval in each line: if it does not touch zero, the gain is more than chance. Do the two networks with
# 55,000 images gain the same? Compare their intervals: if they overlap much, these seeds do not show which gain is
# larger. (The two also differ in their optimizer and in their epochs.) With three seeds, the interval itself depends on
# luck: three differences can lie close together by chance.
