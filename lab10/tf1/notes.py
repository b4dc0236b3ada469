"""The Python code of a note: the blocks of a Markdown or plain text file that can run."""
import ast
import builtins
import codeop
import html
import re
import sys
import textwrap
import tokenize
from typing import NamedTuple

from lab10.terminal.errors import LabError
from lab10.tf1 import python2

SUFFIXES = (".md", ".markdown", ".txt")
FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
LIQUID = re.compile(r"(?P<indent>[ \t]*)\{%-?\s*highlight\s+(?P<info>\w+)[^%]*%\}\s*$")  # what Jekyll's blogs use
LIQUID_END = re.compile(r"[ \t]*\{%-?\s*endhighlight\s*-?%\}\s*$")
PYTHON = {"python", "python2", "python3", "py", "py2", "py3", "ipython", "ipython3", "pycon"}
OPENED = re.compile(r"\s*(\w[\w.]*\s*=\s*)?\w[\w.]*\([^)]*$")  # a line of code that ends within a call
LEAST_NUMBERED = 2
MOST_OPEN = 200  # lines that a bracket or string in a text may stay open: what is open longer is prose
PROMPT = re.compile(r"(>>>|\.\.\.|In \[\d+\]:| +\.{3,}:)( |$)")  # Python's and IPython's
FIRST_PROMPT = re.compile(r"(>>>|In \[\d+\]:)( |$)")
MAGIC = re.compile(r"^[ \t]*(%%?[a-z]\w*|!\w).*$", re.MULTILINE)
QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b", "\"\"\"\"''" + "''")
SPACES = str.maketrans("\u00a0\u2002\u2003\u2009\u202f\u3000", "      ", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
# a dash for a minus sign, outside strings and comments
MINUS = re.compile(r"""('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\#.*)|[\u2013\u2212]""")
ENTITY = re.compile(r"&(lt|gt|amp|quot|apos|nbsp|#x?[0-9a-fA-F]+);")
STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
NUMBERED = re.compile(r"[ \t]*(\d{1,4})[.:|)]?(?:[ \t]|$)")
LOOKS_LIKE_CODE = re.compile(
    r"(import \w|from [\w.]+ import |def \w+ ?\(|class \w+ ?[(:]|for [\w, ()]+ in .*(:|\))\s*(#.*)?$"
    r"|(while|if|elif|with) .*:\s*(#.*)?$|(try|else|finally):|except\b.*:|print ?[(\"']|return\b"
    r"|\w[\w.]*(\[.*\])? ?[-+*/]?= ?\S|\w+(\.\w+)+\(|[!%]\w)")
HARMLESS = re.compile(r"%(matplotlib|load_ext|tensorflow_version|time|config|pylab|autoreload|reload_ext)")
ENDS = re.compile(r"\bexit\b|\bquit\b|\bapp\.run\b")
FOLLOWS = re.compile(r"(else|elif|except|finally)\b|[)\]}]")  # begins a line that goes on with what is above it


class Block(NamedTuple):
    """Some lines of a note that are marked as Python; if nothing in the note is marked, lines that look like Python."""

    number: int  # from 1
    line: int  # of the note, from 1, where the code begins
    indent: int  # columns that were taken off each line
    code: str
    left_out: str  # why it is not run by default; "" where it is
    said: tuple = ()  # what else is to be said of the note, with its lines, each "line 3: ..."

    @property
    def first_line(self):
        """The first line that contains something."""
        lines = [line for line in self.code.splitlines() if line.strip()]
        return next((line for line in lines if not line.lstrip().startswith("#")), lines[0])

    @property
    def last(self):
        """The line of the note in which the code ends."""
        return self.line + len(self.code.splitlines()) - 1


def read(path):
    """Return the Blocks of the note at `path`, in order. Raises LabError if it has none."""
    lines = _text(path).splitlines()
    said = []
    lines = _repaired(lines, said)
    found = list(_marked(lines))
    if any(python for *_, python in found):
        said += [(line, "a block without a language is left out, though it looks like code") for line, _, code, python
                 in found if not python and LOOKS_LIKE_CODE.match(code.lstrip()) and _does_something(_parse(code))]
    if not any(python for *_, python in found):
        found = [(line, indent, code, True) for line, indent, code, _ in found
                 if _does_something(_parse(_without_prompts(line, indent, code)[-1]))]
        found, passed = found or _typed(lines), []
        found = found or [(line, 0, code, True) for line, code in _unmarked(lines, passed)]
        said += passed if found else []
        found = found or [(*block, True) for block in _indented(lines)]
    found = [_without_prompts(line, indent, _without_magics(code, line, said))
             for line, indent, code, python in found if python and code.strip()]
    if not found:
        raise LabError(f"{path}: no Python code in it")
    said = tuple(f"line {line}: {what}" for line, what in sorted(said))
    return [Block(i, line, indent, code, _left_out(code), said) for i, (line, indent, code) in enumerate(found, 1)]


def tell(path, blocks, chosen):
    """Say on standard error which parts of the note are left out although they look like code, and what was
    corrected."""
    said = list(chosen[0].said) + [f"line {block.line}: left out ({block.left_out})" for block in blocks
                                   if block.left_out == ELISION and block not in chosen]
    for line in said:
        print(f"lab10: {path}: {line}", file=sys.stderr)


def _text(path):
    with open(path, "rb") as file:
        content = file.read()
    for encoding in "utf-8-sig", "cp949", "utf-16":
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            failed = error
    raise LabError(f"{path}: not UTF-8 text ({failed.reason})") from failed


def _repaired(lines, said):
    """The lines with spaces, quotes and signs that Python knows, where a web page or text program has put others."""
    repaired = []
    for number, line in enumerate(lines, 1):
        mended = line.translate(SPACES)
        if ENTITY.search(STRING.sub("", mended)):
            mended = html.unescape(mended).translate(SPACES)
        plain = mended.translate(QUOTES)
        if plain != mended and not _parse(mended.strip()) and (_parse(plain.strip()) or not STRING.search(mended)):
            mended = plain
        minus = MINUS.sub(lambda found: found[1] or "-", mended)
        if LOOKS_LIKE_CODE.match(minus.strip()):
            mended = minus
        if mended != line and LOOKS_LIKE_CODE.match(mended.strip()):
            said.append((number, "read with the spaces, quotes and signs that Python knows"))
        repaired.append(mended)
    numbers = {}
    for at, line in enumerate(repaired):
        match = NUMBERED.match(line)
        if match:
            numbers[at] = int(match[1])
    at = 0
    while at < len(repaired):  # runs of numbered lines
        end = at
        while end in numbers and numbers[end] == numbers[at] + end - at:
            end += 1
        if end - at >= LEAST_NUMBERED:
            without = [NUMBERED.sub("", line, count=1) for line in repaired[at:end]]
            if _does_something(_parse(textwrap.dedent("\n".join(without)))):
                repaired[at:end] = textwrap.dedent("\n".join(without)).split("\n")
                said.append((at + 1, f"read without the line numbers {numbers[at]} to {numbers[end - 1]}"))
        at = max(end, at + 1)
    return repaired


def choose(path, blocks, numbers=None):
    """Return those of `blocks` to run: those that are not left out, or those with these numbers, in this order.

    A block with a bare `...` runs if its number is given. Raises LabError for numbers that cannot be run.
    """
    if numbers is None:
        chosen = [block for block in blocks if not block.left_out]
        if not chosen:
            raise LabError(f"{path}: none of its {len(blocks)} blocks can run; --list says why")
        return chosen
    for number in numbers:
        if not 1 <= number <= len(blocks):
            raise LabError(f"{path}: no block {number}; it has {len(blocks)}, see --list")
        if blocks[number - 1].left_out == OUTPUT:
            raise LabError(f"{path}: block {number} is {OUTPUT}, nothing to run; see --list")
    return [blocks[number - 1] for number in numbers]


def parse(blocks, path, python_2=None):
    """Return `blocks` as one program, python2.Parsed, whose lines and columns are those of the note at `path`."""
    why = ""
    if python_2 is None:
        python_2, why = _language(blocks, path)
    body, flags, tree_flags = [], frozenset(), set()
    around = [block.code for block in blocks]
    for block in blocks:
        try:
            part, is_python_2, _, flags = python2.parse("\n" * (block.line - 1) + block.code, path, python_2, flags,
                                                        around=around)
            python_2 = is_python_2 or python_2
        except SyntaxError as error:
            _shift_error(error, block.indent)
            raise
        for statement in part.body:
            if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                tree_flags.update(name.name for name in statement.names)  # which may stand at the beginning alone
        part.body = [statement for statement in part.body if getattr(statement, "module", "") != "__future__"]
        for node in ast.walk(part):
            if getattr(node, "col_offset", python2.NOWHERE) != python2.NOWHERE:
                node.col_offset += block.indent
                node.end_col_offset += block.indent
        ends = block is not blocks[-1] and ENDS.search(block.code)
        body += [_without_its_end(part.body)] if ends else part.body
    if tree_flags:
        body.insert(0, ast.parse(f"from __future__ import {', '.join(sorted(tree_flags))}").body[0])
    return python2.Parsed(ast.Module(body, []), bool(python_2), why, flags)


def _without_its_end(statements):
    """One statement of these: a script in a note can end by `sys.exit()` or `tf.app.run()`, and the note goes on."""
    guard = ast.parse(
        "try:\n    pass\nexcept SystemExit as _lab10_end:\n    if _lab10_end.code:\n        raise\n").body[0]
    for node in ast.walk(guard):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = statements[-1].end_lineno
            node.col_offset = node.end_col_offset = python2.NOWHERE
    guard.body = statements
    return guard


def _language(blocks, path):
    """Are these in Python 2, and why? All blocks run in one Python, so one block decides for all. (None, "") if none
    does."""
    flags, around = frozenset(), [block.code for block in blocks]
    for block in blocks:
        try:
            parsed = python2.parse("\n" * (block.line - 1) + block.code, path, None, flags, False, around)
        except (SyntaxError, ValueError):
            continue
        flags = parsed.flags
        if parsed.python_2:
            return True, parsed.why
    return None, ""


def _shift_error(error, columns):
    error.text = " " * columns + (error.text or "")
    for name in ("offset", "end_offset"):
        if getattr(error, name, None):
            setattr(error, name, getattr(error, name) + columns)


def _marked(lines):
    """Give (line, indent, code, is it marked as Python) for each fenced or highlighted block."""
    opened = None
    for number, line in enumerate(lines, 1):
        if opened is None:
            opened = FENCE.match(line) or LIQUID.match(line)
            if opened:
                info = re.split(r"[\s,{}]", opened["info"].strip().lstrip("{. "))[0].lower()
                start, content = number + 1, []
                depth = opened["indent"].count(">")
        elif _closes(line, opened):
            yield (*_dedent(start, content), info in PYTHON)
            opened = None
        else:
            content.append(re.sub(rf"^([ \t]*>){{1,{depth}}} ?", _spaces, line) if depth else line)
    if opened:  # as Markdown has it, a fence that is never closed goes to the end
        yield (*_dedent(start, content), info in PYTHON)


def _spaces(match):
    """As many spaces as a match is long, so that columns stay the same."""
    return " " * len(match[0])


def _closes(line, opened):
    if "fence" not in opened.re.groupindex:
        return LIQUID_END.match(line)
    closing = FENCE.match(line)
    return (closing and not closing["info"].strip() and closing["fence"][0] == opened["fence"][0]
            and len(closing["fence"]) >= len(opened["fence"]))


def _dedent(start, lines):
    """Remove the indentation that all lines share: (line, indent, code)."""
    while lines and not lines[0].strip():
        start, lines = start + 1, lines[1:]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return start, indent, "\n".join(line[indent:] for line in lines) + "\n"


def _unmarked(lines, passed):
    """Give (line, code) for each run of lines of a plain text that looks like Python and does something.

    Adds to `passed` (line, message) for each part that is left out although it looks like code.
    """
    known = set(dir(builtins))
    run, start, at = [], 0, 0
    while at < len(lines):
        size = 1
        if run and (not lines[at].strip() or lines[at].startswith("#")):
            run.append(lines[at])
        else:
            size, statements = _statement(lines, at)
            if statements and _is_code(statements, known):
                if not run:
                    start = at + 1
                run += lines[at:at + size]
            else:
                size = 1
                line = lines[at].strip()
                parsed = _parse(line)
                if _calls(parsed) and not lines[at][0].isspace() if parsed else LOOKS_LIKE_CODE.match(line):
                    passed.append((at + 1, f"left out, though it looks like code: {line[:60]}"))
                yield from _ended(start, run)
                run = []
        at += size
    yield from _ended(start, run)


def _indented(lines):
    """Give (line, indent, code) for each run of indented lines (Markdown's oldest mark for code) that does
    something."""
    run = []
    for number, line in enumerate([*lines, "the end"], 1):
        if line.startswith(("    ", "\t")) or run and not line.strip():
            run.append(line)
        elif run:
            start, indent, code = _dedent(number - len(run), run)
            if _does_something(_parse(code)):
                yield start, indent, code.rstrip() + "\n"
            run = []


def _without_prompts(line, indent, code):
    """Give the lines that were typed in a session with Python's prompts, each at its place."""
    first = FIRST_PROMPT.match(code)
    if not first:
        return line, indent, code
    prompts = [(PROMPT.match(text), text) for text in code.splitlines()]
    typed = [text[prompt.end():] if prompt else "" for prompt, text in prompts]
    return line, indent + first.end(), "\n".join(typed).rstrip() + "\n"


def _typed(lines):
    """The session with Python's prompts in a text that contains one."""
    at = [number for number, line in enumerate(lines) if PROMPT.match(line)]
    if not any(FIRST_PROMPT.match(lines[number]) for number in at[:1]):
        return []
    return [(at[0] + 1, 0, "\n".join(lines[at[0]:at[-1] + 1]) + "\n", True)]


def _without_magics(code, start, said):
    """Blank lines that only Jupyter knows, `%matplotlib inline` or `!ls`, if the rest is then Python."""
    if _parse(code):
        return code
    for match in MAGIC.finditer(code):
        if not HARMLESS.match(match[0].strip()):
            said.append((start + code.count("\n", 0, match.start()), f"left out: {match[0].strip()[:60]}"))
    return MAGIC.sub("", code)


def _ended(start, run):
    while run and (not run[-1].strip() or run[-1].startswith("#")):
        run = run[:-1]
    if run:
        yield start, "\n".join(run) + "\n"


def _statement(lines, at):
    """Return how many lines the statement at `lines[at]` has, and its parse; (1, None) if it is prose."""
    if not lines[at].strip() or lines[at][0].isspace() or not _ends(lines[at:at + MOST_OPEN]):
        return 1, None
    size, best = 0, (1, None)
    while at + size < len(lines):
        size += 1
        code = "\n".join(lines[at:at + size])
        try:
            whole = codeop.compile_command(code, symbol="exec") is not None
        except (SyntaxError, ValueError, OverflowError):
            break
        if whole:
            parsed = _parse(code)
            if parsed:
                best = size, parsed
        if whole and not _goes_on(lines[at + size:]):
            break
    return best


def _ends(lines):
    """Does the first line of code in these end: is each bracket and string that it opens closed again?"""
    try:
        tokens = tokenize.generate_tokens((f"{line}\n" for line in lines).__next__)
        return any(token.type == tokenize.NEWLINE for token in tokens)
    except (tokenize.TokenError, SyntaxError):
        return False


def _goes_on(rest):
    line = next((line for line in rest if line.strip()), "")
    return bool(line) and (line[0].isspace() or FOLLOWS.match(line) is not None)


def _is_code(statements, known):
    """Do these statements do something, with names that are already defined? Adds the names that they define."""
    loaded = {node.id for node in ast.walk(statements) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    if not _does_something(statements):
        return False
    if loaded and not loaded & known and "*" not in known and not any(map(_is_long, statements.body)):
        return False  # as prose may: `y = ax + b`
    for node in ast.walk(statements):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            known.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.alias):
            known.add((node.asname or node.name).partition(".")[0])
    return True


def _is_long(statement):
    """A definition, or a loop or branch of several lines."""
    return isinstance(statement, (ast.FunctionDef, ast.ClassDef)) or (
        hasattr(statement, "body") and statement.end_lineno > statement.lineno)


def _calls(statements):
    return any(isinstance(node, ast.Call) for node in ast.walk(statements))


OUTPUT = "printed output"
ELISION = "a bare ... stands for lines that the note leaves out"


def _left_out(code):
    statements = _parse(code)
    if statements is None:
        # code with a mistake in it is run, and says so: it has a line that does something
        doing = python2.is_python_2(code) or any(
            _does_something(_parse(line.strip())) or OPENED.match(line) for line in code.splitlines())
        return "" if doing else OUTPUT
    if any(_is_elision(statement) for statement in statements.body):
        return ELISION
    return "" if _does_something(statements) else OUTPUT


def _parse(code):
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError):
        return None


def _is_elision(statement):
    return isinstance(statement, ast.Expr) and getattr(statement.value, "value", None) is Ellipsis


def _does_something(statements):
    """Is there more than values and bare annotations? (Printed figures can look like these.)"""
    return statements is not None and any(
        not (isinstance(statement, ast.AnnAssign) and statement.value is None)
        and not (isinstance(statement, ast.Expr) and not _acts(statement.value))
        for statement in statements.body)


def _acts(expression):
    return any(isinstance(node, (ast.Call, ast.Await, ast.Yield, ast.NamedExpr)) for node in ast.walk(expression))
