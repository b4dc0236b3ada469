"""The progress bar of downloads and epochs: on a terminal, and nowhere else."""
import sys
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def bar(*extra_columns, hidden=False):
    """Give a rich Progress that draws on standard error where that is a terminal; elsewhere, or hidden, does nothing.

    Lines printed meanwhile come out above it.
    """
    console = Console(stderr=True)
    above = bool(sys.stdout) and sys.stdout.isatty()  # what a pipe reads stays out of it
    progress = Progress(*Progress.get_default_columns(), *extra_columns, console=console, transient=True,
                        redirect_stdout=above, disable=hidden or not console.is_terminal)
    if progress.disable:
        yield progress  # not started: older releases of rich end even a disabled one with an empty line
    else:
        with progress:
            yield progress
