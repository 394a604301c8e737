// Photos and videos in the text: a figure of the text holds the form row of its key.

import { Extension, Node, pm } from "django-prose-editor/editor"

const { NodeSelection } = pm.state
const { Fragment, Slice } = pm.model
const CONTROLS = "input, textarea, select, button, label, a, summary, .select2"

export function figureNode(kind, attribute, rows) {
  return Node.create({
    name: kind,
    group: "figure",
    atom: true,
    isolating: true,
    addAttributes() {
      return {
        key: {
          default: null,
          parseHTML: (element) => element.getAttribute(attribute),
          renderHTML: ({ key }) => ({ [attribute]: key }),
        },
        // What was chosen for its row: here so that undo and redo know of it, but no part of the text.
        choice: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
      }
    },
    parseHTML: () => [{ tag: `figure[${attribute}]` }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
    addNodeView: () => ({ node }) => new FigureView(node, rows),
  })
}

// Chromium knows no selection around a block that cannot be edited and has no line after it, or
// none at all: a copy or cut would miss the text, and the selection fall back to the first line.
// Around an inline box it knows one.
const SELECTABLE = {
  display: "inline-block",
  verticalAlign: "top",
  inlineSize: "100%",
  boxSizing: "border-box",
}

// The view adopts the row: it moves the element itself, inside the form still, inputs and all. When
// the figure goes, the row returns to the tray, so that undo finds every word again.
class FigureView {
  constructor(node, rows) {
    this.rows = rows
    this.key = node.attrs.key
    this.dom = document.createElement("div")
    this.dom.className = "placed"
    this.dom.contentEditable = "false"
    Object.assign(this.dom.style, SELECTABLE)
    // The browser has no idea of a selected picture; a press beside the fields selects it whole.
    this.dom.addEventListener("mousedown", (event) => {
      if (event.target.closest(CONTROLS)) return
      event.preventDefault()
      rows.surface.select(this.key)
    })
    rows.adopt(this.key, this.dom)
    if (node.attrs.choice) rows.showChoice(this.key, node.attrs.choice)
  }

  update(node) {
    if (node.attrs.key !== this.key) return false
    this.rows.showChoice(this.key, node.attrs.choice)
    return true
  }

  // What happens in a field is the field's business; a copy of the whole figure is the text's.
  stopEvent(event) {
    return event.type === "mousedown" || Boolean(event.target.closest?.(CONTROLS))
  }

  ignoreMutation() {
    return true
  }

  selectNode() {
    this.dom.classList.add("selected")
  }

  deselectNode() {
    this.dom.classList.remove("selected")
  }

  destroy() {
    this.rows.release(this.key, this.dom)
  }
}

// Keys for a figure that is selected as a whole.
export function figureKeys(rows) {
  const onFigure = (act) => ({ editor }) => {
    const { selection } = editor.state
    const isFigure = selection instanceof NodeSelection && selection.node.attrs.key
    return isFigure ? act(selection.node.attrs.key) !== false : false
  }
  // At the edge of a line the key that deletes selects the figure beyond it first: there is much in
  // one, and its rows are out of sight of whoever deletes blank lines.
  const select = (way) => ({ editor }) => {
    const { doc, selection } = editor.state
    const { $from, empty } = selection
    const isAtEdge = $from.parentOffset === (way < 0 ? 0 : $from.parent.content.size)
    if (!empty || $from.depth !== 1 || !$from.parent.content.size || !isAtEdge) return false
    const $beyond = doc.resolve(way < 0 ? $from.before() : $from.after())
    const key = (way < 0 ? $beyond.nodeBefore : $beyond.nodeAfter)?.attrs.key
    if (key) rows.surface.select(key)
    return Boolean(key)
  }
  return Extension.create({
    name: "figureKeys",
    priority: 200,
    addKeyboardShortcuts: () => ({
      Backspace: select(-1),
      Delete: select(1),
      Enter: onFigure((key) => rows.focusFirst(key)),
      "Alt-ArrowUp": onFigure((key) => rows.surface.move(key, -1)),
      "Alt-ArrowDown": onFigure((key) => rows.surface.move(key, 1)),
    }),
  })
}

// Give pasted figures whose row stands elsewhere a row of their own; drop those without any.
export function freshKeys(slice, doc, rows) {
  const placed = new Set()
  doc.forEach((node) => placed.add(node.attrs.key))
  const nodes = []
  slice.content.forEach((node) => {
    const { key } = node.attrs
    if (!key) nodes.push(node)
    else if (rows.has(key)) {
      const own = placed.has(key) ? rows.duplicate(key) : key
      placed.add(own)
      nodes.push(node.type.create({ key: own, choice: rows.choices.of(own) }))
    }
  })
  return new Slice(Fragment.from(nodes), slice.openStart, slice.openEnd)
}
