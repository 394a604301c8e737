// What is taken from the list of a chooser: of the rows that answer what was typed, the best match.
// Enter takes it, Tab as well and goes on; a click elsewhere takes only what was typed exactly.

const $ = window.django?.jQuery
const ROW = ".select2-results__option[aria-selected]"
const PICKED = "select2-results__option--highlighted"
const PLACES = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]"
const takings = new WeakMap() // of a select: its Taking
let last = null // the Taking of the chooser that was opened last

class Taking {
  constructor(select) {
    this.select = select
    this.chooser = $(select).data("select2")
    this.chooser.on("results:all", ({ query }) => this.onAnswer(query.term ?? ""))
  }

  get field() {
    return document.querySelector(".select2-container--open .select2-search__field")
  }

  get text() {
    return this.field?.value ?? ""
  }

  get rows() {
    return this.chooser.results.$results.find(ROW).get()
  }

  // Something is asked that the list does not answer yet.
  ask() {
    Object.assign(this, { isAnswered: false, isFailed: false, then: null })
  }

  onAnswer(text) {
    if (!text || text !== this.text) return
    this.isAnswered = true
    this.pick(this.best())
    this.then?.()
  }

  fail() {
    this.isFailed = true
    this.then = null
    this.chooser.trigger("results:message", { message: "errorLoading" })
  }

  // Do something as soon as the list answers.
  wait(then) {
    if (this.isFailed) $(this.field).trigger("input")
    this.then = then
  }

  take() {
    this.chooser.trigger("results:select", {})
  }

  // Take what is picked, or say that nothing is.
  leave() {
    if (this.rows.some((row) => row.classList.contains(PICKED))) return this.take()
    this.say(this.text)
    this.chooser.close()
  }

  leaveByClick() {
    const exact = this.isAnswered && this.exact()
    if (!exact) return this.say(this.text)
    this.pick(exact)
    this.take()
  }

  say(text) {
    const words = this.select.dataset.left
    const box = this.chooser.$container[0]
    box.parentElement.querySelector(".not-taken")?.remove()
    if (!words || !text) return
    const line = document.createElement("p")
    Object.assign(line, { className: "help not-taken", role: "alert" })
    line.textContent = words.replace("{name}", () => text.trim())
    box.after(line)
  }

  // A name that is new comes after all that are here.
  best() {
    const known = this.rows.filter((row) => !row.classList.contains("is-new"))
    const begins = known.find((row) => plain(row.textContent).startsWith(plain(this.text)))
    return this.exact() ?? begins ?? known[0] ?? this.rows[0]
  }

  exact() {
    const isExact = (row) => !row.classList.contains("is-new") && plain(row.textContent) === plain(this.text)
    return this.rows.find(isExact)
  }

  pick(row) {
    if (!row) return
    $(row).trigger("mouseenter")
    this.chooser.results.ensureHighlightVisible()
  }
}

const openOne = () => (last?.chooser.isOpen() ? last : null)

const plain = (words) => words.trim().replace(/\s+/g, " ").toLocaleLowerCase()

$?.(document).on("select2:open", ({ target }) => {
  if (!takings.has(target)) takings.set(target, new Taking(target))
  last = takings.get(target)
  last.ask()
  last.say("")
})

// Until the list answers what was typed, Enter would take a row of the list before.
$?.(document).on("input", ".select2-search__field", () => {
  document.querySelector(`.${PICKED}`)?.classList.remove(PICKED)
  openOne()?.ask()
})
$?.(document).on("ajaxError", (_event, { statusText }) => {
  if (statusText !== "abort") openOne()?.fail()
})

document.addEventListener("keydown", (event) => {
  const taking = event.target.matches?.(".select2-search__field") ? openOne() : null
  const isTab = event.key === "Tab"
  if (!taking?.text.trim() || event.isComposing || !(isTab || event.key === "Enter")) return
  // From the chooser, which has the focus again, the browser goes on.
  if (isTab && (taking.isAnswered || taking.isFailed)) return taking.leave()
  if (taking.isAnswered) return
  event.preventDefault()
  event.stopPropagation()
  taking.wait(() => {
    if (!isTab) return taking.take()
    taking.leave()
    goOn(taking.chooser.$selection[0], event.shiftKey)
  })
}, true)

document.addEventListener("mousedown", ({ target }) => {
  const taking = openOne()
  if (taking?.text.trim() && !target.closest?.(".select2-container--open")) taking.leaveByClick()
}, true)

// To the field after `from`, or before it.
function goOn(from, isBack) {
  const isPlace = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })
  const places = [...document.querySelectorAll(PLACES)].filter(isPlace)
  places[places.indexOf(from) + (isBack ? -1 : 1)]?.focus()
}

// A list that opens or scrolls under a pointer at rest is not pointed at.
document.addEventListener("mouseover", (event) => {
  if (event.target.closest?.(ROW)) event.stopPropagation()
}, true)
document.addEventListener("mousemove", ({ target, movementX, movementY }) => {
  const row = (movementX || movementY) && target.closest?.(ROW)
  if (row && !row.classList.contains(PICKED)) $(row).trigger("mouseenter")
})
