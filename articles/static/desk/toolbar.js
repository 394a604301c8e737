// The buttons above the text. The page renders them, with their names; here they come alive.

import { askForLink, askForQuoteAddress } from "desk/links"

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  subhead: (chain) => chain.toggleHeading({ level: 2 }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  attribution: (chain) => chain.attribute(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  "row-add": (chain) => chain.addRowAfter(),
  "row-drop": (chain) => chain.deleteRow(),
  "column-add": (chain) => chain.addColumnAfter(),
  "column-drop": (chain) => chain.deleteColumn(),
  "header-row": (chain) => chain.toggleHeaderRow(),
  "table-drop": (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
}
const ASKS = { link: askForLink, "quote-address": askForQuoteAddress }
const ACTIVE = {
  bold: ["bold"], italic: ["italic"], subhead: ["heading"], bullets: ["bulletList"],
  numbers: ["orderedList"], quote: ["blockquote"], link: ["link"],
}

export function startToolbar(form, surface) {
  const bar = form.querySelector("[data-toolbar]")
  const { editor } = surface
  bar.hidden = false
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (button) act(button.dataset.do, surface)
  })
  bar.addEventListener("keydown", (event) => walk(bar, event))
  bar.addEventListener("mousedown", (event) => event.preventDefault()) // the caret stays
  buttonsOf(bar).forEach((button, index) => (button.tabIndex = index ? -1 : 0))
  const show = () => update(bar, editor)
  editor.on("transaction", show)
  show()
}

function act(name, surface) {
  const { editor } = surface
  if (name === "photo" || name === "video") surface.insert(name)
  else if (name === "archive") surface.pickers.photo?.open()
  else if (name === "lead") surface.rows.addLead()
  else if (ASKS[name]) ASKS[name](editor)
  else COMMANDS[name](editor.chain().focus()).run()
}

function update(bar, editor) {
  for (const group of bar.querySelectorAll("[data-inside]"))
    group.hidden = !editor.isActive(group.dataset.inside)
  for (const button of bar.querySelectorAll("button"))
    if (ACTIVE[button.dataset.do])
      button.setAttribute("aria-pressed", editor.isActive(...ACTIVE[button.dataset.do]))
}

const buttonsOf = (bar) =>
  [...bar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"))

// One stop for Tab; arrow keys go along the buttons.
function walk(bar, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  const buttons = buttonsOf(bar)
  const here = buttons.indexOf(document.activeElement)
  if (!step || here < 0) return
  event.preventDefault()
  const next = buttons[(here + step + buttons.length) % buttons.length]
  buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1))
  next.focus()
}
