"""`--check`: an `except` that cannot catch what stops, and a module that a changed sys.path finds."""
import json

from tf1.runs import write

STOPS = "import tensorflow as tf\ntry:\n    tf.contrib.gan\nexcept {}:\n    pass\n"
PROGRAMS = {"a": (STOPS.format("IOError"), "stops"), "b": (STOPS.format("(IOError, AttributeError)"), "runs"),
            "c": ("import sys\nsys.path.append('..')\nimport lib\n", "runs"), "d": ("import lib\n", "needs")}


def test_what_is_caught_and_what_is_found(run_tf1, tmp_path):
    for folder in ("program", "program/lib", "program/src"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "program" / "lib" / "__init__.py", "")
    for name, (code, _) in PROGRAMS.items():
        write(tmp_path / "program" / "src" / f"{name}.py", code)
    said = json.loads(run_tf1("--check", "--json", "program/src").out)["programs"]
    assert [program["verdict"] for program in said] == [verdict for _, verdict in PROGRAMS.values()]
