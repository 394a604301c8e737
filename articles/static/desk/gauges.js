// What is counted while writing: length, reading time, and what the photos lack. The rules are
// those of articles/admin/gauges.py, which counts what was saved.

const PAUSE = 1200 // milliseconds without a key before a change is read out
const WORDS_A_MINUTE = 230
const SIGNS_A_MINUTE = 480
const UNSPACED =
  /[\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0ec6\u1000-\u104f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu
const LACKS = ["alt_text", "caption", "credit"]

export function startGauges(form, surface) {
  const place = form.querySelector("[data-gauges]")
  if (!place) return
  const said = new Said(place.querySelector("[data-gauge-said]"))
  const photos = new PhotoGauge(place.querySelector("[data-gauge-photos]"))
  const showText = () => showLength(place, surface.editor, said)
  const showOthers = () => {
    showPhotos(form, surface, photos, said)
    for (const one of form.querySelectorAll("[data-length]")) showField(form, one, said)
  }
  surface.editor.on("update", showText)
  form.addEventListener("input", showOthers)
  form.addEventListener("change", showOthers)
  place.addEventListener("click", (event) => {
    const name = event.target.closest("[data-lack]")?.dataset.lack
    if (!name) return
    event.preventDefault()
    gapsOf(form, surface, name)[0]?.focus()
  })
  showText()
  showOthers()
  said.begin()
}

// Reads out, after a pause, what has another state than before, as it is by then; not each number.
class Said {
  constructor(place) {
    this.place = place
    this.states = new Map()
    this.waiting = new Map()
  }

  begin() {
    this.waiting.clear()
    this.isOn = true
  }

  note(name, state, words) {
    if (this.states.get(name) !== state || this.waiting.has(name)) this.waiting.set(name, words)
    this.states.set(name, state)
    if (!this.isOn || !this.waiting.size) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.tell(), PAUSE)
  }

  tell() {
    this.place.textContent = [...this.waiting.values()].filter(Boolean).join(". ")
    this.waiting.clear()
  }
}

export function lengthOf(text) {
  const signs = text.match(UNSPACED)?.length ?? 0
  const words = text.replace(UNSPACED, " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return { words, signs, minutes: Math.ceil(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE) }
}

function showLength(place, editor, said) {
  const { words, signs, minutes } = lengthOf(editor.getText({ blockSeparator: " " }))
  const parts = []
  if (words || !signs) parts.push(counted(place, words, "word", "words"))
  if (signs) parts.push(counted(place, signs, "sign", "signs"))
  const time = filled(place.dataset.minutes, minutes)
  write(place.querySelector("[data-gauge-length]"), `${parts.join(", ")} · ${time}`)
  said.note("minutes", minutes, time)
}

// How many photos there are and what they lack, each lack a link to the first gap.
class PhotoGauge {
  constructor(place) {
    this.texts = place.dataset
    this.place = place
    this.head = new Text()
    this.end = new Text()
    this.lacks = LACKS.map((name) => {
      const link = document.createElement("a")
      link.href = "#field-captions"
      link.dataset.lack = name
      return { name, link, comma: new Text() }
    })
    place.replaceChildren(this.head, ...this.lacks.flatMap((one) => [one.comma, one.link]), this.end)
  }

  show(count, gaps) {
    const first = LACKS.find((name) => gaps[name])
    this.head.data = count ? `${counted(this.place, count, "photo", "photos")}: ` : ""
    for (const { name, link, comma } of this.lacks) {
      comma.data = gaps[name] && name !== first ? ", " : ""
      write(link, gaps[name] ? filled(this.texts[name], gaps[name]) : "")
      link.hidden = !gaps[name]
    }
    this.end.data = count && !first ? this.texts.complete : ""
  }
}

function showPhotos(form, surface, gauge, said) {
  const gaps = LACKS.map((name) => [name, gapsOf(form, surface, name).length])
  gauge.show(photosOf(form, surface).length, Object.fromEntries(gaps))
  const words = gauge.place.textContent
  said.note("photos", words, words)
}

// Rows that readers see: the lead, and those in the text, in its order.
function photosOf(form, surface) {
  const lead = [...form.querySelectorAll('[data-lead-place] [data-row="photo"]')]
  const keys = []
  surface.editor.state.doc.forEach((node) => node.type.name === "photo" && keys.push(node.attrs.key))
  return [...lead, ...keys.map((key) => surface.rows.rows.get(key)).filter(Boolean)]
}

function gapsOf(form, surface, name) {
  return photosOf(form, surface)
    .filter((row) => name !== "alt_text" || !row.querySelector('[name$="-decorative"]')?.checked)
    .map((row) => row.querySelector(`[name$="-${name}"]`))
    .filter((input) => input && !input.value.trim())
}

function showField(form, gauge, said) {
  const { length: name, low, high, few, good, many } = gauge.dataset
  const own = form.querySelector(`#id_${name}`)
  const text = (own?.value || form.querySelector(`#id_${gauge.dataset.or}`)?.value || "").trim()
  const n = [...text].length
  const state = !n ? "" : n < low ? few : n > high ? many : good
  gauge.querySelector("meter").value = n
  const words = counted(gauge, n, "sign", "signs") + (state ? `: ${state}` : "")
  write(gauge.querySelector("[data-length-words]"), words)
  said.note(name, state, words)
}

const counted = (place, n, one, many) => filled(place.dataset[n === 1 ? one : many], n)

const filled = (words, n) => words.replace("{n}", n)

// Into the text that stands there: where a node goes, Chromium ends the run of typing that its undo
// takes back in one, and would go on letter by letter in the field.
function write(place, words) {
  if (!place.firstChild) place.append("")
  place.firstChild.data = words
}
