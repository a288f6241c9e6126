// Another page of the kiosk, only when the office answers: a browser that asks a dead office shows an error page, for ever.

const PATIENCE_MS = 4_000;

/**
 * Goes to the address; false when the office does not answer, and this page stays.
 * @param {string} address
 */
export async function leaveFor(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-store" });
    if (answer.ok) location.assign(address);
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * A page for a reload while the office is away, kept by this browser. Browsers allow it on https and on localhost only: a kiosk
 * on a plain http address of the office's network has none, and shows the browser's own error if it is started or reloaded at
 * that moment (a page that is already there stays, and says what to do). So the kiosk's computer best runs the office itself,
 * or its browser is told to trust that address (--unsafely-treat-insecure-origin-as-secure).
 */
export function keepAwayPage() {
  // Another version has another address: the browser takes its worker, which keeps its page.
  const address = `/kiosk/worker.js?pages=${document.documentElement.dataset.pages}`;
  if (isSecureContext)
    navigator.serviceWorker?.register(address, { scope: "/kiosk" }).catch(() => {
      /* without it, as above */
    });
}
