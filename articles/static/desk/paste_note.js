// What a paste left behind, said once below the text.

import { leftOf } from "desk/paste_page"

const MOST = 80 // characters of words that are repeated

export function startPasteNote(form, surface) {
  const note = form.querySelector("[data-pasted]")
  const dom = surface.editor.view.dom
  dom.addEventListener("paste", ({ clipboardData }) => {
    if (surface.editor.isEditable) show(note, wordsFor(note.dataset, clipboardData, surface))
  })
  dom.addEventListener("keydown", ({ key }) => key === "Escape" && show(note, ""))
  note.querySelector("button").addEventListener("click", () => {
    show(note, "")
    surface.editor.commands.focus()
  })
}

function show(note, words) {
  note.hidden = !words
  note.querySelector("[role=status]").textContent = words
}

function wordsFor(texts, data, surface) {
  const text = data?.getData("text/plain") ?? ""
  if (data?.files.length && !text && surface.pickers.photo?.files) return "" // a picture, taken
  const { pictures, frames, struck } = leftOf(data?.getData("text/html") ?? "")
  const parts = []
  const names = pictures.filter(Boolean)
  if (pictures.length) {
    const count = texts[pictures.length > 1 ? "pictures" : "picture"].replace("{n}", pictures.length)
    parts.push(count.replace("{names}", () => (names.length ? ` (${quoted(names)})` : "")))
  }
  if (frames) parts.push(texts[frames > 1 ? "frames" : "frame"].replace("{n}", frames))
  if (struck.length) parts.push(texts.struck.replace("{words}", () => quoted(struck)))
  return parts.join(" ")
}

const quoted = (texts) => cut(texts.map((text) => `“${text}”`).join(", "))

const cut = (text) => (text.length > MOST ? `${text.slice(0, MOST)} …` : text)
