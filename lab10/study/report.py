"""The report: tables and figures of the READMEs, written from the records alone, or checked against them."""
import functools
import hashlib
import json
import re
from pathlib import Path
from typing import Callable, NamedTuple

import numpy

from lab10 import evaluation, input_data
from lab10.runs import minutes
from lab10.runs.networks import networks
from lab10.study import first_layer, quantities, records, sources, tables, trials
from lab10.study.claims import Series
from lab10.study.notation import ADDED, NOTATION
from lab10.study.origins import FRONTIER, GROUPS, NOTES, loop_of
from lab10.study.printed import PRINTED, PUBLISHED
from lab10.terminal import files
from lab10.terminal.errors import LabError

ROOM = Path("lab10/study")
FIGURES = ROOM / "figures"
MINUTES = Path("lab10/runs") / minutes.FILE.name
WIDTH = 1000  # of a figure, in pixels at most: a page shows no more
ORIGINAL = Path("tests/original/accuracies")  # what TensorFlow 1.15.5 itself reached: see facts.py beside it
THREADS = {"intra_op": 1, "inter_op": 1}
FASHION = "fashion"  # the data set, and the folder of its records
HARDEST = 20  # images
SHOWN = 6  # units of a first layer: as many as can be large
LEARNED = 90  # per cent
DRAWN = "plain_nn", "xavier_adam", "deep_dropout_keep_prob"  # layer by layer
EVERY = 3  # epochs, of which the notes 001 and 003 print the last batch's cost
COMMAND = "python -m lab10.study report"


class Drawing(NamedTuple):
    """A figure to draw: its numbers, of JSON's types, and the function that draws it."""

    numbers: list
    draw: Callable  # gives a matplotlib Figure

    @property
    def digest(self):
        return hashlib.sha256(json.dumps(self.numbers).encode()).hexdigest()


def read_runs(directory, data="mnist"):
    """Return ({Series: {seed: record}}, [what is wrong with a file]) of the records for the report: those on this data
    set, with the loop of their network (see origins.loop_of), on one thread. Of each Series, only those that count (see
    records.that_count).

    Raises LabError if two records are of the same run.
    """
    found, wrong = records.read_all(directory)
    groups, paths = {}, {}
    find = functools.cache(sources.find)
    for path, record in found.items():
        reported = {"data": data, "threads": THREADS, "loop": loop_of(record["network"])}
        if any(record[key] != value for key, value in reported.items()):
            continue
        own = find(record["network"]).epochs == record["epochs"]
        series = Series(record["network"], None if own else record["epochs"])
        other = paths.setdefault((series, record["arithmetic"], record["seed"]), path)
        if other != path:
            raise LabError(f"{path}: the same run as {other.name}, with other software; remove one of the two")
        groups.setdefault(series, {}).setdefault(record["arithmetic"], {})[record["seed"]] = record
    return {series: dict(sorted(records.that_count(by_arithmetic).items()))
            for series, by_arithmetic in groups.items()}, wrong


def home():
    """The checkout whose READMEs the report writes; raise LabError if lab10 is not in a checkout."""
    directory = files.checkout()
    if directory is None:
        raise LabError("the report needs a checkout of lab10, with its READMEs; this is only the package")
    return directory


def write(directory, checkout):
    """Write the tables and figures from the records in `directory`, and the table of the trials in `checkout`, into the
    READMEs and folders of `checkout`.

    Returns what is wrong with these records, a line each. Raises LabError if something cannot be written. If something
    cannot be drawn, it raises LabError and leaves all files unchanged.
    """
    runs, fashion, layers, tried, wrong = _read(directory, checkout)
    texts, drawings = _texts(runs, fashion, tried, checkout, directory), _drawings(runs, fashion, layers)
    drawn = {name: drawing.draw() for name, drawing in drawings.items()}  # before the first write: it may lack MNIST
    for file, text in texts.items():
        files.make_directory(file.parent)
        with files.replacing(file) as temporary:
            temporary.write_text(text, encoding="utf-8")
    if drawn:
        files.make_directory(checkout / FIGURES)
    for name, figure in drawn.items():
        with files.replacing(checkout / FIGURES / name) as temporary:
            figure.savefig(temporary, dpi=min(120, WIDTH / figure.get_figwidth()), pil_kwargs={"optimize": True},
                           metadata={"Software": None, "Numbers": drawings[name].digest})
    return wrong


def committed(data="mnist"):
    """Return what `read_runs` finds in the records that are committed, of the runs on this data set."""
    return read_runs(records.COMMITTED / FASHION if data == FASHION else records.COMMITTED, data)


def check(directory, checkout):
    """Return a line for each README and figure of `checkout` that no longer agrees with the records in `directory`
    or with the trials, and for each record or trial that is wrong. Writes nothing."""
    runs, fashion, layers, tried, wrong = _read(directory, checkout)
    for file, text in _texts(runs, fashion, tried, checkout, directory).items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            wrong.append(f"{file.relative_to(checkout)}: does not agree with the records; run {COMMAND}")
    for name, drawing in _drawings(runs, fashion, layers).items():
        if _digest_in(checkout / FIGURES / name) != drawing.digest:
            wrong.append(f"{FIGURES / name}: does not agree with the records; run {COMMAND}")
    return wrong


def _read(directory, checkout):
    """What the report is made from: (runs on MNIST, runs on Fashion-MNIST, records of first layers, trials, [what is
    wrong with a file])."""
    runs, wrong = read_runs(directory)
    fashion, wrong_fashion = read_runs(Path(directory) / FASHION, FASHION)
    layers, wrong_layers = first_layer.read(Path(directory) / first_layer.COMMITTED.name)
    tried, wrong_trials = trials.read_all(checkout / ROOM / trials.COMMITTED.name)
    return runs, fashion, layers, tried, wrong + wrong_fashion + wrong_layers + wrong_trials


def originals(folder):
    """Return {network: {seed: accuracy in %}} of the runs of TensorFlow 1.15.5 in `folder`."""
    runs = {file.stem: json.loads(file.read_text(encoding="utf-8"))["runs"] for file in Path(folder).glob("*.json")}
    return {network: {run["seed"]: 100 * run["correct"] / run["total"] for run in runs[network]} for network in runs}


def of_the_same_draws(directory):
    """Return {network: {seed: accuracy in %}} of the records that have the random numbers of TensorFlow 1.15.5, with
    the network's own epochs and the default loop, on MNIST."""
    found, find = {}, functools.cache(sources.find)
    for record in records.read_all(directory)[0].values():
        own = find(record["network"]).epochs == record["epochs"]
        if not records.is_older(record) and own and record["loop"] == "exact" and record["data"] == "mnist":
            found.setdefault(record["network"], {})[record["seed"]] = quantities.accuracy(record)
    return found


def _texts(runs, fashion, tried, checkout, directory):
    """The READMEs and other files of text as they should be: {file: text}."""
    texts, pair = {}, (originals(checkout / ORIGINAL), of_the_same_draws(directory))
    for folder, marker, table in ((Path(), "notes", functools.partial(tables.study, runs)),
                                  (Path(), "networks", functools.partial(tables.front, runs)),
                                  (ROOM, "results", functools.partial(tables.results, runs)),
                                  (ROOM, "original", functools.partial(tables.original, *pair)),
                                  (ROOM, "claims", functools.partial(tables.claims, runs)),
                                  (ROOM, "fashion", functools.partial(tables.both, runs, fashion)),
                                  (ROOM, "trials", functools.partial(tables.trials, tried))):
        for language, name in (("en", "README.md"), ("ko", "README.ko.md")):
            file = checkout / folder / name
            kept = (ROOM / "records").relative_to(folder)
            text = table(language).replace("(RECORDS", f"({kept.as_posix()}")
            texts[file] = _between(file, texts.get(file) or _text_of(file), marker, text)
    texts[checkout / MINUTES] = json.dumps(tables.minutes(runs), indent=1) + "\n"
    if tried:
        texts[checkout / ROOM / trials.COMMITTED.name / "README.md"] = tables.changes(tried)
    return texts


def _text_of(file):
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise LabError(f"{file}: cannot be read ({error.strerror})") from error


def _between(file, whole, marker, text):
    """The text `whole` of a file, with `text` between <!-- marker --> and <!-- /marker -->."""
    first, last = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    if whole.count(first) != 1 or whole.count(last) != 1:
        raise LabError(f"{file}: needs one line {first.strip()} and one line {last}, with the table between them")
    return re.sub(f"{re.escape(first)}.*{re.escape(last)}", lambda _: f"{first}{text}\n{last}", whole, flags=re.DOTALL)


def _digest_in(file):
    """The digest that `write` put into a figure; None if there is no such figure."""
    from PIL import Image, UnidentifiedImageError
    try:
        with Image.open(file) as image:
            return getattr(image, "text", {}).get("Numbers")
    except (OSError, UnidentifiedImageError):
        return None


def _in_order():
    """The networks in the order of the tables; a reader's own networks come last."""
    order = [name for names in GROUPS.values() for name in names]
    return order + [name for name in networks() if name not in order]


def _drawings(runs, fashion, layers):
    """The figures as they should be: {file name: Drawing}; no figure if there are no records for it."""
    own = {name: list(runs[Series(name)].values()) for name in _in_order() if Series(name) in runs}
    drawings = {"network.png": _diagram()}
    if own:
        drawings |= {"gains.png": _gains(own, GROUPS), "costs.png": _costs(own)}
    of_notes = {name: own[name] for name in NOTES if name in own}
    if of_notes:
        drawings["notes.png"] = _gains(of_notes)
    learned = that_learned(runs)
    if learned:
        drawings["hardest.png"] = _hardest(learned)
    rows = on_both(runs, fashion)
    if rows:
        drawings["fashion.png"] = Drawing([rows], lambda: _side_by_side(rows))
    if layers:
        drawings["first_layer.png"] = _first_layers(layers)
    return drawings


def on_both(runs, fashion):
    """[network with its options, accuracies on MNIST, accuracies on Fashion-MNIST] of each Series that has both."""
    order = [series for name in _in_order() for series in sorted(fashion, key=str) if series.network == name]
    order += [series for series in sorted(fashion, key=str) if series not in order]
    return [[str(series), *([quantities.accuracy(record) for record in of_set[series].values()]
                            for of_set in (runs, fashion))] for series in order if series in runs]


def _side_by_side(rows):
    from lab10.study import side_by_side
    return side_by_side.draw(rows, {"MNIST": 0, "Fashion-MNIST": 1})


def _diagram():
    rows = {name: [NOTATION[name].layers, NOTATION[name].weights] for name in DRAWN}

    def draw():
        from lab10.study import diagram
        return diagram.picture(rows)
    return Drawing([rows], draw)


def _gains(own, groups=None):
    rows = {name: [quantities.accuracy(record) for record in of_network] for name, of_network in own.items()}
    printed = {name: [100 * accuracy for accuracy in {**PRINTED, **PUBLISHED}[name].accuracies] for name in own
               if name in PRINTED or name in PUBLISHED}

    def draw():
        from lab10.study import pictures
        return pictures.accuracies(rows, printed, FRONTIER, groups=groups)
    return Drawing([rows, printed], draw)


def _costs(own):
    """The costs that the note prints: the mean of each epoch, or the cost of the last batch in every third epoch."""
    rows, printed, last = {}, {}, []
    for name, of_network in own.items():
        theirs = PRINTED.get(name)
        if theirs and theirs.last_costs:
            last.append(name)
        every, key = (EVERY, "last_costs") if theirs and theirs.last_costs else (1, "costs")
        rows[name] = [{epoch + 1: record[key][epoch] for epoch in range(0, record["epochs"], every)}
                      for record in of_network]
        costs = theirs and getattr(theirs, key)
        if costs:
            printed[name] = {1 + every * place: cost for place, cost in enumerate(costs)}

    def draw():
        from lab10.study import pictures
        return pictures.costs(rows, printed, FRONTIER, last, ADDED)
    return Drawing([rows, printed, ADDED], draw)


def that_learned(runs):
    """The runs, by Series, that decide which images are hard: those of networks with their own number of epochs,
    more than LEARNED per cent right with every seed, and at least two seeds. Other networks get nearly all images
    wrong, or give all the same answer."""
    known = networks()
    return {series: by_seed for series, by_seed in runs.items() if series.epochs is None and len(by_seed) > 1
            and series.network in known and min(map(quantities.accuracy, by_seed.values())) > LEARNED}


def hardest(runs):
    """Return the test images that most runs get wrong, the hardest first: their numbers, the most frequent wrong
    answer for each, how many runs get it wrong, and the number of runs. runs: a dict of Series: {seed: record}."""
    mistakes = numpy.array([evaluation.read_mistakes(record["mistakes"])
                            for by_seed in runs.values() for record in by_seed.values()])
    counts = (mistakes != evaluation.RIGHT).sum(axis=0)
    chosen = numpy.argsort(-counts, kind="stable")[:HARDEST]
    taken_for = [int(numpy.bincount(mistakes[:, image], minlength=11)[:10].argmax()) for image in chosen]
    return chosen.tolist(), taken_for, counts[chosen].tolist(), len(mistakes)


def _hardest(runs):
    images, taken_for, counts, n = hardest(runs)

    def draw():
        from lab10.study import pictures
        test = input_data.load("mnist", one_hot=False).test
        return pictures.hardest(test.serve(images), test.labels[images], taken_for, counts, n)
    return Drawing([images, taken_for, counts, n], draw)


def _first_layers(layers):
    def draw():
        from lab10 import plots
        return plots.weights({f"{name}\n{moment}": W[:, :SHOWN] for name, record in layers.items()
                              for moment, W in first_layer.images(record).items()})
    return Drawing([layers], draw)
