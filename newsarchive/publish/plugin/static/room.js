// Comforts on top of pages that work without any script.
"use strict";
document.documentElement.classList.add("scripted");

// The versions' slider leads to the version it is let go at.
for (const form of document.querySelectorAll(".slider")) {
  const range = form.querySelector("input");
  const label = form.querySelector("label");
  range.addEventListener("input", () => { label.textContent = `Version ${range.value} of ${range.max}`; });
  range.addEventListener("change", () => { location.href = `${form.dataset.base}/r/${range.value}`; });
}

// A comment that an address points to may lie in a folded part of the thread.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details:not([open])");
  if (folded) { folded.open = true; target.scrollIntoView(); }
}
window.addEventListener("hashchange", unfold);
unfold();

// A copy button for each citation.
for (const text of document.querySelectorAll("pre.copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  text.after(button);
}

// Dragging over the histogram of a search sets its first and last date.
for (const figure of document.querySelectorAll("[data-histogram]")) {
  const form = document.getElementById(figure.dataset.histogram);
  const columns = [...figure.querySelectorAll(".column[data-key]")];
  let from = null;
  const at = (event) => columns.find((one) => {
    const box = one.querySelector(".hit").getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  const paint = (to) => {
    const [first, last] = [columns.indexOf(from), columns.indexOf(to)].sort((a, b) => a - b);
    columns.forEach((one, n) => one.classList.toggle("chosen", n >= first && n <= last));
    return [columns[first], columns[last]];
  };
  const lastDay = (key) => key.length === 7
    ? new Date(Date.UTC(+key.slice(0, 4), +key.slice(5), 0)).toISOString().slice(0, 10)
    : key.length === 4 ? `${key}-12-31` : key;
  const firstDay = (key) => (key + "-01-01").slice(0, 10);
  figure.addEventListener("pointerdown", (event) => { from = at(event) || null; if (from) { paint(from); event.preventDefault(); } });
  figure.addEventListener("click", (event) => event.preventDefault());
  figure.addEventListener("pointermove", (event) => { const to = from && at(event); if (to) paint(to); });
  figure.addEventListener("pointerup", (event) => {
    const to = from && at(event);
    if (!to) return;
    const [first, last] = paint(to);
    form.elements.since.value = firstDay(first.dataset.key);
    form.elements.until.value = lastDay(last.dataset.key);
    form.requestSubmit();
  });
}
