// The words that the server put on this page; {name} stands for a fact.

const node = document.getElementById("texts");
const words = node ? JSON.parse(node.textContent) : {};

/** The sentence of this name, with its facts. An unknown name shows itself, so that it is seen in a test. */
export function say(name, facts = {}) {
  const sentence = words[name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, fact) => (facts[fact] ?? whole) + "");
}

/** The sentence of a count: its name alone, with _one, or with _none. */
export function counted(name, count) {
  return say(count === 0 ? `${name}_none` : count === 1 ? `${name}_one` : name, { count });
}

/** No line begins with « : », « ? » or « ! »: the space before stays with its word. */
export function unbroken(sentence) {
  return sentence.replace(/ ([:;!?»])/g, "\u00a0$1");
}

/** About how long: {low, high} in minutes, high null past the longest that is said; null when nobody knows. */
export function wait(about) {
  const { name, facts } = waitNamed(about);
  return say(name, facts);
}

/** The same as the name of its sentence and its facts, for what is also spoken. */
export function waitNamed(about) {
  if (!about) return { name: "wait.unknown", facts: {} };
  const { low, high } = about;
  if (high === null || high === undefined) return { name: "wait.long", facts: { low } };
  return low === 0 ? { name: "wait.short", facts: { high } } : { name: "wait.range", facts: { low, high } };
}

/** The hour and minute of a moment (milliseconds), on the office's clock, whatever zone this screen's own computer is in. */
export function hour(moment) {
  const { lang, dataset } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", timeZone: dataset.zone }).format(moment);
}
