// Credits and related links: rows in an order, added, moved and removed by button.

export function startCredits(form) {
  for (const list of form.querySelectorAll("[data-ordered]")) {
    number(list)
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]")
      if (button) act(list, button)
    })
  }
}

function act(list, button) {
  const row = button.closest("[data-ordered-row]")
  const items = list.querySelector("[data-ordered-rows]")
  switch (button.dataset.do) {
    case "add":
      add(list, items)
      break
    case "up":
      row.previousElementSibling?.before(row)
      button.focus()
      break
    case "down":
      row.nextElementSibling?.after(row)
      button.focus()
      break
    case "drop":
      row.querySelector('[name$="-DELETE"]').checked = true
      row.hidden = true
      list.querySelector('[data-do="add"]').focus()
  }
  number(list)
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
