// Addresses: of a link in the text, and of a quotation.

import { Link } from "django-prose-editor/editor"
import { whyNot } from "desk/address"
import { quoteDepth } from "desk/quote"

export const StoryLink = Link.extend({
  inclusive: false,
  addAttributes() {
    return { href: { default: null } }
  },
  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        askForLink(editor)
        return true
      },
    }
  },
}).configure({ openOnClick: false, autolink: false, linkOnPaste: true, HTMLAttributes: {} })

export async function askForLink(editor) {
  const before = editor.getAttributes("link").href ?? ""
  const { doc, selection: { from, to } } = editor.state
  const address = await ask("link", before)
  const chain = editor.chain().focus().extendMarkRange("link")
  if (address === null) editor.commands.focus()
  else if (address === "") chain.unsetLink().run()
  else if (!doc.textBetween(from, to) && !before) // a double click may select a line end alone
    editor.chain().focus().insertContentAt(from, {
      type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }],
    }).run()
  else chain.setLink({ href: address }).run()
}

export async function askForQuoteAddress(editor) {
  const { $from } = editor.state.selection
  const depth = quoteDepth($from)
  if (!depth) return
  const at = $from.before(depth)
  const address = await ask("quote", $from.node(depth).attrs.cite ?? "")
  if (address !== null)
    editor.view.dispatch(editor.state.tr.setNodeAttribute(at, "cite", address || null))
  editor.commands.focus()
}

// Show the dialog of that name; resolve to the address typed, "" for none, null for "leave it".
function ask(name, value) {
  const dialog = document.querySelector(`dialog[data-ask="${name}"]`)
  const input = dialog.querySelector("input")
  input.value = value
  refuse(dialog, "")
  dialog.returnValue = ""
  dialog.showModal()
  input.select()
  return new Promise((resolve) => {
    const asked = new AbortController()
    const { signal } = asked
    dialog.addEventListener("submit", (event) => event.submitter.value === "set" && check(event, dialog), { signal })
    input.addEventListener("input", () => refuse(dialog, ""), { signal })
    dialog.addEventListener(
      "close",
      () => {
        asked.abort()
        if (dialog.returnValue === "set") resolve(withScheme(input.value.trim()))
        else resolve(dialog.returnValue === "none" ? "" : null)
      },
      { signal },
    )
  })
}

// What the server would drop without a word stays in the dialog, with one.
function check(event, dialog) {
  const input = dialog.querySelector("input")
  const why = input.value.trim() && whyNot(withScheme(input.value.trim()))
  if (!why) return
  event.preventDefault()
  refuse(dialog, why)
  input.focus()
}

function refuse(dialog, why) {
  const input = dialog.querySelector("input")
  const line = dialog.querySelector("[data-ask-why]")
  line.textContent = why && line.dataset[why].replace("{address}", () => input.value.trim())
  input.ariaInvalid = why ? "true" : null
}

function withScheme(address) {
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(address)) return `mailto:${address}`
  return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(address) ? `https://${address}` : address
}
