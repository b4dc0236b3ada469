"""The pictures show what they were given; the live ones grow, and leave the training alone."""
import dataclasses

import numpy
import pytest
from matplotlib import colors

from lab10 import evaluation, plots, training, xavier_sgd_dropout
from lab10.loops.snapshot import snapshot
from lab10.runs.networks import networks

from conftest import DIGITS


def test_curves_grow_and_leave_the_training_alone(shown):
    def random_accuracy(sess, model, history):
        with snapshot(sess) as copy:
            return evaluation.predict(copy, model, numpy.zeros((1, 784), numpy.float32))[0]

    curves = plots.Curves()
    costs, others = curves.line("costs"), curves.line("others", random_accuracy)
    lengths = []

    def watch(*state):
        costs(*state)
        others(*state)
        lengths.append([len(line.get_xdata()) for line in curves.figure.axes[0].lines])

    alone, _ = xavier_sgd_dropout.run(dataclasses.replace(DIGITS, epochs=3))
    watched, _ = xavier_sgd_dropout.run(dataclasses.replace(DIGITS, epochs=3, watch=watch))
    assert watched.costs == alone.costs
    assert lengths == [[1, 1], [2, 2], [3, 3]]
    line, other = curves.figure.axes[0].lines
    assert list(line.get_xdata()) == [1, 2, 3] and list(line.get_ydata()) == watched.costs
    assert line.get_color() != other.get_color() and line.get_linestyle() != other.get_linestyle()
    assert [text.get_text() for text in curves.figure.axes[0].get_legend().get_texts()] == ["costs", "others"]
    (place,) = shown
    assert place == [curves.figure] * 8  # one for each line, one for each point: all in one place


def test_a_network_has_one_look_everywhere():
    """In any company and order, also with options behind its name; no two networks have the same colour."""
    assert set(plots.LOOKS) == set(networks()) and len({color for color, _ in plots.LOOKS.values()}) == len(plots.LOOKS)
    one, other = plots.looks(["xavier_adam", "plain_nn"]), plots.looks(["mine", "plain_nn", "xavier_adam --epochs 50"])
    assert one["plain_nn"] == other["plain_nn"] and one["xavier_adam"] == other["xavier_adam --epochs 50"]
    assert one["xavier_adam"]["color"] == plots.LOOKS["xavier_adam"][0]
    many = plots.looks(["xavier_adam", "xavier_adam --epochs 50", *map(str, range(5)), ""])
    assert len({look["color"] for look in list(many.values())[:7]}) == 7
    curves = plots.Curves()
    for name in ("mine", "plain_nn"):
        curves.line(name)
    assert curves.figure.axes[0].lines[1].get_color() == one["plain_nn"]["color"]
    figure = plots.histograms({"plain_nn": {"L1": numpy.arange(9)}})
    assert colors.to_hex(figure.axes[0].patches[0].get_facecolor()).upper() == one["plain_nn"]["color"]
    score = evaluation.Score("mnist", 9800, 10000)
    axes = plots.accuracies({"mine": score, "plain_nn": score}).axes[0]
    assert axes.containers[1].lines[0].get_color() == one["plain_nn"]["color"]


def test_rows_of_one_network_have_one_colour():
    """Whatever follows its name; but a copy that a student has edited, which has a digest there, is another network."""
    rows = ("mine 777", "mine 778", "xavier_adam", "xavier_adam --epochs 50", "N(0,1)", "N(0,1)\nnormalized",
            "mine 3f2a91c0")
    mine, again, adam, longer, normal, normalized, other = plots.colors(rows).values()
    assert (mine, adam, normal) == (again, longer, normalized) and len({mine, adam, normal, other}) == 4
    assert normal == plots.LOOKS["plain_nn"][0]
    score = evaluation.Score("mnist", 9800, 10000)
    bars = plots.accuracies({"mine 777": score, "plain_nn": score, "mine 778": score}).axes[0].containers
    assert bars[0].lines[0].get_color() == bars[2].lines[0].get_color()
    many = plots.colors([f"trap {letter}" for letter in "abcdefghijklmnop"])
    assert len(set(many.values())) == 16


def test_the_studys_pictures_have_the_same_looks():
    from lab10.study import pictures
    color = plots.LOOKS["plain_nn"][0]
    axes = pictures.accuracies({"softmax": [91.0, 92.0], "plain_nn": [94.0, 95.0]}).axes[0]
    assert [line.get_color() for line in axes.lines if line.get_marker() == "o"] == [plots.BLACK, color]
    axes = pictures.costs({"plain_nn": [{1: 1.0, 2: 0.5}]}, {}).axes[0]
    assert axes.lines[0].get_color() == color


@pytest.mark.parametrize("low, high, scale", [(97.3, 98.1, "linear"), (91.5, 98.5, "function"), (10, 98, "function")])
def test_the_axis_shows_mistakes_only_where_they_are_far_apart(low, high, scale):
    """Then its ticks are at fixed accuracies; else there would be no more than two of these."""
    from lab10.study import pictures
    figure = pictures.accuracies({"xavier_sgd": [low, high], "mine": [low, high], "yours": [low, high]})
    (axes,) = figure.axes
    figure.draw_without_rendering()
    low, high = axes.get_xlim()
    assert axes.get_xscale() == scale and sum(low <= tick <= high for tick in axes.get_xticks()) > 2


def test_a_cost_that_is_not_the_cross_entropy_alone_says_so():
    from lab10.study import pictures
    rows = {"xavier_adam": [{1: 0.3, 2: 0.1}], "ladder": [{1: 19.0, 2: 5.0}]}
    plain, ladder = pictures.costs(rows, {}, added={"ladder": "denoising costs"}).axes[:2]
    at_ln_10 = [pytest.approx([numpy.log(10)] * 2)]
    assert [line.get_ydata() for line in plain.lines if line.get_linestyle() == ":"] == at_ln_10
    assert not [line for line in ladder.lines if line.get_linestyle() == ":" and line.get_ydata() == at_ln_10[0]]
    assert ["with denoising costs" in axes.texts[0].get_text() for axes in (plain, ladder)] == [False, True]


def test_the_legend_is_off_the_curves():
    curves = plots.Curves()
    for k in range(6):
        curves.line(f"{k} hidden")
    curves.figure.draw_without_rendering()
    axes = curves.figure.axes[0]
    assert axes.get_legend().get_window_extent().y0 >= axes.get_window_extent().y1


@pytest.mark.parametrize("value, words", [(1e6, "1M"), (-20000.0, "-20,000"), (0, "0"), (0.001, "0.001"),
                                          (2.5, "2.5"), (1e-5, "0.00001")])
def test_numbers_at_ticks_have_no_exponent(value, words):
    assert plots.number(value) == words


def test_costs_on_a_logarithmic_axis_are_written_in_digits():
    curves = plots.Curves()
    watch = curves.line("plain_nn")
    for costs in ([2.3], [2.3, 0.3]):
        watch(None, None, training.History(0, 0, {}, costs, [], []))
    curves.figure.draw_without_rendering()
    (axes,) = curves.figure.axes
    written = [label.get_text() for which in ("major", "minor") for label in axes.yaxis.get_ticklabels(which=which)]
    assert {"1", "0.3", "2"} <= set(written) and not any("10^" in text for text in written)


def test_curves_go_on_after_a_restored_run():
    curves = plots.Curves()
    watch = curves.line("restored")
    for costs in ([0.5], [0.5, 0.25]):
        watch(None, None, training.History(0, 10, {}, costs, [], []))
    assert curves.figure.axes[0].lines[0].get_xydata().tolist() == [[11, 0.5], [12, 0.25]]


def ends(picture):
    """The colours, (red, green, blue), of a picture's least and greatest value."""
    return [picture.cmap(value)[:3] for value in (0.0, 1.0)]


def test_digits():
    images = numpy.random.RandomState(0).rand(7, 784)
    figure = plots.digits(images, range(7), [0, 1, 2, 3, 4, 5, 9], columns=3)
    assert len(figure.axes) == 7
    for k, axes in enumerate(figure.axes):
        assert numpy.array_equal(axes.images[0].get_array(), images[k].reshape(28, 28))
        assert ends(axes.images[0]) == [(1, 1, 1), (0, 0, 0)]  # black ink on white
    assert figure.axes[6].get_title() == "Label: 6\nPrediction: 9"
    assert [axes.title.get_color() for axes in figure.axes] == ["black"] * 6 + [plots.WRONG]
    assert plots.digits(images, range(7)).axes[6].get_title() == "Label: 6"


def test_weights():
    W = numpy.random.RandomState(0).randn(784, 5)
    figure = plots.weights({"before": W, "after": 3 * W}, titles="abcde")
    pictures = [axes for axes in figure.axes if axes.images]
    assert [axes.get_title() for axes in pictures[:5]] == list("abcde")
    assert numpy.array_equal(pictures[1].images[0].get_array(), W[:, 1].reshape(28, 28))
    assert numpy.array_equal(pictures[6].images[0].get_array(), 3 * W[:, 1].reshape(28, 28))
    for axes in pictures:
        low, high = axes.images[0].get_clim()
        assert low == -high  # white is zero
        assert (numpy.abs(axes.images[0].get_array()) <= high).mean() > 0.95  # few weights set no scale for all
        against, (red, _, blue) = ends(axes.images[0])
        assert blue > red and against[0] > against[2]
    assert pictures[0].get_ylabel() == "before" and pictures[5].get_ylabel() == "after"
    ten = [axes for axes in plots.weights({"W": numpy.zeros((784, 10))}, titles=range(10)).axes if axes.images]
    assert [axes.get_subplotspec().rowspan.start for axes in ten] == 5 * [0] + 5 * [1]  # large enough to see strokes
    assert [axes.get_title() for axes in ten] == list("0123456789")


def test_histograms():
    values = numpy.random.RandomState(0).randn(50, 20)
    figure = plots.histograms({"one": {"L1": values, "L2": 3 * values}, "two": {"L1": values, "L2": values}})
    assert [len(figure.axes), figure.axes[1].get_title()] == [4, f"L2 (std {3 * values.std():.4g})"]
    assert sum(bar.get_height() for bar in figure.axes[0].patches) == values.size


def test_confusion():
    generator = numpy.random.RandomState(0)
    labels, predictions = generator.randint(0, 10, 300), generator.randint(0, 10, 300)
    axes = plots.confusion(labels, predictions).axes[0]
    written = {text.get_position(): int(text.get_text()) for text in axes.texts}
    for label, prediction in numpy.ndindex(10, 10):
        n = ((labels == label) & (predictions == prediction)).sum()
        assert written.get((prediction, label), 0) == n
        assert axes.images[0].get_array()[label, prediction] == (0 if label == prediction else n)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("prediction", "label")
    none, most = map(sum, ends(axes.images[0]))
    assert none > most  # more mistakes are darker


def test_accuracies_with_their_standard_errors():
    scores = {"a": evaluation.Score("mnist", 9800, 10000), "b": evaluation.Score("mnist", 9700, 10000)}
    axes = plots.accuracies(scores).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [text.get_text() for text in axes.texts] == ["98.00", "97.00"]
    (bar,) = axes.containers[0].lines[2][0].get_segments()
    assert bar[:, 0] == pytest.approx([97.86, 98.14])  # sqrt(.98 * .02 / 10000) = .0014
    assert axes.get_xlabel().startswith("test accuracy")


def test_accuracies_on_held_out_images_are_not_called_test_accuracies():
    axes = plots.accuracies({"a": evaluation.Score("validation", 4900, 5000)}).axes[0]
    assert axes.get_xlabel().startswith("validation accuracy")


def test_colours_differ_for_the_colour_blind():
    """The first seven, which lines get first, by brightness and by the blue-yellow axis, which all kinds of red-green
    blindness keep."""
    seen = []
    for color in plots.COLORS:
        red, green, blue = colors.to_rgb(color)
        seen.append((0.6 * (red + green), blue))
    for i, one in enumerate(seen):
        for other in seen[:i]:
            assert numpy.hypot(*numpy.subtract(one, other)) > 0.1, (one, other)
