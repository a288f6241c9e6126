// What a record's form holds to: which minutes follow a tap, which themes are shown, what is still to be said.
import { choices } from "./choices.js";

/** @typedef {Required<Office.ShownDetails>} Details */
/** @typedef {Office.End} End */

const { record: codes } = choices;
const NOT_SAID = "non_communique";

/** @type {Omit<Details, "nature" | "minutes">} */
const EMPTY = {
  posture: null,
  themes: [],
  equipment: [],
  autonomy_before: null,
  autonomy_after: null,
  reoriented: null,
  procedure: "",
  genre: NOT_SAID,
  tranche_age: NOT_SAID,
  statut_social: NOT_SAID,
  mandate: false,
};

/**
 * What stands in the form when it opens; lasted: minutes of a help that is not recorded yet.
 * @param {Office.Helped} help
 * @param {number} lasted
 * @returns {Details}
 */
export function opened(help, lasted) {
  return { ...EMPTY, ...help.details, minutes: help.recorded ? help.details.minutes : Math.min(codes.longest, lasted) };
}

/**
 * The minutes after a tap on − or +. From 1 by five to 5, 10, 15: hours are told in round numbers.
 * @param {number} minutes
 * @param {number} by
 */
export function stepped(minutes, by) {
  const round = by > 0 ? Math.floor(minutes / by + 1) * by : Math.ceil(minutes / -by - 1) * -by;
  return Math.min(codes.longest, Math.max(1, Math.abs(by) > 1 ? round : minutes + by));
}

/**
 * Digital help names at least one theme: the need's own, else the nature's.
 * @param {Details} draft
 * @param {Office.Nature} nature
 */
export function themesWith(draft, nature) {
  const theme = codes.digital[nature];
  return draft.themes.length || !theme ? draft.themes : [theme];
}

/**
 * Whether the kind of procedure is asked: only beside « démarches administratives ».
 * @param {Details} draft
 */
export function asksProcedure(draft) {
  return draft.themes.includes(codes.procedures_theme);
}

/**
 * Whether a signed mandate is asked for.
 * @param {Pick<Details, "posture">} draft
 */
export function asksMandate({ posture }) {
  return posture !== null && codes.needs_mandate.includes(posture);
}

/**
 * The draft without what only goes with « démarches administratives », unless that is said.
 * @param {Details} draft
 * @returns {Pick<Details, "themes" | "procedure">}
 */
export function ofProcedures(draft) {
  const { themes, procedure } = draft;
  if (asksProcedure(draft)) return { themes, procedure };
  return { themes: themes.filter((code) => !codes.administrative.includes(code)), procedure: "" };
}

/**
 * The themes that are said; with all: the rest too.
 * @param {Details} draft
 * @param {boolean} all
 */
export function themesOffered(draft, all) {
  const more = asksProcedure(draft);
  return codes.theme.filter(
    (code) => draft.themes.includes(code) || (all && (more || !codes.administrative.includes(code))),
  );
}

/**
 * What keeps the form from being handed in: a signed mandate for « fait à la place », the place of somebody sent elsewhere.
 * @param {Details} draft
 * @param {End} end
 * @param {string | null} where
 * @returns {"mandate" | "where" | ""}
 */
export function lackOf(draft, end, where) {
  if (asksMandate(draft) && !draft.mandate) return "mandate";
  return end === "elsewhere" && !where ? "where" : "";
}
