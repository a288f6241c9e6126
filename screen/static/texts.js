// The words that the server put on this page; {name} stands for a fact.

const node = document.getElementById("texts");
/** @type {{ [name: string]: string }} */
const words = JSON.parse(node?.textContent ?? "{}");

/**
 * The sentence of this name, with its facts. An unknown name shows itself, so that it is seen in a test.
 * @param {Page.Word} name
 * @param {object} [facts]
 */
export function say(name, facts = {}) {
  const sentence = words[name] ?? name;
  const given = /** @type {{ [fact: string]: unknown }} */ (facts);
  return sentence.replace(/\{(\w+)\}/g, (whole, fact) => `${given[fact] ?? whole}`);
}

/**
 * Whether the page has a sentence of this name.
 * @param {string} name
 * @returns {name is Page.Word}
 */
export function isWord(name) {
  return Object.hasOwn(words, name);
}

/**
 * The sentence of a count: its name alone, with _one, or with _none.
 * @param {Page.Counted} name
 * @param {number} count
 */
export function counted(name, count) {
  const form = count === 0 ? `${name}_none` : count === 1 ? `${name}_one` : name;
  return say(/** @type {Page.Word} */ (form), { count });
}

/**
 * No line begins with « : », « ? » or « ! »: the space before stays with its word.
 * @param {string} sentence
 */
export function unbroken(sentence) {
  return sentence.replace(/ ([:;!?»])/g, "\u00a0$1");
}

/**
 * The hour and minute of a moment (milliseconds), on the office's clock, whatever zone this screen's own computer is in.
 * @param {number} moment
 */
export function hour(moment) {
  const { lang, dataset } = document.documentElement;
  return new Intl.DateTimeFormat(lang, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    numberingSystem: "latn",
    timeZone: dataset.zone,
  }).format(moment);
}
