// What is taken from the list of a chooser: of the rows that answer what was typed, the best match.

const $ = window.django?.jQuery
const ROW = ".select2-results__option[aria-selected]"
const PICKED = "select2-results__option--highlighted"
const takings = new WeakMap() // of a select: its Taking

class Taking {
  constructor(select) {
    this.chooser = $(select).data("select2")
    this.chooser.on("results:all", ({ query }) => this.onAnswer(query.term ?? ""))
  }

  get text() {
    return document.querySelector(".select2-container--open .select2-search__field")?.value ?? ""
  }

  get rows() {
    return this.chooser.results.$results.find(ROW).get()
  }

  onAnswer(text) {
    if (text && text === this.text) this.pick(this.best())
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

const plain = (words) => words.trim().replace(/\s+/g, " ").toLocaleLowerCase()

$?.(document).on("select2:open", ({ target }) => {
  if (!takings.has(target)) takings.set(target, new Taking(target))
})

// Until the list answers what was typed, Enter would take a row of the list before.
$?.(document).on("input", ".select2-search__field", () => {
  document.querySelector(`.${PICKED}`)?.classList.remove(PICKED)
})

// A list that opens or scrolls under a pointer at rest is not pointed at.
document.addEventListener("mouseover", (event) => {
  if (event.target.closest?.(ROW)) event.stopPropagation()
}, true)
document.addEventListener("mousemove", ({ target, movementX, movementY }) => {
  const row = (movementX || movementY) && target.closest?.(ROW)
  if (row && !row.classList.contains(PICKED)) $(row).trigger("mouseenter")
})
