// Loaded by a page that answers a POST. "Back" to it from a later page would have
// to send the form again, which browsers refuse or ask about; once the page is
// left, its place in the history is that of the page itself. Until then a reload
// sends the form again and keeps what was typed.

function settle() {
  history.replaceState(history.state, "", location.href);
}

function leads(event, link) {
  const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey);
  return isPlain && !link.target && link.getAttribute("href")[0] !== "#";
}

// Listeners of the page come first: they may keep the form or the link.
addEventListener("submit", (event) => {
  if (!event.defaultPrevented) {
    settle();
  }
});
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !event.defaultPrevented && leads(event, link)) {
    settle();
  }
});
