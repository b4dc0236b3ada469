"""A matplotlib backend for where there is no display: figures that a program shows go into files.

plt.show() writes them as figure-1.png, figure-2.png, ... in the working directory, past the names that are taken,
and prints each name. A figure that is shown over and over without waiting (plt.ion(), plt.pause()) is written once,
as it is at the end.
"""
import sys
from itertools import count

from matplotlib import is_interactive
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg, FigureManagerBase

_waiting = []  # figures that were shown without waiting


def _show(*, block=None):
    """What plt.show() calls."""
    managers = Gcf.get_all_fig_managers()
    if block is None:
        block = not is_interactive()
    if not block:
        _waiting.extend(manager.canvas.figure for manager in managers if manager.canvas.figure not in _waiting)
        return
    for manager in managers:
        _write(manager.canvas.figure)
    Gcf.destroy_all()  # as closing their windows does


def write_waiting():
    """Write the figures that were shown without waiting."""
    while _waiting:
        _write(_waiting.pop(0))


def _write(figure):
    if figure in _waiting:
        _waiting.remove(figure)
    if not (figure.axes or figure.texts or figure.images):
        return
    for number in count(1):
        name = f"figure-{number}.png"
        try:
            file = open(name, "xb")
        except FileExistsError:
            continue
        except OSError as error:
            print(f"lab10: {name}: cannot be written ({error.strerror})", file=sys.stderr)
            return
        with file:
            figure.savefig(file, format="png")
        print(name, flush=True)
        return


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        _show(block=block)

    def show(self):
        _show(block=False)


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager

    def start_event_loop(self, timeout=0):
        """Do not wait: plt.waitforbuttonpress() and plt.ginput() return with nothing, plt.pause() at once."""
