"""A command that is asked to end does so in order, and what it set for that does not stay behind."""
import signal

import pytest

from lab10 import command_line
from lab10.terminal import ending

KINDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_ends_the_block_and_no_more(kind):
    given = signal.signal(kind, signal.SIG_DFL)  # under nohup the tests themselves are deaf to SIGHUP
    try:
        with pytest.raises(SystemExit) as end, ending.terminable():
            signal.raise_signal(kind)
        assert end.value.code == 128 + kind and signal.getsignal(kind) == signal.SIG_DFL
    finally:
        signal.signal(kind, given)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without SIGHUP")
def test_nohup_holds():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending.terminable():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_networks_command_leaves_no_handler():
    before = [signal.getsignal(kind) for kind in KINDS]
    with pytest.raises(SystemExit):
        command_line.main(test_a_networks_command_leaves_no_handler, ["--help"])
    assert [signal.getsignal(kind) for kind in KINDS] == before
