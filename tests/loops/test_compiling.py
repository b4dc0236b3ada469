"""What the compiler of some releases of TensorFlow logs does not reach standard error."""
import os

import pytest

from lab10 import cnn, softmax
from lab10.loops import xla
from lab10.options import Options
from lab10.terminal import import_tensorflow


@pytest.mark.parametrize("network", [softmax, pytest.param(cnn, marks=pytest.mark.slow)])
def test_compiling_is_silent_in_releases_that_log(network, monkeypatch, capfd):
    silence, opened = import_tensorflow.silence, []

    def logging():
        opened.append(silence())
        return opened[-1]
    monkeypatch.setattr(xla, "LOGGING", (xla.tf.version.VERSION,))
    monkeypatch.setattr(import_tensorflow, "silence", logging)
    written = []

    def watch(*_):
        written.append(os.write(2, b"after\n"))
    network.run(Options(data="digits", epochs=2, loop="xla", predict=0, quiet=True, watch=watch))
    assert len(opened) == 1 and capfd.readouterr().err == "after\n" * 2
