// Decisions without leaving the page of an application: the preview comes to it, and a
// missing reason is said before anything is sent.

const form = document.querySelector("#ndl-work form");
const place = document.querySelector("#ndl-preview-place");

// The page of the step holds the preview; with refusals it is shown as a whole.
async function fetchPreview(button) {
  const isLink = button.matches("a");
  const body = isLink ? undefined : new URLSearchParams(new FormData(form, button));
  const options = isLink ? {} : { method: "POST", body };
  const answer = await fetch(isLink ? button.href : button.formAction, options);
  const text = answer.redirected ? "" : await answer.text();
  return new DOMParser().parseFromString(text, "text/html").querySelector("#ndl-preview");
}

async function preview(event, button) {
  event.preventDefault();
  const shown = await fetchPreview(button).catch(() => null);
  if (shown) {
    place.replaceChildren(document.adoptNode(shown));
    place.scrollIntoView({ block: "nearest" });
  } else if (button.matches("a")) {
    location.assign(button.href);
  } else {
    delete button.dataset.preview;
    button.click();
  }
}

function isReasonMissing() {
  return !form.querySelector("#ndl-reasons input:checked");
}

function tellMissing() {
  const group = form.querySelector("#ndl-reasons");
  let said = form.querySelector("#reasons-error");
  if (!said) {
    said = document.createElement("div");
    said.id = "reasons-error";
    said.className = "text-danger mb-2";
    said.setAttribute("role", "alert");
    group.querySelector("legend").after(said);
    group.setAttribute("aria-describedby", said.id);
  }
  said.textContent = group.dataset.missing;
  group.querySelector("input").focus();
}

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-preview]");
    if (button) {
      preview(event, button);
    }
  });
  form.addEventListener("keydown", (event) => {
    const choice = event.target.closest(".ndl-choice");
    if (choice && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      choice.querySelector("[data-go]").click();
    }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "decline" && isReasonMissing()) {
      event.preventDefault();
      tellMissing();
    }
  });
}
