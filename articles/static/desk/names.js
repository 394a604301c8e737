// Choosers get the name of their field: the widget replaces the field, but not its label.

function name(select) {
  const label = select.labels?.[0]
  const box = select.nextElementSibling?.querySelector(".select2-selection")
  if (!label || !box) return
  label.id ||= `label-${select.id}`
  const value = box.querySelector(".select2-selection__rendered")
  box.setAttribute("aria-labelledby", `${label.id} ${value.id}`)
  value.setAttribute("aria-labelledby", label.id)
  box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id)
}

function nameAll(root) {
  root.querySelectorAll("select.admin-autocomplete").forEach(name)
}

// After the script of the choosers, which waits for the same moment.
window.django?.jQuery(() => nameAll(document))
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)))
window.django?.jQuery(document).on("select2:open", (event) => {
  const field = document.querySelector(".select2-container--open .select2-search__field")
  const label = event.target.labels?.[0]
  if (field && label) field.setAttribute("aria-label", label.textContent.trim())
})

// A letter typed on a closed chooser opens it and is its first, as in a list of the browser's own.
window.django?.jQuery(document).on("keydown", ".select2-selection", (event) => {
  const isLetter = event.key?.length === 1 && event.key !== " "
  if (!isLetter || event.ctrlKey || event.metaKey || event.altKey) return
  const select = event.currentTarget.closest(".select2-container").previousElementSibling
  if (!select || select.multiple) return
  event.preventDefault()
  window.django.jQuery(select).select2("open")
  const search = document.querySelector(".select2-container--open .select2-search__field")
  search.value = event.key
  window.django.jQuery(search).trigger("input")
})

// A name nobody has here yet comes after those that are meant more often, and says so.
const defaults = window.django?.jQuery?.fn.select2?.defaults
defaults?.set("insertTag", (found, tag) => found.push({ ...tag, isNew: true }))
defaults?.set("templateResult", (item, row) => {
  const words = openSelect()?.dataset.new
  row.classList.toggle("is-new", item.isNew ?? false)
  return item.isNew && words ? words.replace("{name}", () => item.text) : item.text
})

function openSelect() {
  const boxes = document.querySelectorAll(".select2-container--open")
  return [...boxes].map((box) => box.previousElementSibling).find((one) => one?.matches?.("select"))
}
