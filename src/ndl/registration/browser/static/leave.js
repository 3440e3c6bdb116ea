// Asks before something that was typed and not sent is lost.

for (const form of document.querySelectorAll("form[data-leave]")) {
  let unsaved = form.dataset.leave === "unsaved";
  let sent = false;
  const note = () => (unsaved = true);
  const ask = (event) => {
    if (unsaved && !sent) {
      event.preventDefault();
    }
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => (sent = !event.defaultPrevented));
  addEventListener("beforeunload", ask);
  // The session is over: nobody may be kept on the page.
  addEventListener("ndl-session-over", () => removeEventListener("beforeunload", ask));
  // The page comes in another language, with what was typed.
  addEventListener("ndl-typed-kept", () => (sent = true));
  // Back again from the next page.
  addEventListener("pageshow", () => (sent = false));
}
