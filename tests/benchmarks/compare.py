"""Time lab10 beside its peers: each contender in a process of its own, in turn, over several rounds; print the medians.

    pip install -e '.[bench]' && python tests/benchmarks/compare.py --network 256 --threads 2 --rounds 5

Ratios to the notes' own loop are taken within a round, so that they hold where the machine's speed drifts.
The notes' loop runs in TensorFlow 1.15.5 too, where `python -m lab10.tf1 --original` has made its environment.
--many runs as many one-threaded processes side by side as there are processors, and counts the epochs of all.
--start times the command's way to its first step instead, beside `import tensorflow` and reading MNIST's four files.
--loops times lab10's two loops instead, for these networks or all, on scikit-learn's digits (10 epochs of 11 steps).
--ladder times the step of lab10's ladder beside the same step in JAX, on scikit-learn's digits (10 epochs of 13 steps).
--whole times whole processes instead, from their start to the accuracy that they print (15 epochs, if not told else).
--tf1 times the way of `python -m lab10.tf1` to a script's first line, beside `import tensorflow` without Keras.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from statistics import median

from contenders import CONTENDERS, FIRST_STEPS, LADDER, LOOPS, WHOLE
from lab10 import input_data
from lab10.mnist import download
from lab10.mnist.sets import FILES
from lab10.runs.networks import networks

PROGRAM = Path(__file__).with_name("contenders.py")
IMPORT = """
import json, resource, tensorflow
print(json.dumps({"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
IMPORT_AND_READ = """
import gzip, json, sys, time
import numpy, tensorflow
for path in sys.argv[1:]:
    with gzip.open(path) as stream:
        numpy.frombuffer(stream.read(), numpy.uint8)
print(json.dumps({"time": time.time()}))
"""


IMPORT_WITHOUT_KERAS = """
import json, time
from lab10.terminal import import_tensorflow
print(json.dumps({"time": time.time()}))
"""
LADDER_STEPS = 13  # an epoch of the digits' 1,300 training images
FIRST_LINE = "import json, time; print(json.dumps({'time': time.time()}))"


class Child:
    """A program in a process of its own, on these processors alone."""

    def __init__(self, command, processors):
        environment = {**os.environ, "OMP_NUM_THREADS": str(len(processors)), "CUDA_VISIBLE_DEVICES": ""}
        self._errors = tempfile.TemporaryFile()
        self.started = time.time()
        self._process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.PIPE, stderr=self._errors, text=True, env=environment,
            preexec_fn=lambda: os.sched_setaffinity(0, processors))

    def figures(self):
        """Wait for its last line, JSON, and return that; where it failed, show what it said last and return None."""
        out, _ = self._process.communicate()
        self._errors.seek(0)
        said = [line for line in self._errors.read().decode(errors="replace").splitlines() if line.strip()]
        self._errors.close()
        if self._process.returncode == 0:
            return json.loads(out.splitlines()[-1])
        print(*said[-1:] or [f"ended with status {self._process.returncode}"], file=sys.stderr)
        return None


def measure(commands, sets, rounds, needed):
    """Run the commands in turn, one process on each of the sets of processors; of each, {round: processes' figures}.

    Those figures have also `seconds`, from a process's start to its own `time`. A command that fails is dropped; one of
    the needed, with which others are compared, ends all.
    """
    results = {name: {} for name in commands}
    left = list(commands)
    for number in range(1, rounds + 1):
        for name in list(left):
            children = [Child(commands[name], processors) for processors in sets]
            figures = [child.figures() for child in children]
            if None in figures:
                if name in needed:
                    sys.exit(f"{name}: could not run")
                print(f"{name}: could not run, and is left out from round {number} on", file=sys.stderr)
                left.remove(name)
                continue
            for child, process in zip(children, figures):
                process["seconds"] = process.get("time", child.started) - child.started
            results[name][number] = figures
        print(f"round {number} of {rounds}", file=sys.stderr)
    return {name: by_round for name, by_round in results.items() if by_round}


def ratios(ours, theirs):
    """Of two {round: figure}, the ratios in the rounds that both have: the median, and the range in words."""
    each = [ours[number] / theirs[number] for number in ours.keys() & theirs.keys()]
    return median(each), f"{min(each):.2f} to {max(each):.2f}"


def medians(results, figure):
    """Of what `measure` returns: {name: {round: the median of `figure` over the round's processes}}."""
    return {name: {number: median(map(figure, processes)) for number, processes in rounds.items()}
            for name, rounds in results.items()}


def since_start(process):
    return process["seconds"]


def epoch(process):
    """The seconds of an epoch of a process, without its first."""
    return median(process["epoch_seconds"][1:])


def compare(names, arguments, sets):
    """Print what the contenders take for an epoch, the accuracy that they reach, and their memory."""
    commands = {name: [PROGRAM, name, arguments.network, str(arguments.epochs)] for name in names}
    results = measure({"import": ["-c", IMPORT], **commands}, sets, arguments.rounds, {"import", "notes"})

    peaks = medians(results, lambda process: process["peak_mb"])
    bare = peaks["import"]
    above = {name: {number: mb - bare[number] for number, mb in peaks[name].items()} for name in results}
    seconds = medians({name: results[name] for name in names if name in results}, epoch)
    print("| contender | s an epoch | of the notes' loop | range | epochs an hour | accuracy | peak MB |\n"
          "|---|---|---|---|---|---|---|")
    for name in seconds:
        hourly = median(sum(3600 / epoch(process) for process in figures) for figures in results[name].values())
        ratio, extent = ratios(seconds[name], seconds["notes"])
        accuracies = [process["accuracy"] for figures in results[name].values() for process in figures]
        accuracy = "" if None in accuracies else f"{median(accuracies):.4f}"
        print(f"| {name} | {median(seconds[name].values()):.3f} | {ratio:.2f} | {extent} | {hourly:.0f} | {accuracy} "
              f"| {median(peaks[name].values()):.0f} |")
    print(f"\nPeak memory above that of a bare `import tensorflow`, {median(bare.values()):.0f} MB:\n")
    for name in ("notes", "lab10 exact", "lab10 xla"):
        if name in results:
            print(f"- {name}: {median(above[name].values()):.0f} MB, "
                  f"{ratios(above[name], above['notes'])[0]:.2f} of the notes'")


def compare_starts(arguments, sets):
    """Print the time from a process's start to the first step, beside the least that it could be."""
    files = [download.fetch(name, input_data.default_directory()) for name in FILES]
    least = "import tensorflow, read the files"
    commands = {least: ["-c", IMPORT_AND_READ, *files],
                **{name: [PROGRAM, name, arguments.network, "1"] for name in FIRST_STEPS}}
    results = measure(commands, sets, arguments.rounds, {least})
    seconds = medians(results, since_start)
    print("| from a process's start | s | of the first line | range |\n|---|---|---|---|")
    for name in seconds:
        ratio, extent = ratios(seconds[name], seconds[least])
        print(f"| {name} | {median(seconds[name].values()):.2f} | {ratio:.2f} | {extent} |")


def compare_loops(arguments, sets):
    """Print what an epoch on the digits takes by each of lab10's loops."""
    results = measure({(name, loop): [PROGRAM, loop, name, str(arguments.epochs)]
                       for name in arguments.loops or networks() for loop in LOOPS}, sets, arguments.rounds, set())
    seconds = medians(results, epoch)
    print("| network | exact: ms an epoch | xla: ms | xla / exact | range |\n|---|---|---|---|---|")
    for name, loop in seconds:
        if loop == "exact" and (name, "xla") in seconds:
            exact, compiled = seconds[name, "exact"], seconds[name, "xla"]
            ratio, extent = ratios(compiled, exact)
            print(f"| {name} | {1000 * median(exact.values()):.0f} | {1000 * median(compiled.values()):.0f} "
                  f"| {ratio:.2f} | {extent} |")


def compare_ladder(arguments, sets):
    """Print what a step of ladder takes, as lab10 compiles it and as JAX does."""
    results = measure({name: [PROGRAM, name, "ladder", str(arguments.epochs)] for name in LADDER}, sets,
                      arguments.rounds, {next(iter(LADDER))})
    seconds = medians(results, epoch)
    first = next(iter(seconds))
    print("| ladder | ms a step | of the first line | range | accuracy on the digits |\n|---|---|---|---|---|")
    for name in seconds:
        ratio, extent = ratios(seconds[name], seconds[first])
        accuracy = median(process["accuracy"] for figures in results[name].values() for process in figures)
        print(f"| {name} | {1000 / LADDER_STEPS * median(seconds[name].values()):.1f} | {ratio:.2f} | {extent} "
              f"| {accuracy:.4f} |")


def compare_tf1(arguments, sets):
    """Print the time from a process's start to a TensorFlow 1 script's first line, above that of the import alone."""
    least, ours = "import tensorflow, Keras put off", "python -m lab10.tf1, first line"
    commands = {least: ["-c", IMPORT_WITHOUT_KERAS], ours: ["-m", "lab10.tf1", "-c", FIRST_LINE]}
    seconds = medians(measure(commands, sets, arguments.rounds, commands), since_start)
    above = [seconds[ours][number] - seconds[least][number] for number in seconds[ours]]
    for name in commands:
        print(f"{name}: {median(seconds[name].values()):.3f} s")
    print(f"the difference, in each round: median {median(above):.3f} s, {min(above):.3f} to {max(above):.3f} s")


def compare_whole(arguments, sets):
    """Print the time from a process's start to the accuracy that it prints."""
    commands = {name: [PROGRAM, name, arguments.network, str(arguments.epochs)] for name in WHOLE}
    first = next(iter(WHOLE))
    results = measure(commands, sets, arguments.rounds, {first})
    seconds = medians(results, since_start)
    print(f"| whole process, {arguments.epochs} epochs | s | of the first line | range | accuracy |\n"
          "|---|---|---|---|---|")
    for name in seconds:
        ratio, extent = ratios(seconds[name], seconds[first])
        accuracy = median(process["accuracy"] for figures in results[name].values() for process in figures)
        print(f"| {name} | {median(seconds[name].values()):.2f} | {ratio:.2f} | {extent} | {accuracy:.4f} |")


def machine():
    """The processor, and the versions of what is compared."""
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")]
    installed = {package.metadata["Name"].lower(): package.version for package in metadata.distributions()}
    versions = [f"{name} {installed[name]}" for name in ("tensorflow", "keras", "numpy", "torch", "jax", "optax")
                if name in installed]
    return f"{(names or [platform.machine()])[0]}, {os.cpu_count()} processors; " + ", ".join(
        [f"Python {platform.python_version()}", *versions])


def at_least(least):
    def whole(text):
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is less than {least}")
        return int(text)
    return whole


def main():
    available = sorted(os.sched_getaffinity(0))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=("256", "512"), default="256")
    parser.add_argument("--threads", type=int, choices=range(1, len(available) + 1), default=len(available))
    parser.add_argument("--rounds", type=at_least(1), default=5)
    parser.add_argument("--epochs", type=at_least(2), help="in each process (3, of which the first is not counted)")
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=CONTENDERS, metavar="NAME",
                        help="beside the notes' loop: " + ", ".join(CONTENDERS))
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--many", action="store_true")
    modes.add_argument("--start", action="store_true")
    modes.add_argument("--loops", nargs="*", choices=sorted(networks()), metavar="NAME")
    modes.add_argument("--ladder", action="store_true")
    modes.add_argument("--whole", action="store_true")
    modes.add_argument("--tf1", action="store_true")
    arguments = parser.parse_args()
    mode = "loops" if arguments.loops is not None or arguments.ladder else "whole" if arguments.whole else None
    arguments.epochs = arguments.epochs or {"loops": 10, "whole": 15}.get(mode, 3)

    sets = [{processor} for processor in available] if arguments.many else [set(available[:arguments.threads])]
    where = f"{len(sets)} processes at once, each on one thread" if arguments.many else f"{arguments.threads} threads"
    network = "ladder" if arguments.ladder else arguments.network
    print(f"Network {network}, {where}, medians of {arguments.rounds} rounds\n{machine()}\n", flush=True)
    if arguments.ladder:
        compare_ladder(arguments, sets)
    elif mode == "loops":
        compare_loops(arguments, sets)
    elif arguments.start:
        compare_starts(arguments, sets)
    elif arguments.whole:
        compare_whole(arguments, sets)
    elif arguments.tf1:
        compare_tf1(arguments, sets)
    else:
        compare([name for name in CONTENDERS if name == "notes" or name in arguments.only], arguments, sets)


if __name__ == "__main__":
    main()
