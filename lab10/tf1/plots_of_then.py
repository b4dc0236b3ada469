"""What matplotlib did differently until 3.0: dropped_names puts this into its modules."""
import functools
import operator
import sys

import numpy

from lab10.tf1.dropped_names import BACKENDS, STYLES

SIDES = "bottom top left right labelbottom labeltop labelleft labelright".split()


def with_old_backends(use):
    """matplotlib.use, which knows the old backends and the argument `warn`."""
    @functools.wraps(use)
    def use_of_then(backend=None, warn=False, force=True, *, arg=None):
        backend = arg or backend
        return use(BACKENDS.get(backend.lower(), backend), force=force)
    return use_of_then


def with_old_styles(use):
    """matplotlib.style.use, which knows the old names of seaborn's styles."""
    @functools.wraps(use)
    def use_of_then(style):
        then, today = STYLES
        if isinstance(style, str) and style.startswith(then) and not style.startswith(today):
            style = today + style[len(then):]
        return use(style)
    return use_of_then


def hold(on=None, _=None):
    """plt.hold, and the method of axes. Since matplotlib 3.0, a plot is always added to the plots that are already
    there."""


def with_projections(gca):
    """Figure.gca, which makes axes with the given projection, unless the last axes have it."""
    @functools.wraps(gca)
    def gca_of_then(figure, **asked):
        if not asked or figure.axes and gca(figure).name == asked.get("projection", "rectilinear"):
            return gca(figure)
        return figure.add_subplot(**asked)
    return gca_of_then


def of_its_figure(_):
    """plt.gca, with the same argument."""
    def gca(**asked):
        import matplotlib.pyplot
        return matplotlib.pyplot.gcf().gca(**asked)
    return gca


def in_its_figure(init):
    """Axes3D.__init__, which adds the axes to the figure."""
    @functools.wraps(init)
    def init_of_then(axes, fig, *arguments, **named):
        init(axes, fig, *arguments, **named)
        if sys._getframe(1).f_globals.get("__name__") != "matplotlib.figure":  # which puts it there itself
            fig.add_axes(axes)
    return init_of_then


def with_on_and_off(function):
    """Axes.tick_params and Axes.grid, which take "on" and "off"; and `b`, which is `visible` today."""
    @functools.wraps(function)
    def by_words(axes, *arguments, **named):
        words = {"on": True, "off": False}
        if "b" in named:
            named["visible"] = named.pop("b")
        named = {name: words.get(value, value) if name in (*SIDES, "visible") and isinstance(value, str) else value
                 for name, value in named.items()}
        if function.__name__ == "grid" and arguments and isinstance(arguments[0], str):
            arguments = words.get(arguments[0], arguments[0]), *arguments[1:]
        return function(axes, *arguments, **named)
    return by_words


class ArtistList:
    """The list methods that the contents of axes had when they were lists."""

    def remove(self, artist):
        artist.remove()

    def pop(self, index=-1):
        artist = self[index]
        artist.remove()
        return artist

    def clear(self):
        for artist in list(self):
            artist.remove()

    def __delitem__(self, index):
        for artist in (self[index] if isinstance(index, slice) else [self[index]]):
            artist.remove()


def emptied(artists):
    """Axes.lines and similar attributes: the items to which it is set remain, all others are removed."""
    def keep(axes, kept):
        for artist in list(artists.fget(axes)):
            if artist not in kept:
                artist.remove()
    return property(artists.fget, keep)


w_xaxis, w_yaxis, w_zaxis = (property(operator.attrgetter(name)) for name in ("xaxis", "yaxis", "zaxis"))


def set_window_title(canvas, title):
    """FigureCanvas.set_window_title."""
    if canvas.manager is not None:
        canvas.manager.set_window_title(title)


def normpdf(x, mu, sigma):
    """matplotlib.mlab.normpdf: the density of a normal distribution."""
    return numpy.exp(-((x - mu) / sigma) ** 2 / 2) / (numpy.sqrt(2 * numpy.pi) * sigma)


def bivariate_normal(X, Y, sigmax=1.0, sigmay=1.0, mux=0.0, muy=0.0, sigmaxy=0.0):
    """matplotlib.mlab.bivariate_normal."""
    x, y, rho = (X - mux) / sigmax, (Y - muy) / sigmay, sigmaxy / (sigmax * sigmay)
    scale = 2 * numpy.pi * sigmax * sigmay * numpy.sqrt(1 - rho ** 2)
    return numpy.exp(-(x ** 2 + y ** 2 - 2 * rho * x * y) / (2 * (1 - rho ** 2))) / scale
