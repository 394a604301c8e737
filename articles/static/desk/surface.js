// The text: an editor that knows exactly the blocks a story may have.

import {
  Bold, BulletList, Document, Dropcursor, Editor, Extension, Gapcursor, HardBreak, Heading, History,
  Italic, ListItem, OrderedList, Paragraph, Placeholder, pm, Table, TableCell, TableHeader, TableRow,
  Text, wrappingInputRule,
} from "django-prose-editor/editor"
import { figureKeys, figureNode, freshKeys } from "desk/figures"
import { StoryLink } from "desk/links"
import { cleanHTML } from "desk/paste"
import { htmlOfText } from "desk/paste_text"
import { imagesOf } from "desk/picker"
import { Attribution, Quote } from "desk/quote"
import { startToolbar } from "desk/toolbar"

const { closeHistory } = pm.history
const { DOMParser } = pm.model
const { NodeSelection, TextSelection } = pm.state
const KINDS = { photo: "data-caption", video: "data-video" }

// Which photo leads, {key, choice} or null, is known here so that undo and redo know of it.
const StoryDocument = Document.extend({
  content: "(block | figure)+",
  addAttributes: () => ({ lead: { default: null, rendered: false } }),
})

// Every list of a story counts from one: "2026. " begins none.
const NumberedList = OrderedList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^1[.)]\s$/, type: this.type })]
  },
})

// Where nothing is left to redo, the key would be taken for that of undo, or by the browser.
const historyKeys = Extension.create({
  name: "historyKeys",
  priority: 1000,
  addKeyboardShortcuts() {
    const undo = () => this.editor.commands.undo() || true
    const redo = () => this.editor.commands.redo() || true
    return { "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }
  },
})

export function createSurface(form, rows) {
  const textarea = form.querySelector("[data-surface]")
  const place = form.querySelector("[data-surface-place]")
  textarea.hidden = true
  const editor = new Editor({
    element: place,
    injectCSS: false, // the page forbids styles of unknown origin; ours are in surface.css
    editable: !textarea.disabled,
    content: textarea.value,
    extensions: extensions(rows, textarea.dataset.placeholder),
    editorProps: {
      // What sticks to the window above and below must not cover the caret.
      scrollThreshold: { top: 170, bottom: 110, left: 0, right: 0 },
      scrollMargin: { top: 180, bottom: 120, left: 0, right: 0 },
      attributes: {
        class: "text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": "label-body",
        "aria-describedby": "help-body",
        lang: textarea.lang,
        dir: textarea.dir || "auto",
      },
      transformPastedHTML: cleanHTML,
      clipboardTextParser: sliceOfText,
      handleDOMEvents: { keydown: hearSelection, beforeinput: keepHistory },
      handleDoubleClick: selectLastWord,
      handleTextInput: (view, from, to, text) => typeBelow(view, text),
      handlePaste: (view, event) => takePictures(surface, event, event.clipboardData),
      handleDrop: (view, event) => {
        const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
        return takePictures(surface, event, event.dataTransfer, found?.pos)
      },
      transformPasted: (slice, view) => freshKeys(slice, view.state.doc, rows),
    },
    onUpdate({ transaction }) {
      const { lead } = editor.state.doc.attrs
      rows.showLead(lead?.key ?? null)
      if (lead) rows.showChoice(lead.key, lead.choice)
      if (changesFigures(transaction.before, transaction.doc)) rows.noteStep()
      textarea.value = editor.isEmpty ? "" : editor.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  const surface = new Surface(editor, rows)
  surface.startLead(rows.leadKey())
  if (editor.isEditable) startToolbar(form, surface)
  return surface
}

function extensions(rows, placeholder) {
  const only = (node, content) => node.extend({ content })
  return [
    StoryDocument,
    Paragraph, Text, HardBreak, Bold, Italic, StoryLink,
    Heading.configure({ levels: [2] }),
    BulletList, NumberedList, only(ListItem, "paragraph"),
    Quote, Attribution,
    Table.configure({ resizable: false }), TableRow,
    only(TableHeader, "paragraph"), only(TableCell, "paragraph"),
    ...Object.entries(KINDS).map(([kind, attribute]) => figureNode(kind, attribute, rows)),
    figureKeys(rows),
    History, historyKeys, Dropcursor, Gapcursor,
    Placeholder.configure({ placeholder }),
  ]
}

// The browser tells of a selection a moment later; a command must know of it before.
function hearSelection(view, event) {
  if (event.ctrlKey || event.metaKey) view.domObserver.onSelectionChange()
}

// The browser has one pile for all that is typed: from a field its undo would take words out of the
// text, out of sight and unknown to the history of the text.
function keepHistory(view, event) {
  const way = { historyUndo: "undo", historyRedo: "redo" }[event.inputType]
  if (!way) return false
  event.preventDefault()
  if (view.hasFocus()) pm.history[way](view.state, view.dispatch)
  return true
}

// Behind the last word of a line, its last half letter already, Chromium selects no word.
function selectLastWord(view, at) {
  const { doc, tr } = view.state
  const { parent, parentOffset } = doc.resolve(at)
  if (!parent.isTextblock) return false
  const text = parent.textBetween(0, parent.content.size, "", " ")
  const parts = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)]
  const word = parts.findLast((part) => part.isWordLike)
  const length = word?.segment.length
  if (!word || parentOffset < word.index + length) return false
  const from = at - parentOffset + word.index
  view.dispatch(tr.setSelection(TextSelection.create(doc, from, from + length)))
  view.focus()
  return true
}

// A letter typed while a figure is selected begins a line below it: it would take its place.
function typeBelow(view, text) {
  const { selection, schema, tr } = view.state
  if (!(selection instanceof NodeSelection) || !selection.node.attrs.key) return false
  const line = schema.nodes.paragraph.create(null, schema.text(text))
  tr.insert(selection.to, line)
  tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + text.length))
  view.dispatch(tr.scrollIntoView())
  return true
}

// Pictures alone, not one that a program sends along with its text.
function takePictures(surface, event, data, at = null) {
  const files = imagesOf(data)
  if (!files.length || data.getData("text/plain") || !surface.pickers.photo?.files) return false
  event.preventDefault()
  if (event.target.closest?.("[data-row]")) return true
  if (at !== null) surface.editor.commands.setTextSelection(at)
  surface.pickers.photo.openWith(files)
  return true
}

function sliceOfText(text, $context) {
  const made = document.createElement("div")
  made.innerHTML = htmlOfText(text)
  return DOMParser.fromSchema($context.doc.type.schema).parseSlice(made, { context: $context })
}

// Whether figures came, went, changed place among as many blocks, or were given another choice.
function changesFigures(before, after) {
  const placed = before.childCount === after.childCount
  const figures = (doc) => {
    const found = [doc.attrs.lead]
    doc.forEach(({ attrs }, _at, index) => attrs.key && found.push([attrs, placed && index]))
    return JSON.stringify(found)
  }
  return figures(before) !== figures(after)
}

export class Surface {
  constructor(editor, rows) {
    this.editor = editor
    this.rows = rows
    this.pickers = {} // by kind, see picker.js
  }

  // Add a photo or video after the block with the caret, and go to its first field.
  insert(kind) {
    const key = this.rows.add(kind)
    this.place(kind, key, this.placeForFigure())
    this.rows.focusFirst(key)
  }

  // Add what was chosen from the archive, in one step; undo takes all of it out.
  insertChosen(kind, items) {
    const keys = items.map(() => this.rows.add(kind))
    const { state, view } = this.editor
    const type = state.schema.nodes[kind]
    const nodes = items.map((item, n) => type.create({ key: keys[n], choice: { item } }))
    view.dispatch(closeHistory(state.tr).insert(this.placeForFigure(), nodes).scrollIntoView())
    this.rows.focusFirst(keys[0])
  }

  // A second press of the key of a photo, in its row, chooses for it from the archive; one with
  // Shift puts others in after it.
  insertOrChoose(kind, target, isNew) {
    const key = target.closest?.("[data-row]")?.dataset.key
    const isOfKind = key && target.closest(`[data-row="${kind}"]`)
    if (isOfKind && !isNew) this.pickers[kind]?.open(key)
    else if (!this.editor.isEditable) return
    else if (isNew) {
      if (key) this.select(key)
      this.pickers[kind]?.open()
    } else this.insert(kind)
  }

  // Put a video in the place of a line that holds its address.
  replaceByVideo({ at, node }, address, video) {
    const key = this.rows.add("video")
    const { state, view } = this.editor
    const choice = video && { item: video }
    const figure = state.schema.nodes.video.create({ key, choice })
    view.dispatch(closeHistory(state.tr).replaceWith(at, at + node.nodeSize, figure))
    if (!video) this.rows.write(key, "address", address)
    this.rows.focusFirst(key)
  }

  setChoice(key, choice) {
    const found = this.find(key)
    const { state, view } = this.editor
    const tr = closeHistory(state.tr)
    if (found) tr.setNodeAttribute(found.at, "choice", choice)
    else tr.setDocAttribute("lead", { key, choice })
    view.dispatch(tr)
  }

  // The lead that the page came with; no step to undo.
  startLead(key) {
    if (!key) return
    const { state, view } = this.editor
    const tr = state.tr.setDocAttribute("lead", { key, choice: null })
    view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true))
  }

  // Let a photo lead, null for none; the one that led goes to the head of the text for another.
  setLead(key) {
    const { state, view } = this.editor
    const { nodes } = state.schema
    const { lead } = state.doc.attrs
    const tr = closeHistory(state.tr)
    const found = key && this.find(key)
    if (found) tr.delete(found.at, found.at + found.node.nodeSize)
    if (key && lead) tr.insert(0, nodes.photo.create(lead))
    tr.setDocAttribute("lead", key && { key, choice: this.rows.choices.of(key) })
    view.dispatch(tr)
  }

  // The selection, to be set again: the browser forgets it while a dialog is open.
  caret() {
    return this.editor.state.selection.getBookmark()
  }

  setCaret(bookmark) {
    const { state, view } = this.editor
    view.dispatch(state.tr.setSelection(bookmark.resolve(state.doc)))
  }

  placeForFigure() {
    const { selection } = this.editor.state
    const { $from } = selection
    if ($from.depth === 0) return selection.to
    const block = $from.node(1)
    const isEmptyLine = block.type.name === "paragraph" && block.content.size === 0
    return isEmptyLine ? $from.before(1) : $from.after(1)
  }

  place(kind, key, at) {
    const { state, view } = this.editor
    const figure = state.schema.nodes[kind].create({ key, choice: this.rows.choices.of(key) })
    const tr = closeHistory(state.tr).insert(at, figure)
    if (state.doc.attrs.lead?.key === key) tr.setDocAttribute("lead", null)
    view.dispatch(tr.scrollIntoView())
  }

  // Return {node, at} of the figure with that key, or null.
  find(key) {
    let found = null
    this.editor.state.doc.forEach((node, at) => {
      if (node.attrs.key === key) found = { node, at }
    })
    return found
  }

  remove(key) {
    const found = this.find(key)
    if (!found || !this.editor.isEditable) return
    const { state, view } = this.editor
    view.dispatch(closeHistory(state.tr).delete(found.at, found.at + found.node.nodeSize))
  }

  // Swap the figure with the block before (-1) or after it (1).
  move(key, step) {
    const found = this.find(key)
    if (!found || !this.editor.isEditable) return false
    const { state, view } = this.editor
    const index = state.doc.resolve(found.at).index(0)
    const neighbour = state.doc.maybeChild(index + step)
    if (!neighbour) return true
    const at = step < 0 ? found.at - neighbour.nodeSize : found.at + neighbour.nodeSize
    const tr = closeHistory(state.tr).delete(found.at, found.at + found.node.nodeSize)
    tr.insert(at, found.node)
    if (state.selection instanceof NodeSelection && state.selection.from === found.at)
      tr.setSelection(NodeSelection.create(tr.doc, at))
    this.dispatchFrom(tr.scrollIntoView())
    return true
  }

  // Undo or redo what was done last if that was to the photos and videos; return whether it was.
  stepFigures(way) {
    const { state, isEditable } = this.editor
    let step = null
    pm.history[way](state, (tr) => (step = tr))
    if (!step || !isEditable || !changesFigures(state.doc, step.doc)) return false
    this.dispatchFrom(step)
    return true
  }

  // The row with the focus may move, and its fields lose it by that.
  dispatchFrom(tr) {
    const focused = document.activeElement
    this.editor.view.dispatch(tr)
    const isShown = focused.isConnected && !this.rows.tray.contains(focused)
    if (isShown && focused !== document.activeElement) focused.focus()
  }

  // Where the field with the focus went with its row.
  keepFocus() {
    if (document.activeElement === document.body) this.editor.view.focus()
  }

  select(key) {
    const found = this.find(key)
    if (!found) return
    const { state, view } = this.editor
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, found.at)))
    view.focus()
  }

  // Put the caret into the line after the figure; make one where there is none.
  caretAfter(key) {
    if (!this.editor.isEditable) return
    const found = this.find(key)
    const { state, view } = this.editor
    const at = found ? found.at + found.node.nodeSize : 0
    const tr = state.tr
    if (!state.doc.nodeAt(at)?.isTextblock) tr.insert(at, state.schema.nodes.paragraph.create())
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
    view.focus()
  }
}
