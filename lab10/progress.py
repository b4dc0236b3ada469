"""The progress bar of downloads and epochs: on a terminal, and nowhere else."""
import sys

from rich.console import Console
from rich.progress import Progress


def bar(hidden=False, *extra_columns):
    """Return a rich Progress that draws on standard error where that is a terminal, and does nothing elsewhere or
    where it is to be `hidden`. Lines printed meanwhile come out above it.
    """
    console = Console(stderr=True)
    return Progress(*Progress.get_default_columns(), *extra_columns, console=console, transient=True,
                    redirect_stdout=sys.stdout.isatty(), disable=hidden or not console.is_terminal)
