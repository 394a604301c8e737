// An hour in words while it is typed, as the newsroom's clocks show it; the server says it.

const place = document.querySelector("[data-hour-words]")

if (place) {
  const form = place.closest("form")
  const field = (name) => form.querySelector(`[name=${name}]`)
  const other = form.querySelector("[name=when][value=other]")
  document.querySelector("[data-hour-look]").hidden = true
  let asked = 0

  const say = async () => {
    const [day, clock] = [field("day").value, field("clock").value]
    if (!day || !clock) {
      place.textContent = ""
      return
    }
    const mine = ++asked
    const fold = form.querySelector("[name=fold]:checked")?.value ?? ""
    const query = new URLSearchParams({ day, clock, fold })
    const answer = await fetch(`${place.dataset.hourWords}?${query}`).catch(() => null)
    if (answer?.ok && mine === asked) place.textContent = (await answer.json()).words
  }
  form.addEventListener("input", (event) => {
    if (!["day", "clock", "fold"].includes(event.target.name)) return
    if (other && event.target.name !== "fold") other.checked = true
    say()
  })
}
