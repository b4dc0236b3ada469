"""The figures that the notes and papers print, by network: facts only, in the order of the lab's networks."""
from typing import NamedTuple


class Printed(NamedTuple):
    """What a note or a paper says about a network."""

    note: str  # number of the note, and of its section; or the paper
    figure: str  # what it says of the outcome, in a few words
    accuracies: tuple = ()  # on the 10,000 test images, to the digits given, in the order of the notes
    costs: tuple = ()  # each epoch's mean cost
    last_costs: tuple = ()  # the last batch's cost, of every third epoch from the first


PRINTED = {
    "softmax": Printed("004", "91 %", (0.91,)),
    "plain_nn": Printed(
        "000, 004", "cost 183.51 to 0.88; 95 %", (0.95,),
        costs=(183.513505096, 43.499959541, 27.054975612, 18.866209335, 13.745875303,
               10.223983004, 7.581343187, 5.765891739, 4.320811899, 3.161147363,
               2.411464093, 1.727428055, 1.445400364, 1.131284376, 0.882475840)),
    "relu_sgd": Printed("001 §1", "cost is nan"),
    "xavier_sgd": Printed(
        "001 §2", "98.02 %", (0.9802,),
        last_costs=(0.265817791223526, 0.045113854110240936, 0.025331275537610054, 0.11332390457391739,
                    0.023575926199555397, 0.024161063134670258, 0.00599552970379591, 0.0028295035008341074,
                    0.000999674666672945, 0.003491774434223771)),
    "xavier_adam": Printed(
        "000, 004", "cost 0.310 to 0.0071; 97.69 %; 98 %", (0.9769, 0.98),
        costs=(0.310419672, 0.117770557, 0.078752949, 0.056114548, 0.041625754,
               0.031921992, 0.025681337, 0.022201021, 0.018142097, 0.014367163,
               0.012103522, 0.011973787, 0.012029907, 0.011026526, 0.007114654)),
    "xavier_adam_high_lr": Printed(
        "001 §3, 003", "96.81 %; 97.28 %", (0.9681, 0.9728),
        last_costs=(0.1014658734202385, 0.01694793999195099, 0.16454263031482697, 0.037584271281957626,
                    0.08709853887557983, 0.05138076841831207, 0.0625457689166069, 0.05042741447687149,
                    0.043750762939453125, 0.028329525142908096)),
    "xavier_sgd_dropout": Printed(
        "001 §4", "98.19 %", (0.9819,),
        last_costs=(0.3003239333629608, 0.18545137345790863, 0.07099945098161697, 0.17450176179409027,
                    0.11239916831254959, 0.10157787054777145, 0.09994788467884064, 0.19651824235916138,
                    0.03572039678692818, 0.04375575855374336)),
    "deep_xavier": Printed("", "no figure"),
    "deep_dropout_keep_prob": Printed("004", "98.4 %, from 98.15 % before depth and dropout", (0.984,)),
    "deep_dropout_rate": Printed("004", "98.4 %, from 98.15 % before depth and dropout", (0.984,)),
    "wide_glorot": Printed("002", "96 %", (0.96,)),
    "wider_glorot": Printed("002", "lower than with 1000 units"),
}
PUBLISHED = {  # of the frontier's networks: errors on the 10,000 test images
    "batch_norm_noise": Printed("Rasmus et al. 2015", "error 0.80 %", (0.9920,)),
    "ladder": Printed("Rasmus et al. 2015", "error 0.57 ± 0.02 %", (0.9943,)),
}
