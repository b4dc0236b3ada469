"""The picture of networks: as many boxes and weights as the network has, and its notation decoded."""
import pytest
from matplotlib.patches import FancyArrowPatch, Rectangle

from lab10.study import diagram, report
from lab10.study.notation import NOTATION
from networks.table import TABLE

DENSE = [name for name, notation in NOTATION.items() if notation.layers.startswith("784-")
         and not name.startswith(("batch_norm", "ladder"))]


@pytest.mark.parametrize("name", DENSE)
def test_a_notation_has_the_parameters_of_its_network(name):
    units = diagram.sizes(NOTATION[name].layers)
    assert sum((inputs + 1) * outputs for inputs, outputs in zip(units, units[1:])) == TABLE[name].parameters


def test_the_picture_shows_layers_weights_and_dropout():
    figure = diagram.picture({"plain_nn": NOTATION["plain_nn"][:2],
                              "deep_dropout_keep_prob": NOTATION["deep_dropout_keep_prob"][:2]})
    (axes,) = figure.axes
    words = [text.get_text() for text in axes.texts]
    assert [words.count(size) for size in ("784", "256", "512", "512×4")] == [3, 2, 4, 1]  # one 784 in the key
    assert [words.count(f"W3\n{weights}") for weights in ("N(0,1)", "Xavier")] == [1, 1]
    assert words.count("dropout,\nkeeps 0.7") == 4 and words.count("ReLU") == 6 and words.count("softmax") == 2
    assert sum(isinstance(one, FancyArrowPatch) for one in axes.patches) == 3 + 5
    assert sum(isinstance(one, Rectangle) for one in axes.patches) == 4 + 6 + 4  # the last four: dropout
    assert "4 hidden layers of 512 units,\neach followed by ReLU" in words


def test_the_report_holds_it(monkeypatch):
    before = report._diagram().digest
    monkeypatch.setitem(report.NOTATION, "xavier_adam", NOTATION["xavier_adam"]._replace(weights="N(0,1)"))
    assert report._diagram().digest != before
