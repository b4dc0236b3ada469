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
# # 6. Seeds: answers
#
# Answers to the exercises of [the notebook](../6_seeds.ipynb). They need only the records; nothing is trained. Half a
# minute.

# %%
import itertools

import numpy
from matplotlib import pyplot as plt
from scipy import stats

from lab10 import study
from lab10.plots import COLORS, InDigits
from lab10.runs.networks import networks
from lab10.study import claims, comparison
from lab10.study.claims import Series

# %matplotlib inline

# %% tags=["parameters"]
SEED = 777  # of the random numbers in exercise 3

# %%
runs = study.runs()
own = {name: study.values(runs[Series(name)]) for name in networks() if Series(name) in runs}

# %% [markdown]
# ## 1. Fewer seeds
#
# `claim.verdict` takes `runs`. So we make other dictionaries like `runs`, with fewer seeds of each network. The cell
# prints the claims whose verdict changes, and draws how many claims get each verdict.


# %%
def first_seeds(n):
    return {series: dict(sorted(by_seed.items())[:n]) for series, by_seed in runs.items()}


COLUMNS = {"first two": first_seeds(2), "first three": first_seeds(3), "all": runs}
verdicts = {words: [claim.verdict(some) for claim in claims.CLAIMS] for words, some in COLUMNS.items()}
for claim, *of_claim in zip(claims.CLAIMS, *verdicts.values()):
    if len(set(of_claim)) > 1:
        print(f"{claim.says.en}\n   ", ", ".join(f"{words}: {one}" for words, one in zip(COLUMNS, of_claim)))

figure, axes = plt.subplots(figsize=(7, 2.4), layout="constrained")
so_far = numpy.zeros(len(COLUMNS))
for verdict, color in zip((claims.HOLDS, claims.DOES_NOT_HOLD, claims.NOT_DECIDED, claims.NOT_MEASURED),
                          (COLORS[0], COLORS[1], "grey", "lightgrey")):
    many = [of_all.count(verdict) for of_all in verdicts.values()]
    axes.barh(list(COLUMNS), many, left=so_far, color=color, label=verdict)
    so_far += many
axes.invert_yaxis()
axes.set_xlabel("claims")
figure.legend(loc="outside upper center", ncols=4)
plt.show()

# %% [markdown]
# What to see: with two seeds t is 12.7, so only large differences are decided; with three it is 4.3. Few seeds rarely
# give a wrong verdict; mostly they give none. With more seeds, a verdict can also disappear if the narrow interval was
# luck: by chance, the differences may be nearly equal, and then the standard deviation is small.
#
# ## 2. How many seeds
#
# The cell computes half the width of the interval for n seeds, with the measured standard deviation. It prints the
# first n for which this is below 0.1 points.

# %%
differences = {pair: study.difference(own[pair[0]], own[pair[1]]) for pair in itertools.permutations(own, 2)}
open_pairs = [pair for pair, found in differences.items() if found and found.n > 1 and not comparison.side(found)]
alike = max(open_pairs, key=lambda pair: (differences[pair].n, differences[pair].mean))
found = differences[alike]

n = numpy.arange(2, 101)
half = stats.t.ppf(0.975, n - 1) * found.sd / numpy.sqrt(n)
enough = n[half < 0.1]
print(f"{alike[0]} - {alike[1]}: sd of the differences {found.sd:.3f}, half width {(found.high - found.low) / 2:.3f} "
      f"with {found.n} seeds;", f"below 0.1 from {enough[0]} seeds on" if len(enough) else "100 seeds are not enough")

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.plot(n, half, color=COLORS[0])
axes.axhline(0.1, color=COLORS[1], linestyle="--")
axes.set(xscale="log", yscale="log", xlabel="seeds", ylabel="half width (points)")
axes.set_xticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
axes.xaxis.set_minor_formatter("")
axes.yaxis.set(major_formatter=InDigits(), minor_formatter=InDigits(labelOnlyBase=False))
axes.grid(alpha=0.3, which="both")
plt.show()

# %% [markdown]
# What to see: at first each seed helps much, because t falls too. Then the line is straight: to halve the width, you
# need four times as many seeds. With this n, a difference of exactly 0.1 is decided only in half of the cases, because
# the measured mean is sometimes above 0.1 and sometimes below. The standard deviation is only an estimate too: with few
# seeds the answer may be wrong by a factor of two or more.
#
# ## 3. Chance alone
#
# We draw the accuracies of two equal networks from one normal distribution, with the mean and the standard deviation of
# `xavier_adam`. Then we draw those of eight equal networks, and compare seven with the eighth.

# %%
chance = numpy.random.RandomState(SEED)
mean, sd, *_ = comparison.summary(list(own["xavier_adam"].values()))
TIMES = 1000


def decided(values):
    """Is each network but the first "higher" or "lower" than the first? values: [times, networks, seeds], all equal."""
    gains = values[:, 1:] - values[:, :1]
    half = stats.t.ppf(0.975, gains.shape[-1] - 1) * gains.std(axis=-1, ddof=1) / gains.shape[-1] ** 0.5
    return abs(gains.mean(axis=-1)) > half


two = chance.normal(mean, sd, (TIMES, 2, 3))
eight = chance.normal(mean, sd, (TIMES, 8, 3))
found = study.difference(*({seed: value for seed, value in enumerate(values)} for values in two[0]))
assert bool(comparison.side(found)) == decided(two)[0, 0]  # the same as the study's own
print(f"two equal networks, decided: {decided(two).mean():.1%}")
print(f"eight equal networks, at least one of seven decided: {decided(eight).any(axis=1).mean():.1%}")
means = numpy.sort(eight.mean(axis=-1))
print(f"eight equal networks, highest mean minus lowest mean: {(means[:, -1] - means[:, 0]).mean():.2f} points")

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist((two[:, 1] - two[:, 0]).mean(axis=-1), bins=30, color=COLORS[0])
axes.set(xlabel="difference of two equal networks (points), 3 seeds", ylabel="how often")
plt.show()

# %% [markdown]
# What to see: two equal networks are "decided" about one time in twenty, as we expect with 95 %. With seven comparisons
# there are seven chances for this. One of the networks always has the highest mean. If you report only the best of
# several, you report chance. So write down before the training what you will compare, and report all of it.
#
# ## 4. By seed or not
#
# For each pair, the cell computes half the width of the interval, by seed and without the seeds, from the seeds that
# both networks have. It also computes the correlation of the two networks' accuracies.

# %%
by_seed, without, correlations = [], [], []
for first, second in itertools.combinations(own, 2):
    values = [[own[name][seed] for seed in sorted(own[first].keys() & own[second].keys())] for name in (first, second)]
    if len(values[0]) > 2 and min(map(numpy.std, values)) > 1e-9:
        paired, unpaired = differences[first, second], comparison.unpaired(*values)
        by_seed.append((paired.high - paired.low) / 2)
        without.append((unpaired.high - unpaired.low) / 2)
        correlations.append(numpy.corrcoef(*values)[0, 1])
wider = sum(numpy.array(without) > by_seed)
print(f"the interval without the seeds is wider for {wider} of {len(without)} pairs; "
      f"the median of its width / the width by seed is {numpy.median(numpy.divide(without, by_seed)):.2f}")
print(f"correlation over the seeds: median {numpy.median(correlations):+.2f}, "
      f"above zero for {sum(numpy.array(correlations) > 0)} of {len(correlations)}")

figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
axes.plot(by_seed, without, "o", color=COLORS[0], alpha=0.5)
axes.axline((1, 1), slope=1, color="black", linewidth=0.8)
axes.set(xscale="log", yscale="log", xlabel="half width by seed (points)", ylabel="half width without the seeds")
for axis in (axes.xaxis, axes.yaxis):
    axis.set(major_formatter=InDigits(), minor_formatter=InDigits(labelOnlyBase=False))
plt.show()

# %% [markdown]
# What to see: if a point is above the line, the interval by seed is narrower than the one without. The seed gives both
# networks the same order of batches. If a good order made both runs good, the correlations would be above zero, and
# almost all points above the line. If this is not so, comparing by seed has a price: the n differences have only n - 1
# degrees of freedom. Without the seeds there are up to 2 (n - 1), and t is smaller. With three seeds this matters much,
# with ten little. (A single correlation over three seeds says almost nothing.) The study still compares by seed: in
# this way it need not assume that two runs with the same seed are independent.
