// Looks at a page that is shown as it is printed, and says what one could not put into a file; an empty list is a sound sheet.
() => {
  const found = [];
  const say = (what, element) => found.push(`${what}: <${element.tagName.toLowerCase()} class="${element.className}"> “${element.textContent.trim().slice(0, 40)}”`);
  const printed = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 1;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(printed);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) say(`wider than the paper, ${root.scrollWidth} > ${root.clientWidth}`, document.body);
  for (const element of all("main :is(.scroll, pre, table, figure, svg)"))
    if (element.scrollWidth > element.clientWidth + 1 && !(element instanceof SVGElement)) say("cut at its edge", element);
    else if (element.getBoundingClientRect().right > root.clientWidth + 1) say("beyond the edge", element);
  for (const element of all("main nav:not(.trail), header nav, button, .button")) say("nothing can be clicked on paper", element);
  // What is folded up is printed, unless it holds fields that nobody filled in, or what has not been fetched.
  for (const details of all("main details:not([open], [data-fetch])"))
    if (!details.querySelector("input, select, textarea") && ![...details.querySelectorAll(":scope > :not(summary, .no-print)")].every(printed)) say("folded up", details);
  for (const field of all("form[method='get'] :is(select, input)"))
    if (!field.value) say("a search for nothing", field);
  return found;
};
