// What could not be sent: said where it is seen, kept on the page, and sent again as soon as that can be done.

const AGAIN_AFTER = 4000;
const notice = document.getElementById("connection");
const refused = document.getElementById("refused-notice");

let again = null;
let timer = 0;

// Nobody was reached, or only something that stands in between. `resend` is given where it can be sent again without being asked.
export function notSent(resend) {
  notice.hidden = false;
  refused.hidden = true;
  again = resend ?? null;
  clearTimeout(timer);
  if (again) timer = setTimeout(sendAgain, AGAIN_AFTER);
}

// The service was reached, and said no: its words are shown over what was filled in.
export function notDone(words, resend) {
  notSent(resend);
  notice.hidden = true;
  refused.textContent = words;
  refused.hidden = false;
}

export function sent() {
  clearTimeout(timer);
  again = null;
  notice.hidden = refused.hidden = true;
}

function sendAgain() {
  clearTimeout(timer);
  again?.();
}

addEventListener("online", sendAgain);

// Whoever leaves before it was sent would lose it, and does not know.
addEventListener("beforeunload", (event) => {
  if (again) event.preventDefault();
});
