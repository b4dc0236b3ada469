"""The comparison that the command prints: each network's accuracies, and its difference to the first by seed."""
from lab10 import evaluation
from lab10.input_data import VALIDATION
from lab10.study import comparison, quantities

WORDS = {1: "higher", 0: "not decided", -1: "lower"}


def accuracies(by_seed):
    """The test accuracies, in per cent, of records by seed."""
    return [quantities.accuracy(record) for record in by_seed.values()]


def title(by_label):
    """The words for what is compared. by_label: as for `text`."""
    data = next(iter(next(iter(by_label.values())).values()))["data"]
    whose = "" if data == "validation" else " of Fashion-MNIST"
    return f"accuracy on the validation images{whose}" if data in VALIDATION else f"test accuracy on {data}"


def text(by_label):
    """Return the comparison in lines. by_label: a dict of network: a dict of seed: record, none of them empty."""
    width = max(map(len, by_label))
    first, *others = by_label
    lines = [f"{title(by_label)} in %, by seed"]
    for label, by_seed in by_label.items():
        values = comparison.summary(accuracies(by_seed))
        sd = "" if values.sd is None else f"sd {values.sd:.2f}"
        each = " ".join(f"{seed}: {quantities.accuracy(record):.2f}" for seed, record in by_seed.items())
        lines.append(f"{label:{width}}  mean {values.mean:6.2f}  {sd:8}  n {values.n:2}  {each}")
    if others:
        lines += ["", f"difference to {first} in points, by seed, with the 95 % interval of its mean"]
    for label in others:
        values = _difference(by_label[label], by_label[first])
        if values is None:
            lines.append(f"{label:{width}}  no seed in common")
        elif values.low is None:
            lines.append(f"{label:{width}}  {values.mean:+6.2f}  of one seed; "
                         + _on_the_same_images(by_label[first], by_label[label], first, label))
        else:
            lines.append(f"{label:{width}}  {values.mean:+6.2f}  ({values.low:+.2f} to {values.high:+.2f})  "
                         f"n {values.n:2}  {WORDS[comparison.side(values)]}")
    return "\n".join(lines)


def as_json(by_label):
    """Return the comparison as a dict of JSON's types. by_label: as for `text`, but it may be empty."""
    first = next(iter(by_label), None)
    return {
        "networks": {label: {"accuracies": {seed: quantities.accuracy(record) for seed, record in by_seed.items()},
                             **comparison.summary(accuracies(by_seed))._asdict()}
                     for label, by_seed in by_label.items()},
        "first": first,
        "differences": {label: _verdict(_difference(by_seed, by_label[first]))
                        for label, by_seed in by_label.items() if label != first},
    }


def _difference(by_seed, first):
    return comparison.difference(*({seed: quantities.accuracy(record) for seed, record in records.items()}
                                   for records in (by_seed, first)))


def _verdict(values):
    return values and {**values._asdict(), "verdict": WORDS[comparison.side(values)]}


def _on_the_same_images(first, second, first_label, second_label):
    """The result of McNemar's test, in words, for the one seed that both have."""
    seed = next(seed for seed in first if seed in second)
    right = [evaluation.read_mistakes(records[seed]["mistakes"]) == evaluation.RIGHT for records in (first, second)]
    only_first, only_second, p = comparison.mcnemar(*right)
    verdict = "not decided" if p > 1 - comparison.CONFIDENCE else WORDS[1 if only_second > only_first else -1]
    return (f"{only_second} images only it has right, {only_first} only {first_label}: p = {p:.2g} (McNemar's test)  "
            f"{verdict}, for this seed")
