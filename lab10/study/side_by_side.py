"""The picture of the same networks' accuracies on two sets of images."""
from matplotlib.figure import Figure

from lab10.plots import colors
from lab10.study import comparison

WIDE = 11  # points: the width of both axes, so that equal differences look equal
LOST = 50  # per cent: a network below it has not learned
ABOVE = 0.2  # of a row's height, by which its points are above the middle, and its mean below


def draw(rows, sets):
    """Draw test accuracies, a row for each network and a column for each set: each seed a point, their mean and its
    95 % interval.

    rows: [network, accuracies in % on one set, on the other]. sets: a dict of a set's title: its place among these two.
    """
    figure = Figure(figsize=(10, 0.4 * len(rows) + 1.5), layout="constrained")
    grid = figure.subplots(1, len(sets), sharey=True, squeeze=False)[0]
    own = colors([row[0] for row in rows])
    for axes, (title, place) in zip(grid, sets.items()):
        most = max(max(row[1 + place]) for row in rows)
        axes.set_xlim(most + 0.5 - WIDE, most + 0.5)
        for y, row in enumerate(rows):
            _row(axes, y, row[1 + place], own[row[0]])
        axes.set_title(title, fontsize=14)
        axes.set_xlabel("test accuracy (%)", fontsize=13)
        axes.grid(axis="x", alpha=0.4)
        axes.tick_params(axis="x", labelsize=12)
        axes.tick_params(axis="y", length=0, labelsize=13)
        axes.spines[["top", "right", "left"]].set_visible(False)
        for y in range(len(rows) - 1):
            axes.axhline(y + 0.5, color="black", alpha=0.08, linewidth=0.8)
    grid[0].set_yticks(range(len(rows)), [row[0].replace(" --epochs ", ", epochs: ") for row in rows])
    grid[0].set_ylim(len(rows) - 0.4, -0.6)
    signs = [grid[0].plot([], [], "o", color="dimgrey", alpha=0.5, label="one seed")[0],
             grid[0].plot([], [], "|-", color="black", linewidth=2, markersize=8, markeredgewidth=2.5,
                          label="their mean, 95 % interval")[0]]
    figure.legend(handles=signs, loc="outside upper center", ncols=2, fontsize=12, frameon=False)
    return figure


def _row(axes, y, accuracies, color):
    left, right = axes.get_xlim()
    values = comparison.summary(accuracies)

    def beyond_the_left(text, y):
        axes.annotate(f"◂ {text} %", (0.01, y), va="center", fontsize=11, xycoords=("axes fraction", "data"))
    if max(accuracies) < max(LOST, left):
        beyond_the_left(" to ".join(sorted({f"{min(accuracies):.0f}", f"{max(accuracies):.0f}"}, key=float)), y)
        return
    if min(accuracies) < left:
        beyond_the_left(", ".join(f"{each:.1f}" for each in sorted(accuracies) if each < left), y - ABOVE)
    axes.plot(accuracies, [y - ABOVE] * len(accuracies), "o", color=color, alpha=0.5, markersize=6,
              markeredgewidth=0)
    if values.low is not None:
        axes.plot([values.low, values.high], [y + ABOVE] * 2, color="black", linewidth=2, solid_capstyle="butt")
        for end, beyond, sign in ((left, values.low < left, "<"), (right, values.high > right, ">")):
            if beyond:  # the interval goes on outside the picture
                axes.plot(end, y + ABOVE, sign, color="black", markersize=7, clip_on=False)
    axes.plot(values.mean, y + ABOVE, "|", color="black", markersize=8, markeredgewidth=2.5)
