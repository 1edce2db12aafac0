// What JavaScript adds to the tree of a derivation: it is walked through with the arrow keys (the tree view of the ARIA authoring
// practices), filtered at once, and what was left out for its size is fetched when its branch is opened. Without this module the
// branches open and close all the same, and whatever is left out is a link.

const tree = () => document.getElementById("tree");
const branch = (item) => item.querySelector(":scope > details");
const within = (item) => [...item.querySelectorAll(":scope > details > ul > li")];
const label = (item) => branch(item)?.querySelector(":scope > summary") ?? item;
const parent = (item) => item.parentElement.closest("#tree li");
const shown = (item) => !item.closest("[hidden]") && !item.parentElement.closest("details:not([open])");
const items = () => [...tree().querySelectorAll("li")].filter(shown);
const links = (item) => [...item.querySelectorAll("a")].filter((link) => link.closest("li") === item);
let names = 0;

// Every item says what it is. Until a tree has been prepared, a branch is a disclosure like any other.
function prepare(root) {
  tree().setAttribute("role", "tree");
  for (const list of root.querySelectorAll("ul")) list.setAttribute("role", "group");
  for (const item of root.querySelectorAll("li")) {
    item.setAttribute("role", "treeitem");
    item.tabIndex = -1;
    for (const link of links(item)) link.tabIndex = -1;
    const details = branch(item);
    if (!details) continue;
    const summary = label(item);
    summary.tabIndex = -1;
    summary.id ||= `name-${names++}`;
    item.setAttribute("aria-labelledby", summary.id);
    item.setAttribute("aria-expanded", String(details.open));
    details.addEventListener("toggle", () => {
      item.setAttribute("aria-expanded", String(details.open));
      if (details.open) fetchInto(item);
    });
  }
  if (!tree().querySelector('li[tabindex="0"]')) stop(items()[0]);
}

// Opens or closes a branch, and says so before the browser tells that it was.
function set(item, open) {
  branch(item).open = open;
  item.setAttribute("aria-expanded", String(open));
}

// The one item that the tab key stops at, with its own links.
function stop(item) {
  if (!item) return;
  for (const other of tree().querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
  for (const link of links(item)) link.tabIndex = 0;
}

function go(item) {
  if (!item) return;
  stop(item);
  item.focus();
  label(item).scrollIntoView({ block: "nearest" });
}

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
  "*"(item) {
    for (const sibling of item.parentElement.children) if (branch(sibling)) set(sibling, true);
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
  if (!item.matches?.("#tree li") || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = items();
  if (keys[event.key]) keys[event.key](item, all);
  else if (event.key.length === 1) begin(event.key.toLowerCase(), item, all);
  else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("#tree li");
  if (item && item.tabIndex !== 0) stop(item);
});

// What is behind the link of a branch: its own branch on the page that the link leads to.
async function fetchInto(item) {
  const details = branch(item);
  if (!details.hasAttribute("data-fetch")) return;
  details.removeAttribute("data-fetch");
  const link = details.querySelector(":scope > p a");
  say(tree().dataset.fetching);
  try {
    const found = await fetched(link.href, item.id);
    const fresh = [...branch(found).children].filter((element) => element.localName !== "summary");
    details.append(...fresh.map((element) => document.adoptNode(element)));
    link.parentElement.remove();
    prepare(item);
    hide(item);
    say("");
  } catch {
    details.setAttribute("data-fetch", "");
    say(tree().dataset.failed);
  }
}

async function fetched(address, id) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById(id);
  for (const link of found.querySelectorAll("a[href]")) {
    const leads = link.getAttribute("href");
    // Addresses are relative to the page that they were on; what is on this page as well is gone to here.
    if (!leads.startsWith("#") || !document.getElementById(leads.slice(1))) link.href = new URL(leads, response.url);
  }
  return found;
}

// Further rules of a layer are put where the link to them was.
async function further(link) {
  const [more, item] = [link.closest("li"), link.closest("li").parentElement.closest("li")];
  say(tree().dataset.fetching);
  try {
    const found = await fetched(link.href, item.id);
    const fresh = [...branch(found).querySelectorAll(":scope > ul > li")].filter((one) => !document.getElementById(one.id));
    more.replaceWith(...fresh.map((one) => document.adoptNode(one)));
    prepare(item);
    hide(item);
    go(fresh.find(shown) ?? item);
    say("");
  } catch {
    location.assign(link.href);
  }
}

function say(text) {
  const status = document.getElementById("tree-status");
  if (status) status.textContent = text;
}

// The filter: at once where all is on the page.
let wanted = "";

function hide(root) {
  for (const item of root.querySelectorAll("li[data-t]")) item.hidden = wanted !== "" && item.dataset.t !== wanted;
}

function filter(link) {
  wanted = link.dataset.t;
  for (const other of link.closest("nav").querySelectorAll("a")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  hide(tree());
  if (wanted) for (const item of tree().querySelectorAll(`li[data-t="${wanted}"]`)) reveal(item);
  stop(items()[0]);
  say(link.textContent.trim());
}

function reveal(item) {
  for (let above = parent(item); above; above = parent(above)) branch(above).open = true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || !tree() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.closest("[data-filter]")) filter(link);
  else if (link.hasAttribute("data-open") || link.hasAttribute("data-close")) {
    const open = link.hasAttribute("data-open");
    for (const details of tree().querySelectorAll("details:not([data-fetch])")) details.open = open;
    if (!open) for (const item of tree().children) branch(item).open = true;
    stop(items()[0]);
  } else if (link.closest("#tree .more")) further(link);
  else return;
  event.preventDefault();
});

// A node that an address names is shown, wherever it is.
function toTarget() {
  const target = tree() && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches("#tree li")) return;
  reveal(target);
  if (branch(target)) branch(target).open = true;
  go(target);
}

function begun() {
  if (!tree()) return;
  prepare(tree());
  toTarget();
}

addEventListener("hashchange", toTarget);
document.addEventListener("zhunsheng:shown", begun);
begun();
