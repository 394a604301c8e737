// Addresses of players: one pasted on a line of its own may become a video; one that is not known
// is told why it stays a link. The desk itself asks nobody but the newsroom.

export const ADDRESS = /^(https?:\/\/|\/video\/)\S+$/i
const WITHOUT_SCHEME = /^[\w-]+(\.[\w-]+)+\/\S+$/
// How sites call the page of one video, and files of video.
const VIDEO_PAGE =
  /\/(videos?|embed|shorts|reels?|clips?)\/[^/?#]|\/watch\/?\?|\.(mp4|m4v|mov|webm|ogv|m3u8)$/i

export function startPlayers(form, surface) {
  const bar = form.querySelector("[data-offer]")
  if (!bar) return
  const players = new Players(bar, surface)
  surface.editor.view.dom.addEventListener("paste", (event) => players.onPaste(event))
  form.addEventListener("change", (event) => players.onAddress(event))
}

// Put the address of each player of a pasted page in its place, as a link on a line of its own.
export function playersAsLinks(body) {
  for (const frame of body.querySelectorAll("iframe")) {
    const address = (frame.getAttribute("src") ?? "").trim().replace(/^\/\//, "https://")
    if (!isPlayer(frame, address)) continue
    const line = frame.ownerDocument.createElement("p")
    const link = frame.ownerDocument.createElement("a")
    link.setAttribute("href", address)
    link.textContent = address
    line.append(link)
    frame.replaceWith(line)
  }
}

// Frames of advertising and of buttons are none.
const isPlayer = (frame, address) =>
  /^https?:\/\//i.test(address) &&
  (isOfVideo(address) || frame.hasAttribute("allowfullscreen") || /\/player\b/i.test(address))

function isOfVideo(address) {
  try {
    const { pathname, search } = new URL(address, location.href)
    return VIDEO_PAGE.test(pathname) || VIDEO_PAGE.test(pathname + search)
  } catch {
    return false
  }
}

class Players {
  constructor(bar, surface) {
    this.bar = bar
    this.surface = surface
    bar.addEventListener("click", (event) => {
      const act = event.target.closest("[data-offer-do]")?.dataset.offerDo
      if (act === "video") this.make()
      else if (act === "link") this.leave()
    })
    bar.addEventListener("keydown", (event) => event.key === "Escape" && this.leave())
    // By keyboard from the text: the key of a video takes the offer, Escape keeps the link.
    surface.editor.view.dom.addEventListener("keydown", (event) => this.onKey(event), true)
    surface.editor.on("update", () => this.offered && !this.line() && this.close())
  }

  // After the editor took the paste over: the line holds the address, as a link.
  async onPaste(event) {
    const line = event.clipboardData?.getData("text/plain").trim() ?? ""
    const address = WITHOUT_SCHEME.test(line) ? `https://${line}` : line
    const { editor } = this.surface
    if (!ADDRESS.test(address) || !editor.isEditable) return
    await Promise.resolve()
    this.offered = { line, address }
    if (!this.line()) return this.close()
    const known = await ask(this.bar, address)
    if (this.offered?.address !== address || !this.line()) return this.close()
    if (!known?.name && !(known?.reason && isOfVideo(address))) return this.close()
    this.offered = { line, address, ...known }
    this.bar.querySelector("[data-offer-words]").textContent = this.wordsFor(this.offered)
    this.bar.querySelector("[data-offer-do=video]").hidden = !known.name
    this.bar.hidden = false
  }

  wordsFor({ address, name, video, lost }) {
    const { words, stays } = this.bar.dataset
    if (!name) return stays.replace("{host}", () => new URL(address, location.href).hostname)
    const offer = words.replace("{name}", () => name).replace("{title}", () => video?.title ?? address)
    return lost ? `${offer}. ${lost}` : offer
  }

  line() {
    return lineOf(this.surface.editor.state.doc, this.offered?.line)
  }

  onKey(event) {
    if (this.bar.hidden) return
    const takes = (event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyV"
    if (takes ? !this.offered?.name : event.key !== "Escape") return
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
  }

  leave() {
    this.close()
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
    const known = address ? await ask(this.bar, address) : null
    if (event.target.value.trim() !== address || !place) return
    place.textContent = known?.reason ?? (known ? `${known.said} ${known.lost}`.trim() : "")
    place.classList.toggle("is-refused", Boolean(known?.reason))
  }
}

// Return {at, node} of the last paragraph with nothing but these words, or null.
export function lineOf(doc, words) {
  let found = null
  doc.forEach((node, at) => {
    if (node.type.name === "paragraph" && node.textContent === words) found = { at, node }
  })
  return found
}

// Return what the newsroom knows of an address, or null where it does not answer.
export async function ask(bar, address) {
  const query = new URLSearchParams({ address })
  try {
    const answer = await fetch(`${bar.dataset.address}?${query}`)
    return answer.ok && !answer.redirected ? await answer.json() : null
  } catch {
    return null
  }
}
