// What a paste or a drop left behind, said once below the text.

import { STRUCK, bodyOf, isOurs, isSign, withoutTools } from "desk/paste_page"

const MOST = 80 // characters of words that are repeated

export function startPasteNote(form, surface) {
  const note = form.querySelector("[data-pasted]")
  const { dom } = surface.editor.view
  dom.addEventListener("paste", ({ clipboardData }) => {
    if (surface.editor.isEditable) show(note, wordsFor(note.dataset, clipboardData, surface))
  })
  dom.addEventListener("keydown", ({ key }) => key === "Escape" && show(note, ""))
  note.querySelector("button").addEventListener("click", () => {
    show(note, "")
    surface.editor.commands.focus()
  })
  startDropNote(note, surface)
}

// A file dropped where none is taken: the browser would open it in the place of the story.
function startDropNote(note, surface) {
  const isLost = (event) =>
    !event.defaultPrevented && event.dataTransfer?.types.includes("Files") &&
    !event.target.closest?.("input[type=file]:enabled")
  document.addEventListener("dragover", (event) => isLost(event) && event.preventDefault())
  document.addEventListener("drop", (event) => {
    if (!isLost(event)) return
    event.preventDefault()
    const { dropped, dropHere } = note.dataset
    const name = [...event.dataTransfer.files].map((file) => file.name).join(", ")
    const words = surface.pickers.photo?.files ? `${dropped} ${dropHere}` : dropped
    show(note, words.replace("{name}", () => name))
  })
}

function show(note, words) {
  note.hidden = !words
  note.querySelector("[role=status]").textContent = words
}

function wordsFor(texts, data, surface) {
  const html = data?.getData("text/html") ?? ""
  const isPicture = data?.files.length && !data.getData("text/plain")
  if (!html || isOurs(html) || (isPicture && surface.pickers.photo?.files)) return ""
  const { pictures, frames, struck } = leftOf(bodyOf(html))
  const parts = []
  if (pictures.length) {
    const names = pictures.filter(Boolean)
    const count = texts[pictures.length > 1 ? "pictures" : "picture"].replace("{n}", pictures.length)
    parts.push(count.replace("{names}", () => (names.length ? ` (${quoted(names)})` : "")))
  }
  if (frames) parts.push(texts[frames > 1 ? "frames" : "frame"].replace("{n}", frames))
  if (struck.length) parts.push(texts.struck.replace("{words}", () => quoted(struck)))
  return parts.join(" ")
}

// Return pictures and words crossed out, in words, and how many frames have no line in the text.
function leftOf(body) {
  const struck = outermost(body, STRUCK).map((part) => oneLine(part.textContent)).filter(Boolean)
  const frames = body.querySelectorAll("iframe, object, embed, audio, video").length
  withoutTools(body)
  const pictures = [...body.querySelectorAll("img")].filter((one) => !isSign(one) && !isDot(one))
  return { frames, struck, pictures: pictures.map(({ alt }) => oneLine(alt)) }
}

const outermost = (body, selector) =>
  [...body.querySelectorAll(selector)].filter((one) => !one.parentElement.closest(selector))

// Pages count their readers by pictures that nobody sees.
const isDot = ({ width, height }) => width === 1 || height === 1

const oneLine = (text) => text.replace(/\s+/g, " ").trim()

function quoted(texts) {
  const all = texts.map((text) => `“${text}”`).join(", ")
  return all.length > MOST ? `${all.slice(0, MOST)} …` : all
}
