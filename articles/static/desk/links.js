// Addresses: of a link in the text, and of a quotation.

import { Link } from "django-prose-editor/editor"
import { quoteDepth } from "desk/quote"

export const SCHEMES = ["http:", "https:", "mailto:", "tel:"]

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
  const address = await ask("link", before)
  const { doc, selection } = editor.state
  const hasWords = doc.textBetween(selection.from, selection.to).trim() !== ""
  const chain = editor.chain().focus().extendMarkRange("link")
  if (address === null) editor.commands.focus()
  else if (address === "") chain.unsetLink().run()
  else if (!hasWords && !before)
    editor.chain().focus().insertContent({
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
// It stays open while the address is one that the newsroom would not keep.
function ask(name, value) {
  const dialog = document.querySelector(`dialog[data-ask="${name}"]`)
  const input = dialog.querySelector("input")
  const refuse = (reason) => {
    dialog.querySelector("[data-ask-refused]").textContent = reason
    input.setAttribute("aria-invalid", Boolean(reason))
  }
  const closed = new AbortController()
  const options = { signal: closed.signal }
  const onSubmit = (event) => {
    const reason = event.submitter?.value === "set" ? whyRefused(dialog, typed(input)) : ""
    refuse(reason)
    if (!reason) return
    event.preventDefault()
    input.focus()
  }
  input.value = value
  dialog.returnValue = ""
  refuse("")
  dialog.showModal()
  input.select()
  input.addEventListener("input", () => refuse(""), options)
  dialog.addEventListener("submit", onSubmit, options)
  return new Promise((resolve) => {
    const onClose = () => {
      closed.abort()
      if (dialog.returnValue === "set") resolve(typed(input))
      else resolve(dialog.returnValue === "none" ? "" : null)
    }
    dialog.addEventListener("close", onClose, options)
  })
}

const typed = (input) => withScheme(input.value.trim())

function withScheme(address) {
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(address)) return `mailto:${address}`
  const isOfSite = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]|:\d|$)/u.test(address)
  return isOfSite ? `https://${address}` : address
}

// Say why the newsroom would not keep an address, as articles/body/inline.py judges; "" if it does.
function whyRefused(dialog, address) {
  if (!address || /^(#|\/(?![/\\]))/.test(address)) return ""
  const says = dialog.querySelector("[data-ask-refused]").dataset
  const [start] = /^[a-z][a-z\d+.-]*:/i.exec(address) ?? [""]
  if (start && !SCHEMES.includes(start.toLowerCase())) return says.start.replace("{start}", () => start)
  if (start && isWhole(address)) return ""
  return (start ? says.site : says.words).replace("{address}", () => address)
}

// Some browsers take a space in the name of a site for a sign like others.
function isWhole(address) {
  try {
    return !/[%\s]/.test(new URL(address).hostname)
  } catch {
    return false
  }
}
