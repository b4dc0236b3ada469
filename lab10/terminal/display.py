"""Is there a display, and a person who looks at it?"""
import importlib.util
import os
import sys

from lab10.terminal.errors import LabError

TOOLKITS = "_tkinter", "PyQt6", "PySide6", "PyQt5", "PySide2", "gi", "wx"  # those that matplotlib knows


def has_windows():
    """Can a program open a window here? (It does not notice a display that no longer answers.)"""
    if sys.platform == "darwin":
        return True
    screen = sys.platform == "win32" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(screen) and any(importlib.util.find_spec(toolkit) for toolkit in TOOLKITS)


def is_watched():
    """Is there a person at a terminal with a display?"""
    return bool(sys.stdout) and sys.stdout.isatty() and has_windows()


def check_backend():
    """Raise LabError if the environment names a backend that matplotlib does not know; matplotlib would not start."""
    name = os.environ.get("MPLBACKEND")
    if name:
        try:
            import matplotlib  # noqa: F401
        except ValueError as error:
            raise LabError(f"MPLBACKEND={name}: matplotlib has no such backend; unset MPLBACKEND") from error


def show():
    """Show the figures that have a window, until the user closes the windows."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_backend().lower() != "agg" and is_watched():  # Agg: the display did not answer
        pyplot.show()
