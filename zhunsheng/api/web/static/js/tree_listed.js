// How much of the tree is on the page, as it says above it: what has been fetched since counts as well.

import { leftOut, tree } from "./tree_items.js";

const line = () => document.getElementById("tree-listed");

// Says something to whoever does not see it.
export function say(text) {
  const status = document.getElementById("tree-status");
  if (status) status.textContent = text;
}

export function sayListed() {
  if (line()) say(line().innerText);
}

export function recount() {
  if (!line()) return;
  const rules = [...tree().querySelectorAll('li[data-t]:not([id^="f-"])')];
  const failed = tree().querySelectorAll('li[id^="f-"] > details > ul > li').length;
  const whole = rules.filter((rule) => !leftOut(rule.querySelector(":scope > details")));
  document.getElementById("tree-rules").textContent = rules.length + failed;
  document.getElementById("tree-whole").textContent = whole.length;
  document.getElementById("tree-left-out").hidden = !tree().querySelector("details[data-fetch], .more");
}
