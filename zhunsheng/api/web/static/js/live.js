// What JavaScript adds to every form: nothing is lost when the connection is gone, nothing is sent twice by an impatient hand,
// and a form marked `data-live` is sent whenever a field of it changes, its answer taking the place of what is shown.
// Without this module every form is sent by its button, and answered by a whole page.

const connection = document.getElementById("connection");
let underWay = null;

function connected(yes) {
  connection.hidden = yes;
}

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
  return { response, text: await response.text() };
}

// Shows an answered page in place of this one: its main part, its title, its address.
function show(response, text) {
  const answered = new DOMParser().parseFromString(text, "text/html");
  const fresh = answered.getElementById("main");
  if (!fresh) {
    location.assign(response.url);
    return;
  }
  const focused = document.activeElement;
  const [id, open] = [focused?.id, [...document.querySelectorAll("details[open][id]")].map((element) => element.id)];
  const scrolled = window.scrollY;
  document.getElementById("main").replaceWith(document.adoptNode(fresh));
  for (const name of open) document.getElementById(name)?.setAttribute("open", "");
  document.title = answered.title;
  if (response.redirected || !response.ok) history.replaceState(null, "", response.url);
  if (id && document.getElementById(id)) {
    const field = document.getElementById(id);
    field.focus({ preventScroll: true });
    window.scrollTo({ top: scrolled });
  }
  document.dispatchEvent(new CustomEvent("zhunsheng:shown"));
}

// What waits to be sent until the answer under way is there. One after the other, and not the newer in place of the older: a
// request that is given up here may still be carried out there, after the newer one.
let waiting = null;
let answering = false;

async function live(form, submitter) {
  if (answering) {
    waiting = { form, submitter };
    return;
  }
  answering = true;
  form.setAttribute("aria-busy", "true");
  const sent = written(form);
  try {
    const { response, text } = await send(form, submitter);
    connected(true);
    if (response.redirected && new URL(response.url).pathname !== location.pathname) {
      location.assign(response.url);
      return;
    }
    // Whoever goes on typing keeps the page that he types in; the next change is answered with all of it.
    if (!waiting && written(form) === sent) show(response, text);
  } catch (error) {
    if (error.name !== "AbortError") connected(false);
  } finally {
    form.removeAttribute("aria-busy");
    answering = false;
  }
  const next = waiting;
  waiting = null;
  if (next) live(next.form, next.submitter);
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
    connected(false);
    connection.scrollIntoView({ block: "nearest" });
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
    const { response, text } = await send(form, submitter);
    connected(true);
    if (response.redirected) {
      location.assign(response.url);
      return;
    }
    show(response, text);
    (document.getElementById("errors") ?? document.getElementById("main")).focus();
    window.scrollTo({ top: 0 });
  } catch (error) {
    if (error.name !== "AbortError") {
      connected(false);
      connection.scrollIntoView({ block: "nearest" });
    }
  } finally {
    form.removeAttribute("aria-busy");
  }
}

addEventListener("online", () => connected(true));
