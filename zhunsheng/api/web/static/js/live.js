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
  // `formAction` of a button that names none is the address of the page, not of its form.
  const named = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const address = new URL(named, location.href);
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

async function live(form, submitter) {
  form.setAttribute("aria-busy", "true");
  try {
    const { response, text } = await send(form, submitter);
    connected(true);
    show(response, text);
  } catch (error) {
    if (error.name !== "AbortError") connected(false);
  } finally {
    form.removeAttribute("aria-busy");
  }
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
