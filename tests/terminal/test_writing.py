"""Files are written whole or not at all, and keep what they were beside their contents."""
import pytest

from conftest import POSIX
from lab10.terminal import files


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "record.json"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError):
        with files.replacing(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]
    with files.replacing(path) as temporary:
        temporary.write_text("after")
    assert path.read_text() == "after" and list(tmp_path.iterdir()) == [path]


@POSIX
def test_a_file_that_is_replaced_keeps_its_readers_and_its_link(tmp_path):
    path, link = tmp_path / "record.json", tmp_path / "link"
    path.write_text("before")
    path.chmod(0o600)
    link.symlink_to(path)
    with files.replacing(link) as temporary:
        temporary.write_text("after")
    assert path.read_text() == "after" and path.stat().st_mode & 0o777 == 0o600 and link.is_symlink()
