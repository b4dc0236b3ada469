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
# # 6. 시드
#
# **한 신경망은 98.0%, 다른 신경망은 97.8%. 그런데 시드를 바꾸면 순서가 뒤집히기도 합니다. 어떤 효과가 진짜일까요?**
#
# 여기서는 아무것도 학습하지 않습니다. 시드별 비교 연구에서 lab10의 신경망들을 이미 여러 시드로 학습해 두었고,
# 실행마다 기록이 하나씩 남아 있습니다. 이 기록만으로 첫 페이지의 그림을 한 단계씩 그려 보고, 차이가 나는 두 신경망과
# 구별되지 않는 두 신경망을 보고, 노트의 주장을 따져 보고, 마지막에는 직접 고른 것을 비교합니다. 30초쯤 걸립니다.
# 여기에 나오는 값은 모두 기록에서 가져옵니다. 기록은 계속 늘어나므로 글에는 값을 되도록 적지 않고, 셀에서 계산합니다.

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
# ## 기록
#
# 기록에는 신경망을 어떤 설정으로 학습했는지, 에폭마다 cost가 얼마였는지, 학습을 마친 뒤 테스트 이미지 10,000장 가운데
# 어느 것을 틀렸는지가 들어 있습니다. 먼저 기록 하나를 보고, 신경망마다 몇 번 실행했는지 봅니다. `--epochs`가 붙은
# 것은 그 신경망의 원래 에폭 수보다 오래 학습한 것입니다.

# %%
runs = study.runs()
for key, value in runs[Series("xavier_adam")][SEED].items():
    print(f"{key}: {str(value)[:80]}")
print()
for series, by_seed in runs.items():
    print(f"{str(series):28} seeds {min(by_seed)} to {max(by_seed)}, {len(by_seed)} runs")

# %% [markdown]
# ## 시드 하나
#
# 노트에 있는 것이 바로 이것입니다. 신경망마다 한 번씩 실행한 결과입니다.

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
# 왼쪽에서 오른쪽으로 순위를 매기고 싶어집니다. 그러나 시드는 가중치의 초깃값과 배치 순서를 정할 뿐, 신경망의 좋고
# 나쁨과는 상관이 없습니다. 시드 세 개에 대해 정확도가 높은 것부터 순위를 매기면 다음과 같습니다.
#
# **먼저 예상해 보십시오.** 세 순위가 같을까요? 여섯 가운데 몇 개가 자리를 지킬까요? *나의 예상:*

# %%
for seed in (777, 778, 779):
    order = sorted(SHOWN, key=lambda name: -accuracies[Series(name)][seed])
    print(seed, *(f"{name} {accuracies[Series(name)][seed]:.2f}" for name in order), sep="  ")

# %% [markdown]
# 몇 개가 자리를 지켰습니까?
#
# ## 모든 시드, 그리고 평균
#
# 시드를 모두 쓰면 신경망마다 점이 구름처럼 모입니다.

# %%
rows()

# %% [markdown]
# 점들의 평균은 점 하나보다 정확하게 알 수 있습니다. 막대는 평균의 95% 신뢰구간(스튜던트 t)입니다. 이렇게 구한 구간
# 스무 개 가운데 열아홉 개꼴로 시드를 끝없이 늘렸을 때의 평균이 들어 있습니다. 시드가 늘면 막대는 짧아지지만 점들이
# 퍼진 폭은 줄지 않습니다. 시드가 세 개이면 막대가 점들의 폭보다 언제나 깁니다. 점 세 개로는 평균이 어디인지 알기
# 어렵기 때문입니다.

# %%
rows(means=True)

# %% [markdown]
# 첫 페이지의 그림도 이렇게 그린 것입니다. 첫 페이지에는 노트의 신경망만 있지만, 아래에는 모든 신경망을 노트에 출력된
# 값과 함께 그렸습니다. 이 그림의 축에서 0%부터 90%까지와 90%부터 99%까지는 길이가 같습니다. 둘 다 오답이 10분의 1로
# 줄기 때문입니다. 마지막 몇 %p를 올리기가 가장 어려우므로, 그 부분을 넓게 그렸습니다.

# %%
own = {name: accuracies[Series(name)] for name in networks() if Series(name) in accuracies}
study.picture({name: list(by_seed.values()) for name, by_seed in own.items()})

# %% [markdown]
# ## 두 가지 우연
#
# 우연은 시드에만 있는 것이 아닙니다. 사람들이 쓰는 숫자 가운데 10,000장이 테스트 이미지로 뽑혔고, 다른 이미지가
# 뽑혔다면 정확도도 달랐을 것입니다. 한 번의 실행에서 맞힌 비율이 p이면 표준오차는 √(p (1 - p) / 10,000)이고, 그림에서는
# 사각형입니다. 동그라미는 시드에 대한 표준편차로, 같은 이미지에서 시드를 바꾸면 정확도가 얼마나 달라지는지를
# 나타냅니다. (모든 시드에서 정확도가 90%를 넘은 신경망만 그렸습니다. 나머지는 일부 시드나 모든 시드에서 학습되지
# 않았습니다.)
#
# **먼저 예상해 보십시오.** 대부분의 신경망에서 이미지에서 오는 우연과 시드에서 오는 우연 가운데 어느 쪽이 클까요?
# *나의 예상:*

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
# 출력된 줄을 예상과 비교해 보십시오.
#
# 한 번의 실행에는 두 가지가 다 들어 있습니다. 두 신경망을 같은 이미지에서 비교하면 이미지에서 오는 우연이 줄어듭니다.
# 한 신경망에 어려운 이미지는 다른 신경망에도 어려울 때가 많기 때문입니다. 시드에서 오는 우연은 시드를 늘리면
# 줄어듭니다. 시드별 비교 연구의 판정은 이 10,000장에 대한 것입니다.
#
# ## 차이가 나는 두 신경망
#
# 두 신경망을 같은 시드로 학습하면 배치 순서가 같습니다. 그래서 시드별로 비교합니다. 왼쪽 그림에서는 같은 시드의 두
# 실행을 선으로 이었고, 오른쪽 그림에는 시드별 차이와 그 평균의 95% 신뢰구간을 그렸습니다. 구간 전체가 0보다 크면
# *higher*, 0보다 작으면 *lower*, 0을 포함하면 *not decided*(판정 보류)입니다.


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
# 차이가 점들이 퍼진 폭보다 훨씬 크면 한 번씩만 실행해도 드러나고, 구간을 구할 필요도 없습니다.
#
# ## 구별되지 않는 두 신경망
#
# 어느 두 신경망일까요? 아래 셀에서는 모든 신경망을 서로 비교하고, *not decided*인 쌍 가운데 시드가 가장 많은 쌍을
# 고릅니다.

# %%
differences = {(first, second): study.difference(own[first], own[second])
               for first, second in itertools.permutations(own, 2)}
open_pairs = [pair for pair, found in differences.items() if found and found.n > 1 and not comparison.side(found)]
alike = max(open_pairs, key=lambda pair: (differences[pair].n, differences[pair].mean))
compare(*map(Series, alike))

# %% [markdown]
# "판정 보류"는 두 신경망이 같다는 뜻이 아닙니다. 이 시드들로는 어느 쪽이 나은지 알 수 없다는 뜻입니다. 차이는 0일 수도 있고,
# 구간 안의 다른 값일 수도 있습니다. 시드를 늘리면 판정이 날 수도 있습니다. 그래도 알게 된 것이 하나 있습니다. 구간에서 멀리
# 벗어난 차이는 아닐 것입니다.
#
# 모든 신경망을 서로 비교하면 이렇습니다.
#
# **먼저 예상해 보십시오.** 전체 쌍 가운데 얼마가 판정 보류일까요? *나의 예상:*

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
# 출력된 줄을 예상과 비교해 보십시오.
#
# 이렇게 많이 비교하면 대가가 따릅니다. 두 신경망이 정말로 같더라도 스무 번에 한 번은 구간이 우연히 0을 벗어납니다.
# 모든 쌍을 비교해 놓고 색이 칠해진 것만 보고하면, 그 가운데 일부는 우연히 나온 것입니다. 그래서 시드별 비교
# 연구에서는 질문(노트의 주장)을 먼저 정해 놓고, 결과를 빠짐없이 보고합니다. (대각선은 비워 두었습니다.
# 신경망을 자기 자신과 비교하지는 않습니다.)
#
# ## 시드가 하나뿐일 때
#
# 그래도 학습된 두 신경망을 같은 이미지에서 비교할 수는 있습니다. 둘 다 맞히거나 둘 다 틀린 이미지는 아무것도 알려
# 주지 않습니다. 나머지 이미지는, 두 신경망이 똑같이 좋다면 절반씩 나누어 맞힐 것입니다. 이것을 이용한 것이 맥니마
# 검정입니다. 앞의 두 쌍을 시드마다 검정해 봅니다.


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
# p가 0.05보다 작으면 이미지에서 온 우연이라고 보기는 어렵습니다. 그러나 이 검정은 학습이 끝난 가중치 두 벌을 비교할
# 뿐, 가중치를 만드는 두 방법을 비교하지 않습니다. 운 좋은 시드 때문일 수도 있습니다. 두 번째 쌍에서 시드마다 결과가
# 같은지 보십시오. 한 번의 실행으로는 노트의 질문에 답할 수 없습니다.
#
# ## 노트의 주장
#
# 주장마다 비교가 하나 이상 있고, 기록만으로 판정합니다. 마지막 주장들은 노트가 아니라 논문에서 가져온 것입니다.
#
# **먼저 예상해 보십시오.** 이 주장들 가운데 몇 개가 성립할까요? *나의 예상:*

# %%
width = max(len(claim.note) for claim in claims.CLAIMS)
for verdict in (claims.HOLDS, claims.DOES_NOT_HOLD, claims.NOT_DECIDED, claims.NOT_MEASURED):
    having = [claim for claim in claims.CLAIMS if claim.verdict(runs) == verdict]
    print(f"{verdict.upper()}: {len(having)} of {len(claims.CLAIMS)}")
    for claim in having:
        print(f"    {claim.note:{width}}  {claim.says.en}")

# %% [markdown]
# 몇 개가 성립하리라고 예상했습니까? 뜻밖인 것을 하나 골라, 무엇을 비교했는지 [시드별 비교 연구의
# 표](../../lab10/study/README.ko.md#노트의-주장은-맞을까)에서 읽어 보십시오.
#
# 정확도의 차이를 신뢰구간과 함께 그립니다. 파란색은 *higher*, 주황색은 *lower*, 회색은 *not decided*입니다. 축은 0의
# 양쪽 모두 로그 눈금이고, -0.1과 0.1 사이만 간격이 일정합니다.

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
# 오른쪽 멀리 있는 차이는 한 번씩만 실행해도 알 수 있었을 것입니다. 0에 가까운 차이를 가리려면 시드가 많이 필요합니다.
# 한 번씩만 실행했다면 반대로 나왔을 수도 있습니다.
#
# ## 같은 신경망, 옷 이미지
#
# 지금까지는 모두 숫자 이미지에서 측정한 결과입니다. Fashion-MNIST는 MNIST와 형식이 같습니다. 이미지의 수와 크기가
# 같고, 숫자 열 가지 대신 옷, 신발, 가방 등 열 가지가 들어 있습니다. 시드별 비교 연구에서는 코드와 설정을 그대로 둔 채
# 노트의 신경망을 이 이미지로도 학습했습니다(`--data fashion`).
#
# **먼저 예상해 보십시오.** 숫자에서는 `plain_nn`의 은닉층 두 개가 정확도를 3%p 가까이 올리고, Xavier 초기화가 다시
# 3%p를 올립니다. 옷에서는 어떨까요? *나의 예상:*

# %%
clothes = study.runs(data="fashion")
print(f"{'digits':13} {'clothes':13} claim")
for claim in tables.of_the_notes():
    if claims.NOT_MEASURED not in (claim.verdict(runs), claim.verdict(clothes)):
        print(f"{claim.verdict(runs):13} {claim.verdict(clothes):13} {claim.says.en}")
display(side_by_side.draw(report.on_both(runs, clothes), {"MNIST": 0, "Fashion-MNIST": 1}))

# %% [markdown]
# 뜻밖의 결과가 있었습니까? 판정은 측정에 쓴 이미지에 대해서만 성립합니다. 옷에서는 `plain_nn`이 `softmax`보다 나은지,
# 드롭아웃이 은닉층 두 개나 네 개에서 정확도를 높이는지가 모두 판정 보류입니다. 숫자에서는 모두 성립합니다. 은닉층이 네 개일 때
# 드롭아웃은 두 데이터셋 모두에서 학습 정확도와 테스트 정확도의 차이를 줄입니다. 숫자에서는 0.2%p, 옷에서는 4%p가 줄어듭니다. 그러나
# 이 차이가 줄었다고 해서 테스트 정확도가 꼭 높아지는 것은 아닙니다. 모든 차이와 구간은
# [시드별 비교 연구](../../lab10/study/README.ko.md#옷-이미지에서는)에 있습니다.
#
# ## 모든 신경망이 틀리는 이미지
#
# 기록에는 어느 이미지를 틀렸는지 남아 있습니다. 각 이미지를 틀린 실행은 몇 번이나 되고, 모든 실행에서 틀린 이미지도
# 있을까요? (이번에도 모든 시드에서 90%를 넘은 신경망만 셉니다.) 실행마다 서로 다른 이미지를 틀린다면, 절반의 실행에서
# 틀리는 이미지는 거의 없을 것입니다.
#
# **먼저 예상해 보십시오.** 이미지 10,000장 가운데 모든 실행이 맞힌 것은 몇 장이고, 모든 실행이 틀린 것은 몇 장일까요?
# *나의 예상:*

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
# 예상과 비교해 보십시오. 오답은 이미지들에 고르게 흩어져 있지 않습니다.
#
# 가장 어려운 스무 장입니다. 레이블, 가장 자주 잘못 읽은 숫자, 틀린 실행의 비율을 적었습니다. 여러분이라면 맞혔을까요?
# (기록에는 이미지가 없으므로 MNIST가 필요합니다. MNIST가 없으면 이미지의 번호만 출력합니다.)

# %%
images, taken_for, wrong_runs, n = report.hardest(taught)
test = input_data.load(DATA, one_hot=False).test
if test.name == "mnist":
    display(pictures.hardest(test.serve(images), test.labels[images], taken_for, wrong_runs, n))
else:
    for image, digit, count in zip(images, taken_for, wrong_runs):
        print(f"test image {image}: read as {digit}, wrong in {count} of {n} runs")

# %% [markdown]
# ## 직접 비교하기
#
# 맨 위의 목록에서 두 줄을 고르고, 무엇을 비교할지도 `accuracy`, `training_accuracy`, `gap`, `first_cost`, `last_cost`
# 가운데에서 고르십시오. 셀을 실행하기 전에 결과를 예상해 보십시오.

# %%
FIRST = Series("deep_dropout_keep_prob")
SECOND = Series("deep_xavier", epochs=50)
compare(FIRST, SECOND, "accuracy")

# %% [markdown]
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/6_seeds.ipynb)를 보십시오.
#
# 1. 시드를 줄여 보십시오. 신경망마다 처음 세 개만 쓰면 주장의 판정이 어떻게 됩니까? 처음 두 개만 쓰면 어떻습니까?
#    (`claim.verdict`에는 `runs` 대신 다른 딕셔너리를 넘길 수 있습니다.)
# 2. 0.1%p의 차이를 보려면 시드가 몇 개나 필요합니까? 구간 폭의 절반은 t · sd / √n입니다. sd는 시드별 차이의 표준편차이고,
#    t는 `scipy.stats.t.ppf(0.975, n - 1)`입니다. 구별되지 않는 두 신경망으로 계산해 보십시오.
# 3. 우연을 눈으로 확인해 보십시오. 똑같은 두 신경망의 정확도를 같은 정규분포에서 시드 세 개씩 뽑아 위와 같이
#    비교합니다. 이것을 1,000번 되풀이합니다. "판정"이 나는 것은 몇 번입니까? 여덟 신경망이 모두 같을 때, 일곱 가운데
#    하나라도 여덟째보다 "higher"나 "lower"로 나오는 것은 몇 번입니까?
# 4. 시드별로 비교하면 도움이 됩니까? `comparison.unpaired(list, list)`는 시드를 짝짓지 않고 비교합니다(웰치의 t 검정).
#    그 구간이 더 넓은 쌍은 몇 개이고, 두 신경망의 정확도는 시드에 따라 얼마나 함께 움직입니까(상관계수)?
