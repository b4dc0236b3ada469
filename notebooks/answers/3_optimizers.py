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
# # 3. The optimizer: answers
#
# Answers to the exercises of [the notebook](../3_optimizers.ipynb). Where other seeds are compared, the figures come
# from the records of the [study](../../lab10/study/README.md), which are runs on MNIST. About four minutes on two
# cores.

# %%
import inspect
from pathlib import Path

from matplotlib import pyplot as plt

from lab10 import evaluation, input_data, plots, study, xavier_adam_high_lr, xavier_sgd
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
# ## 1. Gradient descent's own best rate
#
# We choose settings on the validation images, which no training sees. The test images are only for the end. The cell
# prints both accuracies, for one seed.

# %%
mnist = input_data.load(DATA, one_hot=True)
curves = plots.Curves()
curves.figure.axes[0].set_ylim(1e-4, 10)
validation = {}
for rate in (0.01, 0.03, 0.1, 0.3, 1.0):
    xavier_sgd.learning_rate = rate
    line = curves.line(f"{rate:g}")

    def watch(sess, model, history):
        line(sess, model, history)
        validation[rate] = evaluation.accuracy(sess, model, mnist.validation)

    print(f"{rate:4}", end=": ", flush=True)
    options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla", watch=watch)
    history, _ = xavier_sgd.run(options)
    print(f"      cost of the first epoch {history.costs[0]:.3g}, of the last {history.costs[-1]:.2g}; "
          f"on the validation images {validation[rate].accuracy:.4f}")
xavier_sgd.learning_rate = 0.1

# %% [markdown]
# At 0.01 and 0.03 the training is just too slow: after 30 epochs the cost is still high. At 0.3 the cost is lowest, and
# the accuracy on the validation images is highest. But on 5,000 validation images, the difference of two such
# accuracies has a standard error of about 0.26 points. The accuracies at 0.3 and at 0.1 differ by less. So this one run
# does not decide between the two.
#
# At 1 it fails even with Xavier's weights. The first steps are so long that the numbers leave the range of float32: the
# cost is nan from the first epoch on, and has no line in the picture. (With another seed, or on another processor, the
# numbers may stay inside that range. Then the cost stays at 2.30, because the units are dead and every image gets the
# same answer.) So the rate at which it fails lies between 0.3 and 1.
#
# ## 2. Let Adam's rate fall
#
# The rate is 0.01 in the beginning and falls by a fifth in each epoch of 550 steps. The other three costs come from
# the study's records, for the seed 777.

# %%
decay_rate = "tf.train.exponential_decay(0.01, tf.train.get_or_create_global_step(), 550, 0.8)"
source = inspect.getsource(xavier_adam_high_lr)
source = source.replace("learning_rate=learning_rate", f"learning_rate={decay_rate}")
source = source.replace("minimize(cost)", "minimize(cost, global_step=tf.train.get_or_create_global_step())")
Path("decay.py").write_text(source)
import decay

options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla")
history, score = decay.run(options)

costs = {"decay": history.costs}
for name in ("xavier_sgd", "xavier_adam", "xavier_adam_high_lr"):
    costs[name] = study.runs(name)[777]["costs"]
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for name, line in costs.items():
    axes.plot(range(1, len(line) + 1), line, **plots.looks(costs)[name], marker=".", label=name)
    print(f"{name:20} last cost {line[-1]:.5f}")
axes.set(xlabel="epoch", ylabel="cost (mean of the epoch)", yscale="log")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# Yes. In the first epochs, the long steps lower the cost as fast as Adam at 0.001 does. Then the steps get shorter. The
# cost does not stay high, as it does with a constant rate of 0.01: it falls below the cost of all others. On the test
# images the advantage is small: this one run is clearly better than Adam at a constant 0.01, but does not show that it
# is better than gradient descent (see the next answer). A cost near 0 on the training images only says that the network
# has learned them by heart.
#
# ## 3. Over the seeds
#
# The records contain several seeds of both networks. You can train ten of each yourself with `python -m lab10.study
# xavier_sgd xavier_adam --seeds 10`, which prints what you see here.

# %%
both = {name: study.runs(name) for name in ("xavier_sgd", "xavier_adam")}
print(study.table(both))
study.picture({name: list(study.values(by_seed).values()) for name, by_seed in both.items()})

# %% [markdown]
# `sd` shows how wide each group is. The last line shows the mean of the differences, seed by seed, with its interval.
# Compare this mean with `sd`: if the two means are no further apart than single runs of one group, then a single run of
# each, as in the notes, cannot say which is better. If the interval contains zero, the verdict is *not decided*. This
# is a result too: if there is a difference, it is too small to be seen with this many seeds. If the interval does not
# contain zero, one of the two is better on average; look how far the two groups overlap: a single run of each may still
# say the opposite. (`xavier_sgd` trains for 30 epochs, `xavier_adam` for 15.)
