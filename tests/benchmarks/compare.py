"""Time lab10 beside its peers: each contender in a process of its own, in turn, over several rounds; print the medians.

    pip install -e '.[bench]' && python tests/benchmarks/compare.py --network 256 --threads 2 --rounds 5

Ratios to the notes' own loop are taken within a round, so that they hold where the machine's speed drifts.
--many counts trainings an hour instead, with as many one-threaded processes at a time as there are processors.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from contenders import CONTENDERS

PROGRAM = Path(__file__).with_name("contenders.py")


def start(name, network, epochs, processors):
    """Start a contender on these processors alone."""
    environment = {**os.environ, "OMP_NUM_THREADS": str(len(processors)), "CUDA_VISIBLE_DEVICES": ""}
    command = [sys.executable, PROGRAM, name, network, str(epochs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
                            preexec_fn=lambda: os.sched_setaffinity(0, processors))


def finish(process):
    """Wait for a contender; return its figures, or None where it could not run."""
    out, _ = process.communicate()
    return json.loads(out.splitlines()[-1]) if process.returncode == 0 and out else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=("256", "512"), default="256")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=3, help="in each process; the first is not counted")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--only", nargs="*", default=list(CONTENDERS), metavar="NAME")
    arguments = parser.parse_args()
    available = sorted(os.sched_getaffinity(0))
    sets = [{processor} for processor in available] if arguments.many else [set(available[:arguments.threads])]

    names = [name for name in CONTENDERS if name in arguments.only]
    rounds = {name: [] for name in names}
    for number in range(arguments.rounds):
        for name in names:
            processes = [start(name, arguments.network, arguments.epochs, processors) for processors in sets]
            results = [finish(process) for process in processes]
            if None in results:
                print(f"{name}: could not run", file=sys.stderr)
                continue
            for result in results:
                # side by side, n processes give an epoch each in that time
                result["epoch"] = median(result["epoch_seconds"][1:]) / len(sets)
            rounds[name].append({key: median(result[key] for result in results)
                                 for key in ("epoch", "accuracy", "peak_mb") if results[0][key] is not None})
        print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)

    where = f"{len(sets)} processes on one thread each" if arguments.many else f"{arguments.threads} threads"
    print(f"Network {arguments.network}, {where}, medians of {arguments.rounds} rounds\n")
    print("| contender | s an epoch | of the notes' loop | range | accuracy | peak MB |\n|---|---|---|---|---|---|")
    for name, results in rounds.items():
        if results:
            ratios = [ours["epoch"] / theirs["epoch"] for ours, theirs in zip(results, rounds["notes"])]
            accuracy = f"{median(result['accuracy'] for result in results):.4f}" if "accuracy" in results[0] else ""
            print(f"| {name} | {median(result['epoch'] for result in results):.3f} | {median(ratios):.2f} "
                  f"| {min(ratios):.2f} to {max(ratios):.2f} | {accuracy} "
                  f"| {median(result['peak_mb'] for result in results):.0f} |")


if __name__ == "__main__":
    main()
