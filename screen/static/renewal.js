// A page that was open while the office was updated loads itself anew, at a calm moment.

/** Nobody touched the page for so long: nobody is in the middle of something. */
const QUIET_MS = 10_000;
/** At least so long between two reloads, whatever version is named: a page must never load itself without end. */
const APART_MS = 5 * 60_000;
const TYPED = "input:not([type=checkbox], [type=radio]), textarea";
const LAST = `renewed:${location.pathname}`;

let touched = -QUIET_MS;
for (const name of ["pointerdown", "keydown", "input"])
  addEventListener(
    name,
    () => {
      touched = performance.now();
    },
    { capture: true, passive: true },
  );

/**
 * pages: the version that the office names now. calm(): whether nothing on this screen would be lost. To be called often.
 * @param {string | undefined} pages
 * @param {() => boolean} calm
 */
export function renew(pages, calm) {
  if (!pages || pages === document.documentElement.dataset.pages || busy() || !calm()) return;
  if (mayNow()) location.reload();
}

/** Something is open, or was begun, or has just been done: the bar at the foot still offers to undo it. */
function busy() {
  const typed =
    document.activeElement?.matches(TYPED) && "value" in document.activeElement && document.activeElement.value;
  return (
    performance.now() - touched < QUIET_MS ||
    Boolean(typed || document.querySelector("dialog[open], #toast:not([hidden])"))
  );
}

function mayNow() {
  try {
    const last = sessionStorage.getItem(LAST);
    if (last !== null && Math.abs(Date.now() - Number(last)) < APART_MS) return false;
    sessionStorage.setItem(LAST, String(Date.now()));
    return true;
  } catch {
    // Without a memory of its own the page could not know that it had just done so.
    return false;
  }
}
