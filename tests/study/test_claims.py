"""Statistics and verdicts: SciPy's, the same by hand in three lines, and careful where there is little to go by."""
import warnings

import numpy
import pytest
from scipy import stats

from lab10.study import claims, comparison, listing, quantities, records, report
from lab10.study.claims import CLAIMS, DOES_NOT_HOLD, HOLDS, NOT_DECIDED, NOT_MEASURED, Series
from lab10.study.printed import PRINTED
from lab10.study.origins import FRONTIER
from made_up import a_record

COMMITTED, _ = report.read_runs(records.COMMITTED)


def claim(words):
    (found,) = [one for one in CLAIMS if one.says.en == words]
    return found


def made_up_runs(**accuracies):
    """Runs of networks with these accuracies, from the seed 777 on."""
    return {Series(network): {777 + k: a_record(network, 777 + k, accuracy) for k, accuracy in enumerate(values)}
            for network, values in accuracies.items()}


def test_a_summary_is_scipys():
    values = [97.9, 98.1, 98.0, 97.7]
    found = comparison.summary(values)
    half = stats.t.ppf(0.975, 3) * stats.sem(values)
    assert found.mean == pytest.approx(97.925) and found.n == 4
    assert found.sd == pytest.approx(numpy.std(values, ddof=1))
    assert (found.low, found.high) == pytest.approx((97.925 - half, 97.925 + half))


def test_one_value_has_no_interval_and_equal_values_an_empty_one():
    assert comparison.summary([5.0]) == (5.0, None, None, None, 1)
    assert comparison.summary([5.0, 5.0]) == (5.0, 0.0, 5.0, 5.0, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # rounding is nothing to warn of
        assert comparison.summary([0.1 + 0.2, 0.3, 0.3]).sd == 0
    assert comparison.side(comparison.summary([5.0])) == 0
    assert comparison.side(comparison.summary([5.0, 5.0])) == 1
    assert comparison.side(comparison.summary([0.0, 0.0])) == 0


def test_differences_are_by_seed():
    first, second = {1: 10.0, 2: 20.0, 3: None, 5: 1.0}, {2: 19.0, 1: 8.0, 3: 7.0, 4: 1.0}
    found = comparison.difference(first, second)
    assert found.n == 2 and found.mean == 1.5
    expected = stats.ttest_rel([10, 20], [8, 19]).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx(tuple(expected))
    assert comparison.difference({1: 1.0}, {2: 1.0}) is None


@pytest.mark.parametrize("gains, verdict", [
    ([0.03, 0.031, 0.029], HOLDS), ([-0.03, -0.031, -0.029], DOES_NOT_HOLD), ([0.03, -0.03, 0.01], NOT_DECIDED),
    ([0.03], NOT_MEASURED), ([], NOT_MEASURED)])
def test_a_verdict_is_the_intervals_side(gains, verdict):
    runs = made_up_runs(plain_nn=[0.94] * 3, xavier_adam=[0.94 + gain for gain in gains])
    decided = claim("Xavier's weights raise the accuracy.")
    assert decided.verdict(runs) == verdict
    assert decided.missing(runs) == ([Series("xavier_adam")] if verdict == NOT_MEASURED else [])


@pytest.mark.parametrize("nans, verdict", [(10, HOLDS), (9, HOLDS), (8, NOT_DECIDED), (5, NOT_DECIDED),
                                           (1, DOES_NOT_HOLD), (0, DOES_NOT_HOLD)])
def test_what_happens_with_most_seeds(nans, verdict):
    runs = {Series("relu_sgd"): {777 + k: a_record("relu_sgd", 777 + k, 0.1, costs=(1.0, None if k < nans else 2.3))
                                 for k in range(10)}}
    assert claim("N(0,1) weights with gradient descent at 0.1 end in nan.").verdict(runs) == verdict


def test_all_comparisons_of_a_claim_must_hold():
    best = claim("Dropout gives the highest of the note's accuracies.")
    low, middle, high = [0.97, 0.971, 0.972], [0.975, 0.976, 0.977], [0.98, 0.981, 0.982]
    others = dict(relu_sgd=low, xavier_adam_high_lr=low)
    assert best.verdict(made_up_runs(xavier_sgd_dropout=high, xavier_sgd=middle, **others)) == HOLDS
    assert best.verdict(made_up_runs(xavier_sgd_dropout=middle, xavier_sgd=high, **others)) == DOES_NOT_HOLD
    assert best.verdict(made_up_runs(xavier_sgd_dropout=high, xavier_sgd=high, **others)) == NOT_DECIDED
    assert best.verdict(made_up_runs(xavier_sgd_dropout=high, **others)) == NOT_MEASURED
    others["relu_sgd"] = middle
    assert best.verdict(made_up_runs(xavier_sgd_dropout=middle, xavier_sgd=high, **others)) == DOES_NOT_HOLD


def test_an_ensemble_is_compared_with_its_own_members():
    runs = {Series("ensemble"): {777 + k: {"accuracy": 0.984, "members": [0.978, 0.979 + k / 1000]} for k in range(3)}}
    decided = claim("An ensemble does better than its members.")
    assert decided.verdict(runs) == HOLDS
    (only,) = decided.comparisons
    assert only.measured(runs).mean == pytest.approx(100 * (0.984 - (0.978 + 0.98) / 2))
    for record in runs[Series("ensemble")].values():
        record["members"] = []
    assert decided.verdict(runs) == NOT_MEASURED


def test_mcnemar():
    right = numpy.ones(1000, bool)
    first, second = right.copy(), right.copy()
    first[:5], second[100:120] = False, False
    assert comparison.mcnemar(first, second) == (20, 5, pytest.approx(stats.binomtest(5, 25).pvalue))
    assert comparison.mcnemar(right, right) == (0, 0, 1.0)


def test_one_seed_is_compared_on_the_same_images():
    said = listing.text({network: {777: a_record(network, 777, accuracy)}
                         for network, accuracy in {"softmax": 0.90, "plain_nn": 0.95}.items()})
    assert "500 images only it has right, 0 only softmax" in said and "higher, for this seed" in said


def test_claims_are_of_the_notes_networks():
    """Each network of the notes that has a figure has its part in a claim, but for a second spelling."""
    compared = {side.series.network for one in CLAIMS for part in one.comparisons for side in part.sides}
    assert {name for name, printed in PRINTED.items() if printed.accuracies} - compared == {"deep_dropout_rate"}
    assert set(FRONTIER) <= compared
    assert all(one.says.en and one.says.ko and one.why.en and one.why.ko for one in CLAIMS)


BY_HAND = {  # claims by the networks that they compare: the first is claimed to be more accurate
    "Xavier's weights raise the accuracy.": ("xavier_adam", "plain_nn"),
    "Adam at 0.01 ends below gradient descent at 0.1.": ("xavier_sgd", "xavier_adam_high_lr"),
    "Two hidden layers raise the accuracy.": ("plain_nn", "softmax"),
    "Noise raises the accuracy of a network with batch normalization.": ("batch_norm_noise", "batch_norm"),
    "The ladder's denoising costs raise the accuracy further.": ("ladder", "batch_norm_noise"),
}


@pytest.mark.parametrize("words", BY_HAND)
def test_the_first_is_claimed_to_be_more_accurate(words):
    first, second = BY_HAND[words]
    assert claim(words).verdict(made_up_runs(**{first: [0.95, 0.951], second: [0.9, 0.901]})) == HOLDS
    assert claim(words).verdict(made_up_runs(**{first: [0.9, 0.901], second: [0.95, 0.951]})) == DOES_NOT_HOLD


@pytest.mark.parametrize("words", BY_HAND)
def test_a_verdict_of_the_committed_records_in_three_lines(words):
    runs = [COMMITTED.get(Series(network), {}) for network in BY_HAND[words]]
    seeds = sorted(set(runs[0]) & set(runs[1]))
    first, second = ([by_seed[seed]["correct"] / 100 for seed in seeds] for by_seed in runs)
    low, high = stats.ttest_rel(first, second).confidence_interval(0.95)
    assert claim(words).verdict(COMMITTED) == (HOLDS if low > 0 else DOES_NOT_HOLD if high < 0 else NOT_DECIDED)
    (only,) = claim(words).comparisons
    assert (only.measured(COMMITTED).low, only.measured(COMMITTED).high) == pytest.approx((low, high))


def test_quantities():
    record = a_record("softmax", 777, 0.9, costs=(5.0, 0.25), training_accuracy=0.95)
    assert quantities.accuracy(record) == 90 and quantities.training_accuracy(record) == 95
    assert quantities.gap(record) == pytest.approx(5)
    assert (quantities.first_cost(record), quantities.last_cost(record)) == (5, 0.25)
    assert not quantities.ends_in_nan(record)
    assert quantities.gap({**record, "training_accuracy": None}) is None
    assert claims.Side(Series("softmax"), quantities.members).values({Series("softmax"): {777: record}}) == {777: None}
