// What stands around the main part and belongs to the page all the same: the ways, who is signed in, the links to the page in the
// other language and as data, and the line on paper that says where and when it was taken. It changes with the main part, or a
// printed sheet would name an address and a time that what stands on it is not of.

const AROUND = ["header > nav", "header > .who", "footer > .edition", "footer > .on-paper"];
const OTHER_LANGUAGE = "body > header a[hreflang]";
const AS_DATA = 'head > link[rel="alternate"]';

// Puts what stands around an answered page in place of what stands around this one.
//
// Args:
//   addressed: Whether the answer is shown at its own address. One that is not is shown at that of the page whose form it answers:
//     nobody can go to the address that it came from, and so neither paper nor the other language lead there.
export function replaceAround(answered, addressed) {
  if (!addressed) answered.querySelector(OTHER_LANGUAGE).href = document.querySelector(OTHER_LANGUAGE).href;
  document.documentElement.lang = answered.documentElement.lang;
  for (const part of AROUND) replace(document.querySelector(`body > ${part}`), answered.querySelector(`body > ${part}`));
  document.querySelector(AS_DATA)?.remove();
  const data = answered.querySelector(AS_DATA);
  if (data) document.head.append(document.adoptNode(data));
  if (!addressed) sayAddress();
}

// What is the same stays, since somebody may just be pressing it; where he is in what changes, he stays.
function replace(before, fresh) {
  if (before.isEqualNode(fresh)) return;
  const place = [...before.querySelectorAll("a, button")].indexOf(document.activeElement);
  before.replaceWith(document.adoptNode(fresh));
  if (place >= 0) [...fresh.querySelectorAll("a, button")].at(place)?.focus({ preventScroll: true });
}

// The line on paper names the address that the page has by now.
export function sayAddress() {
  document.getElementById("taken-from").textContent = location.href.replace(/#.*/, "");
}
