// A step for many stories goes on by itself; the button does it where no script runs.

const form = document.getElementById("bulk-rest")

form.addEventListener("submit", () => {
  form.querySelector("button").disabled = true
  form.querySelector("[data-going-on]").hidden = false
})
form.requestSubmit()
