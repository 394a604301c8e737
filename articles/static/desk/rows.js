// Rows of photos and videos: form rows the server renders, each known by the key of its figure.

import { chooserOf, Choices, showPicture } from "desk/choices"
import { forgetTyping, isText, isTypedIn, putIn, selectAll, stepAny, wayOf } from "desk/typing"

const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
const PREFIXES = { photo: "captions", video: "videos" }

export class Rows {
  constructor(form) {
    this.form = form
    this.tray = form.querySelector("[data-tray]")
    this.lead = form.querySelector("[data-lead-place]")
    this.rows = new Map()
    this.choices = new Choices()
    for (const row of form.querySelectorAll("[data-row]")) {
      this.rows.set(row.dataset.key, row)
      this.choices.remember(row)
    }
    form.addEventListener("keydown", (event) => this.onKey(event))
    form.addEventListener("paste", (event) => this.onPaste(event))
    form.addEventListener("click", (event) => this.onClick(event))
    form.addEventListener("change", (event) => this.onUpload(event))
    const choosing = "select2:select select2:clear"
    window.django?.jQuery(form).on(choosing, "select", (event) => this.onChosen(event))
    this.showPlaces()
  }

  has(key) {
    return this.rows.has(key)
  }

  adopt(key, place) {
    const row = this.rows.get(key)
    if (!row) {
      place.textContent = this.form.dataset.missing
      return
    }
    setLead(row, false)
    setDropped(row, false)
    place.append(row)
    this.showPlaces()
  }

  // Give the row back to the tray, unless it found another place meanwhile.
  release(key, place) {
    const row = this.rows.get(key)
    const hadFocus = place.contains(document.activeElement)
    if (row?.parentElement === place) this.tray.append(row)
    this.showPlaces()
    if (hadFocus) queueMicrotask(() => this.surface.keepFocus())
  }

  add(kind) {
    const key = freshKey()
    const prefix = PREFIXES[kind]
    const total = this.form.elements[`${prefix}-TOTAL_FORMS`]
    const template = document.getElementById(`empty-${kind}`)
    const made = document.createElement("div")
    made.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value)
    const row = made.firstElementChild
    total.value = Number(total.value) + 1
    row.dataset.key = key
    field(row, "key").value = key
    this.rows.set(key, row)
    this.choices.remember(row)
    this.tray.append(row)
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }))
    return key
  }

  addLead() {
    const key = this.leadKey() ?? this.add("photo")
    if (key !== this.leadKey()) this.toLead(key)
    this.focusFirst(key)
  }

  leadKey() {
    return this.lead.querySelector("[data-row]")?.dataset.key ?? null
  }

  // For those who care for the photos of a story, but not for its text.
  addToTray() {
    const key = this.add("photo")
    this.showPlaces()
    this.focusFirst(key)
  }

  // Make a photo the lead; the one that led goes into the text, at its head.
  toLead(key) {
    if (this.surface.editor.isEditable) this.surface.setLead(key)
    else this.showLead(key)
  }

  // Let the row of `key` (null: none) stand in the place of the lead.
  showLead(key) {
    if (key === this.leadKey()) return // as after most changes of the text
    const before = this.lead.querySelector("[data-row]")
    if (before) {
      setLead(before, false)
      this.tray.append(before)
    }
    const row = this.rows.get(key)
    if (row) {
      setDropped(row, false)
      setLead(row, true)
      this.lead.append(row)
    }
    this.showPlaces()
  }

  duplicate(key) {
    const source = this.rows.get(key)
    const copyKey = this.add(source.dataset.row)
    const copy = this.rows.get(copyKey)
    for (const input of source.querySelectorAll("input, textarea, select")) {
      const name = input.name.split("-").pop()
      const twin = field(copy, name)
      if (!twin || ["key", "is_lead", "id", "DELETE"].includes(name) || input.type === "file")
        continue
      if (input.type === "checkbox") twin.checked = input.checked
      else if (input.tagName === "SELECT") twin.innerHTML = input.innerHTML
      twin.value = input.value
      twin.dispatchEvent(new Event("change", { bubbles: true }))
    }
    return copyKey
  }

  write(key, name, value) {
    const input = field(this.rows.get(key), name)
    input.value = value
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }))
  }

  focusFirst(key) {
    const lines = linesOf(this.rows.get(key))
    ;(lines.find((line) => !line.value) ?? lines[0])?.focus()
  }

  leave(row) {
    this.surface.caretAfter(row.dataset.key)
  }

  onKey(event) {
    const row = event.target.closest("[data-row]")
    if (!row || document.querySelector(".select2-container--open")) return
    const isLine = event.target.matches("[data-line]")
    const way = wayOf(event)
    if (way) this.onUndo(event, row, way)
    else if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault()
      this.leave(row)
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault()
      this.surface.move(row.dataset.key, event.key === "ArrowUp" ? -1 : 1)
    } else if (event.key === "Enter" && !event.shiftKey && isLine) {
      event.preventDefault()
      const lines = linesOf(row)
      const next = lines[lines.indexOf(event.target) + 1]
      if (next) next.focus()
      else this.leave(row)
    }
  }

  // What was typed since went first, in its field; now what was done to the figures of the text.
  onUndo(event, row, way) {
    event.preventDefault()
    if (isText(event.target) && isTypedIn(row, way)) return
    if (!this.surface.stepFigures(way)) stepAny(event.target, way)
  }

  // A step was taken in the text: it is undone before what was typed until now.
  noteStep() {
    for (const row of this.rows.values()) forgetTyping(row)
  }

  // Several pasted lines fill this field and those after it; the last takes what is left.
  onPaste(event) {
    const row = event.target.closest("[data-row]")
    if (!row || !event.target.matches("[data-line]")) return
    const text = event.clipboardData.getData("text/plain")
    const pasted = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
    if (pasted.length < 2) return
    event.preventDefault()
    const lines = linesOf(row)
    const fields = lines.slice(lines.indexOf(event.target)).slice(0, pasted.length)
    fields.slice(1).forEach(selectAll)
    const wordsOf = (n) => (n < fields.length - 1 ? pasted[n] : pasted.slice(n).join(" "))
    putIn(fields.map((field, n) => [field, wordsOf(n)]))
    fields.at(-1).focus()
  }

  onClick(event) {
    if (event.target.closest("[data-do-lead]")) this.addLead()
    if (event.target.closest("[data-do-tray]")) this.addToTray()
    const button = event.target.closest("[data-row-do]")
    if (!button) return
    const row = button.closest("[data-row]")
    const key = row.dataset.key
    const acts = {
      choose: () => this.surface.pickers[row.dataset.row]?.open(key),
      unchoose: () => this.choose(key, null),
      words: () => this.choices.swapWords(row),
      up: () => this.surface.move(key, -1),
      down: () => this.surface.move(key, 1),
      lead: () => this.toLead(key),
      body: () => this.surface.place(row.dataset.row, key, 0),
      remove: () => this.takeOut(row),
    }
    acts[button.dataset.rowDo]()
  }

  // Out of the text first, into the tray; from the tray for good, when the story is saved.
  takeOut(row) {
    if (this.tray.contains(row)) setDropped(row, true)
    else if (this.lead.contains(row)) this.toLead(null)
    else this.surface.remove(row.dataset.key)
    this.showPlaces()
    if (this.surface.editor.isEditable) this.surface.editor.commands.focus()
  }

  onUpload(event) {
    const row = event.target.closest("[data-row]")
    if (!row || event.target.type !== "file") return
    const [file] = event.target.files
    if (file) drawPicture(row, file)
    else showPicture(row, "")
  }

  onChosen(event) {
    const row = event.target.closest("[data-row]")
    if (!row || event.target !== chooserOf(row)) return
    const { id = "", text = "", words = {}, thumbnail = "", caution = "" } = event.params.data
    const isCleared = event.type === "select2:clear"
    const item = isCleared
      ? { id: "", title: "", words: {} }
      : { id, title: text, words, thumbnail, caution }
    this.choose(row.dataset.key, item)
  }

  // Give the row what was chosen, null for what it had first: a step to undo, but in the tray.
  choose(key, item) {
    const choice = item && { item }
    const isInDocument = this.surface.find(key) || key === this.leadKey()
    if (isInDocument && this.surface.editor.isEditable) this.surface.setChoice(key, choice)
    else this.showChoice(key, choice)
  }

  showChoice(key, choice) {
    const row = this.rows.get(key)
    if (row) this.choices.show(row, choice)
  }

  showPlaces() {
    const inTray = [...this.tray.querySelectorAll("[data-row]")].filter((row) => !row.hidden)
    this.tray.hidden = inTray.length === 0
    const leads = this.lead.querySelector("[data-row]") !== null
    this.form.querySelector("[data-add-lead]")?.toggleAttribute("hidden", leads)
    for (const row of this.rows.values())
      row.dataset.place =
        this.tray.contains(row) ? "tray" : this.lead.contains(row) ? "lead" : "text"
  }
}

const linesOf = (row) =>
  [...row.querySelectorAll("[data-line]")].filter((line) => !line.disabled && !line.readOnly)

const field = (row, name) => row.querySelector(`[name$="-${name}"]`)

function setLead(row, leads) {
  const input = field(row, "is_lead")
  if (input) input.value = leads ? "True" : "False"
}

function setDropped(row, dropped) {
  const box = field(row, "DELETE")
  if (box) box.checked = dropped
  row.hidden = dropped
}

// Drawn, because the page may not load addresses of files that are not sent yet.
async function drawPicture(row, file) {
  const picture = row.querySelector("[data-picture]")
  const bitmap = await createImageBitmap(file, { resizeWidth: 720 }).catch(() => null)
  picture.replaceChildren()
  if (!bitmap) return
  const canvas = document.createElement("canvas")
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext("2d").drawImage(bitmap, 0, 0)
  picture.append(canvas)
}

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => CHARACTERS[byte % 64]).join("")
}
