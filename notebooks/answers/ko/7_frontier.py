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
# # 7. 노트 너머: 풀이
#
# [본문](../../ko/7_frontier.ipynb)에 나오는 연습 문제의 풀이입니다. 코어 두 개로 4분에서 5분쯤 걸립니다.

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
# ## 1. 잡음의 크기
#
# 사본마다 파일로 저장하고 import합니다. `data="validation"`은 이미지 55,000장으로 학습하고 나머지 5,000장으로
# 정확도를 측정합니다.


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
# 2에폭으로는 잡음이 작을수록 좋고, 1.0은 한참 뒤집니다. 그러나 이것이 아직 답은 아닙니다. 잡음이 있으면 더 느리게
# 배우므로, 2에폭만으로는 잡음이 무엇에 좋은지 보이지 않습니다. 본문에서도 `batch_norm_noise`가 처음에는
# `batch_norm`에 뒤졌지만, 100에폭 학습한 기록에서는 뒤집혔습니다. 60에폭 뒤에는 0.5가 0.3보다 나쁘지 않았습니다. 시드
# 하나로 학습했고, 검증 이미지에서 틀린 것은 각각 44장과 46장입니다(시험한 설정의 표는 시드별 비교 연구의 README에
# 있습니다). 설정을 비교할 때는 실제로 학습할 에폭 수만큼 학습하십시오.
#
# ## 2. 어느 cost가 필요할까
#
# 잡음 제거 cost를 더하는 줄은 `cost +=`로 시작합니다. 그 가운데 첫 줄이 이미지의 cost입니다.

# %%
COSTS = [line for line in inspect.getsource(ladder).splitlines(keepends=True) if line.startswith("    cost +=")]
scores = {}
for name, left_out in {"all_costs": [], "no_image_cost": COSTS[:1], "only_image_cost": COSTS[1:]}.items():
    print(f"{name}: ", end="")
    _, scores[name] = copy(ladder, name, *((line, "") for line in left_out)).run(options)
plots.accuracies(scores)

# %% [markdown]
# 이 실행들에서는 이미지의 cost만 남긴 신경망과 모두 남긴 신경망의 오답이 몇 장 차이 납니다. 그렇다고 둘이 같다는
# 뜻은 아닙니다. 시드 하나와 2에폭으로는 작은 차이가 보이지 않습니다. 이미지의 cost를 빼면 오답이 늘지만, 이것도 한
# 번씩 실행해서는 판정할 수 없습니다. 논문에서 150에폭을 학습한 뒤의 오류율은 이미지의 cost만 있을 때 0.59%, 모두 있을
# 때 0.57%입니다.
#
# ## 3. 픽셀의 위치

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
# 그대로입니다. 시드가 같을 때 픽셀을 섞은 신경망과 원래 신경망의 차이는 많아야 몇 장이고, 시드를 바꿀 때와 비슷합니다. 첫 번째
# 층의 유닛에는 픽셀마다 가중치가 따로 있습니다. 픽셀을 섞는 것은 W1의 행을 섞는 것과 같은데, W1의 초깃값은 난수이므로
# 행의 순서가 바뀌어도 다를 것이 없습니다.
#
# 합성곱 신경망은 작은 필터로 이미지를 훑습니다. 픽셀을 섞으면 필터 아래에 이미지 곳곳의 픽셀이 모이므로, 한 위치에서
# 배운 것이 다른 위치에서 쓸모가 없습니다.
#
# ## 4. 어느 신경망에나 어려울까

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
# 그렇습니다. 어느 신경망이나 이 가운데 절반 넘게 틀리지만, 다른 이미지를 스무 장에 한 장 넘게 틀리는 것은 `softmax`와
# `plain_nn`뿐입니다. 그러니 어려움은 대부분 이미지 자체에 있습니다. 합성곱 신경망인 `cnn`과 `split_merge`가 가장
# 낫습니다. 어느 픽셀이 서로 이웃하는지 아는 것이 몇몇 이미지에서 도움이 됩니다. `batch_norm`과 `batch_norm_noise`는
# 오답이 적은데도, 이 이미지들은 노트의 신경망만큼 자주 틀립니다. 래더와 인코더의 층이 같아서 틀리는 이미지도 비슷한
# 것으로 보입니다.
