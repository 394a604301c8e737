// Never lose a word: autosave, draft, presence and saving, and what the page says of them.

import { ask, troubleOf } from "desk/asking"
import { Autosave } from "desk/autosave"
import { draftsOf, forget } from "desk/draft"
import { Presence } from "desk/presence"

const PATIENCE = 20000 // milliseconds for the answer to a save
const TEXTS = ["headline", "deck", "summary", "body"] // by them drafts are told apart
const FIRST = 10 // words

export function startWords(form) {
  const box = document.querySelector("[data-words]")
  if (!box) return
  const { user, story } = box.dataset
  forget(user, box.dataset.known)
  const say = sayIn(form, box)
  const autosave = new Autosave(form, box, say)
  form.addEventListener("input", endBanner)
  const presence = new Presence(box, async (address, more) => {
    if (form.dataset.saving) return {} // the save takes this page's leave
    const answer = await autosave.post(address, more)
    autosave.hear(answer)
    return answer
  })
  box.addEventListener("words:told", (event) => presence.show(event.detail))

  // On the document: whoever has something to ask before a save asks first.
  document.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) onSubmit(event, form, autosave, say)
  })
  // Before the warning of the bar, which is for what neither net holds.
  window.addEventListener("beforeunload", () => autosave.look(), true)
  document.addEventListener("visibilitychange", () => autosave.send())
  window.addEventListener("pagehide", () => {
    autosave.leave()
    autosave.draft.letGo?.()
    presence.leave(form)
  })
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    // Back from the next page: what the browser kept is older than what was saved.
    if (form.dataset.saving) return location.reload()
    autosave.draft.hold()
    presence.beat()
  })

  box.addEventListener("click", (event) => {
    const act = event.target.dataset.wordsDo
    if (act === "go-on") presence.goOn()
    if (act === "compare") compare(autosave)
  })
  offerDrafts(box, user, story, autosave)
}

// Return a function that says where the words are, in the bar.
function sayIn(form, box) {
  const line = form.querySelector("[data-words-state]")
  const login = form.querySelector("[data-words-login]")
  const hourOf = hours(box.dataset.zone)
  return (state, { at, since, hour, why, before = "" } = {}) => {
    const given = { hour: hour && state === "kept" ? hour : at && hourOf(at), since: since && hourOf(since), why }
    const text = (line.dataset[camel(state)] ?? "").replace(/%\((\w+)\)s/g, (_all, name) => given[name] ?? "")
    const said = `${before} ${text}`.trim()
    if (line.textContent !== said) line.textContent = said
    line.classList.toggle("is-trouble", !["", "kept", "saving"].includes(state))
    login.hidden = state !== "login"
  }
}

const camel = (name) => name.replace(/-(\w)/g, (_all, letter) => letter.toUpperCase())

// Hours as the newsroom's clocks show them.
function hours(timeZone, more) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone, ...more }
  return (moment) => new Intl.DateTimeFormat("en-GB", options).format(moment)
}

// Save without leaving the page unless it went through: a broken line or server costs nothing.
async function onSubmit(event, form, autosave, say) {
  autosave.freshen()
  const { submitter } = event
  if (submitter?.formTarget === "_blank") return
  if (submitter?.hasAttribute("formaction")) return leaveBy(form, autosave)
  event.preventDefault()
  if (form.dataset.saving) return
  form.dataset.saving = "true"
  autosave.look()
  await autosave.stop()
  say("saving")
  const to = await saveAll(form, submitter, autosave)
  if (to.address || to.isAnswer) {
    form.dataset.kept = "server"
    form.inert = true
  }
  if (to.address) location.assign(to.address)
  else if (to.isAnswer) sendPlainly(form, submitter, autosave)
  else {
    delete form.dataset.saving
    autosave.trouble = to.trouble
    autosave.sent = ""
    autosave.goOn()
    autosave.changed()
    const line = form.querySelector("[data-words-state]")
    autosave.tell()
    const now = hours(autosave.box.dataset.zone, { second: "2-digit" })(new Date())
    const said = line.dataset.notSaved.replace("%(now)s", now)
    line.textContent = `${said} ${line.textContent}`
    endBanner()
  }
}

// What was saved is not all there is any more; the place of the message stays, so that no line jumps.
function endBanner() {
  for (const said of document.querySelectorAll(".messagelist .success")) said.classList.add("is-over")
}

// A button with an address of its own is no save; the browser follows it.
function leaveBy(form, autosave) {
  autosave.look()
  autosave.stop()
  form.dataset.saving = "true"
}

// Save, and once more what was typed meanwhile; then as saveTo.
async function saveAll(form, submitter, autosave) {
  const address = form.action || location.href
  const plainly = form.querySelector("[name=_save]")
  let button = submitter
  let to
  let words
  do {
    words = JSON.stringify(autosave.typed())
    const data = new FormData(form, button)
    data.set("words_turn", autosave.turn)
    to = await saveTo(address, data)
    button = plainly
  } while (to.address && words !== JSON.stringify(autosave.typed()))
  return to
}

// Where a save leads: {address} when saved, {isAnswer} for a page to be shown, or {trouble}.
async function saveTo(address, data) {
  const options = { method: "POST", body: data, headers: { "X-Words": "1" } }
  const read = async (response) => {
    if (response.status >= 500) return { trouble: "broken" }
    if (!response.ok) return { trouble: "refused" } // the autosave that follows learns why
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
    return isJson ? { address: (await response.json()).to } : { isAnswer: true }
  }
  try {
    return await ask(address, options, { patience: PATIENCE, read })
  } catch (why) {
    return { trouble: troubleOf(why) }
  }
}

// The answer is a page (a field to mend, another's save, a login): let the browser show it.
function sendPlainly(form, submitter, autosave) {
  const fields = [["words_turn", autosave.turn]]
  if (submitter?.name) fields.push([submitter.name, submitter.value])
  for (const [name, value] of fields) {
    const field = document.createElement("input")
    Object.assign(field, { type: "hidden", name, value })
    form.append(field)
  }
  HTMLFormElement.prototype.submit.call(form)
}

async function compare(autosave) {
  const { change } = autosave.box.dataset
  if (autosave.turn) await autosave.send()
  if (autosave.version) location.assign(wordsAt(change, autosave.version))
  else location.assign(change)
}

const wordsAt = (change, version) => change.replace(/change\/$/, `words/${version}/`)

// Offer what this machine kept and the server has not got.
async function offerDrafts(box, user, story, autosave) {
  const hourOf = hours(box.dataset.zone)
  const here = autosave.last
  for (const draft of draftsOf(user, story)) {
    if (draft.read().isSent || draft.tab === autosave.draft.tab || !(await draft.isLeft())) continue
    const kept = draft.read()
    if (!kept || kept.isSent) continue
    const made = box.querySelector("[data-words-draft]").content.cloneNode(true)
    const offer = made.firstElementChild
    const head = offer.querySelector("h2")
    head.textContent = head.textContent
      .replace("%(hour)s", hourOf(kept.at))
      .replace("%(words)s", () => firstWords(kept.words, here))
    offer.addEventListener("click", (event) => onDraft(event, draft, kept, box, autosave, offer))
    box.append(offer)
  }
}

// The first words of a draft that do not stand `here`.
function firstWords(words, here) {
  const known = new Set(here.flatMap(linesOf))
  const line = words.flatMap(linesOf).find((one) => !known.has(one)) ?? "…"
  const first = line.split(" ")
  return first.length > FIRST ? `${first.slice(0, FIRST).join(" ")} …` : line
}

// The lines of a field, without markup; of what is no text, none.
function linesOf([name, value]) {
  if (!TEXTS.includes(name)) return []
  const parts = name === "body" ? value.split(/<\/(?:p|h\d|li)>/) : [value]
  const textOf = (part) => new DOMParser().parseFromString(part, "text/html").body.textContent
  const lines = name === "body" ? parts.map(textOf) : parts
  return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean)
}

// Hand a draft to the server first; then it goes the way of what the server kept.
async function onDraft(event, draft, kept, box, autosave, offer) {
  const act = event.target.dataset.wordsDo
  if (!act) return
  const address = draft.story ? box.dataset.autosave : box.dataset.autosaveNew
  const { told, why } = await autosave.post(address, { words_turn: kept.turn }, kept.words)
  if (!told?.version && !told?.saved) {
    const line = offer.querySelector("[data-words-why]")
    line.textContent = why ?? line.dataset.later
    return
  }
  draft.drop()
  if (told.saved) offer.remove()
  else if (act === "take") location.assign(`${told.change}?words=${told.version}`)
  else if (act === "compare-draft") location.assign(wordsAt(told.change, told.version))
  else {
    await autosave.post(wordsAt(told.change, told.version), { _aside: "1" })
    offer.remove()
  }
}
