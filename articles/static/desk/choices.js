// What is chosen from the archive for a row: it brings its words where nobody has written any, and
// takes only those away again.

import { isText, putIn, selectAll } from "desk/typing"

export class Choices {
  constructor() {
    this.first = new Map() // of a key: what its row had when the page came
    this.now = new Map()
    this.brought = new Map() // of a choice: {name of a field: [before, brought]}
  }

  remember(row) {
    const chooser = chooserOf(row)
    const picture = row.querySelector("[data-picture] img")
    this.first.set(row.dataset.key, {
      id: chooser?.value ?? "",
      title: chooser?.selectedOptions[0]?.textContent ?? "",
      thumbnail: picture?.getAttribute("src") ?? "",
      archive: row.dataset.archive ?? "",
      caution: row.querySelector("[data-row-caution]")?.textContent ?? "",
    })
    showButtons(row, null)
    row.addEventListener("input", () => showButtons(row, this.of(row.dataset.key)))
  }

  of(key) {
    return this.now.get(key) ?? null
  }

  show(row, choice) {
    const { key } = row.dataset
    const before = this.of(key)
    if (before === choice) return
    this.takeAway(row, before)
    const first = this.first.get(key)
    const item = choice?.item ?? first
    choose(chooserOf(row), item)
    showPicture(row, item.thumbnail)
    showCaution(row, item.caution)
    row.dataset.archive = choice ? JSON.stringify(item.words) : first.archive
    if (this.brought.has(choice)) this.bringBack(row, choice)
    else if (choice) this.bring(row, choice, before?.item.words)
    this.now.set(key, choice)
    showButtons(row, choice)
  }

  // Words of a photo belong to its use here, those of a video to the video itself. Alt text and
  // credit of the picture that goes would be wrong of the one that comes; a caption that somebody
  // wrote, and words that waited for a picture, stay. `gone` are the archive's words of the choice
  // before, if there was one.
  bring(row, choice, gone) {
    const isVideo = row.dataset.row === "video"
    const first = JSON.parse(this.first.get(row.dataset.key).archive || "null")
    const hadPicture = gone ? Object.keys(gone).length > 0 : first !== null
    const brought = {}
    for (const [name, value] of Object.entries(choice.item.words)) {
      const input = field(row, name)
      if (!input) continue
      const isOurs = name === "caption" && ![first?.caption, gone?.caption].includes(input.value)
      if (input.value && !isVideo && (isOurs || !hadPicture)) continue
      brought[name] = [input.value, value]
      setValue(input, value)
      input.readOnly = isVideo
    }
    this.brought.set(choice, brought)
  }

  // The same choice again, by redo or by the undo of a later one.
  bringBack(row, choice) {
    for (const [name, [before, brought]] of Object.entries(this.brought.get(choice))) {
      const input = field(row, name)
      if (input.value === before) setValue(input, brought)
      input.readOnly = row.dataset.row === "video"
    }
  }

  takeAway(row, choice) {
    for (const [name, [before, brought]] of Object.entries(this.brought.get(choice) ?? {})) {
      const input = field(row, name)
      input.readOnly = false
      if (input.value === brought) setValue(input, before)
    }
  }

  // To the words of the archive, and back to those that stood here.
  swapWords(row) {
    const words = JSON.parse(row.dataset.archive || "{}")
    const mine = row.dataset.mine ? JSON.parse(row.dataset.mine) : null
    const kept = {}
    const texts = []
    for (const [name, value] of Object.entries(mine ?? words)) {
      const input = field(row, name)
      kept[name] = input.value
      if (isText(input)) texts.push([input, value])
      else setValue(input, value)
    }
    for (const [input] of texts) selectAll(input)
    putIn(texts)
    if (mine) delete row.dataset.mine
    else row.dataset.mine = JSON.stringify(kept)
    showButtons(row, this.of(row.dataset.key))
  }
}

function showButtons(row, choice) {
  const words = row.querySelector('[data-row-do="words"]')
  const unchoose = row.querySelector('[data-row-do="unchoose"]')
  if (unchoose) unchoose.hidden = !choice
  if (!words) return
  const stands = (kept) =>
    Object.entries(JSON.parse(kept || "{}")).every(([name, value]) => field(row, name)?.value === value)
  const isSame = stands(row.dataset.archive)
  if (stands(row.dataset.mine)) delete row.dataset.mine // by undo
  words.hidden = isSame && !row.dataset.mine
  const label = row.dataset.mine ? words.dataset.mine : words.dataset.archive
  if (words.textContent !== label) words.textContent = label
}

const field = (row, name) => row.querySelector(`[name$="-${name}"]`)

export const chooserOf = (row) => field(row, row.dataset.row)

// What stands against showing what was chosen: its rights, its size.
function showCaution(row, words = "") {
  const place = row.querySelector("[data-row-caution]")
  if (place && place.textContent !== words) place.textContent = words
}

function setValue(input, value) {
  input.value = value
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

// Let a chooser show what it may not have in its list.
export function choose(chooser, { id, title }) {
  if (!chooser || chooser.value === String(id)) return
  const has = [...chooser.options].some((option) => option.value === String(id))
  if (!has) chooser.add(new Option(title, id))
  chooser.value = id
  chooser.dispatchEvent(new Event("change", { bubbles: true }))
}

export function showPicture(row, address) {
  const picture = row.querySelector("[data-picture]")
  if (!picture) return
  picture.replaceChildren()
  if (!address) return
  const image = document.createElement("img")
  image.src = address
  image.alt = ""
  picture.append(image)
}
