"""What HTML does in a browser: it is inserted into a page like that of a CMS, and all its elements get events."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Dialog,
    Error,
    Page,
    Playwright,
    Route,
    async_playwright,
)
from playwright.sync_api import Browser, sync_playwright

Way = Literal["written", "inserted"]
"""The server writes the HTML into its page, or a script of the page sets innerHTML."""
WAYS: tuple[Way, ...] = ("written", "inserted")

OUTSIDE = ("cms-title", "cms-before", "cms-after", "cms-aside", "cms-form", "cms-input", "cms-foot")
URL = "https://cms.example/page"

PAGE = """<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>CMS</title><style>
body { margin: 0; width: 640px; font: 16px/1.4 sans-serif; color: #111; background: #fff }
#cms-aside { position: fixed; top: 40px; left: 700px; width: 280px; height: 300px }
.cms-block { overflow-wrap: anywhere }
.modal, .overlay, .fixed, .backdrop { position: fixed; inset: 0; z-index: 99; background: #fff }
</style></head><body><h1 id="cms-title">Title</h1>
<main id="cms-main"><p id="cms-before">Before the block.</p>BLOCKS<p id="cms-after">After the block.</p></main>
<aside id="cms-aside">Aside</aside><form id="cms-form"><input id="cms-input" name="slug" value="slug"></form>
<p id="cms-foot">Footer</p></body></html>"""

WATCH = """(() => {
  const noted = [], note = (kind, what) => { noted.push(kind + ': ' + String(what).slice(0, 100)) };
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval', 'fetch', 'postMessage'])
    Object.defineProperty(window, name, { value: () => note('script', name) });
  for (const [proto, name] of [[Document, 'write'], [XMLHttpRequest, 'open'], [Navigator, 'sendBeacon']])
    Object.defineProperty(proto.prototype, name, { value: () => note('script', name) });
  addEventListener('securitypolicyviolation', e => note('inline', e.effectiveDirective + ' ' + e.sample), true);
  addEventListener('error', e => e.message && note('script', e.message));
  addEventListener('submit', e => { e.preventDefault(); note('navigation', 'submit') }, true);
  addEventListener('click', e => {
    const link = e.composedPath().find(n => n instanceof Element && n.matches('a[href], area[href]'));
    if (link && /^(https?|mailto):$/.test(link.protocol)) e.preventDefault();
  }, true);
  if (window !== top) return;
  const all = what => Array.from(Document.prototype.querySelectorAll.call(document, what));
  const get = id => all('#' + id)[0];
  const path = e => e ? path(e.parentElement) + '/' + e.localName : '';
  const looks = ['color', 'backgroundColor', 'backgroundImage', 'display', 'visibility', 'position', 'opacity',
    'fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'textAlign', 'cursor', 'transform', 'direction'];
  const cms = {
    noted: () => noted,
    insert: parts => all('.cms-block').forEach((block, n) => { block.innerHTML = parts[n] }),
    look: ids => ids.map(id => {
      const e = get(id);
      if (!e) return null;
      const style = getComputedStyle(e), box = e.getBoundingClientRect();
      return [path(e), box.x, box.width, e.textContent, e.value, ...looks.map(name => style[name])].join();
    }),
    covered: ids => ids.filter(id => {
      const e = get(id);
      if (!e) return true;
      e.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = e.getBoundingClientRect();
      return [0.05, 0.5, 0.95].some(share => {
        const hit = document.elementFromPoint(box.x + box.width * share, box.y + box.height / 2);
        return !hit || !(hit === e || e.contains(hit));
      });
    }),
    attributes: () => all('.cms-block *').flatMap(e => Array.from(e.attributes)
      .filter(a => /^(on.*|id|name|style|target|ping|form.*|srcdoc|slot|is)$/i.test(a.name))
      .map(a => 'attribute: ' + e.localName + ' ' + a.name)).slice(0, 9),
    touch: async () => {
      const most = 4000, within = block => Array.from(block.querySelectorAll('*')).slice(0, most);
      for (const e of all('.cms-block').flatMap(within)) {
        for (const name of ['mouseover', 'mouseenter', 'mousedown', 'pointerdown', 'keydown', 'input', 'wheel'])
          e.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
        for (const a of Array.from(e.attributes))
          if (/^on/i.test(a.name)) e.dispatchEvent(new Event(a.name.slice(2)));
        if (e.focus) e.focus({ preventScroll: true });
        e.click ? e.click() : e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }
      await new Promise(done => setTimeout(done, 30));
    },
    turned: what => all(what).flatMap(e => {
      const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), range = document.createRange();
      const boxes = [];
      for (let text; (text = texts.nextNode());)
        for (let n = 0; n < text.length; n++) {
          range.setStart(text, n); range.setEnd(text, n + 1); boxes.push(range.getBoundingClientRect());
        }
      const back = boxes.some((box, n) => n && box.top === boxes[n - 1].top && box.x < boxes[n - 1].x);
      return back ? [e.textContent] : [];
    }),
  };
  Object.defineProperty(window, '__cms', { value: Object.freeze(cms) });
})()"""


@dataclass(frozen=True)
class Visit:
    look: tuple[str, ...]
    """The position, the content and the computed style of each element outside the blocks."""
    offences: tuple[str, ...]


class Chromium:
    """A browser that records all requests and answers only the one for the page itself."""

    def __init__(self, runner: asyncio.Runner, context: BrowserContext) -> None:
        self._runner = runner
        self._context = context
        usual = runner.run(self._visits([""]))
        assert not any(visit.offences for visit in usual.values()), usual
        self._usual = {way: visit.look for way, visit in usual.items()}

    def offences(self, fragments: Mapping[str, str]) -> dict[str, list[str]]:
        """What each fragment did that it must not do, by name; harmless fragments are left out.

        All are in one page. If that offends, each half is tried alone, down to single fragments; what offends
        only together with others is reported for all of them.
        """
        names = list(fragments)
        offences = self._found(list(fragments.values()))
        if not offences or len(names) < 2:
            return {name: offences for name in names if offences}
        halves = names[: len(names) // 2], names[len(names) // 2 :]
        parts = [self.offences({name: fragments[name] for name in half}) for half in halves]
        return parts[0] | parts[1] or dict.fromkeys(names, offences)

    def requests(self, fragment: str, *, least: int = 0) -> list[str]:
        """The addresses that a page with the fragment asks for; `least` of them are waited for, 10 s at most."""
        return self._runner.run(self._requests(fragment, least))

    def turned(self, fragment: str, selector: str) -> list[str]:
        """The texts of matching elements whose letters do not run from left to right as they are written."""
        return self._runner.run(self._turned(fragment, selector))

    async def _requests(self, fragment: str, least: int) -> list[str]:
        async with self._page([fragment], "written") as (page, noted, _):
            await page.wait_for_timeout(200)
            for _ in range(100):
                if len(noted) >= least:
                    break
                await page.wait_for_timeout(100)
            return [entry.removeprefix("request: ") for entry in noted]

    async def _turned(self, fragment: str, selector: str) -> list[str]:
        async with self._page([fragment], "inserted") as (_, _, session):
            result: list[str] = await _ask(session, f"__cms.turned({json.dumps(selector)})")
            return result

    def _found(self, fragments: Sequence[str]) -> list[str]:
        found = []
        for way, visit in self._runner.run(self._visits(fragments)).items():
            pairs = zip(OUTSIDE, visit.look, self._usual[way], strict=True)
            changed = [f"restyle: {name}" for name, now, usual in pairs if now != usual]
            found += [f"{way}: {offence}" for offence in (*changed, *visit.offences)]
        return found

    async def _visits(self, fragments: Sequence[str]) -> dict[Way, Visit]:
        """Both ways at the same time, each in a page of its own."""
        visits = await asyncio.gather(*(self._visit(fragments, way) for way in WAYS))
        return dict(zip(WAYS, visits, strict=True))

    async def _visit(self, fragments: Sequence[str], way: Way) -> Visit:
        async with self._page(fragments, way) as (page, noted, session):
            try:
                await page.wait_for_timeout(40)
                outside = json.dumps(OUTSIDE)
                look = tuple(map(str, await _ask(session, f"__cms.look({outside})")))
                covered = [f"cover: {name}" for name in await _ask(session, f"__cms.covered({outside})")]
                attributes = await _ask(session, "__cms.attributes()")
                await _ask(session, "__cms.touch()")
                await page.wait_for_timeout(40)
                scripted = await _ask(session, "__cms.noted()")
            except Error as error:  # the fragment navigated the page away
                return Visit(("gone",) * len(OUTSIDE), (f"navigation: {error.message[:80]}", *noted))
            return Visit(look, (*covered, *attributes, *scripted, *noted))

    @asynccontextmanager
    async def _page(
        self, fragments: Sequence[str], way: Way
    ) -> AsyncIterator[tuple[Page, list[str], CDPSession]]:
        written = fragments if way == "written" else [""] * len(fragments)
        blocks = "".join(f'<div class="cms-block">{fragment}</div>' for fragment in written)
        pages = [PAGE.replace("BLOCKS", blocks)]
        noted: list[str] = []

        async def answer(route: Route) -> None:
            if route.request.url == URL and pages:
                policy = {"Content-Security-Policy-Report-Only": "script-src 'nonce-cms' 'report-sample'"}
                await route.fulfill(body=pages.pop(), content_type="text/html; charset=utf-8", headers=policy)
            else:
                noted.append(f"request: {route.request.url[:200]}")
                await route.abort()

        async def dismiss(dialog: Dialog) -> None:
            noted.append("dialog")
            await dialog.dismiss()

        page = await self._context.new_page()
        await page.route("**/*", answer)
        page.on("dialog", dismiss)
        page.on("popup", lambda _: noted.append("navigation: new window"))
        await page.add_init_script(WATCH)
        try:
            await page.goto(URL, wait_until="domcontentloaded")
            session = await self._context.new_cdp_session(page)
            if way == "inserted":
                await _ask(session, f"__cms.insert({json.dumps(fragments)})")
            yield page, noted, session
        finally:
            await page.close()


async def _ask(session: CDPSession, expression: str) -> Any:
    """The value of an expression, by the debugger and not by the page's own eval, which is watched."""
    answer = await session.send(
        "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True}
    )
    if "exceptionDetails" in answer:
        raise Error(str(answer["exceptionDetails"]))
    return answer["result"].get("value")


@contextmanager
def launch() -> Iterator[Chromium]:
    """A headless Chromium; skips the test where there is none."""
    with asyncio.Runner() as runner:
        playwright = runner.run(async_playwright().start())
        try:
            yield Chromium(runner, runner.run(_context(playwright, _executable())))
        finally:
            runner.run(playwright.stop())


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium for pages of a user; skips the test where there is none."""
    with sync_playwright() as playwright:
        # Without the last one each frame of another site is a process of its own, which costs a second.
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-site-isolation-trials"]
        started = playwright.chromium.launch(executable_path=_executable(), args=arguments)
        yield started
        started.close()


def _executable() -> str:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    return path


async def _context(playwright: Playwright, path: str) -> BrowserContext:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    arguments += ["--disable-background-networking", "--disable-component-update"]
    browser = await playwright.chromium.launch(executable_path=path, args=arguments)
    return await browser.new_context(viewport={"width": 1000, "height": 800}, service_workers="block")
