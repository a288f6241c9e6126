// Text as large as its place allows: between two sizes in CSS pixels, set as the element's own font size.

const STEPS = 7;

/**
 * The largest font size from `least` to `most` with which nothing of the element is cut off; `least` when even that is too large.
 * @param {HTMLElement} el
 * @param {number} least
 * @param {number} most
 */
export function fit(el, least, most) {
  let fits = least,
    tooLarge = most;
  for (let step = 0; step < STEPS; step += 1) {
    const size = step ? (fits + tooLarge) / 2 : most;
    el.style.fontSize = `${size}px`;
    const whole = el.scrollHeight <= el.clientHeight && el.scrollWidth <= el.clientWidth;
    if (whole) fits = size;
    else tooLarge = size;
    if (fits === most) break;
  }
  el.style.fontSize = `${Math.floor(fits)}px`;
}
