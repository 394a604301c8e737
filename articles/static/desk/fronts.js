// Moves on a front are collected as a draft: the server says what readers would get after each,
// and nothing is in force until the editor says so. Without this file each button is an act.

const form = document.querySelector("[data-front]")
const KEYS = { ArrowUp: "up", ArrowDown: "down" }
const AT_ONCE = ["arrange", "undo", "cancel", "preview"]

let last = Promise.resolve() // moves follow each other, each on what the one before left
const lost = document.createElement("p")

function work() {
  return document.querySelector("#front-work")
}

function isDraft() {
  return work().dataset.draft === "yes"
}

function say(text) {
  form.querySelector("[data-say]").textContent = text
}

// Rows take the focus, so that one key moves a story whatever was pressed before.
function dress() {
  for (const row of work().querySelectorAll(".places .place")) row.tabIndex = 0
  for (const part of form.querySelectorAll("[data-needs-draft]")) part.hidden = !isDraft()
  for (const part of form.querySelectorAll("[data-needs-none]")) part.hidden = isDraft()
}

// Ask the server what readers would get after one more step, and show that.
async function step(act, story = "", place = "") {
  const data = new FormData(form)
  data.set("do", `${act}:${story}`.replace(/:$/, ""))
  data.set("q", document.querySelector("#front-query").value)
  if (place) data.set(`place-${story}`, place)
  form.classList.add("is-waiting")
  try {
    const answer = await fetch(form.dataset.draftAddress, { method: "POST", body: data })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const fresh = page.querySelector("#front-work")
    if (!answer.ok || !fresh) throw new Error(answer.status)
    work().replaceWith(document.adoptNode(fresh))
    dress()
    say(work().dataset.said)
    lost.hidden = true
    return true
  } catch {
    say(form.dataset.lost)
    lost.hidden = false
    return false
  } finally {
    form.classList.remove("is-waiting")
  }
}

function inTurn(act, story, place, button) {
  last = last.then(async () => {
    if (!await step(act, story, place)) return
    const again = button && work().querySelector(`.places [value="${act}:${story}"]:enabled`)
    const row = work().querySelector(`.places .place[data-story="${story}"]`)
    const next = again || row || work().querySelector(".places .place")
    if (next) next.focus()
  })
}

function onKey(event) {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault()
    last.then(() => isDraft() && form.requestSubmit(form.querySelector("[data-needs-draft]")))
    return
  }
  const row = event.target.closest(".places .place")
  if (!row || event.ctrlKey || event.metaKey) return
  const story = row.dataset.story
  if (event.altKey && KEYS[event.key]) {
    event.preventDefault()
    inTurn(KEYS[event.key], story)
  } else if (event.target === row && !event.altKey && /^[1-9]$/.test(event.key)) {
    inTurn("put", story, event.key)
  }
}

function onClick(event) {
  const button = event.target.closest("button[name=do]")
  if (!button) return
  const [act, story] = button.value.split(":")
  if (AT_ONCE.includes(act) || (act === "lead" && !isDraft())) return
  event.preventDefault()
  inTurn(act, story, "", button)
}

function onSearch(event) {
  event.preventDefault()
  last = last.then(async () => {
    if (await step("search")) document.querySelector("#front-query").focus()
  })
}

if (form && work() && form.querySelector("[data-needs-draft]")) {
  lost.className = "errornote"
  lost.textContent = form.dataset.lost
  lost.hidden = true
  work().before(lost)
  form.querySelector("[data-keys]").hidden = false
  form.addEventListener("keydown", onKey)
  form.addEventListener("click", onClick)
  document.querySelector("#front-search").addEventListener("submit", onSearch)
  window.addEventListener("beforeunload", event => {
    if (isDraft() && !form.dataset.leaving) event.preventDefault()
  })
  form.addEventListener("submit", event => {
    if (event.submitter && event.submitter.formTarget === "_blank") return
    form.dataset.leaving = "yes"
  })
  for (const link of form.querySelectorAll("a[data-needs-draft]")) {
    link.addEventListener("click", () => { form.dataset.leaving = "yes" })
  }
  dress()
}
