"""The study: every network with many seeds, the notes' claims and figures, and the report of what holds.

A notebook needs five functions of it:

    from lab10 import study

    runs = study.runs("xavier_adam")            # the study's records of a network: {seed: record}
    accuracies = study.values(runs)             # a quantity of each: {seed: value}
    study.difference(accuracies, others)        # by seed: its mean, sd, interval (low to high), and n
    print(study.table({"xavier_adam": runs}))   # accuracies and differences, in words
    study.picture({"xavier_adam": [97.9, 98]})  # accuracies, beside what the notes printed

They import what they need when you call them, so the study's command starts without TensorFlow and matplotlib.
"""


def runs(network=None, epochs=None, data="mnist"):
    """Return the committed records of `network`, with its own number of epochs or with `epochs`: {seed: record}.

    A record is a dict with accuracy, costs, mistakes and settings. The result is {} if there are no records. Without
    `network`, return the records of all networks: {claims.Series: {seed: record}}. They are the runs from which the
    READMEs' tables are made. data: "mnist", or "fashion" for the runs on clothes.
    """
    from lab10.study import report
    from lab10.study.claims import Series
    found, _ = report.committed(data)
    return found if network is None else found.get(Series(network, epochs), {})


def values(by_seed, quantity="accuracy"):
    """Return {seed: value} of records by seed; None if a record does not contain it.

    quantity: a function of lab10.study.quantities, by its name: "accuracy" and "training_accuracy" in per cent, "gap"
    in points, "first_cost" or "last_cost".
    """
    from lab10.study import quantities
    return {seed: getattr(quantities, quantity)(record) for seed, record in by_seed.items()}


def difference(first, second):
    """Return the comparison.Summary (mean, sd, low, high, n) of first - second, for the seeds that both have; None
    if they have none in common. first, second: dicts of seed: value."""
    from lab10.study import comparison
    return comparison.difference(first, second)


def table(by_name):
    """Return a text: the accuracies of each network, and its difference to the first with the 95 % interval.

    by_name: a dict of name: {seed: record}, from `runs` or from runs.record.record.
    """
    from lab10.study import listing
    return listing.text(by_name)


def picture(accuracies):
    """Draw the test accuracies of networks: each run, the mean with its 95 % interval, and the figure of the
    network's note or paper, if it has one. If all networks of the lab are there, they are grouped as in the READMEs.
    accuracies: a dict of name: list of accuracies in per cent. Returns a matplotlib Figure."""
    from lab10.study import pictures
    from lab10.study.origins import FRONTIER, GROUPS
    from lab10.study.printed import PRINTED, PUBLISHED
    printed = {name: [100 * accuracy for accuracy in one.accuracies] for name, one in {**PRINTED, **PUBLISHED}.items()}
    groups = GROUPS if set().union(*GROUPS.values()) <= set(accuracies) else None
    return pictures.accuracies(accuracies, {name: printed[name] for name in accuracies if name in printed}, FRONTIER,
                               groups=groups)
