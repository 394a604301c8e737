// What Publish will do, said of the words that stand on the page, saved or not.

export function startGoesOut(form) {
  const asked = form.querySelector("details[data-publish]")
  if (!asked) return
  asked.addEventListener("toggle", () => {
    if (!asked.open) return
    sayOf(form, asked.querySelector("[data-goes-out]"))
    // Who opened it by its key or a click goes on to its first answer.
    if (document.activeElement === asked.querySelector("summary"))
      asked.querySelector("input, .publish-panel button").focus()
  })
  // A key that is held down opens it and would press what it leads to.
  asked.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter") event.preventDefault()
  })
  asked.querySelector("[data-publish-leave]")?.addEventListener("click", () => {
    asked.open = false
    asked.querySelector("summary").focus()
  })
}

function sayOf(form, list) {
  if (!list) return
  const { headline, section, slug } = form.elements
  const say = (name, words) => {
    list.querySelector(`[data-goes=${name}]`).textContent = words
  }
  const chosen = section?.selectedOptions[0]
  say("headline", headline.value)
  say("section", chosen?.value ? chosen.textContent : list.dataset.noSection)
  const isSaved = [headline, slug].every((field) => field.value === field.defaultValue)
  const { address, later } = list.dataset
  say("address", (isSaved && chosen?.defaultSelected && address) || later)
}
