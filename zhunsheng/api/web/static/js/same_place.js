// Where somebody is on a page whose main part is replaced while he works on it: what has the focus, where it stands in the
// window, and the order of the questions that he is answering. All of it is kept, so that the page changes around him.

const CAN_HAVE_FOCUS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

// What has the focus: each element around it that has an id, the nearest first, and its place in that.
function focused() {
  const element = document.activeElement;
  // Who is outside the main part, such as on his way out of it by the tab key, is not moved by it.
  if (!element || element.id === "main" || !element.closest("#main")) return null;
  const around = [];
  for (let within = element.closest("[id]"); within && within.id !== "main"; within = within.parentElement?.closest("[id]")) {
    around.push({ id: within.id, place: [...within.querySelectorAll(CAN_HAVE_FOCUS)].indexOf(element) });
  }
  return { around, top: element.getBoundingClientRect().top };
}

function sameElement({ id, place }) {
  const within = document.getElementById(id);
  if (!within || place < 0) return within;
  const able = within.querySelectorAll(CAN_HAVE_FOCUS);
  return able[Math.min(place, able.length - 1)];
}

function focus(was) {
  for (const of of was.around) {
    const element = sameElement(of);
    if (!element) continue;
    element.focus({ preventScroll: true });
    window.scrollBy({ top: element.getBoundingClientRect().top - was.top, behavior: "instant" });
    return;
  }
  document.getElementById("main").focus({ preventScroll: true });
}

// A question that has just been answered stays where it was asked; it goes to the others when the page is opened again.
function keepOrder(before, fresh) {
  const [asked, answered] = [fresh.querySelector("[data-asked]"), fresh.querySelector("[data-answered]")];
  if (!asked) return;
  const ids = [...before.querySelectorAll("[data-asked] > [id]")].map((question) => question.id);
  for (const id of ids.reverse()) {
    const question = [...asked.children, ...(answered?.children ?? [])].find((element) => element.id === id);
    if (question) asked.prepend(question);
  }
}

// Puts a fresh main part in place of the one that is shown.
export function replaceMain(fresh) {
  const before = document.getElementById("main");
  const was = focused();
  const open = [...before.querySelectorAll("details[open][id]")].map((element) => element.id);
  keepOrder(before, fresh);
  before.replaceWith(document.adoptNode(fresh));
  for (const name of open) document.getElementById(name)?.setAttribute("open", "");
  if (was) focus(was);
}
