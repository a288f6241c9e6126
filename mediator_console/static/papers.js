// What became of a paper (flow.paper.PaperState), as far as whoever asked for it must know.

const UNDER_WAY = new Set(["queued", "printing"]);
const NOT_OUT = new Set(["not_sent", "cleared", "expired"]);

/** It may still come out. */
export function isUnderWay(state) {
  return UNDER_WAY.has(state);
}

/** Nothing came out, and nothing will. */
export function isNotOut(state) {
  return NOT_OUT.has(state);
}
