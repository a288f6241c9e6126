// The landing page: draws each screen small but at its true size inside, and shows the paper as it comes out.

import { copy } from "./draw.js";
import { all, element, within } from "./elements.js";

const NEWEST_MS = 1000;

/** Loads the frames only where they are seen, and scales each to its column. */
function frames() {
  for (const view of all(document, ".view")) {
    const frame = within(view, "iframe", HTMLIFrameElement);
    const width = Number(frame.dataset.width),
      height = Number(frame.dataset.height);
    frame.width = String(width);
    frame.height = String(height);
    new ResizeObserver(() => {
      if (!view.clientWidth) return;
      if (!frame.src) frame.src = frame.dataset.src ?? "";
      const scale = view.clientWidth / width;
      frame.style.transform = `scale(${scale})`;
      view.style.height = `${height * scale}px`;
    }).observe(view);
  }
}

let shown = "";

/** Asks for the newest papers and shows them, newest first. */
async function papers() {
  try {
    const answer = await fetch("/demonstration/paper.json");
    /** @type {string[]} */
    const names = answer.ok ? await answer.json() : [];
    if (names.length && names.join() !== shown) {
      shown = names.join();
      element("roll").replaceChildren(...names.map(picture));
    }
  } catch {
    /* the office is away for a moment: the next round asks again */
  }
}

/** @param {string} name */
function picture(name) {
  const image = copy("printed");
  if (!(image instanceof HTMLImageElement)) throw new Error("#printed holds no picture");
  image.src = `/demonstration/paper/${name}`;
  image.alt = within(document, ".paper h2").textContent ?? "";
  return image;
}

frames();
papers();
setInterval(papers, NEWEST_MS);
