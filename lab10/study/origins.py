"""Where each network comes from, in the order of the story, and the loop that makes its records."""

NOTES = ("softmax", "plain_nn", "relu_sgd", "xavier_sgd", "xavier_adam", "xavier_adam_high_lr", "xavier_sgd_dropout",
         "deep_xavier", "deep_dropout_keep_prob", "deep_dropout_rate", "wide_glorot", "wider_glorot")
LECTURE = ("deep_sigmoid", "deep_relu", "dbn", "fast_forward", "he_adam", "xavier_adam_l2", "ensemble", "cnn",
           "split_merge", "rnn")  # of note 004, which shows no code for them
FRONTIER = ("batch_norm", "batch_norm_noise", "ladder")  # beyond the notes; their records are by the compiled loop
GROUPS = {"The notes": NOTES, "The lecture": LECTURE, "Beyond the notes": FRONTIER}  # in the picture of all networks


def loop_of(network):
    """The loop with which a network's records are made."""
    return "xla" if network in FRONTIER else "exact"
