"""Python 2: which files are in it, and how to parse them: fissix, a maintained lib2to3, translates them in memory.

For what fissix does not translate, the code calls `python2_library`, which has Python 2's numbers, strings and library.
The parsed lines keep the user's own line numbers.
"""
import ast
import builtins
import codecs
import copy
import difflib
import functools
import importlib.machinery
import importlib.util
import io
import os
import pickle
import re
import sys
import tokenize
from contextlib import contextmanager, suppress
from typing import NamedTuple

from lab10.tf1 import patches, tracebacks
from lab10.tf1.modules import MissingExtra, require

# what Python 3 has no more; a program that needs one of these is in Python 2, unless something may give it the name
NAMES = {"basestring", "buffer", "execfile", "long", "raw_input", "reduce", "reload", "unichr", "unicode", "xrange"}
MODULES = {"ConfigParser", "HTMLParser", "Queue", "StringIO", "Tkinter", "cPickle", "cStringIO", "httplib", "urllib2",
           "urlparse"}
# the same of the names of modules
OF_MODULES = {"itertools": {"ifilter", "ifilterfalse", "imap", "izip", "izip_longest"}, "os": {"getcwdu"},
              "string": {"letters", "lowercase", "uppercase"}, "sys": {"maxint"}}
SHEBANG = re.compile(r"\A#!.*\bpython2[\d.]*\s")
MODULES_OF_3 = {"configparser", "queue", "tkinter", "builtins", "pathlib", "http", "typing", "dataclasses", "asyncio",
                "urllib.request", "urllib.parse", "urllib.error", "concurrent.futures"}
# words by which a program looks which Python it has, or takes names from elsewhere
LOOKS_ROUND = re.compile(r"version_info|sys\.version|python_version|py(thon)?_?[23]|hexversion|\bsix\b|\bpast\b"
                         r"|\bfuture\b|builtin", re.IGNORECASE)
GIVES_NOTHING = {"Tkinter", "keras", "math", "matplotlib", "numpy", "pylab", "scipy", "sklearn", "tensorflow"}
# of fissix; done here
OTHER_FIXERS = {"basestring", "filter", "getcwdu", "import", "long", "sorted", "types", "unicode"}
METHODS = {"capitalize", "decode", "encode", "format", "isalnum", "isalpha", "isdigit", "islower", "isspace", "istitle",
           "isupper", "join", "lower", "lstrip", "next", "rsplit", "rstrip", "sort", "split", "splitlines", "strip",
           "swapcase", "title", "translate", "upper"}
# what looks at its caller's frame, and so is called directly
ASIDE = {"dir", "eval", "exec", "globals", "locals", "super", "vars", "currentframe", "_getframe", "stack"}
RAW_UNICODE = re.compile(r"""(?<![\w'"])[uU][rR]('{3}|"{3}|'|")(.*?)(?<!\\)\1""", re.DOTALL)
BACKSLASH = re.compile(r"""\\(?!u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})(['"]?)""")  # and the quotation mark after it
COOKIE = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
LIBRARY = "from lab10.tf1 import python2_library as _lab10\n"
DEPTH = 30_000
NOWHERE = -1  # a column at which Python's tracebacks underline nothing
COMPARISONS = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
DIVISIONS = {"__div__": "__truediv__", "__rdiv__": "__rtruediv__", "__idiv__": "__itruediv__"}


class Parsed(NamedTuple):
    tree: ast.Module
    python_2: bool
    why: str  # what only Python 2 can be, with its line; or what was passed over; or ""
    flags: frozenset  # those of __future__ that hold after it


@contextmanager
def deeply():
    """While the block runs, recursion may be as deep as a sum of some thousand terms needs."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@deeply()
def parse(source, file, python_2=None, flags=frozenset(), tells=True, around=()):
    """Return `source`, str or bytes, as Parsed.

    python_2: is it Python 2? None: find out. flags: of __future__, which are already set. tells: if the code could be
    of either language, it says so when it divides whole numbers. around: texts of the cells or blocks beside it, whose
    names it can use. Raises SyntaxError, Python 3's own, if it is valid in neither.
    """
    source = decoded(source, file)
    try:
        tree, error = ast.parse(source, file), None
    except SyntaxError as failed:
        tree, error = None, failed
    why = ""
    if tree is not None:
        flags |= _flags(tree)
        if python_2 is None:
            needs = needs_python_2(tree, _text(source))
            if needs and around:
                whole = ast.Module(tree.body + _statements(around), [])
                needs = needs_python_2(tree, _text(source), whole)
            else:
                whole = tree
            if needs and not may_be_given(whole, source, file, flags, around):
                python_2, why = True, needs
            elif needs and not LOOKS_ROUND.search(_text(source)):
                why = needs
        elif python_2 and is_python_3(tree, source, flags):
            python_2 = False
    if python_2 is False and error:
        raise error
    if error or python_2:
        try:
            require("fissix", "the translation from Python 2")
        except MissingExtra as missing:
            if not error:
                raise
            error.msg += f" (if it is Python 2: {missing})"
        else:
            translated = _translated(source, file, flags)
            if translated:
                return Parsed(translated[0], True, why or _reason(error, _text(source)), flags | translated[1])
        if error:
            raise error
    if tells and python_2 is None and "division" not in flags and not is_python_3(tree, source, flags):
        tree = _with(tree, _Telling(file))
    return Parsed(_Ending().visit(tree), False, why, flags)


def _reason(error, text):
    """The line that Python 3 refuses."""
    lines = text.split("\n")
    if error is None or not 1 <= (error.lineno or 0) <= len(lines):
        return ""
    line = lines[error.lineno - 1].strip()
    return f"line {error.lineno}: {line if len(line) <= 60 else line[:57] + '...'}"


def is_python_2(source, python_2=None):
    """Can this program only be Python 2? python_2: what the command line says about it."""
    try:
        return parse(source, "<source>", python_2, tells=False).python_2
    except (SyntaxError, ValueError):
        return False


# Which language

def needs_python_2(tree, text, whole=None):
    """What this code, which Python 3 can parse, needs of Python 2, with the line; or None.

    whole: the tree of the program that it is a part of.
    """
    if SHEBANG.match(text):
        return f"line 1: {text.splitlines()[0].strip()}"
    bound = _bound(whole or tree)
    if any(_is_call(node, "print") and len(node.args) > 1 for node in ast.walk(whole or tree)):
        bound.add("print")  # as a function: Python 2 would print a tuple
    for node in _unguarded(tree):
        name = _of_python_2(node, bound)
        if name:
            return f"line {node.lineno}: {name}"
    return None


def _bound(tree):
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return bound | {node.asname or node.name.partition(".")[0] for node in ast.walk(tree)
                    if isinstance(node, ast.alias)}


def _is_call(node, *names):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in names


def _statements(texts):
    """The statements of those texts that Python 3 can parse."""
    found = []
    for text in texts:
        with suppress(SyntaxError, ValueError):
            found += ast.parse(text).body
    return found


def _of_python_2(node, bound):
    if isinstance(node, ast.Name) and node.id in NAMES - bound:
        return node.id
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range":  # range(n / 2), of whole numbers then
        return not bound & {"range", "division"} and any(map(_divides, node.args)) and "range of a quotient"
    if isinstance(node, ast.Attribute):
        module = getattr(node.value, "id", "")
        return node.attr in OF_MODULES.get(module, ()) and f"{module}.{node.attr}"
    if isinstance(node, ast.Import):
        return next((name.name for name in node.names if name.name.partition(".")[0] in MODULES), None)
    if isinstance(node, ast.ImportFrom):
        own = OF_MODULES.get(node.module, ()) if node.level == 0 else ()
        return node.level == 0 and node.module in MODULES and node.module or next(
            (f"{node.module}.{name.name}" for name in node.names if name.name in own), None)
    if isinstance(node, ast.BinOp):  # print ("%d") % x, and print >>file, x
        return getattr(getattr(node.left, "func", node.left), "id", "") == "print" and "print"
    return isinstance(node, ast.Expr) and getattr(node.value, "id", "") == "print" and "print" not in bound and "print"


def _divides(node):
    return isinstance(node, ast.BinOp) and (isinstance(node.op, ast.Div) or _divides(node.left) or _divides(node.right))


def may_be_given(tree, source, file, flags, around=()):
    """Is it still Python 3, although it uses names of Python 2? Something may define these names, or other code may
    show it."""
    text = re.sub(r"#.*|__future__|unicode_literals", "", "\n".join([_text(source), *around]))
    if LOOKS_ROUND.search(text) or is_python_3(tree, source, flags):
        return True
    folder = os.path.dirname(file)
    for node in ast.walk(tree):
        if _is_call(node, "exec") or _is_call(node, "globals", "locals", "vars") and not node.args or (
                _is_call(node, "setattr") and "modules" in ast.unparse(node)):
            return True  # names that no reader sees
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names):
            if node.level or node.module.partition(".")[0] not in GIVES_NOTHING:
                return True
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            if any(_changes_builtins(folder, module, set()) for module in modules):
                return True
    return False


def _changes_builtins(folder, module, seen):
    """Does a module beside a program, or one that it imports, mention the built-in names?"""
    if module in seen:
        return False
    seen.add(module)
    text = _beside(folder, module)
    return "builtin" in text or any(_changes_builtins(folder, below.lstrip("."), seen) for below in re.findall(
        r"^[ \t]*(?:from|import)[ \t]+([\w.]+)", text, re.MULTILINE))


def _beside(folder, module):
    """The text of a module beside a program; "" if there is none."""
    path = os.path.join(folder, *module.split("."))
    for file in (path + ".py", os.path.join(path, "__init__.py")):
        if os.path.isfile(file):
            with open(file, encoding="latin-1") as opened:
                return opened.read()
    return ""


def is_python_3(tree, source, flags):
    """Does this program contain something that Python 2 refuses?"""
    if isinstance(source, bytes) and not source.isascii() and not COOKIE.match(source) \
            and not source.startswith(codecs.BOM_UTF8):
        return True  # not in ASCII, without a word of which encoding
    return any(_of_python_3(node, "print_function" in flags) for node in _unguarded(tree))


def _of_python_3(node, print_is_a_function):
    if isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.Nonlocal, ast.AsyncFunctionDef, ast.Await, ast.NamedExpr,
                         ast.YieldFrom, ast.MatMult)):
        return True
    if isinstance(node, ast.arguments):
        return bool(node.kwonlyargs or node.posonlyargs)
    if isinstance(node, ast.arg):
        return node.annotation is not None
    if isinstance(node, ast.FunctionDef):
        return node.returns is not None
    if isinstance(node, ast.Starred):
        return isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.ClassDef):
        return bool(node.keywords)
    if isinstance(node, ast.Raise):
        return node.cause is not None
    if isinstance(node, ast.Import):
        return any(name.name in MODULES_OF_3 for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return not node.level and node.module in MODULES_OF_3
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "")
        return name == "print" and bool(node.keywords) and not print_is_a_function or name == "super" and not node.args
    return False


def unguarded_children(node):
    """The nodes directly below `node`, except what is inside `try`, and what runs in one version only."""
    for child in ast.iter_child_nodes(node):
        chooses = isinstance(child, (ast.If, ast.IfExp)) and any(
            LOOKS_ROUND.search(getattr(part, "attr", getattr(part, "id", ""))) or "version" in str(
                getattr(part, "attr", getattr(part, "id", ""))).lower() for part in ast.walk(child.test))
        if not chooses and not isinstance(child, ast.Try):
            yield child


def _unguarded(node):
    for child in unguarded_children(node):
        yield child
        yield from _unguarded(child)


def decoded(source, file):
    """The source. If it is not UTF-8 and declares no encoding, return it as text, and say so."""
    if not isinstance(source, bytes):
        return source
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return source.decode("utf-16")
    try:
        tokenize.detect_encoding(io.BytesIO(source).readline)
        if re.match(COOKIE, source):
            return source
        source.decode()
    except (SyntaxError, UnicodeDecodeError) as error:
        try:
            text = source.decode("cp949")
        except UnicodeDecodeError:
            text = ""
        if not re.search("[\uac00-\ud7a3]", text) or re.match(COOKIE, source):
            if isinstance(error, UnicodeDecodeError):
                line = source.count(b"\n", 0, error.start) + 1
                error = SyntaxError(f"not in UTF-8 (byte {source[error.start]:#x}), and no encoding is declared",
                                    (file, line, None, None))
            raise error from None
        if file not in _told:
            _told.add(file)
            print(f"lab10: {file}: read as cp949 (Korean), because it is not UTF-8 and declares no encoding",
                  file=sys.stderr)
        return text
    return source


_told = set()


def _flags(tree):
    return frozenset(name.name for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
                     for name in node.names)


# Translation

def _translated(source, file, flags):
    """(The ast.Module, its flags) of a program in Python 2; None if it is not Python 2."""
    # fissix takes a while to import, and most scripts are in Python 3
    from fissix.pgen2 import parse as grammar, tokenize as tokens
    text = RAW_UNICODE.sub(_without_r, _text(source))
    before = f"from __future__ import {', '.join(sorted(flags))}\n" if flags else ""
    try:
        translation = str(_tool().refactor_string(before + _as_bytes_are(source, text), file))
        tree = ast.parse(translation, file)
        known = ast.parse(str(_tool().refactor_string(before + text, file)), file) if not text.isascii() else tree
    except (grammar.ParseError, tokens.TokenError, IndentationError, SyntaxError, AttributeError):
        return None
    own = _flags_of_text(text)
    _mark_unicode(tree, known, "unicode_literals" in flags | own)
    if before:
        del_line = translation.index("\n") + 1
        if translation.startswith("from __future__"):
            del tree.body[0]
        translation = translation[del_line:]
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno, node.end_lineno = node.lineno - 1, node.end_lineno - 1
    _keep_lines(tree, _as_bytes_are(source, text), translation)
    return _Ending().visit(_with(tree, _Translator(tree, flags | own, file, _renamed(text)))), own


def _without_r(found):
    """u"..." for ur"...", in which a backslash is one, but before u1234, a character's number."""
    quote, body = found.groups()
    body = BACKSLASH.sub(lambda one: r"\\" + (f"\\{one[1]}" if one[1] else ""), body)
    return f"u{quote}{body}{quote}"


@functools.cache
def _tool():
    from fissix import pgen2, refactor

    class Tool(refactor.RefactoringTool):
        def refactor_tree(self, tree, name):
            for leaf in tree.leaves():
                if leaf.type == pgen2.token.NUMBER and leaf.value[-1] in "lL":
                    digits = leaf.value[:-1]
                    leaf.value = f"long({int(digits, 8 if digits.isdigit() and digits[0] == '0' else 0)})"
            return super().refactor_tree(tree, name)
    return Tool([name for name in refactor.get_fixers_from_package("fissix.fixes")
                 if name.rpartition("fix_")[2] not in OTHER_FIXERS])


def _renamed(text):
    """{line: {module: its name today}} of imports that fissix renames, also where the module is used, but not in the
    next cells of a notebook: there it needs its old name, too."""
    from fissix.fixes.fix_imports import MAPPING
    found = {}
    for line, names in enumerate(re.findall(r"^ *(import [\w., ]*)?", text, re.MULTILINE), 1):
        found[line] = {name: MAPPING[name] for name in map(str.strip, names.removeprefix("import").split(","))
                       if name in MAPPING}
    return found


def _flags_of_text(text):
    found = re.findall(r"^from __future__ import \(?([\w, \t]+)", text, re.MULTILINE)
    return frozenset(name.split()[0] for names in found for name in names.split(",") if name.strip())


def _text(source):
    """The text of a program, with spaces for tabs: Python 2 counts a tab up to the next multiple of eight columns."""
    if isinstance(source, bytes):
        source = importlib.util.decode_source(source)
    lines = source.split("\n")
    indents = (len(line) - len(line.lstrip(" \t")) for line in lines)
    return "\n".join(line[:indent].expandtabs() + line[indent:] for line, indent in zip(lines, indents)) + "\n"


def _as_bytes_are(source, text):
    """The text, with one character for each byte of its file, because a Python 2 str holds bytes."""
    if text.isascii():
        return text
    encoding = "utf-8"
    if isinstance(source, bytes):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    return text.encode(encoding.replace("-sig", ""), "replace").decode("latin-1")


def _mark_unicode(tree, known, all_of_them):
    """Give u"..." the value that it has in `known`, the same program as characters."""
    constants = [[node for node in ast.walk(part) if isinstance(node, ast.Constant)] for part in (tree, known)]
    for node, twin in zip(*constants):
        if isinstance(node.value, str) and (node.kind == "u" or all_of_them):
            node.value, node.kind = twin.value, "u"
        elif isinstance(node.value, bytes):
            node.value = node.value.decode("latin-1")


def _keep_lines(tree, text, translation):
    """Give the nodes of a translation the line numbers of the original text."""
    before, after = text.split("\n"), translation.split("\n")
    lines, same = {}, set()
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        for new in range(new_start, new_end):
            lines[new + 1] = min(start + new - new_start, max(end - 1, start)) + 1
            if kind == "equal" and before[start + new - new_start].isascii():
                same.add(new + 1)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            if not {node.lineno, node.end_lineno} <= same:
                node.col_offset = node.end_col_offset = NOWHERE
            node.lineno, node.end_lineno = lines[node.lineno], max(lines[node.lineno], lines[node.end_lineno])


def _with(tree, transformer):
    """The tree after the transformer; with an import of the library, if it now calls that."""
    tree = transformer.visit(tree)
    if transformer.used:
        after = int(ast.get_docstring(tree, clean=False) is not None)
        while after < len(tree.body) and getattr(tree.body[after], "module", None) == "__future__":
            after += 1
        tree.body[after:after] = ast.parse(LIBRARY).body
    return ast.fix_missing_locations(tree)


class _Transformer(ast.NodeTransformer):
    used = False

    def library(self, name, node):
        self.used = True
        library = ast.copy_location(ast.Name("_lab10", ast.Load()), node)
        return ast.copy_location(ast.Attribute(library, name, ast.Load()), node)

    def call(self, function, node, *arguments):
        return ast.copy_location(ast.Call(self.library(function, node), list(arguments), []), node)

    def assigned(self, function, node, *more):
        """TARGET = function(TARGET, VALUE, ...) for TARGET op= VALUE."""
        value = copy.deepcopy(node.target)
        value.ctx = ast.Load()
        return ast.copy_location(ast.Assign([node.target], self.call(function, node, value, node.value, *more)), node)


class _Ending(ast.NodeTransformer):
    """Lets a generator end with StopIteration, as until Python 3.6."""

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        own = list(_own(node))
        if not any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in own):
            return node
        if any(isinstance(part, (ast.Raise, ast.Call)) for part in own) and not any(
                "contextmanager" in ast.unparse(each) for each in node.decorator_list):  # which passes it on
            first = int(ast.get_docstring(node, clean=False) is not None)
            end = ast.parse("try:\n    pass\nexcept StopIteration:\n    return\n").body[0]
            for part in ast.walk(end):
                ast.copy_location(part, node)
            end.body, node.body[first:] = node.body[first:] or [ast.copy_location(ast.Pass(), node)], [end]
        return node


def _own(function):
    """The nodes of a function, without those of nested functions."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            yield child
            yield from _own(child)


class _Telling(_Transformer):
    """Lets `/` say when it divides whole numbers."""

    def __init__(self, file):
        self.file = file

    def visit_Call(self, node):
        if getattr(node.func, "id", "") in ("int", "float", "round"):
            if len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
                self.generic_visit(node.args[0])  # of these the whole part is taken
                return node
        return self.generic_visit(node)

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or _is_float(node.left) or _is_float(node.right):
            return node
        return self.call("tell_division", node, node.left, node.right, self.place(node))

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or _is_float(node.value):
            return node
        return self.assigned("tell_division_into", node, self.place(node))

    def place(self, node):
        return ast.copy_location(ast.Constant(f"{self.file}, line {node.lineno}"), node)


def _is_float(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, float) or (
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float")


class _Translator(_Transformer):
    """Calls Python 2's library where Python 3 behaves differently."""

    def __init__(self, tree, flags, file, renamed):
        from lab10.tf1 import python2_library, python2_modules
        self.renamed, self.only_then = renamed, python2_modules.ONLY_THEN
        self.library_of_2, self.modules, self.flags, self.file = python2_library, python2_modules.MODULES, flags, file
        self.bound = _bound(tree)
        self.names = {name: ours for name, ours in python2_library.BUILTINS.items() if name not in self.bound}
        if "print_function" in flags and "print" in self.names:
            self.names["print"] = "print_function"
        self.leaks = _leaking(tree)
        self.in_class = self.in_iterable = False

    def visit_Module(self, node):
        node.body = [statement for statement in node.body
                     if not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__")]
        return self.generic_visit(node)

    def visit_Expr(self, node):
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.kind == "u":
            node.kind = None
            return self.call("characters", node, node)
        return node

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            if node.id in self.names:
                return self.library(self.names[node.id], node)
            if node.id == "bytes" and "bytes" not in self.bound:
                node.id = "str"
        return node

    def visit_Subscript(self, node):
        self.generic_visit(node)
        return self.call("text", node, node) if isinstance(node.ctx, ast.Load) else node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Div) and "division" not in self.flags:
            return self.call("divide", node, node.left, node.right)
        if isinstance(node.op, ast.Mod):
            return self.call("mod", node, node.left, node.right)
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Div) and "division" not in self.flags:
            return self.assigned("divide_into", node)
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        operation = COMPARISONS.get(type(node.ops[0])) if len(node.ops) == 1 else None
        if len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            found = self.call("contains", node, node.comparators[0], node.left)
            return found if isinstance(node.ops[0], ast.In) else ast.copy_location(ast.UnaryOp(ast.Not(), found), node)
        if operation is None:
            return node
        name = ast.copy_location(ast.Constant(operation), node)
        return self.call("compare", node, name, node.left, node.comparators[0])

    def visit_Call(self, node):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if isinstance(node.func, ast.Name) and node.func.id in self.library_of_2.ON_CALL and name not in self.bound:
            self.generic_visit(node)
            node.func = self.library(self.library_of_2.ON_CALL[name], node)
            return node
        if _is_call(node, "map") and node.args and isinstance(node.args[0], ast.Constant) and not node.args[0].value:
            node = ast.copy_location(ast.Call(self.library("list_", node), node.args[1:], []), node)
        if name == "map" and node.args and getattr(node.args[0], "id", "") == "str" and "str" not in self.bound:
            node.args[0] = self.library("to_str", node)
        if isinstance(node.func, ast.Name) and name in ("eval", "exec") and node.args and name not in self.bound:
            flags = ast.copy_location(ast.Constant(" ".join(sorted(self.flags))), node)
            node.args[0] = self.call("code", node, node.args[0], ast.copy_location(ast.Constant(name), node), flags)
        if isinstance(node.func, ast.Attribute) and name == "divide":
            node.func = self.call("division", node, node.func)
        if isinstance(node.func, ast.Attribute) and name in METHODS:
            node.func = self.call("method", node, node.func.value, ast.copy_location(ast.Constant(name), node))
            node.func.args[0] = self.visit(node.func.args[0])
            node.args, node.keywords = [self.visit(each) for each in node.args], [
                self.visit(each) for each in node.keywords]
        else:
            self.generic_visit(node)
        if name in ASIDE or _is_ours(node.func):
            return node
        return ast.copy_location(ast.Call(self.library("call", node), [node.func, *node.args], node.keywords), node)

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if node.attr == "message" and isinstance(node.ctx, ast.Load):
            return self.call("message", node, node.value)
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        node.iter = self.call("iterated", node.iter, node.iter)
        return node

    def visit_comprehension(self, node):
        node.target, node.ifs = self.visit(node.target), [self.visit(each) for each in node.ifs]
        outer, self.in_iterable = self.in_iterable, True
        node.iter = self.call("iterated", node.iter, self.visit(node.iter))
        self.in_iterable = outer
        return node

    def visit_ListComp(self, node):
        names = set() if self.in_class or self.in_iterable else self.leaks.get(id(node), set())
        self.generic_visit(node)
        if names:  # [x for i in y] leaves i behind: [x for _lab10_i in y if [(i := _lab10_i), True][1]]
            for generator in node.generators:
                own = sorted(names & {part.id for part in ast.walk(generator.target) if isinstance(part, ast.Name)})
                for part in ast.walk(generator.target):
                    if isinstance(part, ast.Name) and part.id in own:
                        part.id = f"_lab10_{part.id}"
                if own:
                    kept = ", ".join(f"({name} := _lab10_{name})" for name in own)
                    first = ast.parse(f"[{kept}, True][-1]", mode="eval").body
                    for part in ast.walk(first):
                        ast.copy_location(part, node)
                    generator.ifs.insert(0, first)
        return node

    def visit_FunctionDef(self, node):
        outer, self.in_class = self.in_class, False
        self.generic_visit(node)
        self.in_class = outer
        return node

    def visit_ClassDef(self, node):
        outer, self.in_class = self.in_class, True
        self.generic_visit(node)
        self.in_class = outer
        defined = {part.name for part in node.body if isinstance(part, ast.FunctionDef)} | {
            target.id for part in node.body if isinstance(part, ast.Assign) for target in part.targets
            if isinstance(target, ast.Name)}
        for then, today in DIVISIONS.items():
            if then in defined and today not in defined:
                node.body.append(ast.copy_location(ast.parse(f"{today} = {then}").body[0], node.body[-1]))
        if "__cmp__" in defined:
            node.decorator_list.append(self.library("ordered", node))
        return node

    def visit_Import(self, node):
        served = [self._module(node, name.asname or top, top) for name, top in (
            (name, name.name if name.asname else name.name.partition(".")[0]) for name in node.names)
            if top in self.modules]
        node.names = [name for name in node.names if name.name not in self.only_then]
        again = [ast.copy_location(ast.parse(f"{old} = {today}").body[0], node)
                 for old, today in self.renamed.get(node.lineno, {}).items()]
        return [*([node] if node.names else []), *served, *again]

    def visit_ImportFrom(self, node):
        own = self.modules.get(node.module, {}) if not node.level else {}
        names = [(name.asname or name.name, name.name) for name in node.names if name.name in own]
        if any(name.name == "*" for name in node.names):
            names = [(name, name) for name in own]
        node.names = [name for name in node.names if name.name not in own]
        return [*([node] if node.names else []), *(self._module(node, asname, node.module, name)
                                                   for asname, name in names)]

    def _module(self, node, target, *names):
        """TARGET = the module, or one of its names."""
        value = self.call("module", node, ast.copy_location(ast.Constant(names[0]), node))
        for name in names[1:]:
            value = ast.copy_location(ast.Attribute(value, name, ast.Load()), node)
        target = ast.copy_location(ast.Name(target, ast.Store()), node)
        return ast.copy_location(ast.Assign([target], value), node)


def _is_ours(function):
    return isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "_lab10"


def _leaking(tree):
    """For each list comprehension, by its id: which of its variables are also used outside."""
    outside = set()

    def names(node, hidden):
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            hidden = hidden | {part.id for generator in node.generators for part in ast.walk(generator.target)
                               if isinstance(part, ast.Name)}
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in hidden:
            outside.add(node.id)
        for child in ast.iter_child_nodes(node):
            names(child, hidden)

    names(tree, frozenset())
    return {id(node): outside & {part.id for generator in node.generators for part in ast.walk(generator.target)
                                 if isinstance(part, ast.Name)}
            for node in ast.walk(tree) if isinstance(node, ast.ListComp)}


# The modules of a program

def serve(python_2):
    """Let the user's modules be in Python 2 too, until the script has ended.

    python_2: is the script in Python 2? Then code that could be of either language is too. None: each file decides for
    itself.
    """
    get_code = importlib.machinery.SourceFileLoader.get_code

    def translated(loader, fullname):
        if not tracebacks.is_the_users(loader.path):
            return get_code(loader, fullname)
        source = loader.get_data(loader.path)
        parsed = parse(source, loader.path, python_2)
        if parsed.python_2 and not python_2:
            tell(loader.path, parsed)
        tree = parsed.tree
        if parsed.python_2 and ("." in fullname or loader.is_package(fullname)):
            tree = implicitly_relative(parsed, loader.path)
        with deeply():
            return compile(tree, loader.path, "exec", dont_inherit=True)  # of which no file is kept

    patches.patch(importlib.machinery.SourceFileLoader, "get_code", translated)
    patches.patch(sys, "setdefaultencoding", lambda encoding: None)
    if python_2:
        from lab10.tf1 import python2_library
        patches.patch(python2_library, "default_encoding", "ascii")
        patches.patch(sys, "setdefaultencoding", functools.partial(setattr, python2_library, "default_encoding"))
        for function in "load", "loads":  # strings of Python 2 hold bytes
            patches.patch(pickle, function, functools.partial(getattr(pickle, function), encoding="latin-1"))
        patches.patch(builtins, "cmp", lambda one, other: (one > other) - (one < other))
        patches.patch(builtins, "_lab10", python2_library)  # for what AutoGraph writes anew of a function of no script


def arguments(argv):
    """sys.argv of Python 2, whose strings hold bytes."""
    return [os.fsencode(word).decode("latin-1") for word in argv]


def implicitly_relative(parsed, path):
    """The tree of a module of a package: there, `import beside` meant the package's own module."""
    folder = os.path.dirname(path)
    if "absolute_import" in parsed.flags:
        return parsed.tree

    class Relative(ast.NodeTransformer):
        def visit_ImportFrom(self, node):
            if node.level == 0 and _is_beside(folder, node.module):
                node.level = 1
            return node

        def visit_Import(self, node):
            made = []
            for name in node.names:
                if not _is_beside(folder, name.name):
                    made.append(ast.Import([name]))
                    continue
                top, _, below = name.name.rpartition(".")
                if top:
                    made.append(ast.ImportFrom(top, [ast.alias(below, name.asname or "_lab10_module")], 1))
                if not top or not name.asname:
                    made.append(ast.ImportFrom(None, [ast.alias(name.name.partition(".")[0], name.asname)], 1))
            return [ast.copy_location(each, node) for each in made]

    return ast.fix_missing_locations(Relative().visit(parsed.tree))


def _is_beside(folder, module):
    path = os.path.join(folder, module.partition(".")[0])
    return os.path.isfile(path + ".py") or os.path.isfile(os.path.join(path, "__init__.py"))


def tell(file, parsed):
    """Say in one line what was decided about a file, and why."""
    if parsed.python_2:
        why = f" ({parsed.why})" if parsed.why else ""
        print(f"lab10: {file}: translated from Python 2{why}", file=sys.stderr)
    elif parsed.why:
        print(f"lab10: {file}: read as Python 3, although it uses names of Python 2 ({parsed.why}), because "
              "something may define them; if it is Python 2: --python2", file=sys.stderr)
