"""Try the members' page in headless Chromium: axe must find nothing, and size and first paint are told.

    npm install axe-core && python scripts/try_page.py node_modules/axe-core/axe.min.js

Not part of CI, because a bare machine has neither. The page lets no foreign script in, so axe tries a copy without its content policy;
that the page's own script gets past the policy is tried on the page as it is.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "report"))

import report_samples as samples  # noqa: E402

from netcompose.language import Language  # noqa: E402
from netcompose.plan import Meeting, Plan  # noqa: E402
from netcompose.report.page import write_page  # noqa: E402

SIZES = {78: 9, 110: 12, 3000: 350}  # leaders and networks
LIMITS = {78: 500_000, 110: 500_000, 3000: 5_000_000}  # bytes
FLAGS = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync"
BROWSER = ["--headless", *(f"--{flag}" for flag in FLAGS.split()), "--hide-scrollbars"]
RUN = """
<script>window.addEventListener("load", () => setTimeout(async () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const result = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
  const told = {violations: result.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary]),
    passes: result.passes.length, incomplete: result.incomplete.map(v => [v.id, v.nodes.length])};
  document.documentElement.innerHTML = "<body>axe" + btoa(unescape(encodeURIComponent(JSON.stringify(told)))) + "axe</body>";
}, 300));</script>
"""
PAINT = """
<script>window.addEventListener("load", () => setTimeout(() => {
  const paint = performance.getEntriesByType("paint").map(p => [p.name, Math.round(p.startTime)]);
  document.documentElement.innerHTML = "<body>axe" + btoa(JSON.stringify(paint)) + "axe</body>";
}, 1500));</script>
"""


def browse(path: Path, *more: str, fragment: str = "") -> str:
    """What Chromium prints for a page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, *BROWSER, f"--user-data-dir={profile}", *more, path.as_uri() + fragment]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=280).stdout


def dated(plan: Plan) -> Plan:
    """The same plan with a date for each of three meetings."""
    days = (date(2026, 1, 20), date(2026, 5, 5), date(2026, 10, 6))
    meetings = tuple(
        Meeting(network.id, number, day, time(9), time(11))
        for network in plan.composition.networks
        for number, day in enumerate(days, 1)
    )
    return replace(plan, meetings=meetings)


def told(path: Path, script: str, folder: Path, fragment: str = "") -> Any:
    """What a script says about a copy of the page without its content policy."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8"))
    copy = folder / "copy.html"
    copy.write_text(page.replace("</body>", script + "</body>"), "utf-8")
    dom = browse(copy, "--virtual-time-budget=120000", "--dump-dom", fragment=fragment)
    return json.loads(base64.b64decode(re.search("axe([A-Za-z0-9+/=]+)axe", dom)[1]))  # type: ignore[index]


def main() -> None:
    """Every size and both languages."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    axe = f"<script>{Path(sys.argv[1]).read_text('utf-8')}</script>"
    wrong = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for leaders, networks in SIZES.items():
            people = samples.organisation(leaders)
            plan = dated(samples.plan(people, networks))
            for language in Language if leaders < 200 else [Language.DA]:
                path = folder / f"{leaders}-{language}.html"
                policy = samples.policy(networks)
                write_page(path, plan=plan, organisation=people, policy=policy, language=language)
                size = path.stat().st_size
                wrong += size > LIMITS[leaders]
                line = f"{leaders} leaders, {language}: {size:,} bytes"
                opened = '<div id="search">' in browse(path, "--dump-dom")
                wrong += not opened
                line += ", search works" if opened else ", THE SCRIPT WAS BLOCKED"
                if leaders < 200:
                    for fragment in ("", "#m1"):
                        found = told(path, axe + RUN, folder, fragment)
                        wrong += len(found["violations"])
                        line += (
                            f"; axe{fragment}: {len(found['violations'])} violations, {found['passes']} rules passed"
                        )
                        for violation in (*found["violations"], *found["incomplete"]):
                            print("  ", violation)
                line += f"; paint {told(path, PAINT, folder)} ms"
                print(line)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
