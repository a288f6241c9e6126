// What this screen saw last of the office, as the office wrote and signed it: handed back, it tells an office that was put back from an
// older copy that it lost something. It outlives a reload and a night without power.
const PLACE = "seen";
let last = "";

/**
 * To be kept: from the newest tick.
 * @param {string} written
 */
export function note(written) {
  if (!written || written === last) return;
  last = written;
  try {
    localStorage.setItem(PLACE, written);
  } catch {
    /* no storage on this device: kept as long as the page is open */
  }
}

/** What is handed back; "" for a screen that saw nothing yet. */
export function seen() {
  try {
    return last || localStorage.getItem(PLACE) || "";
  } catch {
    return last;
  }
}
