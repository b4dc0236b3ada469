"""A picture of the networks: their layers as boxes, and how to read a notation such as 784-512×4-10."""
import math
import re

from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from lab10.plots import colors

WIDTH, HEIGHT = 7.2, 1.3  # of the picture, and of a network in it, in inches
BOX, MOST = 0.58, 0.85  # a box's width, and the height of the largest layer's
DROPOUT = re.compile(r"`keep_prob` (0\.\d+)")


def sizes(layers):
    """Return the units of each layer, the inputs first, of a notation such as "784-512×4-10, `keep_prob` 0.7"."""
    found = []
    for part in layers.partition(",")[0].split("-"):
        units, _, times = part.partition("×")
        found += [int(units)] * int(times or 1)
    return found


def picture(rows):
    """Draw networks of fully connected layers, one below the other, and decode the last one's notation.

    rows: a dict of network: (layers, weights), as notation.NOTATION says them.
    """
    height = HEIGHT * len(rows) + 1.25
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, height))
    axes.axis("off")
    own = colors(rows)
    for place, (name, (layers, weights)) in enumerate(rows.items()):
        _network(axes, height - HEIGHT * (place + 1), name, layers, weights, own[name])
    _decoded(axes, layers)
    return figure


def _network(axes, bottom, name, layers, weights, color):
    """One network, in a strip of the picture whose lower edge is at the height `bottom`."""
    units, dropout = sizes(layers), DROPOUT.search(layers)
    middle = bottom + 0.5 * MOST + 0.1
    axes.text(0.1, bottom + HEIGHT - 0.06, f"{name}   {layers.partition(',')[0]}", fontsize=11, weight="bold", va="top")
    step = (WIDTH - 0.2 - BOX) / (len(units) - 1)
    for layer, size in enumerate(units):
        left, high = 0.1 + layer * step, MOST * max(0.5, math.log(size) / math.log(max(units)))
        inner = 0 < layer < len(units) - 1
        axes.add_patch(Rectangle((left, middle - high / 2), BOX, high, edgecolor="black",
                                 facecolor=to_rgba(color, 0.35) if inner else "white"))
        axes.text(left + BOX / 2, middle + 0.08, size, ha="center", va="center", fontsize=11)
        axes.text(left + BOX / 2, middle - 0.12, "pixels" if not layer else "ReLU" if inner else "softmax", ha="center",
                  va="center", fontsize=8)
        right = left + BOX
        if inner and dropout:
            axes.add_patch(Rectangle((right, middle - high / 2), 0.12, high, edgecolor="black", facecolor="white",
                                     hatch="////"))
            axes.text(right + 0.06, middle - high / 2 - 0.09, f"dropout,\nkeeps {dropout[1]}", ha="center", va="top",
                      fontsize=7, linespacing=0.95)
            right += 0.12
        if layer < len(units) - 1:
            axes.add_patch(FancyArrowPatch((right, middle), (left + step, middle), arrowstyle="-|>", mutation_scale=9,
                                           shrinkA=1, shrinkB=1, color="black"))
            axes.text((right + left + step) / 2, middle + 0.07, f"W{layer + 1}\n{weights}", ha="center", va="bottom",
                      fontsize=8)


def _decoded(axes, layers):
    """The meaning of each part of a notation, below it."""
    notation = layers.partition(",")[0]
    units = sizes(layers)
    words = (f"{units[0]} inputs:\nthe pixels of an image, 28 × 28",
             f"{len(units) - 2} hidden layers of {units[1]} units,\neach followed by ReLU",
             f"{units[-1]} outputs:\none for each digit")
    parts = re.fullmatch(r"([^-]+)-(.+)-([^-]+)", notation).groups()
    for center, part, word in zip((1.25, 3.75, 6.05), parts, words):
        axes.text(center, 0.84, part, ha="center", fontsize=15, weight="bold")
        axes.plot([center - 0.95, center + 0.95], [0.75, 0.75], color="black", linewidth=1)
        axes.text(center, 0.69, word, ha="center", va="top", fontsize=9)
    for center in (2.5, 4.9):
        axes.text(center, 0.84, "-", ha="center", fontsize=15, weight="bold")
    axes.text(0.1, 0.04, "An arrow: a layer's weights W and biases b, as in L1 = ReLU(X W1 + b1). Below each W: how it "
              "is drawn at first.", fontsize=8.5)
