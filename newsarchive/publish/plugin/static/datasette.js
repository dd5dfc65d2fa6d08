// What Datasette's own pages lack for a reader who hears them or moves by keyboard.
"use strict";
document.documentElement.lang = "en";

function name(selector, words) {
  for (const element of document.querySelectorAll(selector)) {
    if (!element.labels?.length && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", words);
  }
}

function mend() {
  document.querySelector("section.content")?.setAttribute("role", "main");
  for (const heading of document.querySelectorAll("h3")) heading.setAttribute("aria-level", "2");
  name("select[name^=_filter_column]", "Column");
  name("select[name^=_filter_op]", "How to compare");
  name("input[name^=_filter_value]", "Value");
  name("select[name=_sort]", "Sort by");
  name(".CodeMirror textarea, textarea#sql-editor", "SQL");
  for (const wide of document.querySelectorAll(".table-wrapper, .column-descriptions, #sql-query, .CodeMirror-scroll")) {
    if (wide.scrollWidth > wide.clientWidth || wide.scrollHeight > wide.clientHeight) wide.tabIndex = 0;
  }
}

addEventListener("DOMContentLoaded", mend);
addEventListener("load", () => setTimeout(mend));
