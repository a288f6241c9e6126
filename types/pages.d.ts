// What the modules of a page hand to each other.
declare namespace Page {
  /** The office's answer; not_reached: there was none. later: kept on this device, to be sent when the link is back. */
  type Answer = Omit<Office.Answer, "reason"> & { reason?: Office.Reason | "not_reached"; later?: boolean };
  /** A sentence of the page's words, to be spoken. */
  type Sentence = { name: Word; facts?: object; language?: string };
}
