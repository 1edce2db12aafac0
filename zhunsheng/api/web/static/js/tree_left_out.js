// What was left out of a tree for its size is fetched when its branch is opened, or its link followed: it is the same branch on
// the page that the link leads to.

import { branch, go, leftOut, prepare, shown, tree } from "./tree_items.js";
import { recount, say } from "./tree_listed.js";

const UNDER_WAY = "under way";
let underWay = 0;

// Does something that takes a while, and says so.
async function awaited(work) {
  underWay++;
  say(tree().dataset.fetching);
  let failed = false;
  try {
    await work();
  } catch {
    failed = true;
  }
  underWay--;
  if (failed) say(tree().dataset.failed);
  else if (!underWay) say("");
  return !failed;
}

// Puts into a branch what it lacks.
async function fetchInto(item) {
  const details = branch(item);
  if (!leftOut(details) || details.dataset.fetch === UNDER_WAY) return;
  details.dataset.fetch = UNDER_WAY;
  const link = details.querySelector(":scope > p a");
  const done = await awaited(async () => {
    const found = await fetched(link.href, item.id);
    const fresh = [...branch(found).children].filter((element) => element.localName !== "summary");
    const left = link === document.activeElement;
    details.append(...fresh.map((element) => document.adoptNode(element)));
    link.parentElement.remove();
    details.removeAttribute("data-fetch");
    prepare(item);
    recount();
    if (left) go(item);
  });
  if (!done) details.dataset.fetch = "";
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

// Puts further rules of a layer where the link to them is.
async function further(link) {
  const [more, item] = [link.closest("li"), link.closest("li").parentElement.closest("li")];
  if (more.dataset.fetch === UNDER_WAY) return;
  more.dataset.fetch = UNDER_WAY;
  const done = await awaited(async () => {
    const found = await fetched(link.href, item.id);
    const fresh = [...branch(found).querySelectorAll(":scope > ul > li")].filter((one) => !document.getElementById(one.id));
    const left = more.contains(document.activeElement);
    more.replaceWith(...fresh.map((one) => document.adoptNode(one)));
    prepare(item);
    recount();
    if (left) go(fresh.find(shown) ?? item);
  });
  if (!done) location.assign(link.href);
}

document.addEventListener(
  "toggle",
  (event) => {
    const item = event.target.closest("#tree li");
    if (item && event.target === branch(item) && event.target.open) fetchInto(item);
  },
  true, // it does not bubble
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#tree .more > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  further(link);
});
