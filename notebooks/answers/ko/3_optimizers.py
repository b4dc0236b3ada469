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
# # 3. 옵티마이저: 풀이
#
# [본문](../../ko/3_optimizers.ipynb)에 나오는 연습 문제의 풀이입니다. 여러 시드를 비교하는 값은 [시드별 비교
# 연구](../../../lab10/study/README.ko.md)의 기록에서 가져온 것으로, MNIST에서 실행한 결과입니다. 코어 두 개로 4분쯤
# 걸립니다.

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
# ## 1. 경사 하강법에 가장 알맞은 학습률
#
# 설정은 학습에 쓰지 않는 검증 이미지에서 고르고, 테스트 이미지는 마지막에만 씁니다. 그래서 시드 하나로 학습한 정확도를
# 두 가지 모두 출력합니다.

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
# 0.01과 0.03에서는 학습이 느릴 뿐입니다. 30에폭이 지나도 cost가 아직 높습니다. 0.3에서 cost가 가장 낮고 검증 이미지의
# 정확도도 가장 높습니다. 하지만 검증 이미지가 5,000장이면 이런 두 정확도의 차이에는 표준오차가 0.26%p쯤 있는데, 0.3과
# 0.1의 차이는 그보다 작습니다. 이 한 번의 실행으로는 둘 가운데 어느 쪽이 나은지 가릴 수 없습니다.
#
# 학습률이 1이면 Xavier 초기화를 써도 실패합니다. 처음 몇 스텝의 보폭이 너무 커서 값이 float32의 범위를 벗어납니다. 첫
# 에폭부터 cost가 nan이므로 그림에는 선이 없습니다. (시드나 프로세서가 바뀌면 값이 그 범위 안에 머물 수도 있습니다.
# 그때는 유닛이 죽어 어떤 이미지에나 똑같은 답을 내놓으므로 cost가 2.30에 머뭅니다.) 그러니 실패하기 시작하는 학습률은
# 0.3과 1 사이에 있습니다.
#
# ## 2. Adam의 학습률을 점점 낮추기
#
# 학습률은 0.01에서 시작해 550스텝, 곧 한 에폭마다 5분의 1씩 줄어듭니다. 나머지 세 cost는 시드별 비교 연구의 기록에서
# 시드 777의 값을 가져왔습니다.

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
# 내려갑니다. 처음 몇 에폭에서는 보폭이 커도 학습률 0.001인 Adam만큼 빨리 떨어집니다. 그 뒤로는 보폭이 줄어들어,
# 학습률을 0.01로 고정했을 때처럼 높은 값에 머물지 않고 다른 세 신경망의 cost보다 낮아집니다. 테스트 이미지에서는 이득이
# 작습니다. 이 한 번의 실행은 학습률을 0.01로 고정한 Adam보다는 분명히 낫지만, 경사 하강법보다 낫다는 것까지 보여 주지는
# 못합니다(다음 풀이를 보십시오). 학습 이미지의 cost가 0에 가깝다는 것은 그 이미지를 외웠다는 뜻일 뿐입니다.
#
# ## 3. 여러 시드로 비교하기
#
# 기록에는 두 신경망을 시드 여러 개로 실행한 결과가 있습니다. 직접 열 번씩 학습하려면
# `python -m lab10.study xavier_sgd xavier_adam --seeds 10`을 실행합니다. 그러면 아래와 같은 비교가 출력됩니다.

# %%
both = {name: study.runs(name) for name in ("xavier_sgd", "xavier_adam")}
print(study.table(both))
study.picture({name: list(study.values(by_seed).values()) for name, by_seed in both.items()})

# %% [markdown]
# 두 신경망의 정확도는 저마다 `sd`만큼 퍼져 있고, 마지막 줄에는 시드별로 구한 두 평균의 차이와 그 신뢰구간이 있습니다.
# `sd`와 이 차이를 비교해 보십시오. 두 평균의 차이가 한 신경망의 정확도가 퍼진 폭보다 크지 않다면, 노트처럼 한 번씩만
# 실행해서는 어느 쪽이 나은지 알 수 없습니다. 신뢰구간에 0이 들어 있으면 판정은 *not decided*(판정 보류)입니다. 이것도
# 하나의 결과입니다. 차이가 있더라도 이만한 시드 수로 가려내기에는 너무 작다는 뜻입니다. 신뢰구간이 0을
# 벗어나면 평균은 한쪽이 높습니다. 그래도 두 무리가 얼마나 겹치는지 보십시오. 한 번씩만 실행하면 거꾸로 나올 수도
# 있습니다. (`xavier_sgd`는 30에폭, `xavier_adam`은 15에폭 학습합니다.)
