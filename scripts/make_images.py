"""Make the pictures in docs/images from real output.

    python scripts/make_images.py

Needs LibreOffice, poppler (pdftoppm, pdftotext), Chromium and tmux on the machine, and Pillow (pip install pillow), which draws nothing and
only trims the pictures and reduces their colours.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from netcompose.language import Language
from netcompose.sheets import Column, Sheet, network_name

try:
    from PIL import Image, ImageChops
except ImportError:
    sys.exit("Pillow is needed: pip install pillow")

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "data" / "examples" / "odder.xlsx"
COLOURS = 96  # of a picture
MARGIN = 12  # pixels left around what is drawn
SHEETS = {
    Sheet.NETWORKS: 80,
    Sheet.ASSIGNMENTS: 95,
    Sheet.LIVE: 70,
    Sheet.HOSTS: 60,
    Sheet.MENTORS: 65,
    Sheet.CONTACTS: 65,
    Sheet.DUTIES: 65,
    Sheet.MEETINGS: 65,
    Sheet.OPEN_QUESTIONS: 75,
    Sheet.MAILS: 65,
    Sheet.MIX: 75,
    Sheet.CHECKS: 70,
    Sheet.FINDINGS: 75,
    Sheet.ABOUT: 60,
}  # dots per inch
CROPPED = {
    Sheet.ASSIGNMENTS: (0, 0, 1500, 470),
    Sheet.DUTIES: (0, 0, 2000, 420),
    Sheet.MEETINGS: (0, 0, 2000, 420),
    Sheet.ABOUT: (0, 0, 2000, 420),
    Sheet.MAILS: (0, 0, 2000, 420),
}
THEME = TerminalTheme(
    (255, 255, 255),
    (31, 42, 55),
    [(0, 0, 0), (170, 30, 30), (20, 110, 50), (150, 90, 0), (20, 60, 150), (130, 40, 130), (0, 110, 120), (90, 90, 90)],
)
BROWSER_FLAGS = (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update "
    "disable-sync hide-scrollbars"
)


def tool(*names: str) -> str:
    """The first of these programs that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit(f"{names[0]} is needed.")
    return found


def netcompose(*arguments: str | Path) -> None:
    """Run a command; it must succeed."""
    subprocess.run([sys.executable, "-m", "netcompose", *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)


def pdf(workbook: Path, folder: Path) -> Path:
    """A workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [tool("soffice", "libreoffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(workbook)], check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def first_pages(printed: Path) -> dict[str, int]:
    """The first page of each sheet: its footer begins with the sheet's name."""
    text = subprocess.run([tool("pdftotext"), "-layout", str(printed), "-"], check=True, capture_output=True, text=True)
    pages: dict[str, int] = {}
    for number, page in enumerate(text.stdout.split("\f"), 1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        if lines and (footer := re.fullmatch(r"(.*?)\s+\d+ / \d+", lines[-1])):
            pages.setdefault(footer[1], number)
    return pages


def draw_page(printed: Path, page: int, dots: int, target: Path, crop: tuple[int, int, int, int] | None = None) -> None:
    """One page as a picture."""
    command = [tool("pdftoppm"), "-png", "-singlefile", "-r", str(dots), "-f", str(page), "-l", str(page)]
    subprocess.run([*command, str(printed), str(target.with_suffix(""))], check=True)
    picture = Image.open(target).convert("RGB")
    height = picture.height
    picture = picture.crop((0, 0, picture.width, int(height * 0.945)))  # without the footer
    picture = trimmed(picture)
    if crop is not None:
        picture = picture.crop((0, 0, min(crop[2], picture.width), min(crop[3], picture.height)))
    save(picture, target)


def trimmed(picture: Image.Image) -> Image.Image:
    """Without the white around it."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    if box is None:
        return picture
    left, top, right, bottom = box
    return picture.crop(
        (
            max(0, left - MARGIN),
            max(0, top - MARGIN),
            min(picture.width, right + MARGIN),
            min(picture.height, bottom + MARGIN),
        )
    )


def save(picture: Image.Image, target: Path) -> None:
    """With few colours, which is what makes it small."""
    picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


def browse(page: Path, target: Path, width: int, height: int, fragment: str = "") -> None:
    """A page as Chromium shows it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [tool("chromium", "chromium-browser", "google-chrome"), *(f"--{f}" for f in BROWSER_FLAGS.split())]
        size = [f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--screenshot={target}"]
        subprocess.run([*command, *size, page.as_uri() + fragment], check=True, capture_output=True, timeout=120)
    save(Image.open(target).convert("RGB"), target)


def print_page(page: Path, printed: Path) -> None:
    """A page as Chromium prints it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [tool("chromium", "chromium-browser", "google-chrome"), *(f"--{f}" for f in BROWSER_FLAGS.split())]
        more = [f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
        subprocess.run([*command, *more, page.as_uri()], check=True, capture_output=True, timeout=120)


def terminal(command: str, width: int, height: int, folder: Path, target: Path) -> None:
    """What a command says on a terminal of that width."""
    tmux = [tool("tmux"), "-L", f"pictures{os.getpid()}"]
    shell = f"cd {shlex.quote(str(folder))}; {command}; touch done; sleep 60"
    (folder / "done").unlink(missing_ok=True)
    subprocess.run([*tmux, "new-session", "-d", "-x", str(width), "-y", str(height), shell], check=True)
    for _ in range(300):
        if (folder / "done").exists():
            break
        time.sleep(0.2)
    time.sleep(0.5)
    shown = subprocess.run([*tmux, "capture-pane", "-e", "-p"], check=True, capture_output=True, text=True).stdout
    subprocess.run([*tmux, "kill-server"], check=True)
    console = Console(record=True, width=width, file=(folder / "ignored").open("w"))
    console.print(Text.from_ansi(shown.rstrip()), end="")
    page = folder / "terminal.html"
    style = "body{{margin:12px;background:#fff}}pre{{font:14px/1.35 'DejaVu Sans Mono',monospace}}{stylesheet}"
    html = f"<meta charset=utf-8><style>{style}</style><pre>{{code}}</pre>"
    page.write_text(console.export_html(theme=THEME, code_format=html), "utf-8")
    browse(page, target, int(width * 8.45) + 30, 60 + 19 * (shown.rstrip().count("\n") + 1))
    save(trimmed(Image.open(target).convert("RGB")), target)


def rebalanced(folder: Path, plan: Path) -> None:
    """What changes, whom it is told, and what more moves would buy: somebody has left, and somebody has come."""
    sheet = load_workbook(plan, read_only=True)[Sheet.ASSIGNMENTS.title(Language.EN)]
    head, *people = sheet.iter_rows(values_only=True)
    ids, managers = (head.index(column.title(Language.EN)) for column in (Column.ID, Column.MANAGER))
    joiner = f"id=9001; name=Mette Holm; title=Skoleleder; department=Skole; manager={people[0][managers]}"
    target, page = folder / "new.xlsx", folder / "new.html"
    leavers = [option for person in (people[1], people[20]) for option in ("--leaver", str(person[ids]))]
    netcompose("rebalance", plan, *leavers, "--joiner", joiner, "--lang", "en", "-o", target, "--page", page)
    printed = pdf(target, folder)
    pages = first_pages(printed)
    for wanted in (Sheet.CHANGES, Sheet.MESSAGES, Sheet.TRADE_OFF):
        draw_page(printed, pages[wanted.title(Language.EN)], 70, IMAGES / f"{wanted.name.lower()}.png")
    browse(page, IMAGES / "page-changes.png", 1000, 620)


def compared(folder: Path) -> None:
    """The workbook that compares scenarios, with its charts."""
    target = folder / "compared.xlsx"
    sizes = [option for size in ("6-8", "8-9", "10-12") for option in ("--size", size)]
    netcompose("what-if", EXAMPLE, *sizes, "--lang", "en", "-o", target)
    printed = pdf(target, folder)
    draw_page(printed, 1, 70, IMAGES / "what-if.png")


def of_language(language: Language, folder: Path, *, all_sheets: bool) -> None:
    """The pictures in one language; the docs show every sheet in English and the most telling ones in Danish."""
    end = "" if language is Language.EN else f"-{language}"
    plan, page = folder / "plan.xlsx", folder / "plan.html"
    netcompose("solve", EXAMPLE, "--lang", language, "-o", plan, "--page", page, "--sheets-per-network", "--force")
    printed = pdf(plan, folder)
    pages = first_pages(printed)
    for sheet, dots in SHEETS.items():
        title = sheet.title(language)
        if title in pages and (all_sheets or sheet in {Sheet.NETWORKS, Sheet.ASSIGNMENTS, Sheet.LIVE}):
            target = IMAGES / f"{sheet.name.lower()}{end}.png"
            draw_page(printed, pages[title], dots, target, CROPPED.get(sheet))
    browse(page, IMAGES / f"page-1280{end}.png", 1280, 1900)
    if not all_sheets:
        return
    draw_page(printed, pages[network_name("3", language)], 65, IMAGES / "handout.png")
    rebalanced(folder, plan)
    compared(folder)
    themes = folder / "themes.xlsx"
    nyborg = EXAMPLE.with_name("nyborg.xlsx")
    netcompose("solve", nyborg, "--policy", "nyborg", "--lang", language, "-o", themes)
    printed_themes = pdf(themes, folder)
    draw_page(printed_themes, first_pages(printed_themes)[Sheet.THEMES.title(language)], 65, IMAGES / "themes.png")
    browse(page, IMAGES / "page-360.png", 360, 1500)
    browse(page, IMAGES / "page-member.png", 700, 800, "#m3")
    paper = folder / "page.pdf"
    print_page(page, paper)
    draw_page(paper, 3, 60, IMAGES / "page-print.png")
    template = folder / "leaders.xlsx"
    netcompose("init", "--lang", language, "-o", template)
    printed = pdf(template, folder)
    draw_page(printed, 1, 170, IMAGES / "template.png", (0, 0, 1500, 300))
    draw_page(printed, 2, 70, IMAGES / "guide.png")


def main() -> None:
    """All pictures, and how much they take."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        of_language(Language.EN, folder, all_sheets=True)
        of_language(Language.DA, folder, all_sheets=False)
        shutil.copy(EXAMPLE, folder / "leaders.xlsx")
        run = f"{shlex.quote(sys.executable)} -m netcompose"
        for width in (80, 120):
            target = IMAGES / f"terminal-{width}.png"
            terminal(f"{run} solve leaders.xlsx --lang en -o {width}.xlsx", width, 50, folder, target)
        terminal(f"{run} solve leaders.xlsx --lang da -o da.xlsx", 80, 50, folder, IMAGES / "terminal-80-da.png")
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.iterdir())}
    for picture, size in sizes.items():
        print(f"{size:>8,} {picture}")
    print(f"{sum(sizes.values()):>8,} in all")


if __name__ == "__main__":
    main()
