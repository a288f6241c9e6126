// The words that the server put on this page; {name} stands for a fact.

const node = document.getElementById("texts");
const words = node ? JSON.parse(node.textContent) : {};

/** The sentence of this name, with its facts. An unknown name shows itself, so that it is seen in a test. */
export function say(name, facts = {}) {
  const sentence = words[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, fact) => (facts[fact] ?? whole) + "");
}

/** About how long: {low, high} in minutes, high null past the longest that is said; null when nobody knows. */
export function wait(about) {
  if (!about) return say("wait.unknown");
  if (about.high === null || about.high === undefined) return say("wait.long", about);
  return say(about.low === 0 ? "wait.short" : "wait.range", about);
}

/** The hour and minute of a moment (milliseconds), on the office's clock, whatever zone this screen's own computer is in. */
export function hour(moment) {
  const { lang, dataset } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", timeZone: dataset.zone }).format(moment);
}
