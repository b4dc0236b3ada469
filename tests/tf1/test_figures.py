"""Figures and animations where there is no window."""
from tf1.runs import write
from lab10.terminal import display


def test_figures_go_into_files(run_tf1, tmp_path):
    write(tmp_path / "figure-2.png", "mine")
    result = run_tf1("-c", """
import matplotlib
matplotlib.use("TkAgg")
from matplotlib import pyplot as plt
plt.imshow([[0, 1]])
plt.show()
plt.figure(), plt.plot([1]), plt.figure(), plt.plot([2])
plt.show()
plt.show()
plt.ion()
for i in range(3):
    plt.plot([i])
    plt.pause(100)
plt.waitforbuttonpress()
""")
    names = ["figure-1.png", "figure-3.png", "figure-4.png", "figure-5.png"]
    assert result.out.splitlines() == names, result.err
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in names)
    assert (tmp_path / "figure-2.png").read_text() == "mine"


def test_animations_run_to_their_end(run_tf1):
    """Martin Görner's tutorial trains in one."""
    result = run_tf1("-c", """
from matplotlib import animation, pyplot as plt
plt.rcParams.update({"figure.figsize": (1, 1), "figure.dpi": 20})  # drawn soon
steps = []
def train(last):
    for i in range(last):
        yield i
for frames, repeat in (lambda: train(7), False), (5, True), (None, True):
    figure, axes = plt.subplots()
    axes.plot([1])
    axes.set_axis_off()  # drawn sooner
    kept = animation.FuncAnimation(figure, steps.append, frames, repeat=repeat, cache_frame_data=False,
                                   init_func=lambda: None)
    plt.show()
    print(len(steps), steps[-1])
    steps.clear()
def endless():
    yield from range(110)
    raise KeyboardInterrupt
kept = animation.FuncAnimation(plt.figure(), steps.append, endless, cache_frame_data=False, init_func=lambda: None)
plt.plot([1])
plt.axis("off")
plt.show()
print(len(steps))
""")
    assert result.out.split("\n") == ["figure-1.png", "7 6", "figure-2.png", "5 4", "figure-3.png", "100 99",
                                      "figure-4.png", "110", ""]
    assert result.err == "lab10: an animation runs to its end, if it has one; Ctrl-C ends it\n"


def test_a_display_without_a_toolkit_opens_no_window(monkeypatch):
    monkeypatch.setattr(display.sys, "platform", "linux")
    monkeypatch.setattr(display, "TOOLKITS", ["no_such_toolkit"])
    monkeypatch.setenv("DISPLAY", ":99")
    assert not display.has_windows()
    monkeypatch.setattr(display, "TOOLKITS", ["no_such_toolkit", "json"])
    assert display.has_windows()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not display.has_windows()
