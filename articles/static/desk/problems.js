// Links from what the checks say: to the field, and to the very words in it.

export function startProblems(form, surface) {
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-problem]")
    if (link && goTo(form, surface, link.dataset)) event.preventDefault()
  })
  // Once everything has its place: what moves on the page loses the focus.
  window.addEventListener("load", () => {
    if (!location.hash.startsWith("#field-")) return
    goTo(form, surface, { problem: location.hash.slice("#field-".length) })
  })
}

// Go to the field that solves a problem (for photos, the first with a gap) and return it.
function goTo(form, surface, { problem, ...place }) {
  const gaps = [...form.querySelectorAll('[data-row="photo"] [data-line]')]
  const gap = gaps.find((input) => !input.value && !input.name.endsWith("-caption"))
  const field = document.getElementById(`field-${problem}`)
  // Of rows with an order: the first of them, or the button that adds one.
  const first = field?.matches("fieldset") ? field.querySelector("select, button") : null
  const input = problem === "captions" ? gap : (document.getElementById(`id_${problem}`) ?? first)
  const part = (input ?? field)?.closest("details")
  if (part) part.open = true
  if (!input) {
    part?.querySelector("summary").focus()
    return part
  }
  if (input.matches("[data-surface]")) goToWords(surface.editor, place)
  else {
    const shown = shownFor(input)
    shown.scrollIntoView({ block: "center" })
    shown.focus()
    if (place.word && shown === input) selectWord(input, place)
  }
  return input
}

// What stands on the page for a field: its chooser, or the button that opens the archive.
function shownFor(input) {
  const chooser = input.nextElementSibling?.querySelector?.(".select2-selection") ?? input
  if (chooser.getClientRects().length) return chooser
  return input.closest("[data-row]")?.querySelector('[data-row-do="choose"]') ?? chooser
}

function selectWord(input, { before, word }) {
  const at = input.value.indexOf(before + word)
  if (at >= 0) input.setSelectionRange(at + before.length, at + before.length + word.length)
}

// Select the words in the text, or go to the paragraph if they are not there any more.
function goToWords(editor, place) {
  const range = place.word && rangeOf(editor.state.doc, place)
  if (range) editor.commands.setTextSelection(range)
  editor.view.focus()
  editor.commands.scrollIntoView()
}

// Return {from, to} of a word in the paragraph of that number, or after it and before the next.
function rangeOf(doc, { paragraph, before, word }) {
  const found = {}
  let number = 0
  doc.forEach((block, at) => {
    if (block.type.name === "paragraph" && block.textContent.trim()) number += 1
    if (number !== Number(paragraph)) return
    doc.nodesBetween(at, at + block.nodeSize, (line, start) => {
      if (!line.isTextblock) return
      found.line ??= { from: start + 1, to: start + 1 }
      const text = line.textBetween(0, line.content.size, "", " ")
      for (const [name, words] of [["exact", before], ["loose", ""]]) {
        const index = text.indexOf(words + word)
        if (index < 0) continue
        const from = start + 1 + index + words.length
        found[name] ??= { from, to: from + word.length }
      }
    })
  })
  return found.exact ?? found.loose ?? found.line
}
