// A sentence on screen carries its name (data-say) and its facts (data-facts): what is spoken is what is written.
import { say, unbroken } from "../../static/texts.js";
import { write } from "../../static/draw.js";

/** Writes a sentence; no name, no sentence. */
export function tell(node, name, facts = {}) {
  write(node, name ? unbroken(say(name, facts)) : "");
  if (!name) return node.removeAttribute("data-say");
  node.dataset.say = name;
  node.dataset.facts = JSON.stringify(facts);
}

/** The sentences that can be seen within `place`, as they are read, each in its language: [{ name, facts, language }]. */
export function sentencesIn(place) {
  const found = [...place.querySelectorAll("[data-say]")];
  if (place.matches("[data-say]")) found.unshift(place);
  return found.filter((node) => node.checkVisibility()).map((node) => ({
    name: node.dataset.say,
    facts: JSON.parse(node.dataset.facts ?? "{}"),
    language: node.closest("[lang]").lang,
  }));
}
