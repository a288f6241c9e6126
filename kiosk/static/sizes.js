// Sizes in millimetres, for the screen that this office has: targets, the gaps between them, letters in large text.

const TARGET_MM = 20,
  TARGET_LEAST_PX = 44,
  GAP_MM = 3;
/** A capital of 0.7 degrees: tan(0.7°) of the viewing distance (EN 301 549, 5.1.4). */
const CAPITAL = Math.tan((0.7 * Math.PI) / 180);
/** Height of a capital in the kiosk's letters, of their size (Atkinson Hyperlegible Next). */
const CAPITAL_EM = 0.668;
/** Of the height: whoever reaches higher has the pictures no higher, so that what stands above them keeps its place. */
const MOST_REACH = 68;

/**
 * Sets --target, --gap, --legible and --reach from what the page was told; again when the window changes.
 * @param {HTMLElement} page
 */
export function fitTo(page) {
  const { pitch, viewing, short, reach } = page.dataset;
  /**
   * @param {string} name
   * @param {string} value
   */
  const set = (name, value) => document.documentElement.style.setProperty(name, value);
  const measure = () => {
    // On the kiosk itself this is 1; a preview in a smaller window is the same picture, smaller.
    const scale = Math.min(innerWidth, innerHeight) / Number(short);
    /** @param {number} mm */
    const px = (mm) => Math.ceil((mm / Number(pitch)) * scale * 4) / 4;
    set("--target", `${Math.max(px(TARGET_MM), TARGET_LEAST_PX * scale)}px`);
    set("--gap", `${px(GAP_MM)}px`);
    set("--legible", `${px((CAPITAL * Number(viewing)) / CAPITAL_EM)}px`);
    set("--reach", String(Math.min(Number(reach), MOST_REACH)));
  };
  measure();
  addEventListener("resize", measure);
}
