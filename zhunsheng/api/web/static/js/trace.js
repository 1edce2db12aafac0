// What JavaScript adds to the tree of a derivation: it is walked through with the arrow keys, its branches are opened and closed all
// at once, and what was left out for its size is fetched when its branch is opened. Without it the branches open and close
// all the same, and whatever is left out is a link. A filter is a link in any case: the service alone has all the rules.

import { keep } from "./address.js";
import { branch, go, items, leftOut, prepare, reveal, set, stop, tree } from "./tree_items.js";
import "./tree_keys.js";
import "./tree_left_out.js";
import { sayListed } from "./tree_listed.js";

// Opens or closes all branches that are on the page; the places stay open, since there is nothing to see in a closed tree.
function setAll(open) {
  for (const item of tree().querySelectorAll("li:has(> details)")) {
    if (!leftOut(branch(item))) set(item, open || item.parentElement === tree());
    else if (!open) set(item, false);
  }
  stop(items()[0]);
  keep("open", open ? "all" : "");
  sayListed();
}

// A node that an address names is shown, wherever it is.
function toTarget() {
  const target = tree() && document.getElementById(location.hash.slice(1));
  if (!target?.matches("#tree li")) return;
  reveal(target);
  if (branch(target)) set(target, true);
  go(target);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || !tree() || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches("[data-open], [data-close]")) {
    event.preventDefault();
    setAll(link.hasAttribute("data-open"));
  }
  // Gone to once more, the address does not change.
  else if (link.closest("#tree") && link.hash && link.href === location.href) toTarget();
});

function begun() {
  if (!tree()) return;
  prepare(tree());
  toTarget();
}

addEventListener("hashchange", toTarget);
document.addEventListener("zhunsheng:shown", begun);
begun();
