"""Output of a notebook's cell that is replaced while the cell runs."""
import sys


def is_open():
    """Does this code run in a notebook, which shows displayed objects? (IPython in a terminal does not.)"""
    if "IPython" not in sys.modules:
        return False
    return hasattr(sys.modules["IPython"].get_ipython(), "kernel")


class Place:
    """A place in the running cell's output that shows one thing at a time. Outside of notebooks it shows nothing."""

    def __init__(self):
        self._handle = None

    def show(self, thing):
        """Show `thing`, as IPython.display does, and remove what was shown here before."""
        if not is_open():
            return
        from IPython.display import display
        if self._handle:
            self._handle.update(thing)
        else:
            self._handle = display(thing, display_id=True)
