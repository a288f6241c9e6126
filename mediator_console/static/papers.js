// What became of a paper (flow.paper.PaperState), as far as whoever asked for it must know.

/** @type {Set<string | undefined>} */
const UNDER_WAY = new Set(["queued", "printing"]);
/** @type {Set<string | undefined>} */
const NOT_OUT = new Set(["not_sent", "cleared", "expired"]);

/**
 * It may still come out.
 * @param {Office.PaperState | "" | undefined} state
 */
export function isUnderWay(state) {
  return UNDER_WAY.has(state);
}

/**
 * Nothing came out, and nothing will.
 * @param {Office.PaperState | "" | undefined} state
 * @returns {state is "not_sent" | "cleared" | "expired"}
 */
export function isNotOut(state) {
  return NOT_OUT.has(state);
}
