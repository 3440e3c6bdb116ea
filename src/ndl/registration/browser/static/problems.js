// Leads to what has to be mended: first to the summary, from there to the inputs;
// without any to the message that all is done.

const summary = document.getElementById("problems");
const FIRST = "input:not([type=hidden]), select, textarea";

function reach(target) {
  const input = target.matches(FIRST) ? target : target.querySelector(FIRST);
  (input ?? target).focus();
  target.scrollIntoView({ block: "center" });
}

summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (target) {
    event.preventDefault();
    reach(target);
  }
});
(summary ?? document.getElementById("done"))?.focus();
