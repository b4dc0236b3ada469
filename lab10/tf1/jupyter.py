"""What makes the cells of a notebook mean TensorFlow 1, in the process that runs them."""
import atexit
import sys
from contextlib import ExitStack

from lab10.terminal import display
from lab10.tf1 import bridge, python2, running

INLINE = "matplotlib_inline.backend_inline"  # shows figures below their cell
_loaded = ExitStack()


def load(shell, python_2=False, warnings=False):
    """TensorFlow 1 for the cells that `shell` (IPython's) runs from here on; does nothing where they have it already.

    python_2: they are in Python 2; else they are from the first on that can be nothing else.
    """
    if isinstance(sys.modules.get("tensorflow"), bridge.Module):
        return
    windows = {} if display.has_windows() else running.WINDOWS
    inline = {f"matplotlib.backends.backend_{name}": INLINE for name in windows}
    _loaded.enter_context(bridge.installed(warnings, inline))
    python2.serve(python_2)
    if shell:
        shell.compile.ast_parse = _Parser(shell.compile, python_2)
        _loaded.callback(delattr, shell.compile, "ast_parse")
        shell.register_magic_function(lambda line: None, magic_name="tensorflow_version")  # Colab's
        if not hasattr(shell, "magic"):
            shell.magic = lambda line: shell.run_line_magic(*line.partition(" ")[::2])  # which IPython 9 dropped
            _loaded.callback(delattr, shell, "magic")
    atexit.register(unload)  # while there still are modules to put back


def unload():
    _loaded.close()


def begin(python_2, seed, warnings):
    """The same in the kernel that the command starts: no window opens there, whatever the cells ask for."""
    from IPython import get_ipython
    shell = get_ipython()
    load(shell, python_2, warnings)
    if seed is not None:
        sys.modules["tensorflow"].set_random_seed(seed)
    if not display.has_windows():
        matplotlib = shell.find_line_magic("matplotlib")
        shell.register_magic_function(lambda line: matplotlib("inline"), magic_name="matplotlib")


class _Parser:
    """Parses cells in the place of IPython's compiler, which shows the cell as it was typed in tracebacks."""

    def __init__(self, compiler, python_2):
        self.parse, self.python_2 = compiler.ast_parse, python_2

    def __call__(self, source, filename="<unknown>", symbol="exec"):
        __tracebackhide__ = True
        if symbol != "exec":
            return self.parse(source, filename, symbol)
        tree, python_2 = python2.parse(source, filename, self.python_2)
        if python_2 and not self.python_2:
            self.python_2 = True
            python2.tell("this cell and what follows it")
        return tree
