// Looks at every picture of the kiosk as somebody with a ruler does; what is wrong, one line each. In the page, by a test.
async ({ pitch, reach, legible }) => {
  const { go } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`);
  const { tell } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/sentence.js`);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const TARGET_MM = 20,
    GAP_MM = 3;
  const WORDS = ".label, h1, .top p, .big, .quieter, .lines li, td, th, figcaption, .hero";
  const faults = new Set();
  const drawn = new DOMParser().parseFromString(await (await fetch("/pictograms.svg")).text(), "image/svg+xml");
  let help = "";

  // As long as it gets: every tile with a wait, the longest list of what to have ready, each thing that may be told.
  function fill() {
    for (const wait of document.querySelectorAll(".tiles [data-wait]")) tell(wait, "wait.range", { low: 40, high: 45 });
    tell(byId("message"), "refusal.too_many_tickets");
    tell(byId("warning"), "kiosk.back_in", { seconds: 30 });
    tell(byId("long-wait"), "wait.long", { low: 45 });
    tell(byId("done-wait"), "wait.long", { low: 45 });
    tell(byId("done-where"), "place.counter");
    byId("number").textContent = "888";
    byId("done-list").replaceChildren(
      document.querySelector('template[data-ready="proxy_pickup"]').content.cloneNode(true),
    );
    byId("qr").parentElement.hidden = false;
    for (const hour of document.querySelectorAll(".quieter")) hour.hidden = false;
    // A word that does not fit must not hide by being broken.
    for (const one of document.querySelectorAll(WORDS))
      Object.assign(one.style, { overflowWrap: "normal", hyphens: "manual" });
  }

  function pictures() {
    for (const { dataset } of document.querySelectorAll("[data-screen]")) {
      go(dataset.screen);
      if (dataset.screen === "done") {
        tell(byId("done-paper-said"), "kiosk.paper_perhaps");
        byId("paper-asked").hidden = false;
        measure("done, asked");
        byId("paper-asked").hidden = true;
        byId("legal-late").hidden = false;
        measure("done, legal-late");
        byId("legal-late").hidden = true;
        tell(byId("done-paper-said"), "kiosk.paper_missing");
      }
      measure(dataset.screen);
      if (dataset.screen !== "start") continue;
      for (const told of ["legal-said", "no-paper", "no-voice"]) {
        byId(told).hidden = false;
        measure(`start, ${told}`);
        byId(told).hidden = true;
      }
    }
  }

  function measure(picture) {
    const say = (fault, ...of) =>
      faults.add(
        `${picture}: ${fault}: ${of.map((one) => one.textContent.trim().replace(/\s+/g, " ").slice(0, 50)).join(" × ")}`,
      );
    const seen = [...document.querySelectorAll(`${WORDS}, button, .qr img`)].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && (one.matches("img") || one.textContent.trim()),
    );
    const boxes = seen.map((one) => one.getBoundingClientRect());
    const buttons = seen.filter((one) => one.matches("button"));
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    seen.forEach((one, at) => {
      const box = boxes[at],
        button = one.closest("button");
      if (!within(box, screen)) say("not on the screen", one);
      if (button && !within(box, button.getBoundingClientRect())) say("not in its button", one);
      if (one.matches(".label, h1, figcaption, .hero") && one.scrollWidth > one.clientWidth + 1)
        say("a word is cut", one);
      if (legible && !one.matches("button, img") && smallest(one) < legible) say("letters too small", one);
      for (let other = at + 1; other < seen.length; other += 1) {
        if (!one.contains(seen[other]) && !seen[other].contains(one) && gap(box, boxes[other]) < -1)
          say("one over the other", one, seen[other]);
      }
    });
    buttons.forEach((one, at) => {
      const picture = one.querySelector(".picto use")?.getAttribute("href").split("#")[1];
      // Languages are words in their own script: a flag is a country.
      if (one.dataset.do !== "language" && !(picture && drawn.getElementById(picture))) say("no pictogram", one);
      if (!one.innerText.trim()) say("no words", one);
      const box = one.getBoundingClientRect();
      if (Math.min(box.width, box.height) * pitch < TARGET_MM) say("smaller than 20 mm", one);
      if (box.top < innerHeight * (1 - reach / 100) - 1) say("out of reach", one);
      for (const other of buttons.slice(at + 1))
        if (gap(box, other.getBoundingClientRect()) * pitch < GAP_MM) say("nearer than 3 mm", one, other);
    });
    const there = buttons.find((one) => one.matches(".help"));
    const place = there && JSON.stringify(there.getBoundingClientRect());
    if (!there && !["lost", "closed"].includes(picture)) faults.add(`${picture}: no help`);
    if (there && help && place !== help) say("help is elsewhere", there);
    help ||= place;
  }

  function within(box, frame) {
    return (
      box.left >= frame.left - 1 &&
      box.right <= frame.right + 1 &&
      box.top >= frame.top - 1 &&
      box.bottom <= frame.bottom + 1
    );
  }

  /** How far two boxes are from each other; below zero they overlap. */
  function gap(a, b) {
    return Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  }

  /** The smallest letters in it. */
  function smallest(one) {
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT, (text) =>
      text.data.trim() && text.parentElement.checkVisibility() && !text.parentElement.closest(".visually-hidden")
        ? 1
        : 3,
    );
    let least = Infinity;
    while (walk.nextNode())
      least = Math.min(least, parseFloat(getComputedStyle(walk.currentNode.parentElement).fontSize));
    return least;
  }

  await document.fonts.ready;
  fill();
  for (const listening of [false, true]) {
    root.classList.toggle("listening", listening);
    byId("strip").hidden = !listening;
    help = "";
    pictures();
  }
  return [...faults];
};
