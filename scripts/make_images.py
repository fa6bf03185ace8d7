"""Make the pictures in docs/images from real output: needs LibreOffice and poppler's pdftoppm on the machine.

python scripts/make_images.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Solve the example in English and draw the first page of its workbook."""
    office, draw = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("pdftoppm")
    if office is None or draw is None:
        sys.exit("LibreOffice and pdftoppm are needed.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "odder.xlsx"
        solve = [sys.executable, "-m", "netcompose", "solve", str(ROOT / "data" / "examples" / "odder.xlsx")]
        subprocess.run([*solve, "--lang", "en", "--quiet", "-o", str(plan)], check=True)
        subprocess.run(
            [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(plan)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        target = ROOT / "docs" / "images" / "networks"
        page = ["-f", "1", "-l", "1", "-x", "30", "-y", "20", "-W", "1110", "-H", "700", "-r", "100", "-singlefile"]
        subprocess.run([draw, "-png", *page, str(plan.with_suffix(".pdf")), str(target)], check=True)


if __name__ == "__main__":
    main()
