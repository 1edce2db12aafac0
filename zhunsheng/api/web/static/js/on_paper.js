// What is folded up is printed open. css/print.css does that, where the browser can style what a disclosure holds; in an older one
// they are opened before printing and closed again after it.

// The same as in css/print.css: not what holds fields that nobody filled in, nor the way to what was not fetched.
const FOLDED = "details:not([open], [data-fetch], :has(input, select, textarea))";

let opened = [];

function setAll(open) {
  for (const details of opened) details.open = open;
}

if (!CSS.supports("selector(::details-content)")) {
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(FOLDED)];
    setAll(true);
  });
  addEventListener("afterprint", () => {
    setAll(false);
    opened = [];
  });
}
