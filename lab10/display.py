"""Is there a display, and what opens windows on it?"""
import importlib.util
import os
import sys

TOOLKITS = "_tkinter", "PyQt6", "PySide6", "PyQt5", "PySide2", "gi", "wx"  # those that matplotlib knows


def has_windows():
    """Can a program open a window here? (Where a display no longer answers, this is not noticed.)"""
    if sys.platform == "darwin":
        return True
    screen = sys.platform == "win32" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(screen) and any(importlib.util.find_spec(toolkit) for toolkit in TOOLKITS)
