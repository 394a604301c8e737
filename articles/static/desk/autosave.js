// Autosaves, the first net: what is typed goes to the server after each pause, one at a time.

import { ask, troubleOf } from "desk/asking"
import { Draft } from "desk/draft"

const SETTLE = 300 // milliseconds from a key to the draft on this machine
const PAUSE = 2000 // from the last key to the server
const LONGEST = 13000 // while typing goes on
const RETRY = 4000
const PATIENCE = 10000 // for an answer

export class Autosave {
  constructor(form, box, say) {
    Object.assign(this, { form, box, say })
    const { user, story } = box.dataset
    this.draft = new Draft(user, story, this.field("words_tab").value)
    this.draft.hold()
    this.turn = Number(box.dataset.turn) // of what the server has of this tab
    this.underWay = new Set()
    this.last = this.typed()
    this.sent = form.dataset.unsaved === "true" ? "" : JSON.stringify(this.last)
    this.answeredAt = new Date()
    this.trouble = ""
    for (const kind of ["input", "change", "click", "keyup"])
      document.addEventListener(kind, () => this.settle())
    window.addEventListener("online", () => this.retry())
    window.addEventListener("focus", () => this.retry())
    if (!this.isSent) this.changed()
  }

  field(name) {
    return this.form.elements[name]
  }

  get isSent() {
    return this.sent === JSON.stringify(this.last)
  }

  // Return what is typed as [[name, value], …]; of files their names.
  typed() {
    const words = []
    for (const [name, value] of new FormData(this.form)) {
      if (name === "csrfmiddlewaretoken") continue
      if (typeof value === "string") words.push([name, value])
      else if (value.name) words.push(["words_file", value.name])
    }
    return words
  }

  get hasFiles() {
    return this.last.some(([name]) => name === "words_file")
  }

  settle() {
    this.settling ??= setTimeout(() => this.look(), SETTLE)
  }

  // See whether anything is typed that was not there before; keep it here at once.
  look() {
    clearTimeout(this.settling)
    this.settling = null
    if (this.isStopped) return
    const now = this.typed()
    if (JSON.stringify(now) === JSON.stringify(this.last)) return
    this.last = now
    this.changed()
  }

  changed() {
    this.turn += 1
    this.changedAt = new Date()
    this.firstAt ??= Date.now()
    this.isHere = this.draft.keep(this.last, this.turn, false)
    this.form.dataset.kept = this.isHere && !this.hasFiles ? "here" : ""
    if (this.trouble || !this.isHere) this.tell()
    const left = this.firstAt + LONGEST - Date.now()
    this.plan(Math.min(PAUSE, Math.max(left, 0)))
  }

  plan(wait) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), wait)
  }

  retry() {
    if (this.trouble && !this.isStopped) this.send()
  }

  // Send what is typed; resolves to whether the server has all of it.
  async send() {
    this.look()
    clearTimeout(this.timer)
    while (this.running) await this.running
    if (this.isStopped || this.isSent) return !this.trouble
    this.running = this.hand()
    const isKept = await this.running
    this.running = null
    const isLost = this.trouble === "refused"
    if (!this.isStopped && !this.isSent && !isLost) this.plan(this.trouble ? RETRY : PAUSE)
    return isKept && this.isSent
  }

  async hand() {
    const words = this.last
    const text = JSON.stringify(words)
    const turn = this.turn
    this.firstAt = null
    const answer = await this.post(this.box.dataset.autosave, { words_turn: turn }, words)
    if (this.isStopped) return false
    const { told } = answer
    this.trouble = answer.trouble
    if (told?.saved) {
      this.goOnAs(told)
      return false
    }
    if (told) {
      this.goOnAt(told)
      this.sent = text
      this.keptHour = told.kept
      this.version = told.version
      this.box.dispatchEvent(new CustomEvent("words:told", { detail: told }))
      if (this.isSent) {
        this.form.dataset.kept = this.hasFiles ? "" : "server"
        this.draft.keep(words, turn, true)
      }
    } else this.why = answer.why
    this.tell()
    return Boolean(told)
  }

  // A story that had no address has one now, and the page goes on under it.
  goOnAt({ change, autosave, preview, presence }) {
    if (this.box.dataset.story) return
    const story = change.match(/\/(\d+)\/change/)[1]
    Object.assign(this.box.dataset, { story, change, autosave, presence })
    this.draft.move({ story })
    history.replaceState(null, "", change)
    this.form.action = change
    const button = this.form.querySelector("[formtarget=_blank]")
    if (button) button.formAction = preview
  }

  // A save of this tab went through although its answer got lost: go on after it.
  goOnAs({ tab, seen, ...addresses }) {
    this.draft.move({ tab })
    this.draft.hold()
    this.field("words_tab").value = tab
    this.field("words_takes").value = ""
    this.field("seen_revision").value = seen
    this.last = this.typed()
    this.goOnAt(addresses)
  }

  // Post fields to an address: {told} with its JSON, or {trouble, why}.
  async post(address, more, words = this.identity()) {
    this.freshen()
    const data = new FormData()
    for (const [name, value] of words) data.append(name, value)
    for (const [name, value] of Object.entries(more)) data.set(name, value)
    data.set("csrfmiddlewaretoken", this.field("csrfmiddlewaretoken").value)
    const stop = new AbortController()
    this.underWay.add(stop)
    const options = { method: "POST", body: data, redirect: "manual" }
    const read = async (response) => ({ response, text: await response.text() })
    try {
      const { response, text } = await ask(address, options, { patience: PATIENCE, read, stop })
      return this.answer(response, parsed(text))
    } catch (why) {
      return { trouble: troubleOf(why) }
    } finally {
      this.underWay.delete(stop)
    }
  }

  answer(response, told) {
    if (response.ok && told) {
      this.answeredAt = new Date()
      return { told, trouble: "" }
    }
    if (response.status === 401 || response.type === "opaqueredirect") return { trouble: "login" }
    if (response.status >= 500 || !told) return { trouble: "broken" }
    return { trouble: "refused", why: told.why }
  }

  identity() {
    const names = ["words_tab", "words_writer", "seen_revision"]
    return names.map((name) => [name, this.field(name).value])
  }

  // After a login in another tab the token of this page is old; the cookie knows the new one.
  freshen() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
    if (token) this.field("csrfmiddlewaretoken").value = token
  }

  // A save takes over: what is under way is in it.
  async stop() {
    if (this.running && !this.box.dataset.story) await this.running
    this.isStopped = true
    clearTimeout(this.timer)
    for (const one of this.underWay) one.abort()
  }

  goOn() {
    this.isStopped = false
    this.running = null
    this.look()
    if (!this.isSent) this.plan(PAUSE)
  }

  // The page is left: keep the last keys here, and send them if there is time.
  leave() {
    this.look()
    if (this.isStopped || this.isSent) return
    const data = new FormData()
    for (const [name, value] of this.last) data.append(name, value)
    data.set("words_turn", this.turn)
    data.set("csrfmiddlewaretoken", this.field("csrfmiddlewaretoken").value)
    navigator.sendBeacon(this.box.dataset.autosave, data)
  }

  // Note what another request met: a login that ended, or one that is there again.
  hear({ trouble, told }) {
    if (trouble === "login" && !this.trouble) this.trouble = trouble
    else if (told && this.trouble === "login" && this.isSent) this.trouble = ""
    else return
    this.tell()
  }

  tell() {
    if (!this.trouble && !this.keptHour) return this.say("")
    const state = this.isHere === false && this.trouble ? "nowhere" : this.trouble || "kept"
    this.say(state, { at: this.changedAt ?? new Date(), since: this.answeredAt, hour: this.keptHour, why: this.why })
  }
}

// The page of another server, or a login, is no answer.
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
