// The client's own page with a script: it looks again without a flicker, and sounds and vibrates when the client is called.
import { Chime } from "../../static/chime.js";
import { all, element, within } from "../../static/elements.js";
import { renew } from "../../static/renewal.js";

/** A look that is lost and the next one, answered, fit into the silence: one alone is no lost link. */
const LOOK_MS = 4_000;
/** So long without an answer, and what is shown may be wrong: the page says so within 10 s, as every screen does. */
const SILENCE_MS = 9_500;
const AGE_MS = 250;
const BUZZ_MS = [400, 200, 400, 200, 400];
const TRIAL_MS = 400;
/** This call was told, on this phone, in this tab: a page that is loaded again is silent. */
const TOLD = "call-told";

const sound = element("sound");
const chime = new Chime({
  ontell: (ready) => {
    sound.hidden = ready;
    element("keep").hidden = !ready;
  },
});
let heard = performance.now();
let looking = false;

/** The same page once more: only what is another is put in its place. */
async function look() {
  if (looking) return;
  looking = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(LOOK_MS) });
    if (answer.status === 404) return gone(await answer.text());
    if (!answer.ok) throw new Error(answer.statusText);
    const newest = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of all(document, "[data-part]")) {
      const other = newest.querySelector(`[data-part="${part.dataset.part}"]`);
      if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
    }
    document.title = newest.title;
    heard = performance.now();
    // A phone that was let sound keeps its page: a browser forgets the permission when the page is loaded anew.
    renew(newest.documentElement.dataset.pages, () => !sound.hidden);
  } catch {
    /* no network, or no office behind it: tried again */
  }
  looking = false;
  age();
  tell();
}

/**
 * The office does not know the ticket any more. When it lost it, the number stays on screen, to be shown to somebody.
 * @param {string} page
 */
function gone(page) {
  const lost = new DOMParser().parseFromString(page, "text/html").querySelector('[data-part="lost"]');
  if (!lost) return location.reload();
  for (const watch of watches) clearInterval(watch);
  within(document, '[data-part="state"]').replaceChildren(lost);
  for (const other of [...all(document, '[data-part="more"], .small'), sound, element("keep"), element("lost")])
    other.remove();
}

/** By itself too, not only when a look ends: one that hangs says nothing. */
function age() {
  element("lost").hidden = performance.now() - heard < SILENCE_MS;
}

/** Sounds and vibrates once for each call. */
function tell() {
  const call = all(document, "[data-call]")[0]?.dataset.call;
  if (!call || sessionStorage.getItem(TOLD) === call) return;
  sessionStorage.setItem(TOLD, call);
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS);
  chime.play();
}

// A phone sounds and vibrates only after its owner touched the page: the touch of this button is the trial.
sound.addEventListener("click", async () => {
  await chime.wake();
  navigator.vibrate?.(TRIAL_MS);
  chime.play();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
element("again").hidden = true;
const watches = [setInterval(look, LOOK_MS), setInterval(age, AGE_MS)];
tell();
