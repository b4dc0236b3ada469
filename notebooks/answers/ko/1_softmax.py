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
# # 1. 층 하나: 풀이
#
# [본문](../../ko/1_softmax.ipynb)에 나오는 연습 문제의 풀이입니다. 여기서도 프로세서의 종류가 다르면 조금 다른 숫자가
# 나옵니다. 코어 두 개로 2분에서 3분쯤 걸립니다.

# %%
import inspect
from pathlib import Path

import numpy

from lab10 import evaluation, input_data, plots, softmax, study, training
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
# ## 1. 0에서 시작하기
#
# 두 신경망을 시드 세 개로 학습한 다음, `python -m lab10.study`가 출력하는 것과 같은 표로 비교합니다. 표에는 시드별
# 차이의 평균과 그 95% 신뢰구간이 나옵니다. (`loop="xla"`는 더 빠릅니다.)

# %%
source = inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")
Path("zeros.py").write_text(source)
import zeros

runs, W1 = {"softmax": {}, "zeros": {}}, {}
for name, network in {"softmax": softmax, "zeros": zeros}.items():
    def watch(sess, model, history):
        W1[name] = sess.run(tf.trainable_variables()[0])

    for seed in range(SEED, SEED + 3):
        options = Options(seed=seed, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla", watch=watch)
        print(name, seed, end=": ", flush=True)
        runs[name][seed] = record(options, *network.run(options), seconds=0)
print("\n" + study.table(runs))

# %% [markdown]
# 신뢰구간이 0보다 위에 있습니다. 0에서 시작하는 편이 1%p쯤 더 좋습니다. 이때 시드는 편향과 배치의 순서만 정하고
# 가중치는 정하지 않습니다. 정확도가 시드에 따라 달라지는 정도는 둘이 비슷합니다. 마지막 시드의 가중치를 그려 봅니다.

# %%
never = (input_data.load(DATA).train.stored_images == 0).all(axis=0)
for name, W in W1.items():
    print(f"{name:8} size of the weights: {W[never].std():.2f} for the {never.sum()} pixels that never have ink, "
          f"{W[~never].std():.2f} for the others")
plots.weights(W1, titles=range(10))

# %% [markdown]
# 이제 가장자리가 하얗습니다. 잉크가 한 번도 없는 픽셀의 가중치는 초깃값 그대로인데, 그 값이 0이니 더는 표를 던지지
# 않습니다. 잡음이 덮고 있지 않아 고리 안쪽의 템플릿도 더 또렷합니다.
#
# 여기서는 왜 0으로 시작해도 괜찮을까요? 유닛 열 개에 저마다 다른 레이블이 있어서, 첫 스텝부터 열 가지 방향으로
# 움직이기 때문입니다. ReLU 층이 있는 신경망에서 가중치와 편향이 모두 0이면, 은닉 유닛은 어떤 이미지에나 0을 내놓고 어느
# 가중치에도 기울기가 전달되지 않습니다. 마지막 층의 편향만 학습됩니다.
#
# ## 2. 픽셀의 순서를 바꾸면
#
# 순서는 한 번만 뽑아 모든 이미지에 똑같이 적용합니다. 두 경우의 출발점이 같도록 `zeros`를 씁니다.

# %%
order = numpy.random.RandomState(SEED).permutation(784)


def train(network, batch_size, shuffled=False):
    """Return the training.History, evaluation.Score, weights, and the first test images."""
    tf.reset_default_graph()
    tf.set_random_seed(SEED)
    mnist = input_data.load(DATA, one_hot=True)
    if shuffled:
        for data_set in mnist:
            data_set.stored_images = data_set.stored_images[:, order]
    model = network.build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        options = Options(epochs=EPOCHS, quiet=True, loop="xla")
        history = training.train(sess, model, mnist, network.training_epochs, batch_size, options)
        score = evaluation.accuracy(sess, model, mnist.test)
        return history, score, sess.run(tf.trainable_variables()[0]), mnist.test.images[:5]


W, costs, images = {}, {}, {}
for name, shuffled in {"in order": False, "shuffled": True}.items():
    history, score, W[name], images[name] = train(zeros, zeros.batch_size, shuffled)
    print(f"{name}: cost of the first epoch {history.costs[0]:.6f}, of the last {history.costs[-1]:.6f}; {score}")
plots.digits(images["shuffled"], ["?"] * 5)

# %% [markdown]
# 사람은 이런 이미지를 읽을 수 없지만 신경망은 전과 똑같이 배웁니다. cost가 출력된 끝자리까지 같고, 틀린 이미지의 수도
# 같습니다. 가중치는 원래의 가중치를 새 순서로 늘어놓은 것입니다.

# %%
W["put back"] = numpy.empty_like(W["shuffled"])
W["put back"][order] = W["shuffled"]
print(f"size of the weights: {W['in order'].std():.3f}; the weights that were put back differ by at most "
      f"{abs(W['put back'] - W['in order']).max():.1g}")
plots.weights(W, titles=range(10))

# %% [markdown]
# 남은 차이는 반올림 오차입니다. 더하는 순서가 바뀌면 합의 끝자리가 달라지기 때문입니다. 그러니 이 신경망은 이웃한
# 픽셀에 대해 아무것도 모릅니다. 표를 더하기만 하는데, 합은 순서와 상관이 없습니다. (N(0,1)에서 시작하면 섞인 픽셀이
# 다른 무작위 가중치를 만나므로, 시드를 바꾼 것과 같습니다.) 뒤에 나오는 완전 연결 신경망도 마찬가지입니다. 이웃한
# 픽셀을 함께 보는 것은 `lab10.cnn`입니다.
#
# ## 3. 작은 배치와 큰 배치
#
# 시드 하나씩으로 학습해 같은 테스트 이미지에서 비교합니다.

# %%
sizes = {}
for batch_size in (100, 10, 1000):
    history, score, *_ = train(softmax, batch_size)
    steps = len(history.costs) * (input_data.load(DATA).train.num_examples // batch_size)
    print(f"batches of {batch_size:4}: {steps:6} steps, cost {history.costs[-1]:.3f}, "
          f"{sum(history.epoch_seconds):.0f} s")
    sizes[f"batches of {batch_size}"] = {SEED: record(Options(seed=SEED), history, score, seconds=0)}
print("\n" + study.table(sizes))

# %% [markdown]
# 한 에폭의 스텝 수는 배치 크기가 10이면 열 배이고, 1,000이면 10분의 1입니다. Adam의 보폭은 어느 쪽이든 비슷하므로,
# 배치 크기가 1,000이면 스텝이 모자라 멀리 가지 못합니다. cost가 아직 배치 크기 100일 때의 두 배입니다. 배치 크기가
# 10일 때 cost가 가장 낮습니다. 하지만 이 한 번의 실행으로는 테스트 이미지에서 배치 크기 100보다 나은지 알 수 없고,
# 시간은 몇 배 더 걸렸습니다. 더 알아보려면 시드를 바꾸어 보고, 에폭 수가 아니라 시간을 똑같이 주어 비교해야 합니다.
