// Addresses of players: one pasted on a line of its own may become a video; one that is not known
// is told why not, in the text too if it looks like a video. The desk asks nobody but the newsroom.

import { playersIn } from "desk/paste_page"

const ADDRESS = /^(https?:\/\/|\/video\/)\S+$/i

export function startPlayers(form, surface) {
  const bar = form.querySelector("[data-offer]")
  if (!bar) return
  const players = new Players(bar, surface)
  surface.editor.view.dom.addEventListener("paste", (event) => players.onPaste(event))
  form.addEventListener("change", (event) => players.onAddress(event))
}

class Players {
  constructor(bar, surface) {
    this.bar = bar
    this.surface = surface
    this.waiting = [] // addresses of a paste that held more than one
    bar.addEventListener("click", (event) => {
      const act = event.target.closest("[data-offer-do]")?.dataset.offerDo
      if (act === "video") this.make()
      else if (act === "link") this.leave()
    })
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.leave())
    // By keyboard from the text: the key of a video takes the offer, Escape keeps the link.
    surface.editor.view.dom.addEventListener("keydown", (event) => this.onKey(event), true)
    surface.editor.on("update", () => this.offered && !this.line() && this.close())
    this.makes = bar.querySelector("[data-offer-do=video]")
  }

  // After the editor took the paste over: a line holds the address, as a link.
  async onPaste(event) {
    if (!this.surface.editor.isEditable) return
    const text = event.clipboardData?.getData("text/plain").trim() ?? ""
    const html = event.clipboardData?.getData("text/html") ?? ""
    this.waiting = ADDRESS.test(text) ? [text] : playersIn(html)
    if (!this.waiting.length) return
    await Promise.resolve()
    this.next()
  }

  async next() {
    this.close()
    while (this.waiting.length && this.bar.hidden) await this.offer(this.waiting.shift())
  }

  async offer(address) {
    this.offered = { address }
    const known = this.line() && (await this.ask(address))
    if (this.offered?.address !== address) return
    if (!this.line() || !(known?.name || known?.stays)) return this.close()
    this.offered = { address, ...known }
    const title = known.video ? known.video.title : address
    const words = this.bar.dataset.words
      .replace("{name}", () => known.name)
      .replace("{title}", () => title)
    this.bar.querySelector("[data-offer-words]").textContent = known.stays || words
    this.makes.hidden = !known.name
    this.bar.hidden = false
  }

  // Return {at, node} of the paragraph with nothing but the address offered, or null.
  line() {
    let found = null
    this.surface.editor.state.doc.forEach((node, at) => {
      const isLine = node.type.name === "paragraph" && node.textContent === this.offered?.address
      if (isLine) found = { at, node }
    })
    return found
  }

  onKey(event) {
    if (this.bar.hidden) return
    const isKey = (event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyV"
    const takes = isKey && !this.makes.hidden
    if (!takes && event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    if (takes) this.make()
    else this.leave()
  }

  make() {
    const line = this.line()
    const { address, video } = this.offered ?? {}
    this.close()
    if (line) this.surface.replaceByVideo(line, address, video)
    this.next()
  }

  leave() {
    this.next()
    this.surface.editor.commands.focus()
  }

  close() {
    this.offered = null
    this.bar.hidden = true
    this.bar.querySelector("[data-offer-words]").textContent = ""
  }

  // The address field of a row: a video of ours is taken; what is not known is told.
  async onAddress(event) {
    const row = event.target.closest('[data-row="video"]')
    if (!row || !event.target.name.endsWith("-address")) return
    const place = row.querySelector("[data-player-said]")
    const address = event.target.value.trim()
    const known = address ? await this.ask(address) : null
    if (event.target.value.trim() !== address || !place) return
    place.textContent = known?.reason ?? (known?.name ? place.dataset.known.replace("{name}", known.name) : "")
    place.classList.toggle("is-refused", Boolean(known?.reason))
  }

  async ask(address) {
    const query = new URLSearchParams({ address })
    try {
      const answer = await fetch(`${this.bar.dataset.address}?${query}`)
      return answer.ok && !answer.redirected ? await answer.json() : null
    } catch {
      return null
    }
  }
}
