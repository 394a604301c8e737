// Moves on a front are collected as a draft: the server says what readers would get after each,
// and nothing is in force until the editor says so. Without this file each button is an act.

const form = document.querySelector("[data-front]")
const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "lead" }
const AT_ONCE = ["arrange", "undo", "cancel", "preview"]

let last = Promise.resolve() // moves follow each other, each on what the one before left

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
  for (const row of work().querySelectorAll(".places .place[data-story]")) row.tabIndex = 0
  for (const part of form.querySelectorAll("[data-needs-draft]")) part.hidden = !isDraft()
}

function rowOf(story) {
  return work().querySelector(`.places .place[data-story="${story}"]`)
}

async function move(act, story) {
  const button = work().querySelector(`[name=do][value="${act}:${story}"]`)
  if (!button || button.disabled) return
  const data = new FormData(form)
  data.set("do", button.value)
  form.classList.add("is-waiting")
  try {
    const address = new URL(form.dataset.draftAddress, location.href)
    const answer = await fetch(address, { method: "POST", body: data })
    const text = await answer.text()
    const page = new DOMParser().parseFromString(text, "text/html")
    const fresh = page.querySelector("#front-work")
    if (!answer.ok || !fresh) throw new Error(answer.status)
    work().replaceWith(document.adoptNode(fresh))
    dress()
    say(work().dataset.said)
    const moved = rowOf(story) || work().querySelector(".places .place[data-story]")
    if (moved) moved.focus()
  } catch {
    say("")
    say(form.dataset.lost)
    lost.hidden = false
  } finally {
    form.classList.remove("is-waiting")
  }
}

const lost = document.createElement("p")

function inTurn(act, story) {
  lost.hidden = true
  last = last.then(() => move(act, story))
}

function onKey(event) {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault()
    last.then(() => isDraft() && form.requestSubmit(form.querySelector("[data-needs-draft]")))
    return
  }
  const row = event.target.closest(".places .place[data-story]")
  const act = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key]
  if (!row || !act) return
  event.preventDefault()
  inTurn(act, row.dataset.story)
}

function onClick(event) {
  const button = event.target.closest("button[name=do]")
  if (!button) return
  const [act, story] = button.value.split(":")
  if (AT_ONCE.includes(act) || (act === "lead" && !isDraft())) return
  event.preventDefault()
  inTurn(act, story)
}

if (form && work() && form.querySelector("[data-needs-draft]")) {
  lost.className = "errornote"
  lost.textContent = form.dataset.lost
  lost.hidden = true
  work().before(lost)
  form.querySelector("[data-keys]").hidden = false
  form.addEventListener("keydown", onKey)
  form.addEventListener("click", onClick)
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
