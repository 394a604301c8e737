// Credits and related links: rows in an order, added, moved and removed by button. Each is a step
// for the keys of undo, as is what is chosen in a row.

import { choose } from "desk/choices"
import { forgetTyping, isText, isTypedIn, stepAny, wayOf } from "desk/typing"

export function startCredits(form) {
  for (const list of form.querySelectorAll("[data-ordered]")) new Order(list)
}

class Order {
  constructor(list) {
    this.list = list
    this.items = list.querySelector("[data-ordered-rows]")
    this.steps = { undo: [], redo: [] }
    for (const row of this.items.children) setOut(row, dropBox(row)?.checked ?? false)
    number(list)
    this.now = this.state()
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]")
      if (button) act(list, this.items, button)
      this.note()
    })
    list.addEventListener("keydown", (event) => this.onKey(event))
    window.django?.jQuery(list).on("change", "select", () => this.note())
  }

  // All rows in their order, those taken out too, with what is chosen in them.
  state() {
    return [...this.items.children].map((row) => ({ row, isOut: row.hidden, chosen: chosenIn(row) }))
  }

  note() {
    if (this.isShowing) return
    const before = this.now
    this.now = this.state()
    if (isSame(before, this.now)) return
    this.steps = { undo: [...this.steps.undo, before], redo: [] }
    this.changed()
  }

  changed() {
    number(this.list)
    forgetTyping(this.list)
    this.list.dispatchEvent(new Event("change", { bubbles: true }))
  }

  onKey(event) {
    const way = wayOf(event)
    if (!way || (isText(event.target) && isTypedIn(this.list, way))) return
    const to = this.steps[way].pop()
    event.preventDefault() // the browser would undo typing elsewhere
    if (!to) return stepAny(event.target, way)
    const from = this.now
    this.steps[way === "undo" ? "redo" : "undo"].push(from)
    this.show(to)
    this.say(from)
  }

  // Rows made since are out.
  show(to) {
    const known = new Set(to.map(({ row }) => row))
    const since = this.now.filter(({ row }) => !known.has(row))
    const focused = document.activeElement
    this.now = [...to, ...since.map((one) => ({ ...one, isOut: true }))]
    this.isShowing = true
    this.items.append(...this.now.map(({ row }) => row))
    for (const { row, isOut, chosen } of this.now) {
      setOut(row, isOut)
      row.querySelectorAll("select").forEach((select, n) => choose(select, chosen[n]))
    }
    this.isShowing = false
    this.changed()
    if (focused.closest("[hidden]")) this.list.querySelector('[data-do="add"]').focus()
    else focused.focus()
  }

  // Say what is other than before: a row, what is chosen in one, or the order.
  say(from) {
    const place = this.list.querySelector("[data-ordered-said]")
    const before = new Map(from.map((one) => [one.row, one]))
    const came = this.now.find(({ row, isOut }) => isOut !== (before.get(row)?.isOut ?? true))
    const chosen = this.now.find((one) => !isSame([one], [before.get(one.row) ?? one]))
    const about = came ?? chosen
    const words = came ? (came.isOut ? "out" : "back") : chosen ? "chosen" : "order"
    const named = about ? [about] : this.now.filter(({ isOut }) => !isOut)
    const names = named.map(({ row }) => nameOf(row) || place.dataset.unnamed).join(", ")
    place.textContent = place.dataset[words].replace("{name}", () => names)
  }
}

function isSame(some, others) {
  const isAlike = (one, other) =>
    one.row === other.row && one.isOut === other.isOut &&
    one.chosen.every(({ id }, n) => id === other.chosen[n].id)
  return some.length === others.length && some.every((one, n) => isAlike(one, others[n]))
}

function act(list, items, button) {
  const row = button.closest("[data-ordered-row]")
  const shown = [...items.children].filter((one) => !one.hidden)
  const here = shown.indexOf(row)
  switch (button.dataset.do) {
    case "add":
      add(list, items)
      break
    case "up":
      shown[here - 1]?.before(row)
      button.focus()
      break
    case "down":
      shown[here + 1]?.after(row)
      button.focus()
      break
    case "drop":
      setOut(row, true)
      list.querySelector('[data-do="add"]').focus()
  }
}

function add(list, items) {
  const total = list.querySelector('[name$="-TOTAL_FORMS"]')
  const made = document.createElement("div")
  made.innerHTML = list.querySelector("template").innerHTML.replaceAll("__prefix__", total.value)
  const row = made.firstElementChild
  total.value = Number(total.value) + 1
  items.append(row)
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }))
  const chooser = window.django?.jQuery(row).find("select.admin-autocomplete").first()
  if (chooser?.length) chooser.select2("open")
  else row.querySelector("input, textarea")?.focus()
}

// The place in the list is the position; nobody types numbers.
function number(list) {
  list.querySelectorAll('[name$="-position"]').forEach((input, index) => {
    input.value = index
    input.closest("[data-position]").hidden = true
  })
}

function setOut(row, isOut) {
  row.hidden = isOut
  const box = dropBox(row)
  if (box) box.checked = isOut
}

const dropBox = (row) => row.querySelector('[name$="-DELETE"]')

const chosenIn = (row) =>
  [...row.querySelectorAll("select")].map((select) => ({
    id: select.value, title: select.selectedOptions[0]?.textContent.trim() ?? "",
  }))

// What stands first in the row: a name that was chosen, or words.
function nameOf(row) {
  const [select] = chosenIn(row)
  const lines = [...row.querySelectorAll("input:not([type=hidden]), textarea")].filter(isText)
  return select?.title || lines.find((line) => line.value)?.value || ""
}
