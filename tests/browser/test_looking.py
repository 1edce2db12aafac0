"""The looking itself: a sound page passes, and each kind of fault that is planted in it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.looking import DESKTOP, PHONE, Eyes, Sight

SOUND = "<p>事实为根据，法律为准绳。</p><p>Facts first.</p>"
PLANTED = {
    "the page scrolls sideways": "<div style='width:2000px'>宽</div>",
    "cut by its element": "<p style='width:3em;overflow:hidden;white-space:nowrap'>这里的字太多了放不下</p>",
    "outside its element": "<p style='width:3em;white-space:nowrap'>这里的字太多了放不下</p>",
    "outside the page": "<p style='position:absolute;left:-2em'>左边看不见</p>",
    "overlap": "<p>上面的字</p><p style='margin-top:-2.2em'>下面的字</p>",
    "no font has": "<p>&#x10FFFD;</p>",
}


def seen(eyes: Eyes, folder: Path, body: str, style: str = "") -> Sight:
    path = folder / "page.html"
    path.write_text(
        f"<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><title>页</title><style>body{{font:16px/1.6 "
        f"'Noto Sans CJK SC'}}{style}</style><body>{body}</body></html>",
        encoding="utf-8",
    )
    return eyes.look(path, PHONE)


def test_a_sound_page_passes(eyes: Eyes, tmp_path: Path) -> None:
    sight = seen(eyes, tmp_path, SOUND)
    assert sight.sound, sight
    assert sight.lines == 2
    assert "绳" in sight.characters


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_seen(eyes: Eyes, tmp_path: Path, kind: str) -> None:
    sight = seen(eyes, tmp_path, SOUND + PLANTED[kind])
    assert any(fault.startswith(kind) for fault in sight.faults), sight
    assert not sight.sound


def test_what_is_fetched_and_what_the_console_says_is_seen(eyes: Eyes, tmp_path: Path) -> None:
    sight = seen(eyes, tmp_path, SOUND + "<img src='other.png'><script>console.error('oh')</script>")
    assert len(sight.requests) == 1
    assert sight.requests[0].endswith("/other.png")
    assert "oh" in sight.complaints
    assert not sight.sound


def test_a_font_that_was_not_asked_for_is_seen(eyes: Eyes, tmp_path: Path) -> None:
    sight = seen(eyes, tmp_path, SOUND, "body{font-family:'Noto Serif CJK SC'}")
    assert sight.chinese_fonts == {"Noto Serif CJK SC"}
    assert not sight.sound


def test_text_outside_the_boxes_of_a_drawing_is_seen(eyes: Eyes, tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><g data-node="a"><rect width="40" height="40"/>'
        '<text x="4" y="20">放不进去的字</text></g><text x="4" y="24">盖住</text></svg>',
        encoding="utf-8",
    )
    faults = eyes.look(path, DESKTOP).faults
    assert any(fault.startswith("outside its box") for fault in faults)
    assert any(fault.startswith("overlap") for fault in faults)
