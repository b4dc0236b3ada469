"""The study's pictures. Each is a matplotlib Figure, drawn from the records."""
import numpy
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, LogLocator, NullLocator

from lab10.plots import as_written, colors, number
from lab10.study import comparison

ANY, THEIRS = "dimgrey", "black"  # in the legend, any network; what a note or paper printed
WIDE = 90  # per cent
FACTOR = 4  # where some make so many times as many mistakes as others, the axis shows mistakes by powers of ten
SIZE = 11  # points of the words in the widest pictures
LOST = 50  # per cent: a network below it has not learned
ABOVE = 0.3  # of a row's height, by which its points are above the middle, and its mean below
COSTS = 0.001, 10  # the axis of costs
GUESSING = numpy.log(10)
MOST = 99.95  # per cent: the end of that axis


def accuracies(rows, printed=None, frontier=(), title="test accuracy", groups=None):
    """Draw the test accuracies of networks, one below the other: each seed a point, their mean and its 95 % interval.

    rows: a dict of network: list of accuracies in %. printed: a dict of network: the accuracies in % that the notes
    print, or for the networks of `frontier`, which are marked, those of a paper. title: what the accuracies are.
    groups: a dict of heading: names; the rows are grouped under these headings. If most networks are above 90 %, a
    network that never reaches 50 % is described in words.
    """
    printed = printed or {}
    told = {name for name, values in rows.items() if max(values) < LOST}
    if 2 * sum(min(values) >= WIDE for values in rows.values()) <= len(rows):
        told = set()
    lines = _lines(rows, groups)
    figure = Figure(figsize=(7, 0.29 * len(lines) + 1), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(f"{title} (%)", fontsize=SIZE)
    own = colors(rows)
    marks = {"the note": [], "the paper (†)": []}
    for y, name in enumerate(lines):
        values = rows.get(name)
        if values is None:
            continue
        if name in told:
            axes.annotate(f"◂ {min(values):.0f} to {max(values):.0f} %", (0.01, y), xycoords=("axes fraction", "data"),
                          va="center", fontsize=SIZE)
            continue
        axes.plot(values, [y - ABOVE] * len(values), "o", color=own[name], alpha=0.5, markersize=6,
                  markeredgewidth=0, zorder=2)
        mean, _, low, high, _ = comparison.summary(values)
        if low is not None:
            axes.plot([max(low, 0), min(high, MOST)], [y + ABOVE] * 2, color="black", linewidth=2,
                      solid_capstyle="butt", zorder=3)
        axes.plot(mean, y + ABOVE, "|", color="black", markersize=7, markeredgewidth=2.5, zorder=4)
        marks["the paper (†)" if name in frontier else "the note"] += [
            (accuracy, y) for accuracy in printed.get(name, ())]
    handles = [Line2D([], [], linestyle="", marker="o", color=ANY, alpha=0.5, markeredgewidth=0, label="one seed"),
               Line2D([], [], linewidth=2, marker="|", markersize=8, markeredgewidth=2.5, color="black",
                      label="their mean, 95 % interval")]
    for sign, (text, places) in zip("Ds", marks.items()):
        if places:
            handles += axes.plot(*zip(*places), sign, color=THEIRS, markersize=4.5, markerfacecolor="white",
                                 markeredgewidth=1.4, zorder=5, label=text)
    _scale(axes, [value for name, values in (*rows.items(), *printed.items()) if name not in told for value in values])
    axes.set_yticks(range(len(lines)), _marked(lines, frontier))
    as_written(axes.get_yticklabels())
    for tick, name in zip(axes.get_yticklabels(), lines):
        tick.set_fontweight("normal" if name in rows else "bold")
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.tick_params(labelsize=SIZE, length=0, axis="y")
    axes.tick_params(labelsize=SIZE, axis="x")
    axes.grid(axis="x", alpha=0.4)
    for y, name in enumerate(lines):
        if name in rows:
            axes.axhline(y + 0.5, color="black", alpha=0.08, linewidth=0.8, zorder=1)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.legend(handles=handles, loc="outside upper center", ncols=4, fontsize=SIZE, frameon=False)
    return figure


def _lines(rows, groups):
    """The lines of the picture from top to bottom: the headings of the groups, and below them the names of their
    rows."""
    if groups is None:
        return list(rows)
    within = {heading: [name for name in names if name in rows] for heading, names in groups.items()}
    grouped = [line for heading, names in within.items() if names for line in (heading, *names)]
    return grouped + [name for name in rows if name not in grouped]


def _scale(axes, shown):
    """If the accuracies `shown` are far apart or near 100 %, scale the axis by the share of mistakes, in powers of
    ten."""
    low, high = min(shown), min(max(shown), MOST)
    if 100 - low < FACTOR * (100 - high):
        return
    axes.set_xscale("function", functions=(lambda x: -numpy.log10(100 - numpy.minimum(x, MOST)),
                                           lambda x: 100 - 10.0 ** -x))
    ticks = [0, 50, 80, 90, 95, 97, 98, 98.5, 99, 99.5, 99.9]
    begin = max([tick for tick in ticks if tick <= low], default=min(0, low))
    end = min(MOST, 100 - (100 - high) * 0.8)
    axes.set_xlim(begin, end)
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in ticks if begin <= tick <= end]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter("{x:g}")


def _marked(names, frontier):
    return [f"{name} †" if name in frontier else name for name in names]


def costs(rows, printed, frontier=(), last=(), added=None):
    """Draw costs over the epochs: a small picture for each network, a faint line for each seed; nan leaves a gap.

    All pictures have the same axis of costs, which is longer only where a network's costs are higher or lower. A dotted
    line at ln 10 is the cross-entropy of a network that gives each of ten digits the same probability.

    rows: a dict of network: a list, by seed, of a dict of epoch: cost. printed: a dict of network: the note's.
    frontier: networks to mark. last: networks whose costs are those of last batches. added: a dict of network: what its
    cost adds to the cross-entropy; such a picture says so, and has no dotted line.
    """
    added = added or {}
    columns = 4
    lines = -(-len(rows) // columns)
    figure = Figure(figsize=(10, 2 * lines + 0.4), layout="constrained")
    grid = figure.subplots(lines, columns, squeeze=False)
    for axes in grid.flat[len(rows):]:
        axes.axis("off")
    own = colors(rows)
    for axes, (name, seeds), title in zip(grid.flat, rows.items(), _marked(rows, frontier)):
        for by_epoch in seeds:
            axes.plot(list(by_epoch), [numpy.nan if cost is None else cost for cost in by_epoch.values()],
                      color=own[name], alpha=0.5, linewidth=1)
        nans = sum(None in by_epoch.values() for by_epoch in seeds)
        remarks = ["last batches"] * (name in last) + [f"nan: {nans} of {len(seeds)}"] * bool(nans)
        remarks += [f"with {added[name]}"] if name in added else []
        axes.text(0.98, 0.7 if name in added else 0.82, "\n".join(remarks), transform=axes.transAxes, ha="right",
                  va="top", fontsize=9)
        if name in printed:
            axes.plot(list(printed[name]), list(printed[name].values()), "--", color=THEIRS, linewidth=1.6)
        if name not in added:
            axes.axhline(GUESSING, color="black", linestyle=":", linewidth=1)
        axes.set_yscale("log")
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, COSTS[0]), max(high, COSTS[1]))
        axes.yaxis.set_major_locator(LogLocator(numticks=6))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(lambda value, _: number(value))
        end = max(max(by_epoch) for by_epoch in seeds)
        axes.set_xticks(sorted({1, (end + 1) // 2, end}))
        axes.set_title(title, fontsize=SIZE)
        axes.tick_params(labelsize=9)
        axes.grid(alpha=0.3)
    figure.supxlabel("epoch", fontsize=SIZE)
    figure.supylabel("cost", fontsize=SIZE)
    lines = [Line2D([], [], color=ANY, label="one seed"),
             Line2D([], [], linestyle="--", color=THEIRS, label="the note"),
             Line2D([], [], linestyle=":", color="black", label="guessing: ln 10")]
    figure.legend(handles=lines, loc="outside upper right", ncols=3, fontsize=SIZE, frameon=False)
    return figure


def hardest(images, labels, taken_for, counts, runs):
    """Draw the images that most runs get wrong, each with its label, its most frequent wrong answer, and how many of
    the runs were wrong.

    images: float [n, 784]. labels, taken_for, counts: integers [n].
    """
    columns = 10
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(columns * 0.85, rows * 1.25), layout="constrained")
    for i, axes in enumerate(figure.subplots(rows, columns, squeeze=False).flat):
        axes.axis("off")
        if i < len(images):
            axes.imshow(images[i].reshape(28, 28), cmap="Greys", interpolation="nearest")
            axes.set_title(f"{labels[i]} read as {taken_for[i]}\n{100 * counts[i] / runs:.0f} %", fontsize=9)
    return figure
