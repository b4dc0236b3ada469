"""The pictures of the lab. Each is a matplotlib Figure, which a notebook shows and `savefig` writes."""
import re
from pathlib import Path

import numpy
from matplotlib import font_manager, rcParams
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterMathtext, MaxNLocator

from lab10.mnist.sets import DIGITS
from lab10.terminal import cell_output, display, files
from lab10.terminal.errors import LabError

# Okabe and Ito's colours, which colour-blind readers can tell apart; dashes: for print without colour
COLORS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"
DASHES = "-", "--", "-.", ":"
WRONG = "#A84300"  # of words: orange that can be read on white
HANGUL = "Malgun Gothic", "Apple SD Gothic Neo", "AppleGothic", "NanumGothic", "Noto Sans CJK KR", "NanumGothicCoding"
IN_ONE_LINE = 8  # pictures of weights; more take two lines
LONG = 20  # letters of a label: two of them fit side by side, where three of the shorter ones do
BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, BLACK = COLORS
LOOKS = {  # the colour and dashes of a network, the same in every picture; no two networks have the same colour
    "softmax": (BLACK, "-"), "plain_nn": (ORANGE, "-"), "relu_sgd": ("#8B3A00", "--"), "xavier_sgd": (GREEN, "-"),
    "xavier_adam": (BLUE, "-"), "xavier_adam_high_lr": (YELLOW, "-"), "xavier_sgd_dropout": ("#00594C", "--"),
    "deep_xavier": (PURPLE, "-"), "deep_dropout_keep_prob": (SKY, "--"), "deep_dropout_rate": ("#7C8FD6", ":"),
    "wide_glorot": ("#B8A100", "--"), "wider_glorot": ("#6E6000", ":"), "deep_sigmoid": ("#FF7A6B", "-."),
    "deep_relu": ("#1F3A8A", "-"), "dbn": ("#7B2D8E", "--"), "fast_forward": ("#6FAE1F", ":"),
    "he_adam": ("#C1272D", "-."), "xavier_adam_l2": ("#4F86A0", "-."), "ensemble": ("#12355B", ":"),
    "cnn": ("#17A2B0", "-."), "split_merge": ("#5E5E5E", "--"), "rnn": ("#979FA6", "-."),
    "batch_norm": ("#9C6A3C", "-."), "batch_norm_noise": ("#E0449A", ":"), "ladder": ("#2E7D32", "--"),
}
WEIGHTS = {  # of first weights: as of the network that has them
    "N(0,1)": LOOKS["plain_nn"], "Xavier": LOOKS["xavier_adam"], "He": LOOKS["he_adam"],
}
SPARE = tuple(dict.fromkeys((*COLORS, *(color for color, _ in LOOKS.values()))))  # for any other line
SAME = re.compile(r"(?: --|\n).*|(?: \d{1,6})\Z", re.DOTALL)  # what follows a network's name: options, a line, a seed


def looks(names):
    """Return {name: {"color", "linestyle"}} for lines with these names: a network's own look, or one that no other line
    has.

    A name may be a network's name with more text after it, such as "xavier_adam --epochs 50".
    """
    found = {}
    for name in names:
        look = {**LOOKS, **WEIGHTS}.get((str(name).split() or [""])[0])
        if look and look not in found.values():
            found[name] = look
    for name in names:
        if name not in found:
            used = [color for color, _ in found.values()]
            place = next((place for place, color in enumerate(SPARE) if color not in used), len(found))
            found[name] = SPARE[place % len(SPARE)], DASHES[place % len(DASHES)]
    return {name: dict(zip(("color", "linestyle"), found[name])) for name in names}


def colors(names):
    """Return {name: colour} for rows that have their names beside them: rows of one network have one colour, whatever
    options, seed or second line follow its name."""
    networks = {name: SAME.sub("", str(name)) for name in names}
    own = looks(dict.fromkeys(networks.values()))
    return {name: own[network]["color"] for name, network in networks.items()}


def check_picture(file):
    """Raise LabError if the name of `file` does not end in a kind of picture that can be drawn."""
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


def families():
    """The usual fonts, and after them the fonts of this machine that have Hangul: students may have Korean file
    names."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return [*rcParams["font.family"], *(name for name in HANGUL if name in known)]


def as_written(texts):
    """Show names as they are: `$` does not begin a formula, and Hangul gets a font, if this machine has one."""
    for text in texts:
        text.set(parse_math=False, fontfamily=families())


class InDigits(LogFormatterMathtext):
    """Writes the ticks of a logarithmic axis as 0.6 and 20, not as powers of ten."""

    def __call__(self, value, pos=None):
        return super().__call__(value, pos) and number(value)


class Curves:
    """Lines over the epochs, one for each network. In a notebook they grow in their place while the networks train.

        curves = plots.Curves()
        plain_nn.run(Options(watch=curves.line("plain_nn")))
    """

    def __init__(self, ylabel="cost (mean of the epoch)", log=True):
        self.figure = Figure(figsize=(7, 4), layout="constrained")
        self._axes = self.figure.add_subplot(xlabel="epoch", ylabel=ylabel, yscale="log" if log else "linear")
        if log:
            self._axes.yaxis.set(major_formatter=InDigits(), minor_formatter=InDigits(labelOnlyBase=False))
        self._axes.grid(alpha=0.3)
        self._axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        self._labels = []
        self._place = cell_output.Place()

    def line(self, label, value=None):
        """Return a `watch` for Options. After each epoch it adds a point to the line with this label.

        value: a function of (sess, model, history) that returns the point's height; None: the epoch's mean cost.
        """
        self._labels.append(label)
        (line,) = self._axes.plot([], [], marker=".", label=label)
        own = looks(self._labels)
        for each, name in zip(self._axes.lines, self._labels):
            each.set(**own[name])
        columns = 2 if max(map(len, self._labels)) > LONG else 3
        as_written(self._axes.legend(  # off the curves
            loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False).get_texts())
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

    rows: a dict of name: float [784, n], the same n for all. The n pictures of a name share one colour scale. The
    outermost hundredth of their weights gets the colours at its ends. titles: n words above the pictures.
    """
    n = next(iter(rows.values())).shape[1]
    columns = n if n <= IN_ONE_LINE else -(-n // 2)
    lines, size = -(-n // columns), min(1.3, 6.4 / columns)  # of a picture, in inches
    figure = Figure(figsize=(size * columns + 1, (size + 0.3 * bool(titles)) * lines * len(rows) + 0.2),
                    layout="constrained")
    grid = figure.subplots(lines * len(rows), columns, squeeze=False)
    for place, (name, W) in enumerate(rows.items()):
        own = grid[place * lines:(place + 1) * lines]
        for axes in own.flat:
            axes.axis("off")
        most = numpy.percentile(numpy.abs(W), 99)
        for k, axes in zip(range(n), own.flat):
            axes.axis("on")
            axes.set(xticks=[], yticks=[])
            picture = axes.imshow(W[:, k].reshape(28, 28), cmap="RdBu", vmin=-most, vmax=most,
                                  interpolation="nearest")
            if titles is not None:
                axes.set_title(titles[k])
        as_written([own[0, 0].set_ylabel(name, rotation=0, ha="right", va="center")])
        bar = figure.colorbar(picture, ax=list(own.flat), pad=0.01, extend="both")
        bar.ax.yaxis.set_major_locator(MaxNLocator(4))
    return figure


def histograms(rows):
    """Draw the distribution of values in layers: a row for each network, a column for each layer.

    rows: a dict of network: a dict of layer: an array of any shape. All networks have the same number of layers.
    """
    columns = len(next(iter(rows.values())))
    figure = Figure(figsize=(2.5 * columns, 2.1 * len(rows)), layout="constrained")
    grid = figure.subplots(len(rows), columns, squeeze=False)
    own = colors(rows)
    for axes, (network, layers) in zip(grid, rows.items()):
        for k, (layer, values) in enumerate(layers.items()):
            axes[k].hist(numpy.ravel(values), bins=50, color=own[network])
            axes[k].set_title(f"{layer} (std {number(float(f'{numpy.std(values):.4g}'))})")
            axes[k].set_yscale("log")
            axes[k].set_xlabel("value")
            axes[k].xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
            axes[k].xaxis.set_major_formatter(lambda value, _: number(value))
            axes[k].tick_params(labelsize="small")
        as_written([axes[0].set_ylabel(f"{network}\nhow many")])
    return figure


def number(value):
    """A number as pictures write it: 1M (a million), 20,000 or 0.001; from 1e9 on, a power of ten."""
    if abs(value) >= 1e9:
        digits, _, power = f"{value:.0e}".partition("e+")
        return rf"${'' if digits == '1' else digits + chr(92) + 'times'}10^{{{int(power)}}}$"
    if abs(value) >= 1e6:
        return f"{value / 1e6:.10g}M"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.10f}".rstrip("0").rstrip(".")


def confusion(labels, predictions, kinds=DIGITS):
    """Draw how often one digit was predicted for another. Both: integers [n], 0 to 9. Right answers have no colour.

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
    own = colors(scores)
    for y, (name, score) in enumerate(scores.items()):
        error = (score.accuracy * (1 - score.accuracy) / score.total) ** 0.5
        axes.errorbar(100 * score.accuracy, y, xerr=100 * error, fmt="o", capsize=4, color=own[name])
        axes.annotate(f"{100 * score.accuracy:.2f}", (100 * score.accuracy, y), (0, 7), textcoords="offset points",
                      ha="center")
    axes.set_yticks(range(len(scores)), scores)
    as_written(axes.get_yticklabels())
    axes.set_ylim(len(scores) - 0.5, -0.7)
    axes.grid(axis="x", alpha=0.3)
    return figure
