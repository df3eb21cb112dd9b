// Without this script the form loads the page again; with it only the result changes.
"use strict";

const form = document.getElementById("article-form");
const field = form.elements.article;
const result = document.getElementById("result");
const announcement = document.getElementById("announcement");
let asking;

async function restore() {
  asking?.abort();
  const mine = (asking = new AbortController());
  const focused = document.activeElement?.id;
  result.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, signal: mine.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    result.replaceChildren(...page.getElementById("result").childNodes);
    announcement.textContent = result.querySelector("h2")?.textContent ?? "";
    if (focused) document.getElementById(focused)?.focus();
    prepare();
  } catch {
    if (mine === asking) form.submit();
  }
  if (mine === asking) result.removeAttribute("aria-busy");
}

function prepare() {
  for (const button of result.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const button of result.querySelectorAll(".update")) button.hidden = true;
}

// Another article has other finds, and so has the same one in another format.
function clear() {
  result.replaceChildren();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  restore();
});

form.addEventListener("input", clear);

result.addEventListener("change", (event) => {
  if (event.target.name === "accept") restore();
});

result.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    announcement.textContent = button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }
});

field.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});

field.addEventListener("drop", async (event) => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  field.value = await file.text();
  const suffix = file.name.split(".").pop().toLowerCase();
  form.elements.format.value = { txt: "text", md: "markdown", markdown: "markdown" }[suffix] ?? "html";
  clear();
  restore();
});

prepare();
