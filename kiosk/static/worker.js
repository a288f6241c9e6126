// The kiosk's service worker: when the office does not answer, the page that was kept, with its letters and pictures.

const STORE = "kiosk";
const PAGE = "/kiosk/away";
const LINKED = /(?:href|src)="(\/[^"#]+)|url\(["']?([^"')#]+)/g;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(keepPage().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate")
    event.respondWith(fetch(request).catch(async () => (await caches.match(PAGE)) ?? Response.error()));
  else if (request.method === "GET" && request.destination)
    event.respondWith(fetch(request).catch(() => kept(request)));
});

/** @param {Request} request */
async function kept(request) {
  return (await caches.match(request, { ignoreSearch: false })) ?? Response.error();
}

/** The page, what it links, and what its style sheets link: all of this version, in place of all of the one before. */
async function keepPage() {
  const todo = [PAGE];
  /** @type {Map<string, Response>} */
  const answers = new Map();
  for (let address = todo.pop(); address; address = todo.pop()) {
    if (answers.has(address)) continue;
    const answer = await fetch(address, { cache: "no-cache" });
    // Half a page is worth less than the whole one that was kept before: this worker is tried again at the next start.
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    answers.set(address, answer.clone());
    if (address === PAGE || new URL(address, worker.location.href).pathname.endsWith(".css")) {
      for (const [, link, url] of (await answer.text()).matchAll(LINKED)) todo.push(local(link ?? url ?? "", address));
    }
  }
  const store = await caches.open(STORE);
  for (const [address, answer] of answers) await store.put(address, answer);
  for (const old of await store.keys()) if (!answers.has(local(old.url, PAGE))) await store.delete(old);
}

/**
 * @param {string} link
 * @param {string} from
 */
function local(link, from) {
  const { pathname, search } = new URL(link, new URL(from, worker.location.href));
  return pathname + search;
}
