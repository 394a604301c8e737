// The bar of a story: its keys, and a warning before typed words are left behind.

const KEYS = { KeyP: "photo", KeyV: "video", KeyL: "lead" }

export function startBar(form, surface) {
  let isChanged = form.dataset.unsaved === "true"
  let isSent = false
  const changed = () => {
    isChanged = true
    form.classList.add("is-changed")
  }
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)

  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return
    // A second press of the button would be a second save of the same revision.
    if (isSent) event.preventDefault()
    isSent = true
  })
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault()
  })
  // Back from the next page: what the browser kept is older than what was saved.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && isSent) location.reload()
  })

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return
    const mod = event.ctrlKey || event.metaKey
    if (mod && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault()
      form.requestSubmit(form.querySelector("[name=_save]"))
    } else if (mod && event.altKey && KEYS[event.code]) {
      event.preventDefault()
      if (event.code === "KeyL") surface.rows.addLead()
      else surface.insertOrChoose(KEYS[event.code], event.target, event.shiftKey)
    }
  })

  // Enter in the headline goes on to the next field; nobody means to save by it.
  form.addEventListener("keydown", (event) => {
    const isPlain = event.target.matches("[data-line], [data-aside] input:not([type=submit])")
    if (event.key !== "Enter" || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    if (event.target.closest("[data-row]")) return
    const fields = [...form.querySelectorAll("[data-head] [data-line]")]
    const next = fields[fields.indexOf(event.target) + 1]
    if (next) next.focus()
    else if (fields.includes(event.target)) surface.editor.commands.focus("start")
  })

  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-problem]")
    if (link) goTo(form, link, event)
  })
  fitFields(form)
  // The toolbar sticks below the bar, however many lines that takes.
  const bar = form.querySelector(".bar")
  const measure = () => form.style.setProperty("--bar", `${bar.offsetHeight}px`)
  new ResizeObserver(measure).observe(bar)
}

// Follow a problem to the field that solves it: for photos, the first with a gap.
function goTo(form, link, event) {
  const name = link.dataset.problem
  const gaps = [...form.querySelectorAll('[data-row="photo"] [data-line]')]
  const gap = gaps.find((input) => !input.value && !input.name.endsWith("-caption"))
  const input = name === "captions" ? gap : form.querySelector(`#id_${name}`)
  if (!input) return
  event.preventDefault()
  const folded = input.closest("details")
  if (folded) folded.open = true
  input.scrollIntoView({ block: "center" })
  const chooser = input.nextElementSibling?.querySelector?.(".select2-selection")
  if (input.matches("[data-surface]")) form.querySelector(".text").focus()
  else (chooser ?? input).focus()
}

// Fields as high as their words, where the browser does not do it by itself.
function fitFields(form) {
  if (CSS.supports("field-sizing", "content")) return
  const fit = (field) => {
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  form.addEventListener("input", (event) => event.target.matches("textarea") && fit(event.target))
  form.querySelectorAll("textarea:not([hidden])").forEach(fit)
}
