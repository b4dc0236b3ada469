"""The pictures of the lab. Each is a matplotlib Figure, which a notebook shows and `savefig` writes."""
from pathlib import Path

import numpy
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lab10.mnist.sets import DIGITS
from lab10.terminal import cell_output, display, files
from lab10.terminal.errors import LabError

# Okabe and Ito's colours, which colour-blind readers can tell apart; dashes: for print without colour
COLORS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"
DASHES = "-", "--", "-.", ":"
WRONG = "#D55E00"


def check_picture(file):
    """Raise LabError where the name of `file` ends in no kind of picture that can be drawn."""
    kinds = sorted(set(FigureCanvasBase.get_supported_filetypes()) - {"pgf"})  # which needs LaTeX
    if Path(file).suffix[1:].lower() not in kinds:
        raise LabError(f"{file}: not a kind of picture that can be drawn; take one of {', '.join(kinds)}")


def new_figure():
    """Return an empty matplotlib Figure. If a person sits at a display, `display.show` opens a window for it."""
    if display.is_watched():
        from matplotlib import pyplot
        return pyplot.figure()
    return Figure()


def write(figure, file):
    """Write `figure` into `file`. Raises LabError if the file cannot be written."""
    with files.replacing(file) as temporary:
        figure.savefig(temporary, dpi=150)


class Curves:
    """Lines over the epochs, one for each network. In a notebook they grow in their place while the networks train.

        curves = plots.Curves()
        plain_nn.run(Options(watch=curves.line("plain_nn")))
    """

    def __init__(self, ylabel="cost (mean of the epoch)", log=True):
        self.figure = Figure(figsize=(7, 4), layout="constrained")
        self._axes = self.figure.add_subplot(xlabel="epoch", ylabel=ylabel, yscale="log" if log else "linear")
        self._axes.grid(alpha=0.3)
        self._axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        self._place = cell_output.Place()

    def line(self, label, value=None):
        """Return a `watch` for Options. It adds a point to the line with this label after each epoch.

        value: a function of (sess, model, history) that returns the point's height; None: the epoch's mean cost.
        """
        n = len(self._axes.lines)
        (line,) = self._axes.plot([], [], color=COLORS[n % len(COLORS)], linestyle=DASHES[n % len(DASHES)],
                                  marker=".", label=label)
        self._axes.legend()
        self._place.show(self.figure)  # above what the training prints

        def watch(sess, model, history):
            y = value(sess, model, history) if value else history.costs[-1]
            line.set_data([*line.get_xdata(), history.epochs_before + len(history.costs)], [*line.get_ydata(), y])
            self._axes.relim()
            self._axes.autoscale_view()
            self._place.show(self.figure)
        return watch


def digits(images, labels, predictions=None, columns=5, figure=None):
    """Draw `images`, float [n, 784], each under its label and, if there are predictions, its prediction.

    labels, predictions: integers or words [n]. figure: an empty figure to draw on; None: a new one.
    """
    size = "small" if max(map(len, map(str, labels)), default=1) > 1 else None  # or words run into one another
    columns = min(len(images), columns)
    rows = -(-len(images) // columns)
    lines = 1 if predictions is None else 2
    figure = figure or Figure()
    figure.set_size_inches(1.6 * columns + 0.4, (1.5 + 0.2 * lines) * rows)
    for i, (image, label) in enumerate(zip(images, labels)):
        axes = figure.add_subplot(rows, columns, i + 1)
        axes.imshow(image.reshape(28, 28), cmap="Greys", interpolation="nearest")
        if predictions is None:
            axes.set_title(f"Label: {label}", fontsize=size)
        else:
            axes.set_title(f"Label: {label}\nPrediction: {predictions[i]}",
                           color="black" if label == predictions[i] else WRONG, fontsize=size)
        axes.axis("off")
    figure.tight_layout()
    return figure


def weights(rows, titles=None):
    """Draw each unit of a first layer as a picture of its weights. Blue: ink there raises the unit; red: lowers it.

    rows: a dict of name: float [784, n], the same n for all. Each is a row of n pictures, with its own colour scale.
    titles: n words above the columns.
    """
    columns = next(iter(rows.values())).shape[1]
    figure = Figure(figsize=(0.65 * columns + 0.9, len(rows) + 0.3), layout="constrained")
    grid = figure.subplots(len(rows), columns, squeeze=False)
    for axes, (name, W) in zip(grid, rows.items()):
        most = numpy.abs(W).max()
        for k in range(columns):
            axes[k].set(xticks=[], yticks=[])
            picture = axes[k].imshow(W[:, k].reshape(28, 28), cmap="RdBu", vmin=-most, vmax=most,
                                     interpolation="nearest")
        axes[0].set_ylabel(name, fontsize="small")
        figure.colorbar(picture, ax=list(axes), pad=0.01)
    for axes, title in zip(grid[0], titles or ()):
        axes.set_title(title)
    return figure


def histograms(rows):
    """Draw the distribution of values in layers: a row for each network, a column for each layer.

    rows: a dict of network: a dict of layer: an array of any shape; as many layers for each network.
    """
    columns = len(next(iter(rows.values())))
    figure = Figure(figsize=(2.5 * columns, 2.1 * len(rows)), layout="constrained")
    grid = figure.subplots(len(rows), columns, squeeze=False)
    for axes, color, (network, layers) in zip(grid, COLORS, rows.items()):
        for k, (layer, values) in enumerate(layers.items()):
            axes[k].hist(numpy.ravel(values), bins=50, color=color)
            axes[k].set_title(f"{layer} (std {numpy.std(values):.4g})")
            axes[k].set_yscale("log")
            axes[k].set_xlabel("value")
        axes[0].set_ylabel(f"{network}\nhow many")
    return figure


def confusion(labels, predictions, kinds=DIGITS):
    """Draw how often one digit was predicted for another. Both: integers [n], 0 to 9. What is right has no colour.

    kinds: ten words to write in place of the digits, as a DataSet has them.
    """
    counts = numpy.zeros((10, 10), int)
    numpy.add.at(counts, (labels, predictions), 1)
    words = tuple(kinds) != DIGITS
    figure = Figure(figsize=(6.6, 5.9) if words else (6, 5.4), layout="constrained")
    axes = figure.add_subplot(xlabel="prediction", ylabel="label")
    axes.set_xticks(range(10), kinds, rotation=90 if words else 0)
    axes.set_yticks(range(10), kinds)
    wrong = numpy.where(numpy.eye(10, dtype=bool), 0, counts)
    picture = axes.imshow(wrong, cmap="Oranges")
    figure.colorbar(picture, label=f"images taken for another {'kind' if words else 'digit'}")
    for label, prediction in numpy.ndindex(10, 10):
        n = counts[label, prediction]
        if n:
            color = "dimgrey" if label == prediction else "white" if n > wrong.max() * 0.6 else "black"
            axes.text(prediction, label, n, ha="center", va="center", color=color)
    return figure


def accuracies(scores):
    """Draw evaluation.Scores, a dict of name: Score, each with its standard error for that many images."""
    images = "validation" if all(score.data.endswith("validation") for score in scores.values()) else "test"
    figure = Figure(figsize=(7, 0.5 * len(scores) + 1.1), layout="constrained")
    axes = figure.add_subplot(xlabel=f"{images} accuracy, ± its standard error (%)")
    for y, (name, score) in enumerate(scores.items()):
        error = (score.accuracy * (1 - score.accuracy) / score.total) ** 0.5
        axes.errorbar(100 * score.accuracy, y, xerr=100 * error, fmt="o", capsize=4, color=COLORS[y % len(COLORS)])
        axes.annotate(f"{100 * score.accuracy:.2f}", (100 * score.accuracy, y), (0, 7), textcoords="offset points",
                      ha="center")
    axes.set_yticks(range(len(scores)), scores)
    axes.set_ylim(len(scores) - 0.5, -0.7)
    axes.grid(axis="x", alpha=0.3)
    return figure
