// Undo of typing: every text field of a form has a history of its own, as the browser has but one
// pile for all that is typed in a page.

const PAUSE = 1200 // milliseconds without a key that end a run of typing

const histories = new WeakMap()

// What a key press asks for: "undo", "redo" or null.
export function wayOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (!(ctrlKey || metaKey) || altKey) return null
  const letter = key.toLowerCase()
  if (letter === "z") return shiftKey ? "redo" : "undo"
  return letter === "y" ? "redo" : null
}

export function startTyping(form) {
  const hear = (kind, act) =>
    form.addEventListener(kind, (event) => isKept(event.target) && act(historyOf(event.target), event))
  hear("focusin", () => {})
  hear("focusout", (history) => history.endRun())
  hear("beforeinput", (history, event) => !asked(event) && history.before(event))
  hear("input", (history, event) => event.isTrusted && history.after())
  hear("compositionend", (history) => history.endComposition())
  // Ahead of the keys of figures and credits, whose steps come after those of the field.
  form.addEventListener("keydown", onKey, true)
  form.addEventListener("beforeinput", onMenu, true)
}

function onKey(event) {
  const way = wayOf(event)
  if (!way || !isKept(event.target)) return
  event.preventDefault()
  if (event.isComposing || historyOf(event.target).step(way)) event.stopPropagation()
}

// The menu asks what lies on top of the browser's pile, wherever that is.
function onMenu(event) {
  const way = asked(event)
  if (!way) return
  const field = document.activeElement
  if (isKept(event.target) || isKept(field)) event.preventDefault()
  if (!isKept(field)) return
  event.stopPropagation()
  stepAny(field, way)
}

const asked = ({ inputType }) => ({ historyUndo: "undo", historyRedo: "redo" })[inputType]

// Step in a field, back to before what `forgetTyping` was told of if need be.
export const stepAny = (field, way) => isKept(field) && historyOf(field).step(way, 0)

// Whether anything was typed in a place since its last step of another kind.
export const isTypedIn = (place, way) => known(place).some((history) => history.isNew(way))

// A step of another kind was taken in a place: it goes before what was typed until now.
export function forgetTyping(place) {
  for (const history of known(place)) history.forget()
}

const known = (place) =>
  [...place.querySelectorAll(TEXTS)].map((field) => histories.get(field)).filter(Boolean)

// Put words where the selection of each field is, [[field, words], …], be they longer than one may
// type there: a step that goes back as one.
export function putIn(pairs) {
  const act = pairs.map(([field]) => historyOf(field))
  for (const [field, words] of pairs) {
    historyOf(field).begin(act)
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end")
    historyOf(field).tell()
  }
}

function historyOf(field) {
  if (!histories.has(field)) histories.set(field, new FieldHistory(field))
  return histories.get(field)
}

class FieldHistory {
  constructor(field) {
    this.field = field
    this.now = field.value
    this.steps = { undo: [], redo: [] }
    this.old = { undo: 0, redo: 0 } // how many steps are from before the last of another kind
    this.run = null
  }

  state() {
    const { value, selectionStart: start, selectionEnd: end } = this.field
    return { value, start, end }
  }

  // A value that the page set meanwhile is a step too.
  catchUp() {
    if (this.field.value === this.now) return
    this.push({ value: this.now, start: this.now.length, end: this.now.length })
    this.now = this.field.value
  }

  push(state) {
    this.steps = { undo: [...this.steps.undo, state], redo: [] }
    this.old.redo = 0
    this.run = null
  }

  begin(act) {
    this.catchUp()
    this.push({ ...this.state(), act })
  }

  before({ inputType, isComposing, timeStamp: at }) {
    const kind = kindOf(inputType)
    const goesOn = this.goesOn(kind, isComposing, at)
    if (!goesOn) this.catchUp()
    this.run = { start: goesOn ? this.run.start : this.state(), kind, isComposing, at }
  }

  goesOn(kind, isComposing, at) {
    if (!this.run) return false
    if (this.run.isComposing && isComposing) return true
    const { value, start, end } = this.state()
    const isHere = value === this.now && start === end && start === this.run.caret
    return isHere && kind !== "" && kind === this.run.kind && at - this.run.at < PAUSE
  }

  // Without a run it came without asking, as what the browser fills in.
  after() {
    const { run } = this
    if (!run) return this.catchUp()
    if (this.field.value === this.now) return // as a key that deletes at the end
    if (run.start) this.push(run.start)
    this.run = { ...run, start: null, caret: this.field.selectionStart }
    this.now = this.field.value
  }

  endComposition() {
    if (this.run) this.run.isComposing = false
  }

  endRun() {
    this.run = null
  }

  forget() {
    this.now = this.field.value
    this.old = { undo: this.steps.undo.length, redo: this.steps.redo.length }
    this.run = null
  }

  isNew(way) {
    this.catchUp()
    const isTyped = this.steps.undo.length > this.old.undo
    return isTyped || (way === "redo" && this.steps.redo.length > this.old.redo)
  }

  // Go a step if there is one above the `from` first; return whether there was.
  step(way, from = this.old[way]) {
    this.catchUp()
    const steps = this.steps[way]
    // As of a composition that was taken up again.
    while (steps.length > from && isIdle(steps.at(-1), this.field)) steps.pop()
    if (this.field.readOnly || steps.length <= from) return false
    const to = this.go(way)
    for (const other of to.act ?? [])
      if (other !== this && other.steps[way].at(-1)?.act === to.act) other.go(way)
    this.field.setSelectionRange(to.start, to.end)
    return true
  }

  go(way) {
    const to = this.steps[way].pop()
    this.old[way] = Math.min(this.old[way], this.steps[way].length)
    this.steps[way === "undo" ? "redo" : "undo"].push({ ...this.state(), act: to.act })
    this.field.value = to.value
    this.tell()
    return to
  }

  tell() {
    this.now = this.field.value
    this.run = null
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

const isIdle = ({ value, act }, field) => !act && value === field.value

// Kinds of which one after the other is a run; "" for those that stand alone.
function kindOf(inputType) {
  if (/^insert(Text|LineBreak)$|Composition/.test(inputType)) return "typing"
  if (inputType.startsWith("delete") && !inputType.startsWith("deleteBy")) return "deleting"
  return ""
}

const TEXTS = "textarea, input:is([type=text], [type=url], [type=search])"

export const selectAll = (field) => field.setSelectionRange(0, field.value.length)

export const isText = (field) => field.matches(TEXTS)

// The search of a chooser has no name, and words that nobody sends.
const isKept = (field) => isText(field) && field.name !== ""
