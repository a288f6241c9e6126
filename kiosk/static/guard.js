// A hand that trembles taps twice: the second tap would undo the first, or fall on the next picture.

const GUARD_MS = 500;

export class TouchGuard {
  #changedAt = -GUARD_MS;
  /** @type {{ button: object | null, at: number }} */
  #tapped = { button: null, at: -GUARD_MS };

  /**
   * Another picture is on screen since `now` (milliseconds).
   * @param {number} now
   */
  changed(now) {
    this.#changedAt = now;
  }

  /**
   * Whether a tap at `now` is meant: not the same button again, and not within half a second of another picture.
   * @param {object | null} button
   * @param {number} now
   */
  allows(button, now) {
    const again = button === this.#tapped.button && now - this.#tapped.at < GUARD_MS;
    if (again || now - this.#changedAt < GUARD_MS) return false;
    this.#tapped = { button, at: now };
    return true;
  }
}
