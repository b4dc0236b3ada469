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
# # 2. 가중치의 출발점: 풀이
#
# [본문](../../ko/2_weights.ipynb)에 나오는 연습 문제의 풀이입니다. 시드 하나씩으로 학습하고, 같은 테스트 이미지에서
# 맥니마 검정으로 비교합니다. 둘 가운데 한 신경망만 맞힌 이미지를 세는 검정입니다. 코어 두 개로 3분에서 4분쯤
# 걸립니다.

# %%
import inspect
from pathlib import Path

import numpy
from matplotlib import pyplot as plt

from lab10 import evaluation, input_data, plain_nn, plots, study, xavier_adam
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
# ## 1. He 초기화

# %%
source = inspect.getsource(xavier_adam).replace("glorot_uniform_initializer", "initializers.he_uniform")
Path("he.py").write_text(source)
import he

options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla")
runs = {}
for name, network in {"xavier_adam": xavier_adam, "he": he}.items():
    print(name, end=": ", flush=True)
    runs[name] = {SEED: record(options, *network.run(options), seconds=0)}
print("\n" + study.table(runs))

# %% [markdown]
# `p`가 얼마든 이 한 번의 실행으로는 가릴 수 없습니다. 맥니마 검정은 학습을 마친 가중치 두 벌을 비교할 뿐 초기화
# 방법을 비교하지는 않으며, 시드를 바꾸면 우열이 뒤집힐 수도 있습니다. [시드별 비교
# 연구](../../../lab10/study/README.ko.md)의 기록에는 MNIST에서 더 많은 시드로 실행한 결과가 있습니다. (`he_adam`은
# 분산이 같은 정규분포에서 뽑습니다.)

# %%
print(study.table({name: study.runs(name) for name in ("xavier_adam", "he_adam")}))

# %% [markdown]
# 신뢰구간에 0이 들어 있는 한, 은닉층이 두 개일 때는 He 초기화와 Xavier 초기화의 우열을 가릴 수 없습니다. 스무 개라면
# 어떨까요? 학습하기 전에, 유닛 256개짜리 층 스무 개에서 유닛의 출력이 이미지에 따라 얼마나 달라지는지 봅니다. 이미지
# 1,000장에 대한 표준편차를 구해 층의 유닛에 걸쳐 평균한 값입니다.

# %%
images = input_data.load(DATA).test.images[:1000]
variances = {"Xavier": lambda inputs, outputs: 2 / (inputs + outputs), "He": lambda inputs, outputs: 2 / inputs}
figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
for name, variance in variances.items():
    generator = numpy.random.RandomState(SEED)
    L, spreads = images, []
    for layer in range(20):
        W = generator.normal(0, variance(L.shape[1], 256) ** 0.5, [L.shape[1], 256])
        L = numpy.maximum(L @ W + generator.normal(size=256), 0)
        spreads.append(L.std(axis=0).mean())
    print(f"{name:6} layer 1: {spreads[0]:.3f}, layer 2: {spreads[1]:.3f}, layer 20: {spreads[-1]:.2g}")
    axes.plot(range(1, 21), spreads, **plots.looks(variances)[name], marker=".", label=name)
axes.set(xlabel="layer", ylabel="standard deviation over the images", yscale="log", xticks=range(2, 21, 2))
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# Xavier 초기화에서는 층을 지날 때마다 차이가 0.7배쯤으로 줄어듭니다. ReLU가 제곱의 평균을 절반으로 줄이는데 가중치가
# 이를 메워 주지 않기 때문입니다. 두 번째 층에서는 별일이 아닙니다. 그러나 스무 번째 층에 이르면 신경망에는 모든
# 이미지가 거의 똑같아 보여, 마지막 층이 이미지를 구별할 단서가 거의 남지 않습니다. He 초기화에서는 스무 번째 층에서도
# 차이가 절반 넘게 남습니다. 그러니 어느 초기화를 쓰는지가 중요한지 아닌지는 층의 수에 달려 있습니다. 이런 신경망을
# 실제로 학습하면 어떻게 되는지는 [노트북 5](../../ko/5_deep.ipynb)에서 다룹니다.
#
# ## 2. N(0,1)의 폭을 줄이면
#
# 사본에 `stddev`라는 변수를 두고 실행하기 전에 값을 정합니다. 그래서 다시 불러올 필요가 없습니다.

# %%
source = inspect.getsource(plain_nn)
for shape in ("[784, 256]", "[256, 256]", "[256, 10]"):
    source = source.replace(f"tf.random_normal({shape})", f"tf.random_normal({shape}, stddev=stddev)")
Path("shrunk.py").write_text(source)
import shrunk

shrunken = {"xavier_adam": runs["xavier_adam"]}
for stddev in (0.3, 0.1, 0.05, 0.02):
    shrunk.stddev = stddev
    print(f"stddev {stddev}", end=": ", flush=True)
    history, score = shrunk.run(options)
    print(f"    cost of the first epoch {history.costs[0]:.3f}, of the last {history.costs[-1]:.4f}")
    shrunken[f"stddev {stddev}"] = {SEED: record(options, history, score, seconds=0)}
print("\n" + study.table(shrunken))

# %% [markdown]
# 0.3에서는 아직 뚜렷하게 나쁩니다. 0.1 이하에서는 차이가 커도 0.몇 %p인데, 위의 기록에서 보듯이 같은 신경망도 시드에
# 따라 그만큼은 달라집니다. 그러니 여기서 `p`가 0.05보다 작아도 증거가 되지 못합니다. (게다가 네 번 비교하면 이런
# `p`가 우연히 나올 확률이 5분의 1에 가깝습니다.) Xavier 초기화의 표준편차는 세 층에서 0.044, 0.063, 0.087입니다.
# 그러니 중요한 것은 공식이 아니라 크기이고, 크기도 꼭 맞을 필요는 없습니다.
#
# ## 3. 시간을 더 주면
#
# `plain_nn`을 15에폭이 아니라 100에폭 학습하고, 5에폭마다 정확도를 측정합니다.

# %%
accuracies = plots.Curves("test accuracy (%)", log=False)
mnist = input_data.load(DATA, one_hot=True)


def accuracy(sess, model, history):
    return 100 * evaluation.accuracy(sess, model, mnist.test).accuracy


line = accuracies.line("plain_nn", accuracy)


def watch(sess, model, history):
    if EPOCHS or len(history.costs) % 5 == 0:
        line(sess, model, history)


options = Options(seed=SEED, epochs=EPOCHS or 100, data=DATA, predict=0, quiet=True, loop="xla", watch=watch)
long = record(options, *plain_nn.run(options), seconds=0)
print(*(f"epoch {epoch}: cost {long['costs'][epoch - 1]:.2g}"
        for epoch in (1, 2, 5, 10, 15, 20, 50, 100) if epoch <= len(long["costs"])), sep=", ")
print("\n" + study.table({"xavier_adam": runs["xavier_adam"], "plain_nn": {SEED: long}}))

# %% [markdown]
# 가까워지기는 합니다. 정확도는 아직 느리게 오르고 cost는 계속 떨어집니다. 하지만 100에폭이 지나도 15에폭 학습한
# `xavier_adam`에 뒤지고, 그 차이는 우연보다 큽니다. 왜 이렇게 느린지는 본문에서 확인했습니다. 크기가 1인 가중치는
# 15에폭 동안 그 크기의 10분의 1쯤밖에 움직이지 않습니다.
