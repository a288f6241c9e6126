// The places of the console, each with its buttons under the thumb. The address names the one that is shown, so that « back » leads where one was.
const places = [...document.querySelectorAll("[data-place]")];
const links = [...document.querySelectorAll("[data-goes]")];

/** Shows the place that the address names; the first one when it names none. */
function show() {
  const asked = location.hash.slice(2);
  const shown = (places.find((one) => one.dataset.place === asked) ?? places[0]).dataset.place;
  for (const place of places) place.hidden = place.dataset.place !== shown;
  for (const link of links) {
    if (link.dataset.goes === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  scrollTo(0, 0);
}

/** True while this place is on screen: only that one is drawn. */
export function seen(place) {
  return !places.find((one) => one.dataset.place === place).hidden;
}

/** Goes to a place. */
export function go(place) {
  location.hash = `/${place}`;
}

/** How many things wait for somebody in a place; 0 shows nothing. */
export function count(place, waiting) {
  const badge = links.find((link) => link.dataset.goes === place).querySelector(".count");
  badge.hidden = waiting === 0;
  if (badge.textContent !== String(waiting)) badge.textContent = waiting;
}

addEventListener("hashchange", show);
show();
