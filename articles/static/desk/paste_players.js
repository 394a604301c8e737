// Addresses of players that came with a larger paste, each a line of it: offered as videos.

import { ADDRESS, ask, lineOf } from "desk/players"

const MOST = 8 // addresses of one paste that the newsroom is asked about

export function startPastedPlayers(form, surface) {
  const bar = form.querySelector("[data-pasted-players]")
  if (bar && form.querySelector("[data-offer]")) new PastedPlayers(bar, surface)
}

class PastedPlayers {
  constructor(bar, surface) {
    this.bar = bar
    this.surface = surface
    this.found = [] // {line, name, title, video, lost} of each
    const { dom } = surface.editor.view
    dom.addEventListener("paste", (event) => this.onPaste(event), true)
    dom.addEventListener("keydown", (event) => this.onKey(event), true)
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.leave())
    bar.addEventListener("click", ({ target }) => {
      const { make } = target.closest("[data-make]")?.dataset ?? {}
      if (target.closest("[data-players-leave]")) this.leave()
      else if (make) this.make(make)
    })
    // An undo brings a line back, and its offer with it.
    surface.editor.on("update", () => this.found.length && this.show())
  }

  // Before the editor takes the paste over: what it brings is what was not there.
  async onPaste({ clipboardData }) {
    const { editor } = this.surface
    if (!editor.isEditable || ADDRESS.test(clipboardData?.getData("text/plain").trim() ?? "")) return
    const before = new Set(addressesIn(editor.state.doc))
    await new Promise((done) => setTimeout(done))
    const came = addressesIn(editor.state.doc).filter((address) => !before.has(address))
    const asked = [...new Set(came)].slice(0, MOST)
    const known = await Promise.all(asked.map((address) => ask(this.bar, address)))
    this.found = asked.map((line, n) => ({ line, ...known[n] })).filter(({ name }) => name)
    this.show()
  }

  onKey(event) {
    if (this.bar.hidden || event.target !== this.surface.editor.view.dom) return
    const takes = (event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyV"
    if (!takes && event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    if (takes) this.make(this.open()[0].line)
    else this.leave()
  }

  // Those whose line still stands in the text.
  open() {
    return this.found.filter(({ line }) => lineOf(this.surface.editor.state.doc, line))
  }

  show() {
    const open = this.open()
    const { one, many, make } = this.bar.dataset
    this.bar.hidden = open.length === 0
    const said = this.bar.querySelector("[role=status]")
    const words = open.length ? (open.length > 1 ? many : one).replace("{n}", open.length) : ""
    if (said.textContent !== words) said.textContent = words
    this.bar.querySelector("ul").replaceChildren(
      ...open.map(({ line, name, video, lost }) => {
        const button = document.createElement("button")
        button.type = "button"
        button.className = "quiet"
        button.dataset.make = line
        const title = video?.title ?? line
        button.textContent = make.replace("{name}", () => name).replace("{title}", () => title)
        const item = document.createElement("li")
        item.append(button, lost ? ` ${lost}` : "")
        return item
      }),
    )
  }

  make(line) {
    const place = lineOf(this.surface.editor.state.doc, line)
    const { video } = this.found.find((one) => one.line === line)
    if (place) this.surface.replaceByVideo(place, line, video)
  }

  leave() {
    this.found = []
    this.show()
    this.surface.editor.commands.focus()
  }
}

function addressesIn(doc) {
  const found = []
  doc.forEach((node) => {
    if (node.type.name === "paragraph" && ADDRESS.test(node.textContent)) found.push(node.textContent)
  })
  return found
}
