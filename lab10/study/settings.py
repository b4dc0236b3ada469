"""What each network is, in as few signs as a table has room for, the same in every language."""
from typing import NamedTuple


class Setting(NamedTuple):
    layers: str
    weights: str  # how the first ones are drawn
    optimizer: str  # with its learning rate


SETTINGS = {
    "softmax": Setting("784-10", "N(0,1)", "Adam 0.001"),
    "plain_nn": Setting("784-256-256-10", "N(0,1)", "Adam 0.001"),
    "relu_sgd": Setting("784-256-256-10", "N(0,1)", "SGD 0.1"),
    "xavier_sgd": Setting("784-256-256-10", "Xavier", "SGD 0.1"),
    "xavier_adam": Setting("784-256-256-10", "Xavier", "Adam 0.001"),
    "xavier_adam_high_lr": Setting("784-256-256-10", "Xavier", "Adam 0.01"),
    "xavier_sgd_dropout": Setting("784-256-256-10, `rate` 0.3", "Xavier", "SGD 0.1"),
    "deep_xavier": Setting("784-512×4-10", "Xavier", "Adam 0.001"),
    "deep_dropout_keep_prob": Setting("784-512×4-10, `keep_prob` 0.7", "Xavier", "Adam 0.001"),
    "deep_dropout_rate": Setting("784-512×4-10, `rate` 0.3", "Xavier", "Adam 0.001"),
    "wide_glorot": Setting("784-1000×4-10", "Xavier, normal", "Adam 0.01"),
    "wider_glorot": Setting("784-2000×4-10", "Xavier, normal", "Adam 0.01"),
    "deep_sigmoid": Setting("784-256×8-10, sigmoid", "N(0,1) / √in", "SGD 0.1"),
    "deep_relu": Setting("784-256×8-10", "N(0,1) / √in", "SGD 0.1"),
    "dbn": Setting("784-256×8-10, sigmoid", "RBM", "SGD 0.1"),
    "fast_forward": Setting("784-256×8-10, skips over two layers", "N(0,1) / √in", "SGD 0.1"),
    "he_adam": Setting("784-256-256-10", "N(0,1) / √(in/2)", "Adam 0.001"),
    "xavier_adam_l2": Setting("784-256-256-10, L2", "Xavier", "Adam 0.001"),
    "ensemble": Setting("7 × 784-256-256-10", "Xavier", "Adam 0.001"),
    "cnn": Setting("3×3: 32, 64; 3136-10", "N(0,1) / √in", "Adam 0.001"),
    "split_merge": Setting("3×3 + 5×5: 32, 64; 3136-10", "N(0,1) / √in", "Adam 0.001"),
    "rnn": Setting("28 × (28-128 tanh); 128-10", "N(0,1) / √in", "Adam 0.001"),
    "batch_norm": Setting("784-1000-500-250×3-10, BN", "Xavier", "Adam 0.002 → 0"),
    "batch_norm_noise": Setting("784-1000-500-250×3-10, BN, noise 0.3/0.5", "Xavier", "Adam 0.002 → 0"),
    "ladder": Setting("784-1000-500-250×3-10 and back, BN, noise 0.3", "Xavier", "Adam 0.002 → 0"),
}
NOTES = ("softmax", "plain_nn", "relu_sgd", "xavier_sgd", "xavier_adam", "xavier_adam_high_lr", "xavier_sgd_dropout",
         "deep_xavier", "deep_dropout_keep_prob", "deep_dropout_rate", "wide_glorot", "wider_glorot")
LECTURE = ("deep_sigmoid", "deep_relu", "dbn", "fast_forward", "he_adam", "xavier_adam_l2", "ensemble", "cnn",
           "split_merge", "rnn")  # of note 004, which shows no code for them
FRONTIER = ("batch_norm", "batch_norm_noise", "ladder")  # beyond the notes; their records are by the compiled loop


def loop_of(network):
    """The loop by which a network's records are made."""
    return "xla" if network in FRONTIER else "exact"
