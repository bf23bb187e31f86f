"""Shows a page as it was sent in a real browser, and looks at it as readers of all kinds do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, Route

from tests.browser.states.hands import Capture

ORIGIN = "http://pages.test"
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
SCRIPTED = re.compile(r"<script|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
NO_PAGE_SHOWN = "about:blank"


@dataclass
class Eyes:
    """One browser page that shows captures; counts which of axe's rules have looked at something.

    The captured page is put under an origin of its own; the stylesheet comes from the application.
    """

    page: Page
    stylesheet: Callable[[str], tuple[str, bytes]]
    rules_run: dict[str, int] = field(default_factory=dict)
    shown: Capture | None = None

    def show(self, capture: Capture, size: dict[str, int]) -> None:
        """Show a page at a size."""
        self.shown = capture
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self.page.goto(f"{ORIGIN}/page")

    def axe(self) -> list[str]:
        """What axe finds: rule, place and reason, one line each."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(
            "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
            list(TAGS),
        )
        for rule in (*found["passes"], *found["violations"]):
            self.rules_run[rule["id"]] = self.rules_run.get(rule["id"], 0) + 1
        return [
            f"{rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"][:3]
        ]

    def overflow(self) -> list[str]:
        """By how much the page is wider than the window, if it is."""
        wide: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [f"{wide} px wider than the window"] if wide > 0 else []

    def keyboard(self) -> list[str]:
        """What the Tab key does not reach in order, or reaches without showing it."""
        count: int = self.page.evaluate(WATCH)
        for _ in range(count + 1):
            self.page.keyboard.press("Tab")
        return list(self.page.evaluate("() => intakeWatch.report()"))

    def serve(self, route: Route) -> None:
        """Answer the browser's requests with the capture and the stylesheet."""
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/page" and self.shown is not None:
            kept = {
                name: value
                for name, value in self.shown.headers.items()
                if name in {"content-type", "content-security-policy"}
            }
            # An error page too is shown here: what it came with was looked at before.
            route.fulfill(status=200, headers=kept, body=self.shown.html)
        elif path.startswith("/assets/"):
            kind, body = self.stylesheet(path)
            route.fulfill(status=200, content_type=kind, body=body)
        else:
            route.abort()


def scripted(capture: Capture) -> list[str]:
    """Anything on the page that would need script."""
    return [f"script on the page: {found}" for found in SCRIPTED.findall(capture.html)]


@contextmanager
def eyes(browser: Browser, app: Flask) -> Iterator[Eyes]:
    """A browser page that shows captures of this application."""
    client = app.test_client()

    def stylesheet(path: str) -> tuple[str, bytes]:
        response = client.get(path)
        return response.content_type, response.data

    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    try:
        looking = Eyes(context.new_page(), stylesheet)
        looking.page.route("**/*", looking.serve)
        yield looking
    finally:
        context.close()


WATCH = """
() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, '
    + '[tabindex="0"]';
  const name = e => {
    const words = (e.innerText || e.name || e.type || '').trim().slice(0, 40);
    return `<${e.tagName.toLowerCase()}> ${words}`;
  };
  const reachable = e => !e.closest('[aria-hidden=true]') && !e.disabled
    && e.checkVisibility({visibilityProperty: true})
    && !(e.closest('details:not([open])') && e.tagName !== 'SUMMARY');
  const group = e => e.type === 'radio' ? `${e.form && e.form.action} ${e.name}` : e;
  const stops = [...document.querySelectorAll(wanted)].filter(reachable);
  const expected = [...new Set(stops.map(group))];
  const seen = [];
  const faults = [];
  document.activeElement && document.activeElement.blur();
  // A page scrolls only after the focus has moved: looked at when the next key goes down.
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return;
    seen.push(group(e));
    const label = e.labels && e.labels[0];
    const marked = [e, label].filter(Boolean).some(one => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none';
    });
    // The calendar in a field for a day has a ring of the browser's own, which no page can read.
    const inside = e.matches(':focus-within') && !e.matches(':focus');
    if (!marked && !inside && e.id !== 'main') faults.push(`focus does not show: ${name(e)}`);
    const box = e.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
      document.elementFromPoint(box.left + box.width * x, top + (bottom - top) * y));
    if (!points.some(p => p && (e.contains(p) || p.contains(e) || (label && label.contains(p)))))
      faults.push(`focus is hidden: ${name(e)}`);
  };
  document.addEventListener('keydown', look, true);
  window.intakeWatch = {report: () => {
    look();
    const missing = expected.filter(e => !seen.includes(e));
    const order = seen.map(e => expected.indexOf(e)).filter(i => i >= 0);
    const back = order.filter((place, at) => at && place < order[at - 1]).length;
    return [
      ...faults,
      ...missing.map(e => `Tab does not reach ${typeof e === 'string' ? e : name(e)}`),
      ...(back > 1 ? [`Tab goes back ${back} times`] : []),
    ];
  }};
  // The parts of a day (month, day, year, the calendar) are stops of their own.
  return expected.length + 4 * document.querySelectorAll('[type=date]').length;
}
"""
