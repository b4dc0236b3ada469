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
# # 7. The frontier: answers
#
# Answers to the exercises of [the notebook](../7_frontier.ipynb). Four to five minutes on two cores.

# %%
import importlib
import inspect
import sys
from dataclasses import replace
from pathlib import Path

import numpy
from matplotlib import pyplot as plt

from lab10 import batch_norm_noise, evaluation, ladder, plots, study
from lab10.options import Options
from lab10.study import report
from lab10.study.claims import Series
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = 2
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## 1. How much noise
#
# Each copy is a file, and is imported. `data="validation"` trains on 55,000 images and tests on the other 5,000.


# %%
def copy(network, name, *changes):
    """Import a copy of the network's file in which each (old, new) of the changes is made."""
    source = inspect.getsource(network)
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    Path(f"{name}.py").write_text(source)
    sys.path[:0] = [] if "" in sys.path else [""]
    importlib.invalidate_caches()
    return importlib.import_module(name)


HELD_OUT = "validation" if DATA is None else DATA
options = Options(data=HELD_OUT, epochs=EPOCHS, loop="xla", seed=SEED, quiet=True, predict=0)
errors = {}
for noise in (0.1, 0.3, 0.5, 1.0):
    network = copy(batch_norm_noise, f"noise_{int(10 * noise)}", ("noise: 0.5", f"noise: {noise}"))
    print(f"noise {noise}: ", end="")
    _, score = network.run(options)
    errors[noise] = 100 - 100 * score.accuracy

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.plot(list(errors), list(errors.values()), "o-", color=plots.COLORS[0])
axes.set(xlabel="standard deviation of the noise in the layers", ylabel="wrong, of the held-out images (%)")
axes.grid(alpha=0.3)
plt.show()

# %% [markdown]
# In these runs of two epochs, less noise gives fewer mistakes, and 1.0 is far behind; one seed does not decide between
# 0.1 and 0.3. But this is not yet the answer. With noise a network learns more slowly, and two epochs are too few to
# see its advantage: in the notebook, too, `batch_norm_noise` was behind `batch_norm` at first, but after the study's
# 100 epochs it is ahead. After 60 epochs, noise of 0.5 was no worse than 0.3 (44 and 46 held-out images wrong, with one
# seed; see the table of trials on the study's page). Compare settings after as many epochs as you will train.
#
# ## 2. Which costs
#
# The lines of the denoising costs begin with `cost +=`. The first of them is the image's.

# %%
COSTS = [line for line in inspect.getsource(ladder).splitlines(keepends=True) if line.startswith("    cost +=")]
scores = {}
for name, left_out in {"all_costs": [], "no_image_cost": COSTS[:1], "only_image_cost": COSTS[1:]}.items():
    print(f"{name}: ", end="")
    _, scores[name] = copy(ladder, name, *((line, "") for line in left_out)).run(options)
plots.accuracies(scores)

# %% [markdown]
# In these runs the network with the cost of the image alone differs from the one with all costs by a few images. This
# does not show that the two are equal: with one seed and two epochs, you would not see a small difference. Without the
# cost of the image more images are wrong, but one run of each does not decide that either. In the paper, after 150
# epochs, 0.59 % are wrong with the cost of the image alone and 0.57 % with all.
#
# ## 3. Where a pixel lies

# %%
shuffled = copy(batch_norm_noise, "shuffled",
                ("import tensorflow", "import numpy\nimport tensorflow"),
                ("    Y = tf.placeholder",
                 "    X1 = tf.gather(X, numpy.random.RandomState(1).permutation(784), axis=1)\n    Y = tf.placeholder"),
                ("L0 = X + 0.6", "L0 = X1 + 0.6"),
                ("P1 = tf.matmul(X, W1)", "P1 = tf.matmul(X1, W1)"))
scores = {}
for seed in (SEED, SEED + 1):
    for name, network in {"batch_norm_noise": batch_norm_noise, "shuffled": shuffled}.items():
        print(f"{name}, seed {seed}: ", end="")
        _, scores[f"{name} {seed}"] = network.run(replace(options, seed=seed))
plots.accuracies(scores)

# %% [markdown]
# The network is as good as before, as far as these runs show: with the same seed, it differs by a few images at most,
# about as much as another seed changes. Each unit of the first layer has its own weight for each pixel. So shuffling
# the pixels is the same as shuffling the rows of W1. At first these are random numbers, and their order does not
# matter.
#
# A convolutional network goes over the image with small filters. After the shuffling, the pixels under a filter come
# from anywhere in the image, and what it learns at one place is useless at another.
#
# ## 4. Hard for all

# %%
runs = report.that_learned(study.runs())


def wrong(series):
    """Which images each run of the series gets wrong: bool [runs, images]."""
    return numpy.array([evaluation.read_mistakes(record["mistakes"]) != evaluation.RIGHT
                        for record in runs[series].values()])


of_ladder = wrong(Series("ladder"))
hard = of_ladder.mean(axis=0) > 0.5
shares = {series.network: (wrong(series)[:, hard].mean(), wrong(series)[:, ~hard].mean())
          for series in runs if series != Series("ladder")}
figure, axes = plt.subplots(figsize=(7, 5), layout="constrained")
axes.plot([100 * share for share, _ in shares.values()], list(shares), "o", color=plots.COLORS[1],
          label=f"the {hard.sum()} images")
axes.plot([100 * share for _, share in shares.values()], list(shares), "s", color=plots.COLORS[0],
          label="all other images")
axes.set(xlabel="wrong (%)", xlim=(0, 100))
axes.grid(alpha=0.3)
figure.legend(loc="outside upper center", ncols=2)
plt.show()
print(f"the runs of the other networks get {100 * numpy.mean([share for share, _ in shares.values()]):.0f} % of the "
      f"{hard.sum()} images wrong, on average")

# %% [markdown]
# Yes. Every network gets more than half of these images wrong. Of the other images, only `softmax` and `plain_nn` get
# more than one in twenty wrong. So an image is hard mostly because of the image itself, not because of the network. The
# two convolutional networks, `cnn` and `split_merge`, do best: they know which pixels are neighbours, and that helps
# with a few of these images. `batch_norm` and `batch_norm_noise` get few images wrong, but they get these hard images
# wrong as often as the notes' networks do. They have the same encoder as the ladder, and make the same mistakes.
