"""A network's command where what Windows lacks is taken away."""
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from windows import WITHOUT

COMMANDS = """
import sys
from lab10 import command_line, softmax

def command(*arguments):
    try:
        command_line.main(softmax.run, ["--data", "digits", "--predict", "2", *arguments])
    except SystemExit as end:
        assert not end.code, end.code

command("--epochs", "2", "--save", "kept", "--json", "record.json", "--plot", "picture.png", "--logdir", "log")
command("--epochs", "1", "--save", "kept", "--restore", "kept", "--json", "record.json", "--loop", "xla")
"""


LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for open files in /proc")


@LINUX
def test_a_network_trains_saves_and_goes_on(run_code, tmp_path):
    """Taken away after the imports."""
    assert_trained(run_code(WITHOUT + "assert not hasattr(os, 'fork')\n" + COMMANDS), tmp_path)


@LINUX
@pytest.mark.slow
def test_a_network_starts_trains_saves_and_goes_on(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(WITHOUT)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    lacks = "import os; assert not hasattr(os, 'fork'); held = open('y', 'w'); os.remove('y')"
    refused = subprocess.run([sys.executable, "-c", lacks], cwd=tmp_path, env=environment, capture_output=True,
                             text=True)
    assert "PermissionError: [Errno 13] The process cannot access the file" in refused.stderr
    result = subprocess.run([sys.executable, "-c", COMMANDS], cwd=tmp_path, env=environment, capture_output=True,
                            text=True)
    assert_trained(SimpleNamespace(status=result.returncode, out=result.stdout, err=result.stderr), tmp_path)


def assert_trained(result, tmp_path):
    assert (result.status, result.err) == (0, ""), result.err
    assert "Epoch: 0003" in result.out
    assert [path.name for path in (tmp_path / "kept").glob("*.index")] == ["softmax-3.index"]
    assert all((tmp_path / name).exists() for name in ("record.json", "picture.png", "log"))
