"""The comparison that the command prints: each network's accuracies, and its difference to the first by seed."""
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab10 import evaluation
from lab10.input_data import VALIDATION
from lab10.study import comparison, quantities

WORDS = {1: "higher", 0: "not decided", -1: "lower"}
SD = 8  # columns of a standard deviation
WIDEST = 1_000_000  # columns of a terminal: no line is broken


def aligned(rows, *widths):
    """Return rows of texts as lines, each column as wide as its widest text, and at least as `widths` says: the first
    column, the second, and so on. A letter of Hangul is as wide as two of Latin.
    """
    table = Table.grid(padding=(0, 2, 0, 0))
    for place in range(max(map(len, rows))):
        table.add_column(min_width=widths[place] if place < len(widths) else None)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(width=WIDEST, color_system=None, force_jupyter=False)
    with console.capture() as text:
        console.print(table)
    return [line.rstrip() for line in text.get().splitlines()]


def mean_of(values):
    """A Summary of accuracies as texts: the mean, and the standard deviation ("" of one value)."""
    return f"mean {values.mean:6.2f}", "" if values.sd is None else f"sd {values.sd:.2f}"


def interval_of(values):
    """The 95 % interval of a Summary of differences as text; None where it has none."""
    return None if values.low is None else f"({values.low:+.2f} to {values.high:+.2f})"


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
    first, *others = by_label
    rows = []
    for label, by_seed in by_label.items():
        values = comparison.summary(accuracies(by_seed))
        each = " ".join(f"{seed}: {quantities.accuracy(record):.2f}" for seed, record in by_seed.items())
        rows.append([label, *mean_of(values), f"n {values.n:2}", each])
    lines = [f"{title(by_label)} in %, by seed", *aligned(rows, 0, 0, SD)]
    if not others:
        return "\n".join(lines)
    rows = []
    for label in others:
        values = _difference(by_label[label], by_label[first])
        if values is None:
            rows.append([label, "no seed in common"])
        elif values.low is None:
            rows.append([label, f"{values.mean:+6.2f}  of one seed; "
                         + _on_the_same_images(by_label[first], by_label[label], first, label)])
        else:
            rows.append([label, f"{values.mean:+6.2f}", interval_of(values), f"n {values.n:2}",
                         WORDS[comparison.side(values)]])
    lines += ["", f"difference to {first} in points, by seed, with the 95 % interval of its mean"]
    return "\n".join(lines + aligned(rows, max(map(cell_len, by_label))))


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
