"""The claims of the notes and of papers that go beyond them, each with the comparison that decides it.

The records alone give the verdicts.
"""
from typing import Callable, NamedTuple, Optional

from lab10.study import comparison
from lab10.study.quantities import accuracy, ends_in_nan, first_cost, gap, last_cost, members, training_accuracy
from lab10.study.origins import loop_of

HOLDS, DOES_NOT_HOLD, NOT_DECIDED, NOT_MEASURED = "holds", "does not hold", "not decided", "not measured yet"
VERDICTS = {1: HOLDS, 0: NOT_DECIDED, -1: DOES_NOT_HOLD}


class Series(NamedTuple):
    """The runs of one network, by default with its own number of epochs."""

    network: str
    epochs: Optional[int] = None

    @property
    def options(self):
        """The options, besides the network's name, that the study's command needs for these runs."""
        epochs = f" --epochs {self.epochs}" if self.epochs else ""
        return epochs + (" --loop xla" if loop_of(self.network) == "xla" else "")

    def __str__(self):
        return self.network + self.options


class Side(NamedTuple):
    """One side of a comparison: a quantity of each run of a series."""

    series: Series
    quantity: Callable = accuracy

    def values(self, runs):
        """Return {seed: value}. runs: a dict of Series: {seed: record}."""
        return {seed: self.quantity(record) for seed, record in runs.get(self.series, {}).items()}


class Greater(NamedTuple):
    """Is `first` greater than `second`, by seed?"""

    first: Side
    second: Side

    @property
    def sides(self):
        return self.first, self.second

    def measured(self, runs):
        """Return the comparison.Summary of the differences; None if fewer than two seeds have both sides."""
        found = comparison.difference(self.first.values(runs), self.second.values(runs))
        return found if found and found.n > 1 else None

    def verdict(self, runs):
        found = self.measured(runs)
        return VERDICTS[comparison.side(found)] if found else NOT_MEASURED


class Mostly(NamedTuple):
    """Does this happen with more than half of the seeds?"""

    side: Side

    @property
    def sides(self):
        return (self.side,)

    def measured(self, runs):
        """Return the number of such seeds, the number of all seeds, and the interval of the share; None for fewer
        than two seeds."""
        values = list(self.side.values(runs).values())
        return (sum(values), len(values), *comparison.share(sum(values), len(values))) if len(values) > 1 else None

    def verdict(self, runs):
        found = self.measured(runs)
        if not found:
            return NOT_MEASURED
        _, _, low, high = found
        return HOLDS if low > 0.5 else DOES_NOT_HOLD if high < 0.5 else NOT_DECIDED


class Text(NamedTuple):
    """A sentence in the languages of the READMEs."""

    en: str
    ko: str


class Claim(NamedTuple):
    """What a note or a paper says or prints, and what decides it: the claim holds if all comparisons agree with it."""

    note: str  # or the paper
    printed: str  # its figures, as far as it has any
    says: Text
    comparisons: tuple
    why: Text

    def verdict(self, runs):
        verdicts = [one.verdict(runs) for one in self.comparisons]
        return next((verdict for verdict in (NOT_MEASURED, DOES_NOT_HOLD, NOT_DECIDED) if verdict in verdicts), HOLDS)

    def missing(self, runs):
        """The Series whose records are missing for a verdict."""
        return [side.series for one in self.comparisons if one.verdict(runs) == NOT_MEASURED for side in one.sides
                if len([value for value in side.values(runs).values() if value is not None]) < 2]


def _side(network, quantity=accuracy, epochs=None):
    return Side(Series(network, epochs), quantity)


def _greater(first, second, quantity=accuracy):
    """Return the Greater of two networks, given by name, or of two Sides."""
    first, second = (_side(one, quantity) if isinstance(one, str) else one for one in (first, second))
    return Greater(first, second)


CLAIMS = [
    Claim("000", "183.51 → 0.310",
          Text("Xavier's weights lower the first epoch's cost.", "Xavier 초기화를 쓰면 첫 에폭의 cost가 줄어든다."),
          (_greater("plain_nn", "xavier_adam", first_cost),),
          Text("A sum of hundreds of inputs with N(0,1) weights is tens of times larger than the inputs, and grows "
               "from layer to layer; with Xavier's weights it shrinks slowly, as ReLU halves the mean square.",
               "입력 수백 개에 N(0,1) 가중치를 곱해 더하면 합이 입력의 수십 배가 되고, 층을 지날수록 커진다. "
               "Xavier 초기화를 쓰면 ReLU가 제곱의 평균을 절반으로 줄이므로 천천히 작아진다.")),
    Claim("000, 004", "95 → 97.69 %, 98 %",
          Text("Xavier's weights raise the accuracy.", "Xavier 초기화를 쓰면 정확도가 오른다."),
          (_greater("xavier_adam", "plain_nn"),),
          Text("Only the weights differ. The note's two accuracies are three points apart.",
               "다른 것은 가중치의 초깃값뿐이다. 노트의 두 정확도는 3%p쯤 차이 난다.")),
    Claim("001 §1", "nan",
          Text("N(0,1) weights with gradient descent at 0.1 end in nan.",
               "N(0,1) 가중치를 학습률 0.1의 경사 하강법으로 학습하면 nan이 된다."),
          (Mostly(_side("relu_sgd", ends_in_nan)),),
          Text("It holds if the share of such seeds is above one half. Too large a first step can also leave the units "
               "dead and the cost finite.",
               "그렇게 끝나는 시드의 비율이 절반을 넘으면 성립한다. 첫 스텝의 보폭이 너무 크면 cost는 유한한 채 유닛만 죽기도 한다.")),
    Claim("001 §2", "nan → 98.02 %",
          Text("With Xavier's weights the same gradient descent learns.",
               "Xavier 초기화를 쓰면 같은 경사 하강법으로 학습된다."),
          (_greater("xavier_sgd", "relu_sgd"),),
          Text("Only the weights differ.", "다른 것은 가중치의 초깃값뿐이다.")),
    Claim("001 §2, §3", "98.02 %, 96.81 %",
          Text("Adam at 0.01 ends below gradient descent at 0.1.",
               "학습률 0.01인 Adam은 학습률 0.1인 경사 하강법보다 정확도가 낮다."),
          (_greater("xavier_sgd", "xavier_adam_high_lr"),),
          Text("Optimizer and rate change together; `xavier_adam` is Adam at 0.001.",
               "옵티마이저와 학습률이 함께 바뀐다. 학습률 0.001인 Adam은 `xavier_adam`이다.")),
    Claim("001 §4", "98.19 %",
          Text("Dropout gives the highest of the note's accuracies.", "노트 001의 신경망 가운데 드롭아웃을 쓴 것의 정확도가 가장 높다."),
          tuple(_greater("xavier_sgd_dropout", other) for other in ("xavier_sgd", "xavier_adam_high_lr", "relu_sgd")),
          Text("It has to be higher than each of the other three.", "나머지 셋보다 각각 높아야 한다.")),
    Claim("002", "96 %, ↓",
          Text("2,000 units in each layer do worse than 1,000.", "층마다 유닛이 2,000개이면 1,000개일 때보다 정확도가 낮다."),
          (_greater("wide_glorot", "wider_glorot"),),
          Text("Both train at the note's learning rate of 0.01.", "둘 다 노트의 학습률 0.01로 학습한다.")),
    Claim("002", "",
          Text("2,000 units do worse because they overfit.", "2,000개일 때 정확도가 더 낮은 것은 과적합 때문이다."),
          (_greater("wider_glorot", "wide_glorot", training_accuracy),
           _greater("wide_glorot", "wider_glorot", last_cost)),
          Text("A network that overfits is better on the training images: higher accuracy there, lower cost.",
               "과적합이라면 학습 이미지에서는 더 나아야 한다. 곧 학습 정확도가 더 높고 cost가 더 낮아야 한다.")),
    Claim("002", "",
          Text("2,000 units do worse than 1,000 at a learning rate of 0.001 too.",
               "학습률이 0.001이어도 2,000개일 때 정확도가 더 낮다."),
          (_greater("wide_glorot_low_lr", "wider_glorot_low_lr"),),
          Text("If the width is to blame, 2,000 units are worse at this rate too.",
               "너비가 원인이라면 이 학습률에서도 2,000개 쪽이 나빠야 한다.")),
    Claim("002", "",
          Text("With 1,000 units and with 2,000, a learning rate of 0.001 is better than 0.01.",
               "유닛이 1,000개든 2,000개든 학습률 0.001이 0.01보다 낫다."),
          (_greater("wide_glorot_low_lr", "wide_glorot"), _greater("wider_glorot_low_lr", "wider_glorot")),
          Text("No note says this; it is the other explanation.",
               "노트에는 없는 주장이다. 과적합 대신 생각할 수 있는 설명이다.")),
    Claim("004", "91 → 95 %",
          Text("Two hidden layers raise the accuracy.", "은닉층 두 개를 더하면 정확도가 오른다."),
          (_greater("plain_nn", "softmax"),),
          Text("Both have N(0,1) weights and Adam at 0.001; `softmax` even trains for 50 epochs, not 15.",
               "둘 다 N(0,1) 가중치와 학습률 0.001인 Adam을 쓴다. `softmax`는 15에폭이 아니라 50에폭이나 학습한다.")),
    Claim("004", "98.15 → 98.4 %",
          Text("More layers with dropout raise the accuracy further.",
               "층을 더 쌓고 드롭아웃을 쓰면 정확도가 더 오른다."),
          (_greater("deep_dropout_keep_prob", "xavier_adam"),),
          Text("The two also differ in their epochs, 50 against 15: see the next three.",
               "두 신경망은 에폭 수도 50과 15로 다르다. 다음 세 줄에서 따로 본다.")),
    Claim("004", "",
          Text("More layers with dropout are better even if both train for 50 epochs.",
               "둘 다 50에폭을 학습해도 층을 더 쌓고 드롭아웃을 쓴 쪽이 낫다."),
          (_greater("deep_dropout_keep_prob", _side("xavier_adam", epochs=50)),),
          Text("The same number of epochs leaves depth, width and dropout as the difference.",
               "에폭 수가 같으면 깊이, 너비, 드롭아웃의 차이만 남는다.")),
    Claim("004", "",
          Text("Dropout raises the accuracy of equal layers.", "층이 같을 때 드롭아웃은 정확도를 올린다."),
          (_greater("deep_dropout_keep_prob", _side("deep_xavier", epochs=50)),),
          Text("The same layers and the same 50 epochs, with and without dropout.",
               "층과 에폭 수(50)가 같고 드롭아웃만 다르다.")),
    Claim("004", "",
          Text("More and wider layers raise the accuracy without dropout.",
               "드롭아웃 없이도 층을 더 많이, 더 넓게 쌓으면 정확도가 오른다."),
          (_greater(_side("deep_xavier", epochs=50), _side("xavier_adam", epochs=50)),),
          Text("Four layers of 512 against two of 256, both without dropout, for the same 50 epochs.",
               "유닛 512개씩 네 층과 256개씩 두 층을 비교한다. 둘 다 드롭아웃 없이 50에폭을 학습한다.")),
    Claim("004, 10-1", "",
          Text("Many layers of sigmoids do worse than none.", "시그모이드를 여러 층 쌓으면 은닉층이 없을 때보다 나쁘다."),
          (_greater("softmax", "deep_sigmoid"),),
          Text("The gradient shrinks at every sigmoid on its way to the first layer. (`softmax` trains longer, and "
               "by Adam.)",
               "기울기는 첫 번째 층까지 가는 동안 시그모이드를 지날 때마다 작아진다. "
               "(`softmax`는 Adam으로 더 오래 학습한다.)")),
    Claim("004, 10-1", "",
          Text("ReLU learns where sigmoids do not.", "시그모이드로는 학습되지 않는 신경망도 ReLU를 쓰면 학습된다."),
          (_greater("deep_relu", "deep_sigmoid"),),
          Text("The same eight layers; ReLU's slope is 1 wherever a unit is active.",
               "같은 여덟 층이다. ReLU의 미분값은 켜진 유닛에서 1이다.")),
    Claim("004, 10-2", "",
          Text("Sigmoids learn too if RBMs prepare their weights.",
               "RBM으로 가중치의 초깃값을 정하면 시그모이드로도 학습된다."),
          (_greater("dbn", "deep_sigmoid"),),
          Text("The same network and the same training, after a layer-by-layer start.",
               "신경망도 학습도 같고, 한 층씩 미리 학습한 점만 다르다.")),
    Claim("004, 10-2", "",
          Text("He's weights do better than Xavier's.", "He 초기화가 Xavier 초기화보다 낫다."),
          (_greater("he_adam", "xavier_adam"),),
          Text("He's weights are larger, as ReLU lets only half of its inputs pass.",
               "ReLU는 입력의 절반만 통과시키므로 He 초기화의 가중치가 더 크다.")),
    Claim("004, 10-3", "",
          Text("Regularization narrows the gap between training and test accuracy.",
               "규제는 학습 정확도와 테스트 정확도의 차이를 줄인다."),
          (_greater("xavier_adam", "xavier_adam_l2", gap),),
          Text("The gap is what the lecture calls overfitting.", "이 차이가 강의에서 말하는 과적합이다.")),
    Claim("004, 10-3", "",
          Text("Dropout narrows the gap between training and test accuracy.",
               "드롭아웃은 학습 정확도와 테스트 정확도의 차이를 줄인다."),
          (_greater(_side("deep_xavier", gap, 50), _side("deep_dropout_keep_prob", gap)),),
          Text("The same layers and the same 50 epochs.", "층과 에폭 수(50)가 같다.")),
    Claim("004, 10-3", "",
          Text("An ensemble does better than its members.", "앙상블은 앙상블을 이루는 신경망 하나하나보다 낫다."),
          (_greater("ensemble", _side("ensemble", members)),),
          Text("Members that err on different images correct one another.",
               "신경망마다 틀리는 이미지가 달라 서로의 오답을 메워 준다.")),
    Claim("004, 10-4", "",
          Text("Fast forward lowers the first epoch's cost.", "fast forward는 첫 에폭의 cost를 줄인다."),
          (_greater("deep_relu", "fast_forward", first_cost),),
          Text("The outputs of layers 2, 4 and 6 are added two layers on, so the gradient has a shorter way back.",
               "2, 4, 6층의 출력을 두 층 뒤에 더하므로 기울기가 거슬러 오는 길이 짧다.")),
    Claim("004, 10-4", "",
          Text("Fast forward raises the accuracy.", "fast forward는 정확도를 올린다."),
          (_greater("fast_forward", "deep_relu"),),
          Text("Eight layers with it and without.", "여덟 층 신경망에서 쓸 때와 쓰지 않을 때를 비교한다.")),
    Claim("Rasmus et al. 2015", "98.4 → 99.20 %",
          Text("Batch normalization with noise does better than dropout.",
               "배치 정규화에 잡음을 더하면 드롭아웃보다 낫다."),
          (_greater("batch_norm_noise", "deep_dropout_keep_prob"),),
          Text("Widths, epochs, learning rate and the number of training images, 60,000 against 55,000, change too. "
               "(98.4 % is note 004's. To compare the two is lab10's idea.)",
               "층 수, 너비, 에폭 수, 학습률, 학습 이미지 수(60,000장과 55,000장)도 다르다. (98.4 %는 노트 004의 값이고, 이 둘을 비교한 것은 lab10이다.)")),
    Claim("Pezeshki et al. 2016", "",
          Text("Noise raises the accuracy of a network with batch normalization.",
               "배치 정규화를 쓴 신경망에 잡음을 더하면 정확도가 오른다."),
          (_greater("batch_norm_noise", "batch_norm"),),
          Text("The same network with noise on the image and on every layer, and without.",
               "이미지와 모든 층에 잡음을 더할 때와 더하지 않을 때를 비교한다. 나머지는 같다.")),
    Claim("Rasmus et al. 2015", "99.20 → 99.43 %",
          Text("The ladder's denoising costs raise the accuracy further.",
               "래더의 잡음 제거 cost를 더하면 정확도가 더 오른다."),
          (_greater("ladder", "batch_norm_noise"),),
          Text("The same encoder and epochs, with a decoder and without. The noise in the layers differs too: 0.3, not "
               "0.5.",
               "인코더와 에폭 수가 같고, 디코더가 있는지 없는지가 다르다. 층에 더하는 잡음도 0.5가 아니라 0.3이다.")),
]
