// A tree is walked through with the keys of any tree (the tree view of the ARIA authoring practices).

import { branch, go, items, label, leftOut, links, parent, set, shown, within } from "./tree_items.js";
import { sayListed } from "./tree_listed.js";

const keys = {
  ArrowDown: (item, all) => go(all[all.indexOf(item) + 1]),
  ArrowUp: (item, all) => go(all[all.indexOf(item) - 1]),
  Home: (item, all) => go(all[0]),
  End: (item, all) => go(all.at(-1)),
  ArrowRight(item) {
    const details = branch(item);
    if (details && !details.open) set(item, true);
    else go(within(item).find(shown));
  },
  ArrowLeft(item) {
    const details = branch(item);
    if (details?.open) set(item, false);
    else go(parent(item));
  },
  Enter(item) {
    const details = branch(item);
    if (details) set(item, !details.open);
    else links(item)[0]?.click();
  },
  // Not what is left out: a hundred rules would be fetched at once, and each is an entry of the log.
  "*"(item) {
    for (const beside of item.parentElement.children) if (branch(beside) && !leftOut(branch(beside))) set(beside, true);
    sayListed();
  },
};
keys[" "] = keys.Enter;

// A letter goes to the next item that begins with it, after its sign and value.
function begin(letter, item, all) {
  const place = all.indexOf(item);
  const words = (one) => {
    const copy = label(one).cloneNode(true);
    for (const part of copy.querySelectorAll(".v, details, ul")) part.remove();
    return copy.textContent.trim().toLowerCase();
  };
  go([...all.slice(place + 1), ...all.slice(0, place)].find((one) => words(one).startsWith(letter)));
}

document.addEventListener("keydown", (event) => {
  const item = event.target;
  if (!item.matches?.("#tree li") || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const all = items();
  if (keys[event.key]) keys[event.key](item, all);
  else if (event.key.length === 1) begin(event.key.toLowerCase(), item, all);
  else return;
  event.preventDefault();
});
