// The archive in a dialog: search, a grid walked by arrow keys, and pictures uploaded in place.

const PAUSE = 200 // milliseconds after the last letter before the archive is asked

export function startPicker(form, surface) {
  const pickers = {}
  for (const dialog of document.querySelectorAll("dialog[data-picker]"))
    pickers[dialog.dataset.picker] = new Picker(dialog, form, surface)
  surface.pickers = pickers
  form.classList.toggle("has-picker", Boolean(pickers.photo))
  startDrops(form, surface)
}

class Picker {
  constructor(dialog, form, surface) {
    this.dialog = dialog
    this.form = form
    this.surface = surface
    this.kind = dialog.dataset.picker
    this.grid = dialog.querySelector("[data-picker-grid]")
    this.search = dialog.querySelector("input[type=search]")
    this.state = dialog.querySelector("[role=status]")
    this.refused = dialog.querySelector("[data-picker-refused]")
    this.files = dialog.querySelector("input[type=file]")
    this.search.addEventListener("input", () => this.later())
    this.grid.addEventListener("click", (event) => this.onClickItem(event))
    dialog.addEventListener("keydown", (event) => this.onKey(event))
    dialog.addEventListener("click", (event) => this.onButton(event))
    dialog.addEventListener("close", () => this.onClose())
    dialog.addEventListener("paste", (event) => this.onFiles(event, event.clipboardData))
    dialog.addEventListener("drop", (event) => this.onFiles(event, event.dataTransfer))
    this.files?.addEventListener("change", () => {
      this.upload([...this.files.files])
      this.files.value = ""
    })
  }

  // Choose for the row of `key`, or, without one, put what is chosen in after the caret.
  open(key = null) {
    this.key = key
    this.taken = false
    this.from = document.activeElement
    this.caret = this.surface.caret()
    this.refused.replaceChildren()
    this.dialog.querySelector("[data-picker-do=without]").hidden = key && this.kind === "video"
    this.grid.ariaMultiSelectable = key ? "false" : "true"
    this.dialog.showModal()
    this.search.select()
    this.load()
  }

  // Open with pictures that were dropped or pasted; where all are new, they go in at once.
  async openWith(files, key = null) {
    this.open(key)
    const came = await this.upload(key ? files.slice(0, 1) : files)
    if (came && this.dialog.open) this.take(this.here())
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.load(), PAUSE)
  }

  async load(older = "") {
    clearTimeout(this.timer)
    this.timer = null
    this.asked?.abort()
    this.asked = new AbortController()
    const { signal } = this.asked
    const query = new URLSearchParams({ q: this.search.value.trim(), before: older })
    const html = await fetchText(`${this.dialog.dataset.address}?${query}`, { signal })
    if (signal.aborted) return
    if (html === null) return this.say("lost")
    if (!older) this.grid.replaceChildren(...this.chosen())
    this.show(html)
    const count = this.all().length
    this.say(count ? "found" : "none", { n: count + (this.older ? "+" : "") })
  }

  show(html, first = false) {
    const made = document.createElement("div")
    made.innerHTML = html
    const template = made.querySelector("template")
    if (!first) {
      this.older = template?.dataset.older ?? ""
      this.dialog.querySelector("[data-picker-do=more]").hidden = !this.older
    }
    template?.remove()
    const known = new Set(this.all().map((item) => item.dataset.item))
    const fresh = [...made.children].filter((item) => !known.has(item.dataset.item))
    this.grid[first ? "prepend" : "append"](...fresh)
    this.grid.hidden = this.all().length === 0
    this.stop(this.all().find((item) => item.tabIndex === 0) ?? this.all()[0])
  }

  all() {
    return [...this.grid.querySelectorAll("[role=option]")]
  }

  chosen() {
    return this.all().filter((item) => item.ariaSelected === "true")
  }

  // One stop for Tab in the grid.
  stop(item) {
    for (const other of this.all()) other.tabIndex = other === item ? 0 : -1
  }

  here() {
    return this.all().find((item) => item.tabIndex === 0)
  }

  go(item) {
    if (!item) return
    this.stop(item)
    item.focus()
    item.scrollIntoView({ block: "nearest" })
  }

  onKey(event) {
    const item = event.target.closest("[role=option]")
    // Chromium would only empty the search by it.
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault()
      this.leave()
    } else if (event.target === this.search && (event.key === "Enter" || event.key === "ArrowDown")) {
      event.preventDefault()
      this.goToFound()
    } else if (item && event.key === "Enter") {
      event.preventDefault()
      this.take(item)
    } else if (item && event.key === " ") {
      event.preventDefault()
      this.toggle(item)
    } else if (item && event.key.startsWith("Arrow") || item && /^(Home|End)$/.test(event.key)) {
      event.preventDefault()
      this.walk(item, event.key)
    }
  }

  async goToFound() {
    if (this.timer) await this.load()
    this.go(this.all()[0])
  }

  walk(item, key) {
    const items = this.all()
    const here = items.indexOf(item)
    const across = items.filter((other) => other.offsetTop === items[0].offsetTop).length
    const isReversed = getComputedStyle(this.grid).direction === "rtl"
    const steps = {
      ArrowRight: isReversed ? -1 : 1, ArrowLeft: isReversed ? 1 : -1,
      ArrowDown: across, ArrowUp: -across, Home: -here, End: items.length - 1 - here,
    }
    const there = here + steps[key]
    if (there < 0 && key === "ArrowUp") this.search.focus()
    else this.go(items[Math.min(Math.max(there, 0), items.length - 1)])
  }

  toggle(item) {
    if (this.key) return
    item.ariaSelected = item.ariaSelected === "true" ? "false" : "true"
  }

  onClickItem(event) {
    const item = event.target.closest("[role=option]")
    if (!item) return
    if (event.ctrlKey || event.metaKey || event.shiftKey) this.toggle(item)
    else this.take(item)
  }

  onButton(event) {
    const act = event.target.closest("[data-picker-do]")?.dataset.pickerDo
    if (act === "close") this.leave()
    else if (act === "more") this.load(this.older)
    else if (act === "upload") this.files.click()
    else if (act === "insert") this.take(this.here())
    else if (act === "without") this.takeNone()
  }

  onFiles(event, data) {
    const files = imagesOf(data)
    if (!this.files || !files.length) return
    event.preventDefault()
    this.upload(files)
  }

  take(item = null) {
    const found = this.all().filter((one) => one.ariaSelected === "true" || one === item)
    if (!found.length) return
    const items = found.map(read)
    this.close()
    if (this.key) {
      this.surface.rows.choose(this.key, items.at(-1))
      this.surface.rows.focusFirst(this.key)
    } else this.surface.insertChosen(this.kind, items)
  }

  takeNone() {
    this.close()
    if (!this.key) return this.surface.insert(this.kind)
    this.surface.rows.choose(this.key, { id: "", title: "", words: {}, thumbnail: "" })
    this.surface.rows.focusFirst(this.key)
  }

  close() {
    this.taken = true
    this.dialog.close()
    this.surface.setCaret(this.caret)
  }

  // Give the focus back to where it was, and the caret with it; at once, for the next key may be a
  // letter.
  leave() {
    this.close()
    if (this.from?.matches(".text")) this.surface.editor.view.focus()
    else this.from?.focus()
  }

  onClose() {
    this.asked?.abort()
    this.all().forEach((item) => (item.ariaSelected = "false"))
    if (!this.taken) this.leave() // the browser closed it
  }

  // Each picture comes or is refused alone. Return true if all came and none was here before.
  async upload(files) {
    let came = 0
    let known = 0
    for (const [n, file] of files.entries()) {
      this.say("uploading", { n: n + 1, total: files.length, name: file.name })
      const body = new FormData()
      body.append("file", file)
      const answer = await this.send(body)
      if (answer.reason) {
        this.refuse(file.name, answer.reason)
        continue
      }
      came += 1
      if (answer.wasHere) {
        known += 1
        this.refuse(file.name, this.dialog.dataset.wasHere)
      } else if (answer.caution) this.refuse(file.name, answer.caution)
      this.show(answer.html, true)
      const item = this.grid.querySelector(`[data-item="${answer.id}"]`)
      if (!this.key) item.ariaSelected = "true"
      this.go(item)
    }
    this.say("uploaded", { n: came, total: files.length })
    return came === files.length && known === 0
  }

  async send(body) {
    const token = this.form.elements.csrfmiddlewaretoken.value
    const options = { method: "POST", body, headers: { "X-CSRFToken": token } }
    try {
      const answer = await fetch(this.dialog.dataset.upload, options)
      return await answer.json()
    } catch {
      return { reason: this.dialog.dataset.lost }
    }
  }

  refuse(name, reason) {
    const line = document.createElement("li")
    line.textContent = `${name}: ${reason}`
    this.refused.append(line)
  }

  say(message, values = {}) {
    this.state.textContent = this.dialog.dataset[message].replace(
      /\{(\w+)\}/g, (_, name) => values[name],
    )
  }
}

function read(item) {
  const { item: id, title, words, thumbnail, caution } = item.dataset
  return { id, title, words: JSON.parse(words), thumbnail, caution }
}

// Return the text of a page, or null where it did not come, or the login came instead.
async function fetchText(address, options) {
  try {
    const answer = await fetch(address, options)
    return answer.ok && !answer.redirected ? await answer.text() : null
  } catch {
    return null
  }
}

export const imagesOf = (data) =>
  [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"))

// A picture dropped on a photo becomes that photo's; the text takes the others itself.
function startDrops(form, surface) {
  const rowOf = (event) => event.target.closest?.('[data-row="photo"]')
  form.addEventListener("dragover", (event) => {
    if (rowOf(event) && event.dataTransfer.types.includes("Files")) event.preventDefault()
  })
  form.addEventListener("drop", (event) => {
    const files = imagesOf(event.dataTransfer)
    if (!files.length || !rowOf(event)) return
    event.preventDefault()
    surface.pickers.photo?.openWith(files, rowOf(event).dataset.key)
  })
}
