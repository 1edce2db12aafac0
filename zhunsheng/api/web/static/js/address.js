// What is chosen without asking for the page anew stands in its address all the same, as it would without scripts, in the links
// to the same page (in the other language, and as data), and in the line that names the address on paper.

import { sayAddress } from "./around.js";

const LINKS = 'head link[rel="alternate"], body > header a, body > footer a';

function withParameter(address, name, value) {
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  return address.href;
}

// Keeps a parameter of the page; "" takes it away.
export function keep(name, value) {
  for (const link of document.querySelectorAll(LINKS)) {
    const address = new URL(link.href);
    if ([location.pathname, `${location.pathname}.json`].includes(address.pathname)) link.href = withParameter(address, name, value);
  }
  history.replaceState(history.state, "", withParameter(new URL(location.href), name, value));
  sayAddress();
}
