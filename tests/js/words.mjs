// Puts words (and a console's choices) on the page, as the office's template does: before the module that reads them is imported.

export function putWords(words) {
  put("texts", words);
}

export function putChoices(choices) {
  put("choices", choices);
}

function put(id, value) {
  const script = document.createElement("script");
  script.type = "application/json";
  script.id = id;
  script.textContent = JSON.stringify(value);
  document.body.append(script);
}
