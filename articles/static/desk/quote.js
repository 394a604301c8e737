// A quotation: paragraphs, then perhaps who said it; its address, if it was published elsewhere.

import { Blockquote, InputRule, Node, pm } from "django-prose-editor/editor"

const { TextSelection } = pm.state

export const Quote = Blockquote.extend({
  content: "paragraph+ attribution?",
  addAttributes() {
    return {
      cite: {
        default: null,
        parseHTML: (element) => element.getAttribute("cite"),
        renderHTML: ({ cite }) => (cite ? { cite } : {}),
      },
    }
  },
  addCommands() {
    return {
      ...this.parent?.(),
      // Go to the attribution of the quotation around the caret; make it if there is none.
      attribute: () => ({ state, tr, dispatch }) => {
        const depth = quoteDepth(state.selection.$from)
        if (!depth) return false
        const quote = state.selection.$from.node(depth)
        const end = state.selection.$from.end(depth)
        if (!dispatch) return true
        const has = quote.lastChild.type.name === "attribution"
        if (!has) tr.insert(end, state.schema.nodes.attribution.create())
        tr.setSelection(TextSelection.create(tr.doc, has ? end - 1 : end + 1))
        return true
      },
    }
  },
})

export function quoteDepth($pos) {
  for (let depth = $pos.depth; depth > 0; depth--)
    if ($pos.node(depth).type.name === "blockquote") return depth
  return 0
}

export const Attribution = Node.create({
  name: "attribution",
  content: "text*",
  marks: "",
  parseHTML: () => [{ tag: "blockquote > footer" }, { tag: "blockquote > cite" }],
  renderHTML: () => ["footer", 0],
  addKeyboardShortcuts() {
    return {
      // The attribution ends the quotation; Enter goes on below it.
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection
        if ($from.parent.type.name !== "attribution") return false
        const after = $from.after(quoteDepth($from))
        return editor
          .chain()
          .insertContentAt(after, { type: "paragraph" })
          .setTextSelection(after + 1)
          .run()
      },
    }
  },
  addInputRules() {
    return [
      // "-- " at the start of a quotation's last line makes it the attribution.
      new InputRule({
        find: /^(?:--|—)\s$/,
        handler: ({ state, range }) => {
          const $from = state.doc.resolve(range.from)
          const depth = quoteDepth($from)
          const quote = depth && $from.node(depth)
          if (!quote || quote.childCount < 2 || $from.index(depth) !== quote.childCount - 1)
            return null
          state.tr
            .delete(range.from, range.to)
            .setNodeMarkup($from.before(depth + 1), state.schema.nodes.attribution)
        },
      }),
    ]
  },
})
