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
# # 6. Seeds
#
# **One network reaches 98.0 %, another 97.8 %. With another seed it is the other way round. Which of these effects are
# real?**
#
# This notebook trains nothing. The study has trained the lab's networks with several seeds, and has kept a record of
# each run. From these records you will draw the picture of the front page, step by step. You will see two networks that
# differ, and two that cannot be told apart. Then you check the notes' claims, and compare two networks of your own
# choice. This takes half a minute. (The study may add records. So the text gives few numbers: the cells print them.)

# %%
import itertools

import numpy
from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.colors import ListedColormap

from lab10 import evaluation, input_data, study
from lab10.plots import COLORS, colors
from lab10.runs.networks import networks
from lab10.study import claims, comparison, pictures, report, side_by_side, tables
from lab10.study.claims import Series

# %matplotlib inline

# %% tags=["parameters"]
DATA = None  # for the images at the end. None: MNIST if it can be had; "digits": no images
SEED = 777  # of the runs in the first picture: 777, 778 or 779

# %% [markdown]
# ## The records
#
# A record says with which settings a network was trained, what its cost was after each epoch, and which of the 10,000
# test images it got wrong in the end. Here is one, and then how many runs there are of each network. `--epochs` marks a
# network that was trained longer than its file says.

# %%
runs = study.runs()
for key, value in runs[Series("xavier_adam")][SEED].items():
    print(f"{key}: {str(value)[:80]}")
print()
for series, by_seed in runs.items():
    print(f"{str(series):28} seeds {min(by_seed)} to {max(by_seed)}, {len(by_seed)} runs")

# %% [markdown]
# ## One seed
#
# This is what a note shows: one run of each network.

# %%
accuracies = {series: study.values(by_seed) for series, by_seed in runs.items()}
SHOWN = ["xavier_adam", "xavier_adam_high_lr", "he_adam", "deep_xavier", "xavier_sgd", "xavier_sgd_dropout"]
shown = [accuracy for name in SHOWN for accuracy in accuracies[Series(name)].values()]


def rows(seeds=None, means=False):
    figure, axes = plt.subplots(figsize=(7, 2.8), layout="constrained")
    for y, name in enumerate(SHOWN):
        by_seed = accuracies[Series(name)]
        values = [by_seed[seed] for seed in seeds or by_seed]
        axes.plot(values, [y] * len(values), "o", color=colors(SHOWN)[name], alpha=0.5)
        if means:
            mean, _, low, high, _ = comparison.summary(values)
            axes.errorbar(mean, y + 0.25, xerr=[[mean - low], [high - mean]], fmt="|", color="black", capsize=3)
    axes.set(xlabel="test accuracy (%)", yticks=range(len(SHOWN)), yticklabels=SHOWN, ylim=(len(SHOWN) - 0.4, -0.6),
             xlim=(min(shown) - 0.3, max(shown) + 0.3))
    axes.grid(axis="x", alpha=0.3)
    plt.show()


rows(seeds=[SEED])

# %% [markdown]
# It is tempting to read an order from left to right. But the seed only decides the first weights and the order of the
# batches. It does not make a network better or worse. Here is the order that each of three seeds gives, the best first:
#
# **Guess first.** Will the three orders be the same? How many of the six will keep their place? *Your guess:*

# %%
for seed in (777, 778, 779):
    order = sorted(SHOWN, key=lambda name: -accuracies[Series(name)][seed])
    print(seed, *(f"{name} {accuracies[Series(name)][seed]:.2f}" for name in order), sep="  ")

# %% [markdown]
# How many kept their place?
#
# ## All seeds, then their means
#
# With all seeds each network is a cloud of points.

# %%
rows()

# %% [markdown]
# The mean of a cloud is known more precisely than a single point. The bar is the 95 % interval of the mean (Student's
# t): if you make many such intervals, 19 of 20 contain the mean of infinitely many seeds. With more seeds the interval
# becomes narrower; the cloud does not. (These networks have five or ten seeds. With only three, the bar is always wider
# than the cloud: three points say little about where the mean is.)

# %%
rows(means=True)

# %% [markdown]
# The picture of the front page is made in this way. It shows the notes' networks; the next picture shows all networks
# of the lab, and the accuracies that notes and papers printed. On its axis, the distance from 90 % to 99 % is the same
# as from 0 % to 90 %: each time, one tenth of the mistakes remains. So the axis gives more room to the last points,
# which are the hardest to gain.

# %%
own = {name: accuracies[Series(name)] for name in networks() if Series(name) in accuracies}
study.picture({name: list(by_seed.values()) for name, by_seed in own.items()})

# %% [markdown]
# ## Two kinds of chance
#
# Chance does not come from the seeds alone. The 10,000 test images were picked from all digits that people write, and
# other digits would have given another accuracy. If a run gets a share p of the images right, its standard error is √(p
# (1 - p) / 10,000): this is the square in the picture. The circle is the standard deviation over the seeds. It shows
# how much another seed changes the accuracy on the same images. (`report.that_learned` chooses the networks that get
# more than 90 % right with every seed. The others did not learn, with some seeds or with all.)
#
# **Guess first.** Which is larger for most networks: chance from the images, or chance from the seeds? *Your guess:*

# %%
taught = report.that_learned(runs)
learned = {series.network: study.values(by_seed) for series, by_seed in taught.items()}
by_images, by_seeds = {}, {}
for name, by_seed in learned.items():
    mean, by_seeds[name], *_ = comparison.summary(list(by_seed.values()))
    by_images[name] = 100 * (mean / 100 * (1 - mean / 100) / 10000) ** 0.5

figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
axes.plot(list(by_images.values()), list(by_images), "s", color=COLORS[1], label="from the images (standard error)")
axes.plot(list(by_seeds.values()), list(by_seeds), "o", color=COLORS[0], label="from the seeds (standard deviation)")
axes.hlines(list(learned), 0, [max(by_images[name], by_seeds[name]) for name in learned], color="black", alpha=0.1)
axes.set(xlabel="chance (points)", xlim=(0, None))
axes.invert_yaxis()
figure.legend(loc="outside upper center", ncols=2)
plt.show()
more = sum(by_images[name] > by_seeds[name] for name in learned)
print(f"chance from the images is larger for {more} of {len(learned)} networks; the median of seeds / images is "
      f"{numpy.median([by_seeds[name] / by_images[name] for name in learned]):.2f}")

# %% [markdown]
# Compare the printed line with your guess.
#
# A single run has both kinds of chance. If you compare two networks on the same images, chance from the images becomes
# smaller: an image that is hard for one is often hard for the other. Chance from the seeds becomes smaller with more
# seeds. The verdicts of the study hold for these 10,000 images.
#
# ## Two networks that differ
#
# Both networks were trained with the same seeds, so they got the batches in the same order. So we compare them by seed.
# On the left, a line joins the two runs with the same seed. On the right are the differences, with the 95 % interval of
# their mean. If the whole interval lies on one side of zero, the study says *higher* or *lower*; otherwise it says *not
# decided*.


# %%
def compare(first, second, quantity="accuracy"):
    """Draw two Series by seed, and print their difference."""
    values = [study.values(runs[series], quantity) for series in (first, second)]
    seeds = [seed for seed in values[0] if None not in (values[0][seed], values[1].get(seed))]
    mean, _, low, high, n = found = study.difference(*values)
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained", width_ratios=[3, 2])
    own = list(colors([str(first), str(second)]).values())
    for seed in seeds:
        left.plot([values[0][seed], values[1][seed]], [0, 1], color="grey", alpha=0.5, zorder=1)
        left.scatter([values[0][seed], values[1][seed]], [0, 1], color=own)
        right.plot(values[0][seed] - values[1][seed], 0, "o", color="grey", alpha=0.5)
    left.set(yticks=[0, 1], yticklabels=[str(first), str(second)], ylim=(1.5, -0.5), xlabel=quantity)
    right.axvline(0, color="black", linestyle="--", linewidth=0.8)
    if low is not None:
        right.errorbar(mean, 0.3, xerr=[[mean - low], [high - mean]], fmt="|", color="black", capsize=3)
    right.set(yticks=[], ylim=(1, -1), xlabel="difference, by seed")
    plt.show()
    interval = "no interval" if low is None else f"{low:+.3g} to {high:+.3g}"
    verdict = {1: "higher", 0: "not decided", -1: "lower"}[comparison.side(found)]
    print(f"{first} - {second}: {mean:+.3g} ({interval}), n {n}: {verdict}")


compare(Series("xavier_adam"), Series("plain_nn"))

# %% [markdown]
# If a difference is much larger than the spread of the points, one run of each network shows it too, and you need no
# interval.
#
# ## Two that cannot be told apart
#
# The cell compares all pairs of networks. Of the pairs that are *not decided*, it takes the one with the most seeds.

# %%
differences = {(first, second): study.difference(own[first], own[second])
               for first, second in itertools.permutations(own, 2)}
open_pairs = [pair for pair, found in differences.items() if found and found.n > 1 and not comparison.side(found)]
alike = max(open_pairs, key=lambda pair: (differences[pair].n, differences[pair].mean))
compare(*map(Series, alike))

# %% [markdown]
# *Not decided* does not mean that the two are equal. It means that these seeds do not show which is better: the
# difference may be zero, or any other value in the interval. More seeds may decide it. But one thing is known: a
# difference far outside the interval is unlikely.
#
# The next picture compares all pairs of networks.
#
# **Guess first.** For what share of the pairs will the verdict be *not decided*? *Your guess:*

# %%
names = list(own)
sides = numpy.full((len(names), len(names)), numpy.nan)  # stays so on the diagonal, which is left white
for (first, second), found in differences.items():
    sides[names.index(first), names.index(second)] = comparison.side(found) if found else 0
figure, axes = plt.subplots(figsize=(8, 7), layout="constrained")
axes.imshow(sides, cmap=ListedColormap([COLORS[1], "lightgrey", COLORS[0]]), vmin=-1, vmax=1)
axes.set_xticks(range(len(names)), names, rotation=90)
axes.set_yticks(range(len(names)), names)
for color, word in zip((COLORS[0], COLORS[1], "lightgrey"), ("row is higher", "row is lower", "not decided")):
    axes.plot([], [], "s", color=color, label=word)
figure.legend(loc="outside upper center", ncols=3)
plt.show()
print(f"not decided: {len(open_pairs) // 2} of {len(differences) // 2} pairs")

# %% [markdown]
# Compare the printed line with your guess.
#
# So many comparisons have a price. If two networks are truly equal, one interval in twenty still does not contain zero,
# by chance. If you look at all pairs and report only the coloured ones, some of your results are chance. So the study
# chooses its questions first, the claims of the notes, and reports every answer. (The diagonal is white: no network is
# compared with itself.)
#
# ## If there is only one seed
#
# Then you can still compare the two trained networks on the same images. Images that both get right, or both get wrong,
# say nothing. If the two were equally good, each would get about half of the other images right. McNemar's test checks
# this. Here are its results for both pairs, seed by seed.


# %%
def right(network, seed):
    return evaluation.read_mistakes(runs[Series(network)][seed]["mistakes"]) == evaluation.RIGHT


for first, second in (("xavier_adam", "plain_nn"), alike):
    print(f"{first} against {second}")
    for seed in sorted(own[first].keys() & own[second].keys()):
        only_first, only_second, p = comparison.mcnemar(right(first, seed), right(second, seed))
        print(f"  {seed}: only the first is right for {only_first:3} images, only the second for {only_second:3}; "
              f"p = {p:.2g}")

# %% [markdown]
# If p is below 0.05, chance from the images hardly explains the difference. But the test compares these two trained
# networks only. It does not compare the two methods: a lucky seed may be the reason too. Do the seeds of the second
# pair agree? A single run cannot answer the notes' questions.
#
# ## The notes' claims
#
# The study turns each claim into one or more comparisons, and the records decide them. The last claims come from papers
# that go beyond the notes.
#
# **Guess first.** How many of these claims will hold? *Your guess:*

# %%
width = max(len(claim.note) for claim in claims.CLAIMS)
for verdict in (claims.HOLDS, claims.DOES_NOT_HOLD, claims.NOT_DECIDED, claims.NOT_MEASURED):
    having = [claim for claim in claims.CLAIMS if claim.verdict(runs) == verdict]
    print(f"{verdict.upper()}: {len(having)} of {len(claims.CLAIMS)}")
    for claim in having:
        print(f"    {claim.note:{width}}  {claim.says.en}")

# %% [markdown]
# How many did you expect to hold? Take one that surprises you, and read in the [study's
# table](../lab10/study/README.md#what-the-notes-claim-and-what-holds) what was compared.
#
# The picture shows the differences in accuracy, each with its interval: blue is higher, orange is lower, grey is not
# decided. The axis is logarithmic on both sides; between -0.1 and 0.1 it is linear.

# %%
figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
labels = []
for claim in claims.CLAIMS:
    for one in claim.comparisons:
        found = one.measured(runs)
        if found and all(side.quantity.__name__ == "accuracy" for side in one.sides):
            color = {1: COLORS[0], 0: "grey", -1: COLORS[1]}[comparison.side(found)]
            axes.plot([found.low, found.high], [len(labels)] * 2, color=color, linewidth=2)
            axes.plot(found.mean, len(labels), "o", color=color)
            labels.append(f"{one.first.series} - {one.second.series}")
axes.axvline(0, color="black", linewidth=0.8)
axes.set_xscale("symlog", linthresh=0.1)
axes.set_xlim(-10, 100)
axes.set_xticks([-10, -1, -0.1, 0, 0.1, 1, 10, 100], ["-10", "-1", "-0.1", "0", "0.1", "1", "10", "100"])
axes.set_yticks(range(len(labels)), labels)
axes.set_xlabel("difference in test accuracy (points), 95 % interval")
axes.invert_yaxis()
axes.grid(axis="x", alpha=0.3)
plt.show()

# %% [markdown]
# For a difference far to the right, one run of each network was enough. Near zero you need many seeds: one run of each
# could have shown the opposite.
#
# ## The same networks on clothes
#
# All this is about digits. Fashion-MNIST has the same form: as many images of the same size, with ten kinds of clothes
# in place of the ten digits. The study has trained the notes' networks on it too, with the same code and
# settings (`--data fashion`).
#
# **Guess first.** On digits, the two hidden layers of `plain_nn` raise the accuracy by almost three points, and
# Xavier's weights by three more. What do they do on clothes? *Your guess:*

# %%
clothes = study.runs(data="fashion")
print(f"{'digits':13} {'clothes':13} claim")
for claim in tables.of_the_notes():
    if claims.NOT_MEASURED not in (claim.verdict(runs), claim.verdict(clothes)):
        print(f"{claim.verdict(runs):13} {claim.verdict(clothes):13} {claim.says.en}")
display(side_by_side.draw(report.on_both(runs, clothes), {"MNIST": 0, "Fashion-MNIST": 1}))

# %% [markdown]
# Were there surprises? A verdict holds for the images on which it was measured. On clothes it is not decided whether
# `plain_nn` is better than `softmax`, nor whether dropout raises the accuracy, of two hidden layers or of four. On
# digits all of these hold. In the four layers, dropout narrows the gap between training and test accuracy on both: by
# 0.2 points on digits and by four on clothes. A smaller gap alone does not make the test accuracy higher. The
# [study's page](../lab10/study/README.md#on-clothes) has all differences with their intervals.
#
# ## What every network gets wrong
#
# The records contain the images that each run got wrong. How many runs get the same image wrong, and are there images
# that all runs get wrong? (Again we count only networks that get more than 90 % right with every seed.) If the runs
# made their mistakes independently, hardly any image would be wrong in half of the runs.
#
# **Guess first.** Of 10,000 images, how many will every run get right, and how many will every run get wrong?
# *Your guess:*

# %%
wrong = {series: numpy.array([evaluation.read_mistakes(record["mistakes"]) != evaluation.RIGHT
                              for record in by_seed.values()]) for series, by_seed in taught.items()}
counts = numpy.concatenate(list(wrong.values())).sum(axis=0)
total = sum(map(len, wrong.values()))
some = numpy.all([of_network.any(axis=0) for of_network in wrong.values()], axis=0)
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(counts, bins=range(total + 2), color=COLORS[0])
axes.set(yscale="log", xlabel=f"how many of the {total} runs get the image wrong", ylabel="test images")
plt.show()
print(f"images right in every run: {(counts == 0).sum()}; wrong in every run: {(counts == total).sum()}; "
      f"wrong in at least one run of each of the {len(wrong)} networks: {some.sum()}")

# %% [markdown]
# Compare with your guess: the mistakes are not spread evenly over the images.
#
# Here are the twenty hardest images: the label, the wrong answer that was given most often, and the share of the runs
# that were wrong. Would you have read them right? (The records contain no images, so the cell needs MNIST. Without
# MNIST it prints the numbers of the images.)

# %%
images, taken_for, wrong_runs, n = report.hardest(taught)
test = input_data.load(DATA, one_hot=False).test
if test.name == "mnist":
    display(pictures.hardest(test.serve(images), test.labels[images], taken_for, wrong_runs, n))
else:
    for image, digit, count in zip(images, taken_for, wrong_runs):
        print(f"test image {image}: read as {digit}, wrong in {count} of {n} runs")

# %% [markdown]
# ## Your comparison
#
# Choose two rows of the list at the top, and the quantity to compare: "accuracy", "training_accuracy", "gap",
# "first_cost" or "last_cost". Before you run the cell, say what you expect.

# %%
FIRST = Series("deep_dropout_keep_prob")
SECOND = Series("deep_xavier", epochs=50)
compare(FIRST, SECOND, "accuracy")

# %% [markdown]
# ## Exercises
#
# Try them first, then read the [answers](answers/6_seeds.ipynb).
#
# 1. Use fewer seeds: what are the verdicts of the claims if each network has only its first three seeds? And with the
#    first two? (`claim.verdict` takes any dictionary in place of `runs`.)
# 2. How many seeds do you need to see a difference of 0.1 points? Half the width of the interval is t · sd / √n, where
#    sd is the standard deviation of the differences by seed, and t is `scipy.stats.t.ppf(0.975, n - 1)`. Take the two
#    networks that cannot be told apart.
# 3. Make chance visible: draw the accuracies of two equal networks from one normal distribution, three seeds each, and
#    compare them as the study does. Do it 1,000 times. How often is it "decided"? How often is at least one of seven
#    networks "higher" or "lower" than the eighth, when all eight are equal?
# 4. Does it help to compare by seed? `comparison.unpaired(list, list)` compares without the seeds (Welch's t). For how
#    many pairs is its interval wider? How strongly are the accuracies of two networks correlated over the seeds?
