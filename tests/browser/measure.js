// Looks at a page that is loaded and says what is wrong with it; an empty list is a sound page.
//
// Text is measured line by line: the em square of each line of each text node, since a font's own box is half as high again
// as its characters and neighbouring lines may share that air.
() => {
  const AIR = 1.5; // pixels: rounding, and strokes that reach a little over their square
  const found = [];
  const say = (what, text, detail = "") => {
    if (found.length < 20) found.push(`${what}: “${text.trim().slice(0, 40)}” ${detail}`.trim());
  };
  const root = document.documentElement;
  const drawing = root instanceof SVGElement;
  const width = drawing ? root.getBoundingClientRect().right : root.clientWidth;

  if (!drawing && root.scrollWidth > root.clientWidth)
    say("the page scrolls sideways", document.title, `${root.scrollWidth} > ${root.clientWidth}`);

  for (const element of document.querySelectorAll("*")) {
    if (!(element instanceof HTMLElement)) continue;
    const style = getComputedStyle(element);
    const cuts = style.overflow !== "visible" && style.display !== "inline";
    if (cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
      say("cut by its element", element.textContent, element.tagName);
  }

  const lines = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("style, title, desc, script")) continue;
    const style = getComputedStyle(parent);
    if (style.display === "none" || style.visibility === "hidden") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const em = parseFloat(style.fontSize);
    for (const box of drawing ? [parent.getBoundingClientRect()] : range.getClientRects()) {
      if (box.width < 1) continue;
      const shrink = Math.max(0, (box.height - em) / 2);
      const line = {
        left: box.left, right: box.right, top: box.top + shrink, bottom: box.bottom - shrink, node, text: node.data,
      };
      lines.push(line);
      if (line.left < -AIR || line.right > width + AIR || (drawing && line.bottom > root.getBoundingClientRect().bottom + AIR))
        say("outside the page", line.text, `${Math.round(line.left)}–${Math.round(line.right)} of ${width}`);
      for (let holder = parent; holder && holder !== root; holder = holder.parentElement) {
        if (!(holder instanceof HTMLElement) || getComputedStyle(holder).display === "inline") continue;
        const room = holder.getBoundingClientRect();
        if (line.left < room.left - AIR || line.right > room.right + AIR ||
            line.top < room.top - AIR || line.bottom > room.bottom + AIR) {
          say("outside its element", line.text, holder.tagName);
          break;
        }
      }
    }
  }

  if (drawing) {
    // The text of a box stands in the box: each link or group that has a rectangle of its own and text.
    for (const group of document.querySelectorAll("[data-node]")) {
      const room = group.querySelector("rect, path, polygon").getBoundingClientRect();
      for (const text of group.querySelectorAll("text")) {
        const box = text.getBoundingClientRect();
        if (box.left < room.left - AIR || box.right > room.right + AIR ||
            box.top < room.top - AIR || box.bottom > room.bottom + AIR) say("outside its box", text.textContent);
      }
    }
  }

  lines.sort((a, b) => a.top - b.top);
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom - AIR; j++) {
      const [a, b] = [lines[i], lines[j]];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > AIR && down > AIR) say("overlap", a.text, `and “${b.text.trim().slice(0, 40)}”`);
    }
  }

  // A character that no font has is drawn as the box that stands for a missing one.
  const characters = new Set(lines.flatMap((line) => [...line.text]).filter((character) => character.trim()));
  const canvas = new OffscreenCanvas(48, 48);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(drawing ? root : document.body);
  pen.font = `32px ${style.fontFamily}`;
  const picture = (character) => {
    pen.clearRect(0, 0, 48, 48);
    pen.fillText(character, 4, 36);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  const missing = picture("\u{10FFFD}");
  for (const character of characters) if (picture(character) === missing) say("no font has", character);

  return { faults: found, lines: lines.length, characters: [...characters].join("") };
};
