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
  const ENOUGH = 24;
  const targets = [...document.querySelectorAll("a[href], button, input:not([type='hidden']), select, textarea, summary")].filter(
    (element) => element.checkVisibility({ contentVisibilityAuto: true }) && !element.closest(".skip, .hidden, svg"),
  );
  const written = (node) => (node.nodeType === Node.TEXT_NODE ? node.textContent.trim().length > 1 : node instanceof HTMLElement && !node.matches("a, button, input, .hidden") && node.textContent.trim() !== "" && getComputedStyle(node).display.startsWith("inline"));
  const inSentence = (element) => getComputedStyle(element).display === "inline" && [...element.parentElement.childNodes].some(written);
  const lines = (element) => [...element.getClientRects()].filter((line) => line.width > 1);
  const distance = (line, other) => {
    const [x, y] = [(line.left + line.right) / 2, (line.top + line.bottom) / 2];
    return Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
  };
  for (const target of targets) {
    const small = lines(target).filter((line) => Math.min(line.width, line.height) < ENOUGH);
    if (small.length === 0 || inSentence(target)) continue;
    const close = targets.find((other) => !other.contains(target) && !target.contains(other) && lines(other).some((line) => small.some((part) => distance(part, line) < ENOUGH / 2)));
    if (close) say("too small and too close to another", target, `“${close.textContent.trim().slice(0, 20)}”`);
  }
  return found;
};
