// A sentence on screen carries its name (data-say) and its facts (data-facts): what is spoken is what is written.

import { write } from "../../static/draw.js";
import { all, around } from "../../static/elements.js";
import { say, unbroken } from "../../static/texts.js";

/**
 * Writes a sentence; no name, no sentence.
 * @param {HTMLElement} node
 * @param {Page.Word | ""} name
 * @param {object} [facts]
 */
export function tell(node, name, facts = {}) {
  write(node, name ? unbroken(say(name, facts)) : "");
  if (!name) return node.removeAttribute("data-say");
  node.dataset.say = name;
  node.dataset.facts = JSON.stringify(facts);
}

/**
 * The sentences that can be seen within `place`, as they are read, each in its language: [{ name, facts, language }].
 * @param {HTMLElement} place
 * @returns {Page.Sentence[]}
 */
export function sentencesIn(place) {
  const found = all(place, "[data-say]");
  if (place.matches("[data-say]")) found.unshift(place);
  return found
    .filter((node) => node.checkVisibility())
    .map((node) => ({
      name: /** @type {Page.Word} */ (node.dataset.say),
      facts: JSON.parse(node.dataset.facts ?? "{}"),
      language: around(node, "[lang]").lang,
    }));
}
