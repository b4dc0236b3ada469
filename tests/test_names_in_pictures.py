"""Names of a reader's own are shown as they are written."""
import io
import warnings
from types import SimpleNamespace

import numpy
import pytest

from lab10 import plots
from lab10.evaluation import Score

HISTORY = SimpleNamespace(costs=[1.0], epochs_before=0)


def curves(name):
    drawn = plots.Curves()
    drawn.line(name)(None, None, HISTORY)
    drawn.line("another")(None, None, HISTORY)
    return drawn.figure


@pytest.mark.parametrize("draw", [
    curves, lambda name: plots.weights({name: numpy.ones((784, 2))}),
    lambda name: plots.histograms({name: {"L1": numpy.arange(3)}}),
    lambda name: plots.accuracies({name: Score("digits", 400, 497)})])
@pytest.mark.parametrize("name", ["$a^$", "신경망 $"])
def test_dollars_and_hangul(draw, name):
    """`$a^$` is a formula that nobody can draw; letters that a font lacks are warned of."""
    if not name.isascii() and len(plots.families()) < 2:
        pytest.skip("no font with Hangul here")
    figure = draw(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(io.BytesIO())  # a canvas without a display draws nothing
