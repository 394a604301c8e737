// The story list with a script: tick all on the page, count the ticks, names while typing.

const filters = document.querySelector(".filters:not([data-narrowed]) details")
// Everywhere else they have room, and without a script they are open.
if (filters && matchMedia("(max-width: 767px)").matches) filters.open = false

const form = document.querySelector(".list-form")
const all = document.querySelector("#tick-all")

if (form && all) {
  const boxes = [...form.querySelectorAll("[name=story]")]
  const count = form.querySelector(".ticked-count")
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length
    all.checked = ticked === boxes.length
    all.indeterminate = ticked > 0 && ticked < boxes.length
    if (count) count.textContent = ticked ? `(${ticked})` : ""
  }
  all.hidden = false
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked
    tell()
  })
  form.addEventListener("change", (event) => {
    if (event.target.name === "story") tell()
  })
  tell()
}

const writer = document.querySelector("[data-names]")
let asked = 0

writer?.addEventListener("input", async () => {
  const mine = ++asked
  const query = new URLSearchParams({ term: writer.value })
  const answer = await fetch(`${writer.dataset.names}?${query}`).catch(() => null)
  if (mine !== asked || !answer?.ok) return
  const { names } = await answer.json()
  writer.list.replaceChildren(...names.map((name) => new Option(name, name)))
})
