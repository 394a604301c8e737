// What is taken from the list of a chooser: of the rows that answer what was typed, the best match.

const $ = window.django?.jQuery
const ROW = ".select2-results__option[aria-selected]"
const PICKED = "select2-results__option--highlighted"
const takings = new WeakMap() // of a select: its Taking
let last = null // the Taking of the chooser that was opened last

class Taking {
  constructor(select) {
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
    Object.assign(this, { isAnswered: false, isWanted: false, isFailed: false })
  }

  onAnswer(text) {
    if (!text || text !== this.text) return
    this.isAnswered = true
    this.pick(this.best())
    if (this.isWanted) this.take()
  }

  fail() {
    this.isFailed = true
    this.isWanted = false
    this.chooser.trigger("results:message", { message: "errorLoading" })
  }

  // Take the best match as soon as the list answers.
  want() {
    if (this.isFailed) $(this.field).trigger("input")
    this.isWanted = true
  }

  take() {
    this.isWanted = false
    this.chooser.trigger("results:select", {})
  }

  // A name that is new comes after all that are here.
  best() {
    const text = plain(this.text)
    const known = this.rows.filter((row) => !row.classList.contains("is-new"))
    const find = (isAlike) => known.find((row) => isAlike(plain(row.textContent)))
    return find((name) => name === text) ?? find((name) => name.startsWith(text)) ?? known[0] ?? this.rows[0]
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
  const taking = event.target.matches?.(".select2-search__field") && openOne()
  if (event.key !== "Enter" || event.isComposing || !taking?.text || taking.isAnswered) return
  event.preventDefault()
  event.stopPropagation()
  taking.want()
}, true)

// A list that opens or scrolls under a pointer at rest is not pointed at.
document.addEventListener("mouseover", (event) => {
  if (event.target.closest?.(ROW)) event.stopPropagation()
}, true)
document.addEventListener("mousemove", ({ target, movementX, movementY }) => {
  const row = (movementX || movementY) && target.closest?.(ROW)
  if (row && !row.classList.contains(PICKED)) $(row).trigger("mouseenter")
})
