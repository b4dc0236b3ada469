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
# Answers to the exercises of [the notebook](../6_seeds.ipynb). They need the records alone, and nothing is trained.
# Half a minute.

# %%
import itertools

import numpy
from matplotlib import pyplot as plt
from scipy import stats

from lab10 import study
from lab10.plots import COLORS
from lab10.runs.networks import networks
from lab10.study import claims, comparison
from lab10.study.claims import Series

# %matplotlib inline

# %% tags=["parameters"]
SEED = 777  # of the chance in exercise 3

# %%
runs = study.runs()
own = {name: study.values(runs[Series(name)]) for name in networks() if Series(name) in runs}

# %% [markdown]
# ## 1. Fewer seeds
#
# A claim's `verdict` takes `runs`. So the answer is to take fewer seeds of each network into another dictionary. The
# cell prints the claims whose verdict changes, and draws how many have each verdict.


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
# What to see: with two seeds t is 12.7, so only large differences are decided; with three it is 4.3. Few seeds seldom
# give a wrong verdict; mostly they give none. A verdict can also be lost with more seeds, where a narrow interval was
# luck: differences that happen to be nearly equal give a small standard deviation.
#
# ## 2. How many seeds
#
# The half width for n seeds, with the standard deviation that was measured, and the first n at which it is below 0.1
# points.

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
axes.grid(alpha=0.3, which="both")
plt.show()

# %% [markdown]
# What to see: at first each seed helps much, as t falls too. Then the line is straight: for half the width it takes
# four times the seeds. A difference of exactly 0.1 is decided at this n only every second time, as the measured mean
# lies to one or the other side of it. And the standard deviation is itself only measured: with few seeds the answer may
# be wrong by a factor of two or more.
#
# ## 3. Chance alone
#
# Two equal networks: the same normal distribution for both, with mean and standard deviation of `xavier_adam`. Then
# eight equal ones, of which seven are compared with the eighth.

# %%
chance = numpy.random.RandomState(SEED)
mean, sd, *_ = comparison.summary(list(own["xavier_adam"].values()))
TIMES = 1000


def decided(values):
    """Of equal networks, [times, networks, seeds]: is each but the first "higher" or "lower" than the first?"""
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
print(f"eight equal networks, highest mean above the lowest: {(means[:, -1] - means[:, 0]).mean():.2f} points")

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist((two[:, 1] - two[:, 0]).mean(axis=-1), bins=30, color=COLORS[0])
axes.set(xlabel="difference of two equal networks (points), 3 seeds", ylabel="how often")
plt.show()

# %% [markdown]
# What to see: two equal networks are "decided" about as often as the 95 % say, one time in twenty. With seven
# comparisons there are seven chances for that. And some network always has the highest mean. If you report only the
# best of several, you report chance. So write down before the training what you will compare, and report all of it.
#
# ## 4. By seed or not
#
# The half width of each pair's interval, by seed and without, over the seeds that both networks have; and the
# correlation of the two networks' accuracies.

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
print(f"without the pairing wider for {wider} of {len(without)} pairs; "
      f"the median of without / by seed is {numpy.median(numpy.divide(without, by_seed)):.2f}")
print(f"correlation over the seeds: median {numpy.median(correlations):+.2f}, "
      f"above zero for {sum(numpy.array(correlations) > 0)} of {len(correlations)}")

figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
axes.plot(by_seed, without, "o", color=COLORS[0], alpha=0.5)
axes.axline((1, 1), slope=1, color="black", linewidth=0.8)
axes.set(xscale="log", yscale="log", xlabel="half width by seed (points)", ylabel="half width without")
plt.show()

# %% [markdown]
# What to see: above the line a pair's interval is narrower by seed. The seed gives both networks the same order of
# batches. If that made a good run good in both, the correlations would lie above zero, and almost all points above the
# line. Where they do not, there is a price: n differences have n - 1 degrees of freedom, two networks of n runs up to
# 2 (n - 1), so that t is smaller. With three seeds that is much, with ten it is little. (Correlations of three seeds
# say next to nothing one by one.) The study compares by seed all the same: it need not assume that the runs of a seed
# have nothing in common.
