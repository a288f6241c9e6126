// The kept page: looks whether the office is back, and leaves for it.

const EVERY_MS = 2_000;

setInterval(async () => {
  try {
    if ((await fetch("/healthz", { cache: "no-store" })).ok) location.replace("/kiosk");
  } catch {
    /* not yet */
  }
}, EVERY_MS);
