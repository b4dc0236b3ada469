"""A matplotlib backend for machines without a display: figures that a program shows go into files.

plt.show() writes them as figure-1.png, figure-2.png, ... in the working directory, skips names that are taken, and
prints each name. A figure that is shown again and again without waiting (plt.ion(), plt.pause()) is written once, as it
is at the end. Animations, in which some scripts train, run to their end, and their last picture is written. Ctrl-C ends
them, as closing their window does.
"""
import itertools
import os
import sys
from contextlib import suppress

from matplotlib import is_interactive
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import TimerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, FigureManagerBase

ENDLESS = 100  # frames to run of an animation that counts without end
_waiting = []  # figures that were shown without waiting
_running = []  # timers of animations


def _show(*, block=None):
    """The function that plt.show() calls."""
    managers = Gcf.get_all_fig_managers()
    if block is None:
        block = not is_interactive()
    if not block:
        _waiting.extend(manager.canvas.figure for manager in managers if manager.canvas.figure not in _waiting)
        return
    _animate(managers)
    for manager in managers:
        _write(manager.canvas.figure)
    Gcf.destroy_all()  # as closing their windows does


def _animate(managers):
    """Run the animations of these figures to their end, once and without pauses."""
    for manager in managers:
        manager.canvas.draw()  # which starts them
    try:
        for frame in itertools.count():
            for timer in _running[:]:
                animation = getattr(timer.callbacks[0][0], "__self__", None) if timer.callbacks else None
                if not hasattr(animation, "frame_seq") or animation._iter_gen is itertools.count and frame >= ENDLESS:
                    timer.stop()
                else:
                    animation._repeat = False
                    timer._on_timer()
            if not _running:
                return
            if frame == ENDLESS:
                print("lab10: an animation runs to its end, if it has one; Ctrl-C ends it", file=sys.stderr)
    except KeyboardInterrupt:
        for timer in _running[:]:
            timer.stop()


def write_waiting():
    """Write the figures that were shown without waiting."""
    while _waiting:
        _write(_waiting.pop(0))


def _write(figure):
    if figure in _waiting:
        _waiting.remove(figure)
    if not (figure.axes or figure.texts or figure.images):
        return
    for number in itertools.count(1):
        name = f"figure-{number}.png"
        try:
            file = open(name, "xb")
        except FileExistsError:
            continue
        except OSError as error:
            print(f"lab10: {name}: cannot be written ({error.strerror})", file=sys.stderr)
            return
        try:
            with file:
                figure.savefig(file, format="png")
        except OSError as error:  # a full disk
            with suppress(OSError):
                os.remove(name)
            print(f"lab10: {name}: cannot be written ({error.strerror})", file=sys.stderr)
            return
        print(name, flush=True)
        return


class _Timer(TimerBase):
    """A timer that fires when `_animate` tells it to."""

    def _timer_start(self):
        _running.append(self)

    def _timer_stop(self):
        if self in _running:
            _running.remove(self)


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        _show(block=block)

    def show(self):
        _show(block=False)


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager

    def new_timer(self, interval=None, callbacks=None):
        return _Timer(interval, callbacks)

    def start_event_loop(self, timeout=0):
        """Do not wait: plt.waitforbuttonpress() and plt.ginput() return with nothing, plt.pause() at once."""
