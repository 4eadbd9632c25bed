// Point at a field: its words on the page stand out. Arrive at an event: the first of its words is in sight.
document.addEventListener("DOMContentLoaded", () => {
  const boxes = (field) => document.querySelectorAll(`.paper rect[data-field="${field}"]`);
  for (const row of document.querySelectorAll("tr[data-field].boxed")) {
    const show = (on) => boxes(row.dataset.field).forEach((box) => box.classList.toggle("pointed", on));
    row.addEventListener("mouseenter", () => show(true));
    row.addEventListener("mouseleave", () => show(false));
    row.addEventListener("focus", () => show(true));
    row.addEventListener("blur", () => show(false));
    row.addEventListener("click", (event) => {
      const [box] = boxes(row.dataset.field);
      if (box && !event.target.closest("a")) box.scrollIntoView({ block: "center", behavior: "smooth" });
    });
  }
  for (const area of document.querySelectorAll(".table-wrapper, .facet-results ul, .long")) {
    if (area.scrollWidth > area.clientWidth || area.scrollHeight > area.clientHeight) area.tabIndex = 0;
  }
  for (const form of document.querySelectorAll("form[data-upload]")) form.addEventListener("submit", upload);
});

// Send each file as the body of a request of its own, then show the page with what became of them.
async function upload(event) {
  event.preventDefault();
  const form = event.target, button = form.querySelector("button"), error = form.querySelector(".upload-error");
  const taken = new URLSearchParams();
  button.disabled = true;
  error.hidden = true;
  try {
    for (const file of form.querySelector("input[type=file]").files) {
      const address = form.dataset.upload + "?" + new URLSearchParams({ name: file.name });
      const answer = await fetch(address, { method: "POST", body: file, headers: { "x-csrftoken": form.dataset.token } });
      if (!answer.ok) throw new Error(`${file.name}：没有上传成功`);
      taken.append("taken", (await answer.json()).name);
    }
    window.location = form.dataset.shown + "?" + taken;
  } catch (failure) {
    error.textContent = failure instanceof TypeError ? "上传中断，请重试" : failure.message;
    error.hidden = false;
    button.disabled = false;
  }
}
