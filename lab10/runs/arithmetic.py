"""The code that decides a run's numbers: the network's own, by a digest, and the code that all networks share, by a
version."""
import ast
import functools
import hashlib
import json
import tokenize

# Raise it when code that the networks share (random numbers, loop, evaluation, batch order) changes what they compute;
# the tests that compare digits with the notes' own lines show when that happens. A digest of that code would change
# with every word.
ARITHMETIC = 2
SINCE = {1: "1.0.0", 2: "1.1.0"}  # the version of lab10 that brought each


def text_of(file):
    """Return the text of a Python file. Raises OSError, SyntaxError or ValueError if Python cannot read it."""
    with tokenize.open(file) as opened:
        return opened.read()


def parse(file):
    """Return the syntax tree of a Python file, in the encoding that it declares."""
    return ast.parse(text_of(file))


def digest(file):
    """Return a digest of the code in a file, without docstrings and comments."""
    return _digest_of(text_of(file))


@functools.lru_cache(maxsize=128)  # a study asks for each of its networks many times
def _digest_of(text):
    return hashlib.sha256(json.dumps(_without_docstrings(ast.parse(text))).encode()).hexdigest()


def is_documented(node):
    """Does this node of a syntax tree begin with a docstring?"""
    may_be = isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    return may_be and ast.get_docstring(node, clean=False) is not None


def _without_docstrings(node):
    """A syntax tree as lists of text. Unlike ast.dump and ast.unparse, it is the same in all releases of Python: it
    leaves out empty fields, because releases add fields."""
    if isinstance(node, list):
        return [_without_docstrings(one) for one in node]
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = dict(ast.iter_fields(node))
    if is_documented(node):
        fields["body"] = fields["body"][1:]
    return [type(node).__name__, *([name, _without_docstrings(value)] for name, value in sorted(fields.items())
                                   if value is not None and value != [])]
