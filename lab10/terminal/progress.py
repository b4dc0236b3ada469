"""The progress bar of downloads and epochs. It is shown on a terminal and in a notebook, and nowhere else."""
import sys
import time
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from lab10.terminal import cell_output

PAUSE = 0.1  # seconds between two drawings in a notebook


@contextmanager
def bar(*extra_columns, hidden=False, columns=None):
    """Give a rich Progress that draws where a person looks: on standard error if it is a terminal, or in the output of
    a notebook's cell. Elsewhere, or if `hidden`, it does nothing.

    Lines printed meanwhile appear above it on a terminal, and below it in a notebook. columns: those to show in place
    of rich's usual ones.
    """
    console = Console(stderr=True)
    terminal = bool(sys.stderr) and sys.stderr.isatty()  # rich would also count FORCE_COLOR
    above = bool(sys.stdout) and sys.stdout.isatty()  # the bar touches no output that goes into a pipe
    kind = _InNotebook if cell_output.is_open() else Progress
    progress = kind(*(columns or Progress.get_default_columns()), *extra_columns, console=console, transient=True,
                    redirect_stdout=above, disable=hidden or not (terminal or cell_output.is_open()))
    if progress.disable:
        yield progress  # not started: older releases of rich print an empty line at its end, even if it is disabled
    else:
        with progress:
            yield progress


class _InNotebook(Progress):
    """Draws plain text. Rich itself would use a widget, and the widget's state would stay in the notebook's file."""

    def start(self):
        self._place = cell_output.Place()
        self._due = 0

    def refresh(self):
        if not self.disable and time.monotonic() >= self._due:
            self._due = time.monotonic() + PAUSE
            console = Console(width=80, force_jupyter=False)
            with console.capture() as text:
                console.print(self.get_renderable())
            self._place.show(_Text(text.get()))

    def update(self, *arguments, **fields):
        super().update(*arguments, **fields)
        self.refresh()

    def stop(self):
        self._place.show(_Text(""))


class _Text(str):
    """A text that a notebook shows without quotation marks."""

    def __repr__(self):
        return str(self)
