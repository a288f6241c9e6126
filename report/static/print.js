// The button of the page made for paper.
document.getElementById("print")?.addEventListener("click", () => window.print());
