"""Comparing networks over seeds: means with their intervals, differences by seed, verdicts.

The intervals are Student's, at 95 %. SciPy computes all of it.
"""
import warnings
from typing import NamedTuple, Optional

CONFIDENCE = 0.95
ROUNDING = 1e-9  # values that differ by this share or less are equal


class Summary(NamedTuple):
    """Values of several seeds, or differences by seed."""

    mean: float
    sd: Optional[float]  # standard deviation of one; None where there is one value only
    low: Optional[float]  # the interval of the mean; None likewise
    high: Optional[float]
    n: Optional[int]


def summary(values):
    """Return the Summary of a list of values."""
    import numpy
    mean, n = float(numpy.mean(values)), len(values)
    if n < 2:
        return Summary(mean, None, None, None, n)
    sd = float(numpy.std(values, ddof=1))
    if max(values) - min(values) <= ROUNDING * max(map(abs, values)):  # of which SciPy warns
        return Summary(mean, 0.0, mean, mean, n)
    from scipy import stats  # takes a second to import
    low, high = stats.ttest_1samp(values, 0).confidence_interval(CONFIDENCE)
    return Summary(mean, sd, float(low), float(high), n)


def difference(first, second):
    """Return the Summary of first - second by seed, for the seeds that both have; None if they have none in common.

    first, second: dicts of seed: value; None as a value counts as missing.
    """
    seeds = [seed for seed in first if first[seed] is not None and second.get(seed) is not None]
    return summary([first[seed] - second[seed] for seed in seeds]) if seeds else None


def unpaired(first, second):
    """Return the Summary of mean(first) - mean(second), for two lists whose values are not paired (Welch's t). It
    has no sd and no single n."""
    import numpy
    mean = float(numpy.mean(first) - numpy.mean(second))
    if abs(mean) <= ROUNDING * max(map(abs, [*first, *second])):
        mean = 0.0  # else, rounding would make the means of equal values differ if there are more of them in one list
    if min(len(first), len(second)) < 2:
        return Summary(mean, None, None, None, None)
    if summary(first).sd == summary(second).sd == 0:
        return Summary(mean, None, mean, mean, None)
    from scipy import stats
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of the rounding of one list's equal values
        low, high = stats.ttest_ind(first, second, equal_var=False).confidence_interval(CONFIDENCE)
    return Summary(mean, None, float(low), float(high), None)


def side(values):
    """Return on which side of zero the interval of a Summary lies: 1 or -1; 0 if it contains zero or there is no
    interval."""
    if values.low is None or values.low <= 0 <= values.high:
        return 0
    return 1 if values.low > 0 else -1


def share(count, n):
    """Return the exact (Clopper-Pearson) interval of a share, from `count` cases in `n`."""
    from scipy import stats
    interval = stats.binomtest(count, n).proportion_ci(CONFIDENCE)
    return float(interval.low), float(interval.high)


def mcnemar(first, second):
    """Compare two networks on the same images: return how many images only the first gets right, how many only the
    second, and the p-value of McNemar's exact test.

    first, second: boolean arrays [n], right or not.
    """
    from scipy import stats
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    together = only_first + only_second
    return only_first, only_second, float(stats.binomtest(only_first, together).pvalue) if together else 1.0
