// What is kept of a visit, from one page to the next of another language: this browser tab only, gone when the visit ends.

const KEY = "visit";

/** What is kept under this name; undefined when nothing is. */
export function kept(name) {
  return all()[name];
}

/** Keeps it. */
export function keep(name, what) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: what }));
}

/** Nothing is left. */
export function forgetVisit() {
  sessionStorage.removeItem(KEY);
}

function all() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
}
