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
# # 4. 깊이와 드롭아웃
#
# **층을 세 개에서 다섯 개로 늘리거나, 학습하는 동안 유닛을 무작위로 끄면 정확도가 올라갈까요? 그리고 테스트할 때도
# 드롭아웃(dropout)을 켜 두면 어떻게 될까요?**
#
# 깊은 신경망이 과적합되는 모습과, 드롭아웃을 쓰면 그 모습이 어떻게 달라지는지 봅니다. 드롭아웃의
# 두 가지 표기인 `keep_prob`과 `rate`도 보고, 드롭아웃이 예측에 어떤 영향을 주는지도 알아봅니다. 코어 두 개로 5분쯤,
# TensorFlow에 oneDNN이 없으면 8분 넘게 걸립니다.

# %%
import difflib
import inspect

import numpy
from matplotlib import pyplot as plt

from lab10 import (deep_dropout_keep_prob, deep_dropout_rate, deep_xavier, evaluation, input_data, plots, training,
                   xavier_adam)
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
# ## 드롭아웃이란
#
# 은닉층을 하나 지날 때마다 유닛의 출력을 `keep_prob`의 확률, 여기서는 0.7의 확률로 남깁니다. 남긴 출력은 0.7로
# 나누어 평균이 그대로 유지되게 하고, 나머지 출력은 0으로 만듭니다. 무엇을 남길지는 이미지마다, 스텝마다 새로
# 뽑습니다. 그래프에서는 층마다 한 줄이면 되고, 학습할 때 켜고 테스트할 때 끌 수 있도록 플레이스홀더를 하나 둡니다.
# 먼저 깊은 신경망을 보고, 드롭아웃이 여기에 무엇을 더하는지 봅니다.

# %%
print(inspect.getsource(deep_xavier.build))


# %%
def difference(one, other):
    sources = [inspect.getsource(network.build).splitlines() for network in (one, other)]
    print("\n".join(difflib.unified_diff(*sources, one.__name__, other.__name__, n=0, lineterm="")))


difference(deep_xavier, deep_dropout_keep_prob)

# %% [markdown]
# ## 두 가지 표기
#
# TensorFlow 1.13에서 `rate`라는 인자가 새로 생겼습니다. 남기는 비율이 아니라 버리는 비율, 곧 1 - `keep_prob`입니다.
# 아래는 두 표기로 실행한 처음 다섯 스텝의 cost입니다.
#
# **먼저 예상해 보십시오.** 두 표기 모두 같은 시드로 시작합니다. cost가 끝자리까지 같을까요, 몇 자리만 같을까요, 한
# 자리도 같지 않을까요? *나의 예상:*

# %%
difference(deep_dropout_keep_prob, deep_dropout_rate)

# %%
for network in (deep_dropout_keep_prob, deep_dropout_rate):
    with tf.Graph().as_default(), tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=1)) as sess:
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = network.build()
        sess.run(tf.global_variables_initializer())
        train_epoch = training.fed_epoch(sess, model, mnist.train, network.batch_size)()
        costs = [cost for cost, _ in zip(train_epoch, range(5))]
    print(*(f"{cost:.9f}" for cost in costs), network.__name__)

# %% [markdown]
# cost는 첫 스텝부터 다르지만 두 표기의 뜻은 같습니다. 난수가 다를 뿐입니다. 시드를 따로 주지 않은 난수 연산의 시드는
# 그래프에서의 순서, 곧 그 앞에 있는 연산의 수로 정해집니다. 그런데 `keep_prob`을 버리는 비율로 바꾸는 데에도 연산이
# 필요합니다. 그래서 두 실행은 가중치의 초깃값과 마스크가 서로 다릅니다. 시드를 따로 주면 두 표기가 같은 유닛을
# 끕니다.

# %%
with tf.Graph().as_default(), tf.Session() as sess:
    ones = tf.ones([1, 16])
    for dropped in (tf.nn.dropout(ones, keep_prob=0.7, seed=1), tf.nn.dropout(ones, rate=0.3, seed=1)):
        print(*(f"{value:.2f}" for value in sess.run(dropped)[0]))

# %% [markdown]
# ## 깊이, 그리고 과적합
#
# 50에폭씩 세 번 학습합니다. 앞의 노트북에서 쓴 3층 신경망, 은닉층의 유닛도 두 배(512개)인 깊은 신경망, 그리고 여기에
# 드롭아웃을 더한 신경망입니다. cost와 함께, 5에폭마다 정확도를 두 가지로 측정합니다. 하나는 학습에 쓰는 이미지 가운데
# 10,000장이고, 다른 하나는 학습할 때 한 번도 보지 않는 테스트 세트 10,000장입니다. 두 정확도가 벌어진 만큼이
# *과적합*(overfitting)입니다. (`loop="xla"`는 한 에폭을 통째로 컴파일합니다. 더 빠르지만, 출력되는 값의 끝자리가
# 달라집니다.)
#
# **먼저 예상해 보십시오.** 셋 가운데 학습 이미지를 가장 잘 맞히는 것과 테스트 이미지를 가장 잘 맞히는 것은 어느 것일까요?
# *나의 예상:*

# %%
epochs = EPOCHS or deep_dropout_keep_prob.training_epochs
mnist = input_data.load(DATA, one_hot=True)
seen = mnist.train.images[:10000], mnist.train.labels[:10000]
unseen = mnist.test.images, mnist.test.labels
costs = plots.Curves()
on_seen = plots.Curves("accuracy on training images (%)", log=False)
on_unseen = plots.Curves("accuracy on test images (%)", log=False)
scores = {}


def accuracy(images, labels):
    def value(sess, model, history):
        return 100 * (evaluation.predict(sess, model, images) == labels.argmax(axis=1)).mean()
    return value


def watch(name):
    cost = costs.line(name)
    accuracies = on_seen.line(name, accuracy(*seen)), on_unseen.line(name, accuracy(*unseen))

    def grow(*state):
        cost(*state)
        if EPOCHS or len(state[-1].costs) % 5 == 0:
            for line in accuracies:
                line(*state)
    return grow


for name, network in {"xavier_adam": xavier_adam, "deep_xavier": deep_xavier}.items():
    options = Options(seed=SEED, epochs=epochs, data=DATA, predict=0, quiet=True, loop="xla", watch=watch(name))
    print(name, end=": ", flush=True)
    history, scores[name] = network.run(options)

tf.reset_default_graph()
tf.set_random_seed(SEED)
mnist = input_data.load(DATA, one_hot=True)
model = deep_dropout_keep_prob.build()
sess = tf.Session()
sess.run(tf.global_variables_initializer())
options = Options(epochs=epochs, quiet=True, loop="xla", watch=watch("deep_dropout_keep_prob"))
history = training.train(sess, model, mnist, epochs, deep_dropout_keep_prob.batch_size, options)
scores["deep_dropout_keep_prob"] = evaluation.accuracy(sess, model, mnist.test)
print("deep_dropout_keep_prob:", scores["deep_dropout_keep_prob"])

# %%
plots.accuracies(scores)

# %% [markdown]
# 예상과 비교해 보십시오. 막대도 함께 살펴보십시오.
#
# 층을 늘리고 넓힌 이득은 한 번의 실행에서 드러나지 않습니다. 세 신경망 모두 드롭아웃이 있든 없든 결국 학습 이미지를
# 거의 통째로 외웁니다. 테스트 이미지에서 드롭아웃을 쓴 신경망은 나머지 둘보다 얼마나 정확합니까? 그 차이가
# 표준오차(차이의 표준오차이므로 가로 막대의 1.4배)의 두 배를 넘더라도 한 번의 실행에서 나온 것이고, 신경망마다 시드도
# 하나뿐입니다. 곡선의 점 열 개도 같은 실행에서 나온 것이라, 점이 많다고 더 확실해지지는 않습니다. 이 신경망들을 더
# 많은 시드로 학습한 결과는 시드별 비교 연구의 [표](../../lab10/study/README.ko.md#노트의-주장은-맞을까)에 있습니다.
# 두 정확도의 간격은 드롭아웃을 쓰면 좁아지지만 사라지지는 않습니다. 드롭아웃이 과적합을 완전히 해결해 주지는
# 않습니다. (정확도는 드롭아웃을 끄고 측정하고, cost는 드롭아웃을 켠 채로 측정합니다. 그래서 cost가 더 높습니다.)
#
# ## 드롭아웃을 켜 두면
#
# 테스트할 때도 플레이스홀더에 0.7을 넣으면 어떻게 될까요? 그러면 실행할 때마다 무작위로 고른 신경망의 일부만 답하게
# 됩니다. (노트의 코드라면 테스트할 때 `keep_prob: 1`을 써야 할 자리에 학습할 때의 0.7을 그대로 두기만 해도 이렇게
# 됩니다.)
#
# **먼저 예상해 보십시오.** 드롭아웃을 켜 두면 오답이 얼마나 될까요? 그대로, 1.5배, 10배? 그런 실행 20번이 투표하면? *나의 예상:*

# %%
images, labels = mnist.test.images, mnist.test.labels.argmax(axis=1)
left_on = model._replace(test_feed=model.train_feed)
runs = [evaluation.predict(sess, left_on, images) for _ in range(20)]
wrong = [int((run != labels).sum()) for run in runs]

off = evaluation.predict(sess, model, images)
votes = numpy.array([numpy.bincount(column, minlength=10) for column in numpy.stack(runs).T])
together = int((votes.argmax(axis=1) != labels).sum())

figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(wrong, bins=10, color=plots.COLORS[1], label="dropout left on: 20 runs")
axes.axvline((off != labels).sum(), color=plots.COLORS[0], label="dropout off")
axes.axvline(together, color=plots.COLORS[2], linestyle="--", label="the 20 runs vote")
axes.set(xlabel=f"wrong of {len(labels)} test images", ylabel="runs")
figure.legend(loc="outside upper center", ncols=3)
plt.show()

# %% [markdown]
# 예상과 비교해 보십시오.
#
# 드롭아웃을 켜 두면 오답이 1.5배쯤으로 늘어납니다. (그림에 선이 하나만 보이면 두 선이 겹친 것입니다.) 하지만 매번 같은
# 이미지만 틀리는 것은 아닙니다. 여러 번 실행한 결과를 다수결로 모으면 드롭아웃을 끈 신경망과 비슷하게 맞히는데, 이는
# 우연이 아닙니다. 학습할 때 `keep_prob`으로 나누어 두었으므로 신경망 전체의 출력이 부분들의 평균과 비슷해지기
# 때문입니다. 노트 004에는 앙상블(ensemble)을 하려면 모델이 여러 개 필요하다고 나오는데, 드롭아웃은 값싼 앙상블인
# 셈입니다.
#
# ## 아직도 틀리는 숫자
#
# 20번의 실행 가운데 레이블에 투표한 횟수가 가장 적은 오답 열 개입니다.

# %%
wrong = numpy.flatnonzero(off != labels)
hardest = wrong[votes[wrong, labels[wrong]].argsort()[:10]]
plots.digits(images[hardest], labels[hardest], off[hardest])

# %%
plots.confusion(labels, off)

# %% [markdown]
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/4_dropout.ipynb)를 보십시오.
#
# 1. `keep_prob`을 0.5와 0.9로 바꾸어 학습해 보십시오. `(keep_prob,) = model.train_feed`로 플레이스홀더를 꺼내고
#    `model._replace(train_feed={keep_prob: 0.5})`를 학습합니다. 학습하기 전에는 매번
#    `sess.run(tf.global_variables_initializer())`로 처음 상태로 되돌립니다. 간격이 가장 좁은 것은 어느 값입니까?
#    여러분이라면 어느 값을 고르겠습니까? (고를 때는 검증 이미지 `mnist.validation`을 봅니다. 한 번 학습하는 데 몇 분이
#    걸리지만, 다음 문제처럼 이미지를 줄이면 1분도 걸리지 않습니다.)
# 2. 데이터가 적을 때 드롭아웃이 얼마나 도움이 되는지 알아보십시오.
#    `input_data.load(DATA, validation_size=55_000)`으로 불러오면 학습 이미지가 5,000장만 남습니다. 깊은 신경망을
#    드롭아웃을 쓰는 경우와 쓰지 않는 경우(`keep_prob`이 1)로 나누어 이 데이터로 학습합니다. 이때는 드롭아웃의 효과가
#    더 큽니까?
# 3. `xavier_sgd_dropout`은 층마다 유닛이 256개이고, 드롭아웃 비율은 같습니다. 시드 몇 개로 `xavier_sgd`와 비교해
#    보십시오. 작은 신경망에서도 드롭아웃이 그만큼 도움이 됩니까?
