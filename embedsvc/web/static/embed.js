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

  function frameFor(link) {
    const frame = document.createElement("iframe");
    const { player, width, height } = link.dataset;
    const title = (link.querySelector(".embed-title") ?? link).textContent;
    for (const [name, value] of Object.entries({ ...FRAME, title, width, height })) frame.setAttribute(name, value);
    frame.className = link.className;
    Object.assign(frame.dataset, { width, height });
    frame.src = player;
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
