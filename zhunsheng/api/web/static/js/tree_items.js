// The items of a tree, as the tree view of the ARIA authoring practices has them: one of them is where the tab key stops, a branch
// says whether it is open. The page has them as lists of disclosures, which open and close without any of this.

export const tree = () => document.getElementById("tree");
export const branch = (item) => item.querySelector(":scope > details");
export const within = (item) => [...item.querySelectorAll(":scope > details > ul > li")];
export const label = (item) => branch(item)?.querySelector(":scope > summary") ?? item;
export const parent = (item) => item.parentElement.closest("#tree li");
export const links = (item) => [...item.querySelectorAll("a")].filter((link) => link.closest("li") === item);
export const shown = (item) => !item.parentElement.closest("details:not([open])");
export const items = () => [...tree().querySelectorAll("li")].filter(shown);
// Whether what is in a branch is still to be fetched.
export const leftOut = (details) => details.hasAttribute("data-fetch");

let names = 0;

// Every item below an element that does not say yet what it is says so.
export function prepare(root) {
  tree().setAttribute("role", "tree");
  for (const list of root.querySelectorAll("ul")) list.setAttribute("role", "group");
  for (const item of root.querySelectorAll("li:not([role])")) {
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
  }
  // What has come into a branch may hold links of its own item.
  if (root.matches("li")) for (const link of links(root)) link.tabIndex = root.tabIndex;
  if (!tree().querySelector('li[tabindex="0"]')) stop(items()[0]);
}

// Opens or closes a branch, and says so before the browser tells that it was.
export function set(item, open) {
  branch(item).open = open;
  item.setAttribute("aria-expanded", String(open));
}

// Opens all that an item is in.
export function reveal(item) {
  for (let above = parent(item); above; above = parent(above)) set(above, true);
}

// The one item that the tab key stops at, with its own links.
export function stop(item) {
  if (!item) return;
  for (const other of tree().querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
  for (const link of links(item)) link.tabIndex = 0;
}

export function go(item) {
  if (!item) return;
  stop(item);
  item.focus();
  label(item).scrollIntoView({ block: "nearest" });
}

// A branch that was closed over the item where the tab key stops would leave the tree without any.
function closedOver(item) {
  if (item.querySelector('li[tabindex="0"]')) stop(item);
}

document.addEventListener(
  "toggle",
  (event) => {
    const item = event.target.closest("#tree li");
    if (!item || event.target !== branch(item)) return;
    item.setAttribute("aria-expanded", String(event.target.open));
    if (!event.target.open) closedOver(item);
  },
  true, // it does not bubble
);

// Whoever clicks on the words of a branch goes on from its item with the keys.
document.addEventListener("focusin", (event) => {
  const item = event.target.closest("#tree li");
  if (!item) return;
  if (item.tabIndex !== 0) stop(item);
  if (event.target.localName === "summary") item.focus({ preventScroll: true });
});
