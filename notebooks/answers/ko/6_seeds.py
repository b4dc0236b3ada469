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
# # 6. 시드: 풀이
#
# [본문](../../ko/6_seeds.ipynb)에 나오는 연습 문제의 풀이입니다. 기록만 있으면 되고, 아무것도 학습하지 않습니다. 30초쯤 걸립니다.

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
# ## 1. 시드를 줄이면
#
# `claim.verdict`는 `runs`를 인자로 받습니다. 그러므로 신경망마다 시드를 몇 개만 골라 다른 딕셔너리에 담으면 됩니다.
# 아래 셀은 판정이 달라지는 주장을 출력하고, 판정마다 주장이 몇 개인지 그립니다.


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
# 무엇이 보입니까? 시드가 두 개이면 t가 12.7이어서 큰 차이만 판정이 나고, 세 개이면 4.3입니다. 시드가 적다고 해서
# 판정이 틀리는 일은 드뭅니다. 대개는 아무 판정도 나지 않습니다. 시드가 늘면서 판정이 사라지기도 하는데, 적은 시드로
# 구한 구간이 우연히 좁았던 경우입니다. 시드별 차이가 우연히 비슷하면 표준편차가 작게 나옵니다.
#
# ## 2. 시드가 몇 개나 필요할까
#
# 측정한 표준편차로 n에 따른 구간 폭의 절반을 계산하고, 0.1%p보다 작아지는 첫 n을 찾습니다.

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
# 무엇이 보입니까? 처음에는 t도 작아지므로 시드 하나하나가 큰 도움이 됩니다. 그다음에는 직선이 됩니다. 폭을 절반으로
# 줄이려면 시드가 네 배 필요합니다. 실제 차이가 꼭 0.1%p라면 이 n에서도 두 번에 한 번만 판정이 납니다. 측정한 평균이
# 0.1%p보다 클 수도, 작을 수도 있기 때문입니다. 표준편차도 측정한 값일 뿐입니다. 시드가 적으면 답이 실제와 두 배 넘게
# 다를 수도 있습니다.
#
# ## 3. 우연만으로
#
# 똑같은 두 신경망의 정확도를 같은 정규분포에서 뽑습니다. 평균과 표준편차는 `xavier_adam`의 것입니다. 그다음에는
# 똑같은 신경망 여덟 개의 정확도를 뽑아, 일곱을 여덟째와 비교합니다.

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
# 무엇이 보입니까? 똑같은 두 신경망도 95%라는 말 그대로 스무 번에 한 번쯤은 "판정"이 납니다. 일곱 번 비교하면 그럴
# 기회도 일곱 번입니다. 그리고 평균이 가장 높은 신경망은 언제나 있습니다. 여럿 가운데 가장 좋은 것만 보고한다면 우연을
# 보고하는 것입니다. 그러니 무엇을 비교할지 학습하기 전에 적어 두고, 결과를 모두 밝히십시오.
#
# ## 4. 시드별로 비교하면
#
# 두 신경망에 모두 있는 시드만 써서, 시드별로 비교한 구간과 짝짓지 않고 비교한 구간의 폭의 절반을 쌍마다 계산합니다.
# 두 신경망의 정확도가 시드에 따라 함께 움직이는지도 상관계수로 봅니다.

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
# 무엇이 보입니까? 점이 선보다 위에 있는 쌍은 시드별로 비교할 때 구간이 더 좁습니다. 시드가 같으면 배치 순서가
# 같습니다. 그래서 한쪽이 잘될 때 다른 쪽도 잘된다면 상관계수는 0보다 크고, 점은 거의 다 선보다 위에 있을 것입니다.
# 그렇지 않다면 시드별로 비교하는 대가만 치르게 됩니다. 차이 n개의 자유도는 n - 1이지만, 짝짓지 않으면 자유도가
# 2(n - 1)까지 되어 t가 더 작기 때문입니다. 이 대가는 시드가 세 개이면 크고 열 개이면 작습니다. (시드 세 개로 구한
# 상관계수는 하나만 보아서는 거의 아무것도 알 수 없습니다.) 그래도 여기서는 시드별로 비교합니다. 그러면 같은 시드의 두
# 실행이 서로 무관하다고 가정하지 않아도 됩니다.
