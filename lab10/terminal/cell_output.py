"""What is shown in a notebook's output and replaced there while code goes on."""
import sys


def is_open():
    """Does this code run for a notebook, which shows what is displayed? (A terminal's IPython does not.)"""
    if "IPython" not in sys.modules:
        return False
    return hasattr(sys.modules["IPython"].get_ipython(), "kernel")


class Place:
    """A place in the running cell's output for one thing at a time; outside of notebooks, nothing is shown."""

    def __init__(self):
        self._handle = None

    def show(self, thing):
        """Show `thing`, as IPython.display does, in place of what was here."""
        if not is_open():
            return
        from IPython.display import display
        if self._handle:
            self._handle.update(thing)
        else:
            self._handle = display(thing, display_id=True)
