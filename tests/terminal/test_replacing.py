"""Writing a file, and a command's end: what fails is named, and ends in one line."""
import errno
import os
import signal

import pytest

from lab10.terminal import ending, files
from lab10.terminal.errors import LabError


def test_the_file_that_failed_is_blamed(tmp_path):
    target = tmp_path / "target"
    with pytest.raises(LabError, match=r"missing: cannot be read or written \(No such file"):
        with files.replacing(target) as temporary:
            temporary.write_bytes((tmp_path / "missing").read_bytes())
    with pytest.raises(LabError, match=r"target: cannot be written \(No space left"):
        with files.replacing(target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(LabError, match=r"nowhere/target: cannot be written"):
        with files.replacing(tmp_path / "nowhere" / "target"):
            pytest.fail("there is no such folder")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_an_output_that_is_full(capfd, number):
    with pytest.raises(SystemExit) as end, ending.orderly():
        raise OSError(number, os.strerror(number))
    assert end.value.code == 2
    assert capfd.readouterr().err == f"lab10: standard output: {os.strerror(number)}; make room or write elsewhere\n"


def test_ctrl_c_again_while_it_ends(capfd):
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit) as end, ending.orderly():
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)  # without effect
        assert end.value.code == 130 and capfd.readouterr().err == "lab10: interrupted\n"
    finally:
        signal.signal(signal.SIGINT, before)
