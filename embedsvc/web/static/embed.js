// Puts the player of a block in place of its link once the reader follows it; nothing is requested before.
// Optional: without this script the link leads to the site.
"use strict";

{
  const FRAME = {
    sandbox:
      "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation",
    allow: "encrypted-media; fullscreen; picture-in-picture",
    referrerpolicy: "strict-origin-when-cross-origin",
  };

  // The hosts of all pages that frame the player. A browser without ancestorOrigins states only the nearest one
  // around this page, as its referrer.
  function hosts() {
    const around = location.ancestorOrigins ?? (parent === window ? [] : [document.referrer]);
    const origins = [location.origin, ...around].filter((origin) => origin.startsWith("http"));
    return new Set(origins.map((origin) => new URL(origin).hostname));
  }

  // An empty `parent` in the URL of a player is filled with the hosts of the pages that frame it, one parameter each.
  function filled(player) {
    const url = new URL(player);
    if (url.searchParams.get("parent") !== "") return player;
    url.searchParams.delete("parent");
    for (const host of hosts()) url.searchParams.append("parent", host);
    return url.href;
  }

  function frameFor(link) {
    const frame = document.createElement("iframe");
    const { player, width, height } = link.dataset;
    const title = (link.querySelector(".embed-title") ?? link).textContent;
    for (const [name, value] of Object.entries({ ...FRAME, title, width, height })) frame.setAttribute(name, value);
    frame.className = link.className;
    Object.assign(frame.dataset, { width, height });
    frame.src = filled(player);
    return frame;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.embed-play[data-player^='https://']");
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    const frame = frameFor(link);
    link.replaceWith(frame);
    frame.focus({ preventScroll: true }); // the focus was on the link
  });
}
