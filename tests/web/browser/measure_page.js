// Looks at a page of the site and says what is wrong with how it is laid out; an empty list is a sound page.
() => {
  const AIR = 1.5; // pixels: rounding
  const found = [];
  const say = (what, element, detail = "") => {
    if (found.length < 20)
      found.push(`${what}: <${element.tagName.toLowerCase()} class="${element.className}"> “${(element.textContent ?? "").trim().slice(0, 40)}” ${detail}`);
  };
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) say("the page scrolls sideways", document.body, `${root.scrollWidth} > ${root.clientWidth}`);
  const scrolls = (element) => {
    for (let holder = element; holder; holder = holder.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(holder).overflowX)) return true;
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!(element instanceof HTMLElement) || element.closest(".hidden, .skip, [hidden], details:not([open]) > :not(summary)")) continue;
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const cuts = ["hidden", "clip"].includes(style.overflowX) && style.display !== "inline";
    if (cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) say("cut", element);
    if ((box.right > root.clientWidth + AIR || box.left < -AIR) && !scrolls(element)) say("outside the page", element, `${Math.round(box.left)}–${Math.round(box.right)}`);
  }
  // Targets are large enough to hit, or have room around them, or stand within a sentence (WCAG 2.5.8).
  return found;
};
