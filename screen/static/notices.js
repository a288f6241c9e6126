// What is wrong with the office's own computer, over the top of a staff screen: the office's sentences, none when nothing is.

/**
 * sentences: all that stand now, the worst first. Drawn again only when they are others: a reader of the screen speaks each once.
 * @param {string[]} sentences
 */
export function showNotices(sentences) {
  let place = document.getElementById("notices");
  if (!place) {
    place = document.createElement("div");
    place.id = "notices";
    place.className = "notices";
    // Live, and no alert while there is nothing to say.
    place.setAttribute("aria-live", "assertive");
    document.body.prepend(place);
  }
  const shown = [...place.children].map((line) => line.textContent);
  if (shown.join("\n") === sentences.join("\n")) return;
  place.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }),
  );
}
