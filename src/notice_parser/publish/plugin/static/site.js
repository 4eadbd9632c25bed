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
  for (const area of document.querySelectorAll(".table-wrapper, .facet-results ul")) {
    if (area.scrollWidth > area.clientWidth || area.scrollHeight > area.clientHeight) area.tabIndex = 0;
  }
});
