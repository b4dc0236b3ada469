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
# # 4. 깊이와 드롭아웃: 풀이
#
# [본문](../../ko/4_dropout.ipynb)에 나오는 연습 문제의 풀이입니다. 여기서는 이미지 5,000장으로 짧게 학습합니다. 이미지
# 55,000장에 대한 값은 [시드별 비교 연구](../../../lab10/study/README.ko.md)의 기록에서 가져왔습니다. 코어 두 개로 5분쯤
# 걸립니다.

# %%
import numpy
from matplotlib import pyplot as plt

from lab10 import deep_dropout_keep_prob, evaluation, input_data, plots, study, training
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
# ## 1. 알맞은 `keep_prob`
#
# 값 네 개를 시드 세 개씩, 이미지 5,000장으로 30에폭 학습합니다. `keep_prob`이 1이면 아무것도 버리지 않습니다. 학습할
# 때마다 그래프를 새로 만들어 처음부터 시작합니다. `sess.run(tf.global_variables_initializer())`와 같은 일이지만,
# 이렇게 하면 시드를 정할 수 있습니다.

# %%
few = {}
for value in (1.0, 0.9, 0.7, 0.5):
    few[value] = {}
    for seed in range(SEED, SEED + 3):
        tf.reset_default_graph()
        tf.set_random_seed(seed)
        mnist = input_data.load(DATA, one_hot=True, validation_size=55_000)
        model = deep_dropout_keep_prob.build()
        (keep_prob,) = model.train_feed
        model = model._replace(train_feed={keep_prob: value})
        options = Options(seed=seed, epochs=EPOCHS, quiet=True, loop="xla", train_accuracy=True)
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            history = training.train(sess, model, mnist, 30, deep_dropout_keep_prob.batch_size, options)
            validation = evaluation.accuracy(sess, model, mnist.validation)
            few[value][seed] = record(options, history, evaluation.accuracy(sess, model, mnist.test), seconds=0)
        print(f"keep_prob {value}, seed {seed}: {100 * history.training_score.accuracy:6.2f} % of the training, "
              f"{100 * validation.accuracy:.2f} % of the validation images", flush=True)

# %% [markdown]
# 간격은 학습 이미지의 정확도에서 테스트 이미지의 정확도를 뺀 값입니다. 먼저 간격을, 그다음에 테스트 정확도를
# `keep_prob`이 1인 경우와 비교합니다.

# %%
for value, by_seed in few.items():
    gaps = list(study.values(by_seed, "gap").values())
    print(f"keep_prob {value}: gap {numpy.mean(gaps):.2f} ± {numpy.std(gaps, ddof=1):.2f} points")
print("\n" + study.table({f"keep_prob {value}": by_seed for value, by_seed in few.items()}))

# %% [markdown]
# 네 경우의 평균 간격은 서로 조금씩 다릅니다. 하지만 `keep_prob`이 같아도 간격은 시드에 따라 그만큼 달라집니다. 네
# 경우 모두 결국 학습 이미지를 거의 다 맞힙니다. 그렇다면 어느 값을 골라야 할까요? 검증 이미지로는 알 수 없습니다. 네
# 경우의 정확도가 서로 겹칩니다. 테스트 이미지에서도 마찬가지입니다. 신뢰구간 세 개 가운데 하나쯤은 0을 포함하지 않을
# 수도 있습니다. 하지만 시드가 세 개뿐이면 차이 세 개가 우연히 가까이 모이는 일이 생각보다 흔하고, 비교도 세 번이나
# 했습니다. 시드 세 개와 30에폭으로는 우열을 가리기 어렵습니다.
#
# ## 2. 데이터가 적으면
#
# 이미지 5,000장에 대한 드롭아웃의 효과는 위의 학습(30에폭)에서, 55,000장에 대한 효과는 시드별 비교 연구의
# 기록(50에폭)에서 구합니다. 시드별 차이의 평균과 그 95% 신뢰구간을 출력합니다.

# %%
many = study.runs("deep_dropout_keep_prob"), study.runs("deep_xavier", epochs=50)


def gain(dropout, without):
    """Dropout's gain in points, by seed."""
    return study.difference(study.values(dropout), study.values(without))


gains = {"5,000 training images": gain(few[0.7], few[1.0]), "55,000 training images": gain(*many)}
for name, found in gains.items():
    print(f"{name:22} dropout's gain {found.mean:+.2f} ({found.low:+.2f} to {found.high:+.2f}), n {found.n}")

# %% [markdown]
# 데이터가 적으면 과적합이 심해집니다. 위에서 간격이 5%p를 넘었습니다. 그러니 드롭아웃의 효과도 더 클 것 같지만, 이
# 실행에서는 그런 모습이 보이지 않습니다. 이미지 5,000장의 신뢰구간은 넓고 0을 포함하므로, 정확도가 1%p 올랐을 수도 있고
# 2%p 떨어졌을 수도 있습니다. 이것은 "드롭아웃이 도움이 되지 않는다"는 말과 다릅니다. 더 알아보려면 시드를 늘리고 더
# 오래 학습해야 합니다. 이미지 5,000장으로 30에폭이면 1,500스텝뿐입니다.
#
# ## 3. 작은 신경망
#
# 기록에서 `xavier_sgd_dropout`과 `xavier_sgd`를 비교한 다음, 드롭아웃의 효과 세 가지를 한 그림에 그립니다.

# %%
small = {name: study.runs(name) for name in ("xavier_sgd", "xavier_sgd_dropout")}
print(study.table(small))

gains["256 units a layer,\n55,000 training images"] = gain(small["xavier_sgd_dropout"], small["xavier_sgd"])
figure, axes = plt.subplots(figsize=(7, 2.2), layout="constrained")
for y, (name, found) in enumerate(gains.items()):
    axes.errorbar(found.mean, y, xerr=[[found.mean - found.low], [found.high - found.mean]], fmt="o", capsize=4,
                  color=plots.COLORS[0])
axes.axvline(0, color="black", linewidth=0.8)
axes.set_yticks(range(len(gains)), gains)
axes.set(xlabel="dropout's gain, with its 95 % interval (points)", ylim=(2.5, -0.5))
axes.grid(axis="x", alpha=0.3)
plt.show()

# %% [markdown]
# 줄마다 신뢰구간을 보십시오. 0에 닿지 않으면 드롭아웃의 효과는 우연보다 큽니다. 이미지 55,000장으로 학습한 두
# 신경망에서 효과가 똑같이 클까요? 두 신뢰구간을 비교해 보십시오. 많이 겹친다면 이 시드들로는 두 효과의 차이를 알 수
# 없습니다. (두 신경망은 옵티마이저와 에폭 수도 다릅니다.) 그리고 시드 세 개로 구한 신뢰구간은 그 자체가 운에
# 좌우됩니다. 차이 세 개가 우연히 가까이 모여 있을 수도 있습니다.
