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
# # 1. 층 하나
#
# **MNIST에는 무엇이 들어 있을까요? 그리고 층 하나만으로 어디까지 맞힐 수 있을까요?**
#
# 먼저 이미지를 살펴보고, 층이 하나뿐인 신경망을 TensorFlow 1 방식으로 만듭니다. 이어서 학습하는 동안 cost가
# 떨어지는 모습, 신경망이 배운 것을 그린 그림, 그러고도 여전히 틀리는 숫자를 차례로 봅니다. 코어 두 개로 1분쯤
# 걸립니다.

# %%
import inspect

import numpy

from lab10 import evaluation, input_data, plots, softmax, training
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
# ## 데이터
#
# 28 × 28픽셀 크기의 손글씨 숫자 이미지 70,000장입니다. TensorFlow 1 튜토리얼과 똑같이 나누어 55,000장은 학습에,
# 5,000장은 검증에, 10,000장은 테스트에 씁니다. 이미지 한 장은 0(종이)에서 1(잉크) 사이의 값 784개를 한 줄로
# 늘어놓은 것입니다. 레이블은 *one-hot* 형식이어서, 열 개의 값 가운데 하나만 1입니다.

# %%
mnist = input_data.load(DATA, one_hot=True)
for name, data_set in mnist._asdict().items():
    print(f"{name:10} images {data_set.images.shape}  labels {data_set.labels.shape}")
mnist.test.labels[0]

# %%
labels = mnist.test.labels.argmax(axis=1)
plots.digits(mnist.test.images[:10], labels[:10])

# %% [markdown]
# 숫자별 평균 이미지입니다. 층이 하나뿐인 신경망은 이런 템플릿을 이미지에 대 보는 것 말고는 할 수 있는 일이 별로
# 없습니다. 그러니 템플릿이 서로 닮은 숫자에서는 오답이 나오리라고 짐작할 수 있습니다.

# %%
train_labels = mnist.train.labels.argmax(axis=1)
means = [mnist.train.images[train_labels == digit].mean(axis=0) for digit in range(10)]
plots.digits(means, range(10))

# %% [markdown]
# ## 신경망
#
# 유닛은 숫자마다 하나씩 모두 열 개입니다. 각 유닛에는 픽셀마다 가중치가 하나씩 있고, 편향(bias)도 하나 있습니다.
# 열 개의 출력에 softmax를 적용하면 숫자에 대한 확률분포가 되고, 이 분포와 레이블 사이의 교차 엔트로피(cross
# entropy)가 cost입니다. 아래가 `lab10/softmax.py`에 있는 신경망 코드의 전부입니다.

# %%
print(inspect.getsource(softmax.build))

# %% [markdown]
# TensorFlow 1에서는 이런 코드를 실행해도 아무것도 계산되지 않습니다. *그래프*(graph)를 그릴 뿐입니다. 그래프에서
# 필요한 부분을 실제로 계산하는 것은 세션(`Session`)이며, 데이터는 *플레이스홀더*(placeholder)인 `X`와 `Y`에 넣어
# 줍니다. 학습하기 전의 답은 가중치만큼이나 무작위여서 열에 하나쯤 맞힙니다. 시드에 따라 그보다 많기도 하고 적기도
# 합니다.

# %%
tf.reset_default_graph()
tf.set_random_seed(SEED)
mnist = input_data.load(DATA, one_hot=True)  # after the seed, which decides on the order of the batches too
model = softmax.build()
sess = tf.Session()
sess.run(tf.global_variables_initializer())

W1, b1 = tf.trainable_variables()
W1_before = sess.run(W1)
print(evaluation.accuracy(sess, model, mnist.test))

# %% [markdown]
# ## 학습
#
# `training.train`은 노트에 나오는 학습 루프입니다. 이미지를 100장씩 묶은 배치마다 Adam으로 한 스텝씩 학습하고,
# 에폭이 끝날 때마다 평균 cost를 출력합니다. 아래 그림의 곡선도 그때마다 한 점씩 늘어납니다.
#
# **먼저 예상해 보십시오.** 층 하나로 테스트 이미지를 얼마나 맞힐까요? 절반, 80%, 90%, 99%? *나의 예상:*

# %%
curves = plots.Curves()
options = Options(epochs=EPOCHS, watch=curves.line("softmax"))
history = training.train(sess, model, mnist, softmax.training_epochs, softmax.batch_size, options)

# %%
score = evaluation.accuracy(sess, model, mnist.test)
print(score)
plots.accuracies({"softmax": score})

# %% [markdown]
# 예상과 비교해 보십시오. 층 하나만으로도 숫자 열 개 가운데 아홉 개쯤을 읽습니다.
#
# 가로 막대는 표준오차입니다. *다른* 이미지 10,000장으로 테스트하면 우연만으로도 정확도가 이 정도는 달라진다는 뜻입니다.
# 두 정확도를 비교할 때는 표준오차가 1.4배로 커집니다. 차이가 그 두 배보다 작으면 어느 쪽이 나은지 알 수 없습니다.
# 게다가 시드를 바꾸어도 정확도는 달라집니다.
#
# ## 무엇을 배웠을까
#
# 유닛별 가중치를 그림으로 그려 봅니다. 파란 픽셀에 잉크가 있으면 그 숫자라는 쪽으로, 빨간 픽셀에 잉크가 있으면 그
# 숫자가 아니라는 쪽으로 기웁니다.
#
# **먼저 예상해 보십시오.** 학습한 뒤 0을 맡은 유닛의 가중치는 어떤 그림일까요? *나의 예상:*

# %%
W1_trained = sess.run(W1)
plots.weights({"before": W1_before, "trained": W1_trained}, titles=range(10))

# %% [markdown]
# 0 모양의 그림을 예상했습니까?
#
# 학습한 뒤의 그림에서 진한 색은 대부분 가운데를 둘러싼 고리에 모여 있습니다. 고리 안쪽은 색이 더 옅습니다. 색의
# 눈금은 열 개의 그림에서 모두 같으므로, 고리 안쪽의 가중치가 더 작은 것입니다. 맨 바깥쪽 픽셀은 여전히 잡음처럼
# 보입니다. 픽셀에 잉크가 얼마나 자주 나타나는지, 그 픽셀의 가중치는 얼마나 큰지 확인해 봅니다.

# %%
ink = (mnist.train.images > 0).mean(axis=0)
for often, pixels in {"none": ink == 0, "under 1 %": (ink > 0) & (ink < 0.01), "more": ink >= 0.01}.items():
    before, trained = W1_before[pixels].std(), W1_trained[pixels].std()
    print(f"ink in {often:9} of the images: {pixels.sum():3} pixels, weights {before:.2f} before, {trained:.2f} after")

# %% [markdown]
# 학습 이미지 어디에도 잉크가 없는 픽셀에서는 기울기가 늘 0이어서 가중치가 한 번도 움직이지 않았습니다. 처음에
# N(0,1)에서 뽑은 값이 그대로 남아 있으므로, 테스트할 때 그 자리에 잉크가 있으면 아무렇게나 한 표를 던지는 셈입니다.
# 잉크가 드문 픽셀의 가중치는 오히려 커졌습니다. Adam은 기울기를 그 기울기의 평소 크기로 나눕니다. 그래서 잉크가 드문
# 픽셀의 가중치도 잉크가 자주 나타나는 픽셀의 가중치만큼 멀리 움직이고, 그 픽셀이 어느 쪽에 표를 던질지는 이미지 몇
# 장이 결정합니다.

# %% [markdown]
# ## 무엇을 틀릴까
#
# **먼저 예상해 보십시오.** 평균 이미지를 다시 한번 보십시오. 어느 두 숫자를 서로 가장 자주 혼동할까요? *나의 예상:*

# %%
predictions = evaluation.predict(sess, model, mnist.test.images)
wrong = numpy.flatnonzero(predictions != labels)
plots.digits(mnist.test.images[wrong[:15]], labels[wrong[:15]], predictions[wrong[:15]])

# %%
plots.confusion(labels, predictions)

# %% [markdown]
# 예상한 쌍을 표에서 찾아보십시오. 행이 레이블이고 열이 예측입니다.
#
# 누가 썼든 템플릿은 숫자마다 하나뿐입니다. 층이 더 많은 신경망은 같은 이미지를 어떻게 다루는지, 다음 노트북에서
# 알아봅니다.

# %% [markdown]
# ## 직접 그려 보기
#
# 터미널에서 `python -m lab10.page --open`을 실행하면 이 신경망을 포함해 다섯 개를 학습하고, 숫자를 그려 볼 페이지를 만듭니다.
#
# ![손으로 그린 숫자와 신경망 다섯 개의 답](../../lab10/page/page.png)

# %% [markdown]
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/1_softmax.ipynb)를 보십시오.
#
# 1. 0에서 시작해 보십시오.
#    `source = inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")`,
#    `Path("zeros.py").write_text(source)`로 0에서 시작하는 사본을 만들고 `import zeros`를 한 다음, 위의
#    `model = softmax.build()`를 `model = zeros.build()`로 바꾸어 다시 학습합니다. 가장자리는 어떻게 달라졌습니까?
#    정확도는 어떻습니까? (층이 더 많은 신경망이라면 0으로 초기화하는 것은 치명적입니다. 여기서는 왜 괜찮을까요?)
#    Python은 같은 파일을 한 번만 import합니다. 그 뒤에 사본을 고쳤다면 `import importlib`과
#    `importlib.reload(zeros)`로 다시 불러오십시오.
# 2. 순열 `order = numpy.random.permutation(784)`를 하나 뽑습니다. 데이터를 새로 불러와, 다른 데에 쓰기 전에 모든
#    이미지의 픽셀을 똑같이 섞습니다:
#    `for data_set in mnist: data_set.stored_images = data_set.stored_images[:, order]`. 먼저 예상해 보십시오.
#    처음부터 다시 학습하면 정확도가 달라질까요? 그 결과를 보면 이 신경망은 이웃한 픽셀에 대해 무엇을 알고
#    있습니까?
# 3. 에폭 수는 그대로 두고 배치 크기를 10과 1,000으로 바꾸어 학습해 보십시오. 매번
#    `sess.run(tf.global_variables_initializer())`로 처음 상태로 되돌린 다음
#    `training.train(sess, model, mnist, softmax.training_epochs, 10, Options(quiet=True))`를 실행합니다. cost는 어느
#    쪽에서 더 낮아집니까? 그리고 스텝은 각각 몇 번이었습니까? (배치 크기가 10이면 몇 분 걸립니다.)
