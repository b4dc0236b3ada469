"""The tables of the READMEs, from the records alone, in English ("en") and Korean ("ko")."""
import hashlib
import itertools
import json
import re
import statistics

from lab10.runs import arithmetic, korean
from lab10.runs.networks import networks
from lab10.study import comparison, quantities, tried
from lab10.study.claims import CLAIMS, DOES_NOT_HOLD, HOLDS, NOT_DECIDED, NOT_MEASURED, Mostly, Series
from lab10.study.notation import NOTATION
from lab10.study.origins import FRONTIER, LECTURE, NOTES
from lab10.study.printed import PRINTED, PUBLISHED
from lab10.study.records import alone, is_older
from lab10.study.sources import CONTROLS

OLDER = "‡"
FAR_APART = 3  # points: if the standard deviation is larger, a mean says nothing
KOREAN = {  # of what the English tables say
    HOLDS: "성립", DOES_NOT_HOLD: "성립하지 않음", NOT_DECIDED: "판정 보류", NOT_MEASURED: "아직 측정하지 않음",
    "cost is nan": "cost가 nan", "no figure": "없음", "lower than with 1000 units": "유닛 1,000개일 때보다 낮음",
    "98.4 %, from 98.15 % before depth and dropout": "98.4 %(층과 드롭아웃을 더하기 전 98.15 %)",
    "none": "없음",
    "error 0.80 %": "오류율 0.80 %", "error 0.57 ± 0.02 %": "오류율 0.57 ± 0.02 %",
    "Rasmus et al. 2015": "Rasmus 외 2015", "Pezeshki et al. 2016": "Pezeshki 외 2016",
    quantities.accuracy: "정확도", quantities.training_accuracy: "학습 정확도", quantities.members: "앙상블을 이루는 신경망의 정확도",
    quantities.gap: "학습 정확도와 테스트 정확도의 차이", quantities.first_cost: "첫 에폭의 cost",
    quantities.last_cost: "마지막 에폭의 cost",
}
PARTS = {  # of a notation
    "sigmoid": "시그모이드", "skips over two layers": "두 층 뒤에 더함", " and back": "과 디코더", "BN": "배치 정규화",
    "noise": "잡음", "normal": "정규분포", "√in": "√입력", "√(in": "√(입력",
}
ENGLISH = {
    quantities.accuracy: "accuracy", quantities.training_accuracy: "training accuracy",
    quantities.members: "its members' accuracy", quantities.gap: "gap", quantities.first_cost: "first epoch's cost",
    quantities.last_cost: "last epoch's cost",
}
FRONT = {
    "en": """\
| `lab10.` | what it changes | note's figure | ours, % (n) | minutes |
|---|---|---|---|---|""",
    "ko": """\
| `lab10.` | 바꾼 것 | 노트의 값 | lab10의 값(%, 시드 수) | 분 |
|---|---|---|---|---|""",
}
STUDY = {
    "en": """\
| note | its networks | [notebooks](notebooks/README.md) | minutes |
|---|---|---|---|""",
    "ko": """\
| 노트 | 신경망 | [노트북](notebooks/README.ko.md) | 분 |
|---|---|---|---|""",
}
NOTEBOOKS = {"000": "2", "001": "3, 4", "002": "none", "003": "2, 3", "004": "1, 2, 4, 5"}  # for a note's reader
CONTROL = "deep_xavier"  # is in no note: 004's network without its dropout
GROUPS = {  # of the study's tables: what stands above each, and its networks
    "notes": ({"en": "### The notes' networks", "ko": "### 노트의 신경망"}, NOTES),
    "lecture": ({"en": "### The lecture's networks", "ko": "### 강의의 신경망"}, LECTURE),
    "frontier": ({"en": "### Beyond the notes", "ko": "### 노트 너머"}, FRONTIER),
}
OWN = {"en": "### Your own", "ko": "### 직접 만든 신경망"}
RESULTS = {
    "en": ("`lab10.`", "network", "weights", "optimizer", "epochs", "note", "its figure", "n", "ours (%)", "our cost",
           "minutes"),
    "ko": ("`lab10.`", "신경망", "가중치", "옵티마이저", "에폭", "노트", "노트의 값", "n", "lab10의 값(%)", "lab10의 cost", "분"),
}
PRINTED_COLUMNS = "note", "its figure"  # of RESULTS; the lecture's table has none, as the lecture prints no figures
DECIDED = {
    "en": """\
| claim | note | printed | measured | difference (95 % interval) | verdict | why this decides it |
|---|---|---|---|---|---|---|""",
    "ko": """\
| 주장 | 노트 | 노트의 값 | 측정값 | 차이(95% 신뢰구간) | 판정 | 이렇게 판정하는 이유 |
|---|---|---|---|---|---|---|""",
}

BOTH = {
    "en": """\
| claim | note | MNIST: difference (95 % interval) | MNIST | Fashion-MNIST: difference (95 % interval) | Fashion-MNIST |
|---|---|---|---|---|---|""",
    "ko": """\
| 주장 | 노트 | MNIST: 차이(95% 신뢰구간) | MNIST | Fashion-MNIST: 차이(95% 신뢰구간) | Fashion-MNIST |
|---|---|---|---|---|---|""",
}
ORIGINAL = {
    "en": """\
| network | seeds | TensorFlow 1.15.5, % | lab10, % | difference (95 % interval) |
|---|---|---|---|---|""",
    "ko": """\
| 신경망 | 시드 수 | TensorFlow 1.15.5(%) | lab10(%) | 차이(95% 신뢰구간) |
|---|---|---|---|---|""",
}
TRIED = {
    "en": """\
| network | change | epochs | loop | seeds | wrong of 5,000 | error (%) |
|---|---|---|---|---|---|---|""",
    "ko": """\
| 신경망 | 바꾼 것 | 에폭 | 루프 | 시드 | 5,000장 중 오답 | 오류율(%) |
|---|---|---|---|---|---|---|""",
}


def front(runs, language):
    """Return the front page's table, of the notes' networks, as Markdown; the minutes are the median of the runs.

    runs: a dict of claims.Series: {seed: record}.
    """
    rows, found = [], networks()
    for name in NOTES:
        records = list(runs.get(Series(name), {}).values())
        lesson = korean.LESSONS[name] if language == "ko" else re.split(r"[;:]|\.$", found[name].lesson)[0]
        ours = _say(NOT_MEASURED, language)
        if records:
            ours = f"{_measured(records, language)[0]} ({_nans(records, language) or len(records)})"
        figure = _figures(PRINTED[name]) or _say(PRINTED[name].figure, language)
        cells = [f"`{name}`{_mark(records).strip()}", lesson, figure, ours, _minutes(records) if records else ""]
        rows.append("| " + " | ".join(cells) + " |")
    return _in(language, [FRONT[language], *rows, *_footnote(rows, language)])


def study(runs, language):
    """Return the front page's table for students as Markdown: for each note its networks, the notebooks, and how
    long the training of all these networks takes. runs: a dict of claims.Series: {seed: record}."""
    rows = []
    for note, notebooks in NOTEBOOKS.items():
        names = [name for name in NOTES if note in PRINTED[name].note or (name == CONTROL and note == "004")]
        each = [list(runs.get(Series(name), {}).values()) for name in names]
        cells = [note, ", ".join(f"`{name}`" + "*" * (name == CONTROL) for name in names), _say(notebooks, language),
                 _in_minutes(sum(map(_median, each))) if all(each) else ""]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join([STUDY[language], *rows])


def minutes(runs):
    """Return {network: {"minutes": the median time of a run, as text, "runs": how many runs, "loop", "cpus"}} of the
    lab's networks, with their own number of epochs. runs: a dict of claims.Series: {seed: record}."""
    found = {}
    for name in networks():
        records = list(runs.get(Series(name), {}).values())
        if records:
            found[name] = {"minutes": _minutes(records), "runs": len(records), "loop": records[0]["loop"],
                           "cpus": sorted({record["cpu"] for record in records})}
    return found


def _median(records):
    """The median of the seconds that runs took."""
    return statistics.median(map(alone, records))


def _minutes(records):
    return _in_minutes(_median(records))


def _in_minutes(seconds):
    """Minutes, as precisely as a reader can expect them."""
    return f"{seconds / 60:.{0 if seconds >= 600 else 1}f}"


def results(runs, language):
    """Return the tables of the lab's networks as Markdown. runs: a dict of claims.Series: {seed: record}."""
    own = [name for name in networks() if name not in NOTATION and Series(name) in runs]  # a reader's, in this checkout
    groups = [*GROUPS.values(), *([(OWN, own)] if own else [])]
    lines = []
    for heading, names in groups:
        shown = [names is not LECTURE or column not in PRINTED_COLUMNS for column in RESULTS["en"]]
        head, *rows = (" | ".join(itertools.compress(cells, shown))
                       for cells in (RESULTS[language], *(_row(name, runs, language) for name in names)))
        lines += [heading[language], "", f"| {head} |", "|" + "---|" * sum(shown), *(f"| {row} |" for row in rows), ""]
    return _in(language, [*lines[:-1], *_footnote(lines, language), "", _origin(runs, language)])


def _row(name, runs, language):
    """A network's cells in the tables of results."""
    records = list(runs.get(Series(name), {}).values())
    layers, weights, optimizer = NOTATION.get(name) or (networks()[name].lesson, "", "")
    if language == "ko":
        layers, weights = map(_in_korean, (layers, weights))
    note, figure = _printed(name, language)
    return [f"`{name}`{_mark(records)}", layers, weights, optimizer, str(records[0]["epochs"]) if records else "", note,
            figure, str(len(records)), *_measured(records, language), _minutes(records) if records else ""]


def _in_korean(setting):
    return re.sub("|".join(map(re.escape, PARTS)), lambda found: PARTS[found[0]], setting)


def _mark(runs):
    """A sign after the name of a network whose runs were made with the random numbers of an older lab10."""
    return f" {OLDER}" if any(map(is_older, runs)) else ""


def _footnote(rows, language):
    """The lines that explain the sign, if a row has it."""
    if not any(OLDER in row for row in rows):
        return []
    version = arithmetic.SINCE[arithmetic.ARITHMETIC]
    return ["", {"en": f"{OLDER} measured with lab10's random numbers before {version}: `--seed` now prints other "
                       "digits.",
                 "ko": f"{OLDER} 버전 {version} 이전의 lab10이 쓰던 난수로 얻은 값입니다. 지금은 같은 `--seed`를 주어도 다른 "
                       "숫자가 나옵니다."}[language]]


def _printed(name, language):
    """The note or paper of a network, and what it says about the network."""
    if name in PUBLISHED:
        return _say(PUBLISHED[name].note, language), _say(PUBLISHED[name].figure, language)
    if name not in PRINTED:
        return "", _say("no figure", language)
    printed = PRINTED[name]
    if not printed.accuracies or printed.figure in KOREAN:
        return printed.note, _say(printed.figure, language)
    figures = [_figures(printed)]
    if printed.costs:
        figures.append(f"cost {printed.costs[0]:.3g} → {printed.costs[-1]:.2g}")
    return printed.note, "; ".join(figures)


def _figures(printed):
    """The accuracies that a note printed."""
    return ", ".join(f"{100 * accuracy:.4g} %" for accuracy in printed.accuracies)


def _measured(records, language):
    """A network's accuracy and cost."""
    if not records:
        return _say(NOT_MEASURED, language), ""
    accuracies = [quantities.accuracy(record) for record in records]
    nans = sum(map(quantities.ends_in_nan, records))
    values = comparison.summary(accuracies)
    if nans or values.sd is not None and values.sd > FAR_APART:
        accuracy = _range(*(f"{value:.2f}" for value in (min(accuracies), max(accuracies))), language)
    else:
        accuracy = _plus_minus(values, ".2f")
    if nans:
        return accuracy, _nans(records, language)
    costs = [comparison.summary([cost(record) for record in records]).mean
             for cost in (quantities.first_cost, quantities.last_cost)]
    return accuracy, " → ".join(f"{cost:.3g}" for cost in costs)


def _nans(records, language):
    """With how many seeds the cost is nan in the end; None if with none."""
    nans, n = sum(map(quantities.ends_in_nan, records)), len(records)
    return {"en": f"nan: {nans} of {n}", "ko": f"nan: {n}개 중 {nans}개"}[language] if nans else None


def claims(runs, language):
    """Return the table of claims as Markdown. runs: a dict of claims.Series: {seed: record}."""
    rows, missing = [], []
    for claim in CLAIMS:
        measured, differences = zip(*(_compared(one, runs, language) for one in claim.comparisons))
        cells = [getattr(claim.says, language), _say(claim.note, language), claim.printed,
                 "<br>".join(filter(None, measured)), "<br>".join(filter(None, differences)),
                 f"**{_say(claim.verdict(runs), language)}**", getattr(claim.why, language)]
        rows.append("| " + " | ".join(cells) + " |")
        missing += [series for series in claim.missing(runs) if series not in missing]
    lines = [DECIDED[language], *rows, *_footnote(rows, language), "", _origin(runs, language)]
    return _in(language, lines + _to_make(missing, "", "", language))


def both(runs, fashion, language):
    """Return the table of the claims about the notes' networks on MNIST and on Fashion-MNIST, as Markdown.

    runs, fashion: a dict of claims.Series: {seed: record} for each.
    """
    rows, missing = [], []
    for claim in of_the_notes():
        cells = [getattr(claim.says, language), _say(claim.note, language)]
        for of_set in (runs, fashion):
            differences = [_short_of(one, of_set, language) for one in claim.comparisons]
            cells += ["<br>".join(filter(None, differences)), f"**{_say(claim.verdict(of_set), language)}**"]
        rows.append("| " + " | ".join(cells) + " |")
        missing += [series for series in claim.missing(fashion) if series not in missing]
    lines = [BOTH[language], *rows, *_footnote(rows, language), "",
             _origin(fashion, language).replace("(RECORDS)", "(RECORDS/fashion)")]
    return _in(language, lines + _to_make(missing, " --data fashion --seeds 5", "/fashion", language))


def of_the_notes():
    """The claims that need only the notes' networks and their controls."""
    known = {*NOTES, *(path.stem for path in CONTROLS.glob("*.py"))}
    return [claim for claim in CLAIMS
            if all(side.series.network in known for one in claim.comparisons for side in one.sides)]


def _short_of(one, runs, language):
    """The result of a comparison, as short as possible."""
    measured, difference = _compared(one, runs, language)
    if not difference or isinstance(one, Mostly):
        return measured and f"{measured.partition(': ')[2]}{_mark(runs[one.side.series].values())}"
    return f"{difference}, n {one.measured(runs).n}" + _mark(
        record for side in one.sides for record in runs[side.series].values())


def _to_make(missing, more, folder, language):
    """How to make the missing records: lines. missing: claims.Series. more: further options. folder: within that of
    the records."""
    if not missing:
        return []
    lines = ["", {"en": "What is not measured yet is made by:", "ko": "아직 측정하지 않은 것은 이렇게 만듭니다."}[language], ""]
    for options in sorted({series.options for series in missing}):
        names = " ".join(sorted({series.network for series in missing if series.options == options}))
        lines.append(f"    python -m lab10.study {names}{options}{more} --results lab10/study/records{folder}")
    return lines


def original(there, here, language):
    """Return the table of TensorFlow 1.15.5 beside lab10, with the same seeds, as Markdown.

    there: a dict of network: {seed: accuracy in %} of TensorFlow 1.15.5. here: the same of lab10.
    """
    rows = []
    for name in NOTES:
        seeds = sorted(set(there.get(name, ())) & set(here.get(name, ())))
        if len(seeds) < 2:
            continue
        sides = [{seed: accuracies[name][seed] for seed in seeds} for accuracies in (there, here)]
        apart = comparison.difference(sides[1], sides[0])
        low, high = (f"{value:+.2f}" for value in (apart.low, apart.high))
        means = [_plus_minus(comparison.summary(list(side.values())), ".2f") for side in sides]
        cells = [f"`{name}`", str(len(seeds)), *means, f"{apart.mean:+.2f} ({_range(low, high, language)})"]
        rows.append("| " + " | ".join(cells) + " |")
    if not rows:
        return {"en": "(There are no such runs yet.)", "ko": "(아직 그런 실행이 없습니다.)"}[language]
    return _in(language, [ORIGINAL[language], *rows])


def trials(found, language):
    """Return the table of trials as Markdown. found: a list of trials.Trial."""
    if not found:
        return {"en": "(There are no trials yet.)", "ko": "(아직 해 본 것이 없습니다.)"}[language]
    rows = []
    for trial in found:
        wrong = {seed: record["total"] - record["correct"] for seed, record in sorted(trial.by_seed.items())}
        error = comparison.summary([100 * wrong[seed] / trial.by_seed[seed]["total"] for seed in wrong])
        name = (f"**`{trial.of}`**" if trial.is_now else f"`{trial.of}`") + _mark(trial.by_seed.values())
        cells = [name, _short(trial, language), str(trial.epochs), trial.loop,
                 ", ".join(map(str, wrong)), ", ".join(map(str, wrong.values())), _plus_minus(error, ".2f")]
        rows.append("| " + " | ".join(cells) + " |")
    return _in(language, [TRIED[language], *rows, *_footnote(rows, language)])


def _short(trial, language):
    """What a trial tried, in a few words that link to the changed code."""
    short = tried.SHORT.get(trial.digest[:8])
    text = getattr(short, language) if short else f"`{trial.copy}`" if trial.changes else ""
    return f"[{text}](trials/README.md#{trial.copy})" if trial.changes else text


def changes(found):
    """Return the page with the code that the trials change, as Markdown. found: a list of trials.Trial."""
    lines = ["# The trials' code", "",
             "What each copy changes in its network ([the trials](../README.md#choose-settings)); `report` writes it."]
    for copy, trial in {trial.copy: trial for trial in found if trial.changes}.items():
        short = tried.SHORT.get(trial.digest[:8])
        lines += ["", f"## {copy}", "", f"`{trial.of}`" + (f": {short.en}" if short else "") + ".", "", "```diff"]
        for there, here in trial.changes:
            lines += [f"{sign} {line}" for sign, line in (("-", there), ("+", here)) if line]
        lines.append("```")
    return "\n".join(lines) + "\n"


def _in(language, lines):
    """Return lines as text; Korean writes no space before the per cent sign."""
    text = "\n".join(lines)
    return text.replace(" %", "%") if language == "ko" else text


def _compared(one, runs, language):
    """The result of a comparison: each side, and the difference."""
    found = one.measured(runs)
    if not found:
        return "", ""
    if isinstance(one, Mostly):
        count, n, low, high = found
        words = {"en": f"{count} of {n} seeds", "ko": f"시드 {n}개 중 {count}개"}[language]
        interval = _range(f"{100 * low:.0f}", f"{100 * high:.0f}", language)
        return f"{_name(one.side, runs)}: {words}", f"{100 * count / n:.0f} % ({interval} %)"
    sides = [side.values(runs) for side in one.sides]
    seeds = [seed for seed in sides[0] if None not in (sides[0][seed], sides[1].get(seed))]
    cells = []
    for side, values in zip(one.sides, sides):
        form = ".3g" if side.quantity in (quantities.first_cost, quantities.last_cost) else ".2f"
        quantity = "" if side.quantity is quantities.accuracy else _say(side.quantity, language) + " "
        value = _plus_minus(comparison.summary([values[seed] for seed in seeds]), form)
        cells.append(f"{_name(side, runs)} {quantity}{value}")
    mean, low, high = (f"{value:+{form}}" for value in (found.mean, found.low, found.high))
    return f"{', '.join(cells)}, n {found.n}", f"{mean} ({_range(low, high, language)})"


def _name(side, runs):
    """The series of a claims.Side, as a table cell shows it."""
    return f"`{side.series}`" + _mark(runs[side.series].values())


def _plus_minus(values, form):
    return f"{values.mean:{form}}" + ("" if values.sd is None else f" ± {values.sd:{form}}")


def _range(low, high, language):
    return {"en": f"{low} to {high}", "ko": f"{low} ~ {high}"}[language]


def _origin(runs, language):
    """Where the records come from: how many, on which machines, and a digest that changes if a record changes."""
    records = [record for series in sorted(runs, key=str) for _, record in sorted(runs[series].items())]
    if not records:
        return {"en": "(There are no records yet.)", "ko": "(아직 기록이 없습니다.)"}[language]
    where = "; ".join(sorted({f"{record['cpu']}, TensorFlow {record['versions']['tensorflow']}, "
                              f"NumPy {record['versions']['numpy']}" for record in records}))
    digest = hashlib.sha256(json.dumps(records, sort_keys=True).encode()).hexdigest()[:12]
    return {"en": f"From {len(records)} [records](RECORDS) (digest {digest}): {where}.",
            "ko": f"[기록](RECORDS) {len(records)}개에서 나온 값입니다(다이제스트 {digest}): {where}."}[language]


def _say(what, language):
    return KOREAN.get(what, what) if language == "ko" else ENGLISH.get(what, what)
