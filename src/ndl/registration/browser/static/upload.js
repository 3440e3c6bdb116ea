// Sends values and files to a page of ours; only XMLHttpRequest tells how far
// an upload has come.

function body(values) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    form.append(name, value);
  }
  return form;
}

export function send(url, values, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress((100 * loaded) / total);
    });
    request.addEventListener("load", () => resolve(request.response));
    request.addEventListener("error", reject);
    request.send(body(values));
  });
}

export async function fetchPicture(url, values) {
  const answer = await fetch(url, { method: "POST", body: body(values) });
  return answer.ok ? answer.blob() : null;
}
