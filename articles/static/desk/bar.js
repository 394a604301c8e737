// The bar of a story: its keys, and a warning before typed words are left behind.

const KEYS = { KeyP: "photo", KeyV: "video", KeyL: "lead" }

export function startBar(form, surface) {
  let isChanged = form.dataset.unsaved === "true"
  const changed = () => {
    isChanged = true
    form.classList.add("is-changed")
  }
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)

  // What autosave.js has kept, here or on the server, may be left behind.
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !form.dataset.kept) event.preventDefault()
  })

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return
    const mod = event.ctrlKey || event.metaKey
    if (mod && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault()
      form.requestSubmit(form.querySelector("[name=_save]"))
    } else if (mod && event.shiftKey && event.key === "Enter") {
      event.preventDefault()
      askToPublish(form)
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

  // Enter in the reason to publish goes on to the button: another key press has to mean it.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[name=despite]")) return
    event.preventDefault()
    form.querySelector("[data-publish] button").focus()
  })

  fitFields(form)
  keepOneOpen(form)
  // The toolbar sticks below the bar, however many lines that takes.
  const bar = form.querySelector(".bar")
  const measure = () => form.style.setProperty("--bar", `${bar.offsetHeight}px`)
  new ResizeObserver(measure).observe(bar)
}

// To the button that publishes, and no further: another key press has to mean it.
function askToPublish(form) {
  const place = form.querySelector("[data-publish]")
  if (place instanceof HTMLDetailsElement) place.open = true
  const inside = place?.querySelector("input, button")
  ;(inside ?? place)?.focus()
}

// What opens from the bar closes when another opens, on Escape, and on a click elsewhere.
function keepOneOpen(form) {
  const parts = [...form.querySelectorAll("details[data-one-open]")]
  const close = (kept) => parts.forEach((part) => part !== kept && (part.open = false))
  parts.forEach((part) => part.addEventListener("toggle", () => part.open && close(part)))
  document.addEventListener("click", (event) => {
    const isInside = event.target.closest?.("details[data-one-open]")
    // A link may have led into one.
    if (!isInside) close(document.activeElement?.closest("details[data-one-open]"))
  })
  form.addEventListener("keydown", (event) => {
    const part = event.key === "Escape" && event.target.closest("details[data-one-open]")
    if (!part) return
    part.open = false
    part.querySelector("summary").focus()
  })
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
