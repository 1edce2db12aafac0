// What JavaScript adds to every form: nothing is lost when the connection is gone, nothing is sent twice by an impatient hand,
// and a form marked `data-live` is sent whenever a field of it changes, its answer taking the place of what is shown.
// Without this module every form is sent by its button, and answered by a whole page.

import { replaceAround } from "./around.js";
import { replaceMain } from "./same_place.js";
import { notDone, notSent, sent } from "./unsent.js";

let underWay = null;

async function send(form, submitter) {
  const data = new FormData(form, submitter ?? null);
  const multipart = form.enctype === "multipart/form-data";
  const get = form.method === "get";
  // The property of a button that names no address is that of the page, and not of the form.
  const address = new URL(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
  if (get) address.search = new URLSearchParams(data).toString();
  underWay?.abort();
  underWay = new AbortController();
  const response = await fetch(address, {
    method: get ? "GET" : "POST",
    body: get ? undefined : multipart ? data : new URLSearchParams(data),
    signal: underWay.signal,
    headers: { Accept: "text/html" },
  });
  return { response, text: await response.text(), method: get ? "GET" : "POST" };
}

// Shows an answered page in place of this one, and tells whether it did. What is no page of the service comes from something
// that stands in between, and a page that only says no has no fields: neither may take the place of what was filled in.
function show({ response, text, method }, resend) {
  const answered = new DOMParser().parseFromString(text, "text/html");
  const fresh = answered.getElementById("main");
  const refusal = fresh?.querySelector("[data-refused]");
  const asked = response.ok && method === "GET";
  if (!fresh) {
    notSent(resend);
    return false;
  }
  if (refusal) {
    notDone(refusal.textContent, refusal.dataset.refused === "for now" ? resend : null);
    return false;
  }
  sent();
  replaceMain(fresh);
  document.title = answered.title;
  // What a form asks for by its address stands in the address, as it would without this module.
  const addressed = response.redirected || !response.ok || asked;
  if (addressed) history.replaceState(null, "", response.url);
  replaceAround(answered, addressed);
  announce(document.querySelector("[data-announced]")?.textContent ?? "");
  document.dispatchEvent(new CustomEvent("zhunsheng:shown"));
  return true;
}

// Says what has changed to whoever does not see it.
function announce(words) {
  const said = document.getElementById("said");
  words = words.replace(/\s+/g, " ").trim();
  if (said.textContent !== words) said.textContent = words;
}

// What waits to be sent until the answer under way is there. One after the other, and not the newer in place of the older: a
// request that is given up here may still be carried out there, after the newer one.
let waiting = null;
let answering = false;

// The button that was pressed and is still to be sent. It waits apart from its form: a field that is changed after it sends the
// form without any button, and what the button says would be lost.
let pressed = null;

async function live(form, submitter) {
  pressed = submitter ?? pressed;
  if (answering) {
    waiting = form;
    return;
  }
  // One of a page that has been replaced meanwhile is of no form of this one.
  const button = pressed?.form === form ? pressed : null;
  pressed = null;
  answering = true;
  form.setAttribute("aria-busy", "true");
  const filledIn = written(form);
  const resend = () => live(form, button);
  try {
    const answer = await send(form, button);
    if (answer.response.redirected && new URL(answer.response.url).pathname !== location.pathname) {
      sent();
      location.assign(answer.response.url);
      return;
    }
    // Whoever goes on typing keeps the page that he types in; the next change is answered with all of it, and leads
    // where the button that was pressed leads.
    if (!waiting && written(form) === filledIn) show(answer, resend);
    else {
      pressed ??= button;
      if (answer.response.ok) sent();
    }
  } catch (error) {
    if (error.name !== "AbortError") notSent(resend);
  } finally {
    form.removeAttribute("aria-busy");
    answering = false;
  }
  const next = waiting;
  waiting = null;
  if (next) live(next);
}

// All that is in the fields of a form, to tell whether it is still the same.
function written(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-live") && event.target.type !== "file") live(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.hasAttribute("data-live")) {
    event.preventDefault();
    live(form, event.submitter);
    return;
  }
  // A browser that is offline would replace the page, and all that was typed, by its own. So it is asked first.
  if (!navigator.onLine) {
    event.preventDefault();
    notSent();
    return;
  }
  if (form.method !== "post" || form.dataset.direct !== undefined) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  plain(form, event.submitter);
});

// Any other form: sent from here, so that the page stays where the service cannot be reached; then shown like a page.
async function plain(form, submitter) {
  try {
    const answer = await send(form, submitter);
    if (answer.response.redirected) {
      sent();
      location.assign(answer.response.url);
      return;
    }
    if (answer.response.ok) history.replaceState({ form: true }, "");
    if (!show(answer)) return;
    // An answer has no address of its own; "back" leads to the page with the form, as it would without this module.
    if (answer.response.ok) history.pushState(null, "", location.href);
    (document.getElementById("errors") ?? document.getElementById("main")).focus();
    window.scrollTo({ top: 0 });
  } catch (error) {
    if (error.name !== "AbortError") notSent();
  } finally {
    form.removeAttribute("aria-busy");
  }
}

addEventListener("popstate", (event) => {
  if (event.state?.form) location.reload();
});
