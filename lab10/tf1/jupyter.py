"""TensorFlow 1 for the cells of a notebook, in the process that runs them."""
import atexit
import functools
import sys
import types
from contextlib import ExitStack

from lab10.terminal import display
from lab10.tf1 import bridge, children, python2, running

INLINE = "matplotlib_inline.backend_inline"  # shows figures below their cell
_loaded = ExitStack()


def load(shell, python_2=None, warnings=False, tells=False):
    """Give TensorFlow 1 to the cells that `shell` (IPython's) runs from here on. Does nothing if they have it already.

    python_2: are they in Python 2? None: yes from the first cell on that can only be Python 2. tells: say so if code
    that is valid in both languages divides whole numbers.
    """
    if isinstance(sys.modules.get("tensorflow"), bridge.Module):
        return
    windows = {} if display.has_windows() else running.WINDOWS
    inline = {f"matplotlib.backends.backend_{name}": INLINE for name in windows}
    of_2 = [name for name, value in shell.user_ns.items() if isinstance(value, types.ModuleType)
            and value.__name__.partition(".")[0] in bridge.OWN] if shell else []
    _loaded.enter_context(bridge.installed(warnings, inline))
    python2.serve(python_2)
    if of_2:
        print(f"lab10: {', '.join(of_2)}: imported before %load_ext lab10.tf1, so this is TensorFlow 2; import it "
              "again (import tensorflow as tf)", file=sys.stderr)
    if shell:
        for name in "system", "getoutput":
            run = getattr(shell, name)
            setattr(shell, name, functools.partial(_without_installing, run))
            _loaded.callback(setattr, shell, name, run)
        for name in "pip", "conda", "mamba":
            if shell.find_line_magic(name):
                shell.register_magic_function(functools.partial(
                    _unless_it_installs, shell.find_line_magic(name), before=f"{name} "), magic_name=name)
        for name in ("bash", "sh", "script", "system", "sx"):
            if shell.find_cell_magic(name):
                shell.register_magic_function(functools.partial(_lines_without_installing, shell.find_cell_magic(name)),
                                              "cell", name)
        parser = shell.compile.ast_parse = _Parser(shell.compile, python_2, tells)
        _loaded.callback(delattr, shell.compile, "ast_parse")
        module = sys.modules["IPython.core.interactiveshell"]  # where %run compiles a file
        module.compile = functools.partial(_of_a_file, parser)
        _loaded.callback(delattr, module, "compile")
        shell.register_magic_function(lambda line: None, magic_name="tensorflow_version")  # Colab's
        if not hasattr(shell, "magic"):
            shell.magic = lambda line: shell.run_line_magic(*line.partition(" ")[::2])  # which IPython 9 dropped
            _loaded.callback(delattr, shell, "magic")
    atexit.register(unload)  # while there still are modules to put back


def _unless_it_installs(run, line, before="", **more):
    """Run a shell line, unless it changes the packages that lab10.tf1 uses."""
    package = children.changes_tensorflow(before + line)
    if package:
        print(children.left_out(before + line, package), file=sys.stderr)
        return None
    return run(line, **more)


def _without_installing(run, line, **more):
    """Run a shell line without such commands."""
    return run(children.without_installing(line), **more)


def _lines_without_installing(run, line, cell):
    """Run a shell cell without such commands."""
    lines = cell.replace("\\\n", "").splitlines(keepends=True)
    return run(line, "".join(map(children.without_installing, lines)))


def unload():
    _loaded.close()


def begin(python_2, seed, warnings, tells):
    """Do the same in the kernel that the command starts. No window opens there, whatever the cells ask for."""
    from IPython import get_ipython
    shell = get_ipython()
    load(shell, python_2, warnings, tells)
    if seed is not None:
        bridge.seed(seed)
    if not display.has_windows():
        matplotlib = shell.find_line_magic("matplotlib")
        shell.register_magic_function(lambda line: matplotlib("inline"), magic_name="matplotlib")


def _of_a_file(parser, source, file, mode, *more, **named):
    """The built-in `compile`, for a script that %run names: in Python 2 if it must be, or if the cells are."""
    if mode == "exec" and isinstance(source, bytes):
        parsed = python2.parse(source, file, parser.python_2)
        if not parser.python_2:
            python2.tell(file, parsed)
        source = parsed.tree
    return compile(source, file, mode, *more, **named)


class _Parser:
    """Parses cells in place of IPython's compiler, so that tracebacks show the cell as it was typed."""

    def __init__(self, compiler, python_2, tells):
        self.parse, self.python_2, self.tells, self.flags = compiler.ast_parse, python_2, tells, frozenset()
        self.before = []  # texts of the cells that have run

    def __call__(self, source, filename="<unknown>", symbol="exec"):
        __tracebackhide__ = True
        if symbol != "exec":
            return self.parse(source, filename, symbol)
        parsed = python2.parse(source, filename, self.python_2, self.flags, self.tells, self.before)
        self.before.append(source)
        self.flags = parsed.flags
        if parsed.python_2 and self.python_2 is None:
            self.python_2 = True
            python2.tell("this cell and what follows it", parsed)
        return parsed.tree
