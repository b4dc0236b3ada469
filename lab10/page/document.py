"""The page as one file: the room's HTML, CSS and JavaScript, the networks and the test images."""
import base64
import hashlib
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = ("words.js", "prepare.js", "disturb.js", "network.js", "drawing.js", "inside.js", "page.js")  # as they import
POLICY = ("default-src 'none'; img-src data:; style-src '{style}'; script-src '{script}'; base-uri 'none'; "
          "form-action 'none'")


def write(data):
    """Return the page's text. data: what page.js reads, of JSON's types."""
    style, script = _read("page.css"), "\n".join(_without_imports(_read(name)) for name in SCRIPTS)
    parts = {
        "policy": POLICY.format(style=_hash(style), script=_hash(script)),
        "style": style,
        "script": script,
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c"),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _read("page.html"))


def _read(name):
    return (HERE / name).read_text(encoding="utf-8")


def _without_imports(script):
    """A module's text without its imports and the word `export`, so that all modules can be joined into one."""
    script = re.sub(r"^import [^;]*;\n", "", script, flags=re.MULTILINE)
    return re.sub(r"^export ", "", script, flags=re.MULTILINE)


def _hash(text):
    """The hash by which a Content Security Policy allows an inlined script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
