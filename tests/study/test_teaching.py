"""What the page for teachers shows of the lab's own records is what `compare` prints of them."""
from lab10 import study
from lab10.study import hand_ins, records, report
from lab10.study.claims import Series


def test_the_sample_is_what_compare_prints():
    runs = study.runs()
    files = [str(records.COMMITTED / records.name_of(record)) for name in ("xavier_adam", "xavier_sgd")
             for record in runs[Series(name)].values()]
    by_network, left_out = hand_ins.collect(files)
    printed = [line for line in hand_ins.text(by_network).splitlines() if line and "  seed " not in line]
    for page in ("TEACHING.md", "TEACHING.ko.md"):
        text = (report.home() / "notebooks" / page).read_text(encoding="utf-8")
        sample = text.partition("(class.png)\n\n")[2].partition("\n\n")[0]
        assert left_out == [] and [line.strip() for line in sample.splitlines()] == printed[1:]
