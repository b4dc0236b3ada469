"""Python 2: which programs are in it, and how they are parsed: translated in memory by fissix, a kept lib2to3.

What that does not translate is done here: `/` between whole numbers floors, unless the file imports division; and of
the standard library what Python 2 did otherwise. The lines of what is parsed are the user's own.
"""
import ast
import builtins
import copy
import difflib
import functools
import importlib.machinery
import importlib.util
import pickle
import sys

from lab10.tf1 import patches, tracebacks
from lab10.tf1.modules import MissingExtra, require

# by these Python 3 fails, and so a program that uses one is in Python 2
NAMES = {"basestring", "execfile", "long", "raw_input", "reduce", "reload", "unichr", "unicode", "xrange"}
METHODS = {"has_key", "iteritems", "iterkeys", "itervalues"}
MODULES = {"ConfigParser", "HTMLParser", "Queue", "StringIO", "Tkinter", "cPickle", "cStringIO", "httplib", "urllib2",
           "urlparse"}
DIVISION = "from lab10.tf1.python2 import divide as _lab10_divide, divide_into as _lab10_divide_into\n"
NOWHERE = -1  # a column at which Python's tracebacks underline nothing


def parse(source, file, python_2=False):
    """Return the ast.Module of `source`, str or bytes, and whether that is in Python 2.

    python_2: the program that it belongs to is. Raises SyntaxError, Python 3's own, where it is in neither.
    """
    try:
        tree, error = ast.parse(source, file), None
    except SyntaxError as failed:
        tree, error = None, failed
    if tree and not (python_2 or _reads_as_python_2(tree)):
        return tree, False
    try:
        require("fissix", "the translation from Python 2")
    except MissingExtra as missing:
        if not error:
            raise
        error.msg += f" (where it is Python 2: {missing})"
    else:
        translated = _translated(_text(source), file)
        if translated:
            return translated, True
    if error:
        raise error
    return tree, False


def is_python_2(source):
    """Is this program, a str, in Python 2?"""
    try:
        return parse(source, "<source>")[1]
    except (SyntaxError, ValueError):
        return False


def _translated(text, file):
    """The ast.Module of a program in Python 2, or None where it is none."""
    # fissix takes a while to import, and most scripts are in Python 3
    from fissix.pgen2 import parse as grammar, tokenize
    try:
        translation = _tool().refactor_string(text, file)
        tree = ast.parse(str(translation), file)
    except (grammar.ParseError, tokenize.TokenError, IndentationError, SyntaxError):
        return None
    _keep_lines(tree, text, str(translation))
    if "division" not in translation.future_features:
        tree = _Flooring().visit(tree)
        has_docstring = ast.get_docstring(tree, clean=False) is not None
        tree.body[has_docstring:has_docstring] = ast.parse(DIVISION).body
    return ast.fix_missing_locations(tree)


@functools.cache
def _tool():
    from fissix import refactor
    return refactor.RefactoringTool(refactor.get_fixers_from_package("fissix.fixes"))


def _text(source):
    """The text of a program; tabs, which Python 2 lets stand for eight columns beside spaces, as spaces."""
    if isinstance(source, bytes):
        source = importlib.util.decode_source(source)
    lines = source.splitlines(keepends=True)
    indents = (len(line) - len(line.lstrip(" \t")) for line in lines)
    return "".join(line[:indent].expandtabs() + line[indent:] for line, indent in zip(lines, indents)) + "\n"


def _keep_lines(tree, text, translation):
    """Give the nodes of a translation the lines of the text that it was made from."""
    before, after = text.splitlines(), translation.splitlines()
    lines, same = {}, set()
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        for new in range(new_start, new_end):
            lines[new + 1] = min(start + new - new_start, max(end - 1, start)) + 1
            if kind == "equal":
                same.add(new + 1)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            if not {node.lineno, node.end_lineno} <= same:
                node.col_offset = node.end_col_offset = NOWHERE
            node.lineno, node.end_lineno = lines[node.lineno], max(lines[node.lineno], lines[node.end_lineno])


class _Flooring(ast.NodeTransformer):
    """Puts calls of `divide` in the place of `/`."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return self._call("divide", node, node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        value = copy.deepcopy(node.target)
        value.ctx = ast.Load()
        return ast.copy_location(ast.Assign([node.target], self._call("divide_into", node, value, node.value)), node)

    def _call(self, function, node, *arguments):
        name = ast.copy_location(ast.Name(f"_lab10_{function}", ast.Load()), node)
        return ast.copy_location(ast.Call(name, list(arguments), []), node)


def divide(left, right):
    """left / right, of whole numbers and of arrays and tensors of them floored."""
    return left // right if _is_whole(left) and _is_whole(right) else left / right


def divide_into(left, right):
    """The same for left /= right."""
    if _is_whole(left) and _is_whole(right):
        left //= right
    else:
        left /= right
    return left


def _is_whole(value):
    dtype = getattr(value, "dtype", None)  # NumPy's or TensorFlow's
    return isinstance(value, int) or getattr(dtype, "kind", "") in tuple("iu") or getattr(dtype, "is_integer", False)


def _reads_as_python_2(tree):
    """Does this program, which Python 3 can parse, use what only Python 2 has, and not only after a look round?"""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.asname or node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    return any(_is_python_2(node, bound) for node in _unguarded(tree))


def unguarded_children(node):
    """The nodes right below `node`, but for what a program tries, and what it does in one version only."""
    for child in ast.iter_child_nodes(node):
        chooses = isinstance(child, ast.If) and any(
            "version" in name.lower() or name.upper() in ("PY2", "PY3")
            for name in (getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(child.test)))
        if not chooses and not isinstance(child, ast.Try):
            yield child


def _unguarded(node):
    for child in unguarded_children(node):
        yield child
        yield from _unguarded(child)


def _is_python_2(node, bound):
    if isinstance(node, ast.Name):
        return node.id in NAMES - bound
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range":  # range(n / 2), of whole numbers then
        return not bound & {"range", "division"} and any(map(_divides, node.args))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in METHODS and getattr(node.func.value, "id", "") != "six"
    if isinstance(node, ast.Import):
        return any(name.name.partition(".")[0] in MODULES for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and node.module in MODULES
    if isinstance(node, ast.BinOp):  # print ("%d") % x, and print >>file, x
        return getattr(getattr(node.left, "func", node.left), "id", "") == "print"
    return isinstance(node, ast.Expr) and getattr(node.value, "id", "") == "print"


def _divides(node):
    return isinstance(node, ast.BinOp) and (isinstance(node.op, ast.Div) or _divides(node.left) or _divides(node.right))


def serve(python_2):
    """Let the user's modules be in Python 2 too, until the script has ended.

    python_2: is the script? Then they all are, and what the standard library did otherwise is as it was.
    """
    get_code = importlib.machinery.SourceFileLoader.get_code

    def translated(loader, fullname):
        if not tracebacks.is_the_users(loader.path):
            return get_code(loader, fullname)
        if not python_2:
            try:
                return get_code(loader, fullname)
            except SyntaxError:
                pass
        tree, is_translated = parse(loader.get_data(loader.path), loader.path, python_2)
        if is_translated and not python_2:
            tell(loader.path)
        return compile(tree, loader.path, "exec", dont_inherit=True)  # of which no file is kept

    patches.patch(importlib.machinery.SourceFileLoader, "get_code", translated)
    if python_2:
        for function in "load", "loads":  # strings of Python 2 hold bytes
            patches.patch(pickle, function, functools.partial(getattr(pickle, function), encoding="latin-1"))
        patches.patch(sys, "setdefaultencoding", lambda encoding: None)
        patches.patch(builtins, "cmp", lambda one, other: (one > other) - (one < other))
        patches.patch(builtins, "file", open)


def tell(file):
    print(f"lab10: {file}: translated from Python 2", file=sys.stderr)
