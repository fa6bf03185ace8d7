"""Files are written whole or not at all, and never over somebody's work unasked."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.report.files import ensure_writable, write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_a_free_name_may_be_written(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "plan.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError) as caught:
        ensure_writable(path)
    assert caught.value.filename == str(path)
    ensure_writable(path, force=True)
    assert path.read_bytes() == b"old"


def test_folders_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileNotFoundError):
        ensure_writable(tmp_path / "nowhere" / "plan.xlsx")
    with pytest.raises(NotADirectoryError):
        ensure_writable(tmp_path / "file" / "plan.xlsx")
    with pytest.raises(IsADirectoryError):
        ensure_writable(tmp_path, force=True)


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        ensure_writable(path, force=True)


@pytest.mark.parametrize("mark", ["~$plan.xlsx", "~$an.xlsx", ".~lock.plan.xlsx#"])
def test_a_file_open_in_a_spreadsheet_program_is_found_by_its_mark(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "plan.xlsx"
    (tmp_path / mark).write_bytes(b"")
    ensure_writable(path)  # a new file of that name is in nobody's way
    path.write_bytes(b"old")
    with pytest.raises(PermissionError) as caught:
        write_atomically(path, b"new", force=True)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old"


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr("netcompose.report.files.tempfile.TemporaryFile", refuse)
    with pytest.raises(PermissionError) as caught:
        ensure_writable(tmp_path / "plan.xlsx")
    assert caught.value.filename == str(tmp_path)


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    old = os.umask(0o027)
    try:
        write_atomically(path, b"new")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    path, link = tmp_path / "plan.xlsx", tmp_path / "link.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    link.symlink_to(path)
    write_atomically(link, b"new", force=True)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("netcompose.report.files.os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_somebody_quicker_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    monkeypatch.setattr("netcompose.report.files.os.fsync", lambda handle: path.write_bytes(b"theirs"))
    with pytest.raises(FileExistsError):
        write_atomically(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
