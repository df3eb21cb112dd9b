// Without this script the form and the examples load the page again; with it only the result changes.
"use strict";

const form = document.querySelector("form");
const field = form.elements.url;
const result = document.getElementById("result");
const announcement = document.getElementById("announcement");
let asking;

// The form is posted, since a pasted text may be too long for an address; a link then has an address of its own.
async function show(address, { body, remember = false } = {}) {
  asking?.abort();
  const mine = (asking = new AbortController());
  result.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { method: body ? "POST" : "GET", body, signal: mine.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    result.replaceChildren(...page.getElementById("result").childNodes);
    field.value = page.getElementById("url").value;
    announcement.textContent = result.querySelector("h2")?.textContent ?? "";
    if (remember) history.pushState(null, "", response.url);
    offerCopying();
  } catch {
    if (mine === asking) body ? form.submit() : location.assign(address);
  }
  if (mine === asking) result.removeAttribute("aria-busy");
}

function offerCopying() {
  for (const button of result.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(form.action, { body: new URLSearchParams(new FormData(form)), remember: true });
});

document.addEventListener("click", async (event) => {
  const example = event.target.closest(".examples a:not([data-tab])");
  if (example && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    show(example.href, { remember: true });
  }
  const button = event.target.closest("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    announcement.textContent = button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }
});

addEventListener("popstate", () => show(location.href));
offerCopying();
