"""The study's pictures. Each is a matplotlib Figure, drawn from numbers of the records."""
import numpy
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, LogLocator, MaxNLocator, NullLocator

from lab10.plots import COLORS
from lab10.study import comparison

HANGUL = "Malgun Gothic", "Apple SD Gothic Neo", "AppleGothic", "NanumGothic", "Noto Sans CJK KR", "NanumGothicCoding"
OURS, THEIRS = COLORS[0], COLORS[1]
WIDE = 90  # per cent: where an accuracy is below it, the axis shows what is wrong by powers of ten
ABOVE = 0.17  # of a row's height, by which its points are above the middle, and its mean below
MOST = 99.95  # per cent: the end of that axis


def accuracies(rows, printed=None, frontier=(), title="test accuracy"):
    """Draw the test accuracies of networks, one below the other: each seed a point, their mean and its 95 % interval.

    rows: a dict of network: list of accuracies in %. printed: a dict of network: the notes' accuracies in %, or of a
    network of the `frontier`, which is marked, a paper's. title: what the accuracies are.
    """
    printed = printed or {}
    figure = Figure(figsize=(7, 0.33 * len(rows) + 1.2), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(f"{title} (%)", fontsize=14)
    for y, (name, values) in enumerate(rows.items()):
        axes.plot(values, [y - ABOVE] * len(values), "o", color=OURS, alpha=0.35, markersize=6, markeredgewidth=0,
                  label="one seed" if not y else None, zorder=2)
        mean, _, low, high, _ = comparison.summary(values)
        if low is not None:
            axes.plot([max(low, 0), min(high, MOST)], [y + ABOVE] * 2, color="black", linewidth=2,
                      solid_capstyle="butt", zorder=3)
        axes.plot(mean, y + ABOVE, "|", color="black", markersize=9, markeredgewidth=2.5, zorder=4,
                  label="their mean, 95 % interval" if not y else None)
    marks = {"the note": [], "the paper (†)": []}
    for y, name in enumerate(rows):
        marks["the paper (†)" if name in frontier else "the note"] += [
            (accuracy, y - ABOVE) for accuracy in printed.get(name, ())]
    for sign, (label, places) in zip("Ds", marks.items()):
        if places:
            axes.plot(*zip(*places), sign, color=THEIRS, markersize=6, markerfacecolor="none", markeredgewidth=2,
                      zorder=5, label=label)
    shown = [value for values in (*rows.values(), *printed.values()) for value in values]
    if min(shown) < WIDE:
        axes.set_xscale("function", functions=(lambda x: -numpy.log10(100 - numpy.minimum(x, MOST)),
                                               lambda x: 100 - 10.0 ** -x))
        ticks = [0, 50, 80, 90, 95, 98, 99, 99.5, 99.9]
        within = [tick for tick in ticks if tick <= max(shown)]
        axes.set_xlim(min(0, min(shown)), min(MOST, 100 - (100 - max(shown)) * 0.8))
        axes.xaxis.set_major_locator(FixedLocator(within))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter("{x:g}")
    axes.set_yticks(range(len(rows)), _marked(rows, frontier), parse_math=False, fontfamily=_families())
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(labelsize=14, length=0, axis="y")
    axes.tick_params(labelsize=14, axis="x")
    axes.grid(axis="x", alpha=0.4)
    for y in range(len(rows)):
        axes.axhline(y, color="black", alpha=0.08, linewidth=0.8, zorder=1)
    axes.spines[["top", "right", "left"]].set_visible(False)
    columns = 2 if marks["the paper (†)"] else 3  # four labels are too many for one line
    figure.legend(loc="outside upper center", ncols=columns, fontsize=13, frameon=False, handletextpad=0.3)
    return figure


def _families():
    """The usual fonts, and behind them those of this machine that have Hangul, in which students name their files."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return [*rcParams["font.family"], *(name for name in HANGUL if name in known)]


def _marked(names, frontier):
    return [f"{name} †" if name in frontier else name for name in names]


def costs(rows, printed, frontier=()):
    """Draw costs over the epochs, a small picture for each network, every seed a faint line; nan leaves a gap.

    rows: a dict of network: a list, by seed, of a dict of epoch: cost. printed: a dict of network: the note's.
    frontier: networks to mark.
    """
    columns = 4
    lines = -(-len(rows) // columns)
    figure = Figure(figsize=(10, 2 * lines + 0.4), layout="constrained")
    grid = figure.subplots(lines, columns, squeeze=False)
    for axes in grid.flat[len(rows):]:
        axes.axis("off")
    for axes, (name, seeds), title in zip(grid.flat, rows.items(), _marked(rows, frontier)):
        for by_epoch in seeds:
            axes.plot(list(by_epoch), [numpy.nan if cost is None else cost for cost in by_epoch.values()], color=OURS,
                      alpha=0.35, linewidth=1)
        nans = sum(None in by_epoch.values() for by_epoch in seeds)
        if nans:
            axes.text(0.95, 0.85, f"{nans} of {len(seeds)}: nan", transform=axes.transAxes, ha="right", fontsize=9)
        if name in printed:
            axes.plot(list(printed[name]), list(printed[name].values()), "--", color=THEIRS, linewidth=1.8)
        axes.set_yscale("log")
        low, high = axes.get_ylim()
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 3) if high < 2000 * low else (1,), numticks=7))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.set_title(title, fontsize=10)
        axes.tick_params(labelsize=8)
        axes.grid(alpha=0.3)
    figure.supxlabel("epoch", fontsize=10)
    figure.supylabel("cost", fontsize=10)
    lines = [figure.axes[0].plot([], [], color=OURS, label="one seed")[0],
             figure.axes[0].plot([], [], "--", color=THEIRS, label="the note")[0]]
    figure.legend(handles=lines, loc="outside upper right", ncols=2, fontsize=10, frameon=False)
    return figure


def hardest(images, labels, taken_for, counts, runs):
    """Draw the images that most of the runs get wrong, each under its label, what it was most often taken for and how
    many of the runs were wrong.

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
