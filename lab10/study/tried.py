"""What the committed trials tried, in a few words, by the beginning of the digest of each trial's code.

If the record of a trial has no change, the trial ran the network's file as it was at that time.
"""
from lab10.study.claims import Text

SHORT = {
    "0feb2f8d": Text("first version: noise 0.3, predicts with the noisy layers' statistics",
                     "첫 번째 코드: 잡음 0.3, 잡음이 섞인 층의 통계로 예측"),
    "040223ba": Text("first version with noise 0.2", "첫 번째 코드에서 잡음을 0.2로"),
    "95268183": Text("first version, but predicts without noise", "첫 번째 코드에서 예측만 잡음 없이"),
    "01866f4f": Text("second version: noise 0.3, predicts without noise", "두 번째 코드: 잡음 0.3, 예측은 잡음 없이"),
    "5893116f": Text("second version with noise 0.3 on the image, 0.5 on the layers",
                     "두 번째 코드에서 잡음을 이미지에 0.3, 층에 0.5로"),
    "0595de58": Text("larger costs: 1000, 10, then 0.1", "큰 cost: 1000, 10, 나머지는 0.1"),
    "edeff701": Text("smaller costs: 1000, 1, then 0.01", "작은 cost: 1000, 1, 나머지는 0.01"),
    "960ca82f": Text("the same smaller costs, as a copy", "같은 작은 cost를 사본에서 먼저 시험"),
    "7ebd8000": Text("smaller costs and an adversarial cost", "작은 cost에 적대적 cost를 더함"),
    "7d9937f9": Text("smaller costs, layers 1.5 times as wide", "작은 cost, 층의 너비 1.5배"),
}
