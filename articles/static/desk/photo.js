// The focal point of a photo: a mark on the picture, set by a click or by the two numbers.

const frame = document.querySelector("[data-focal]")
const inputs = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`))

if (frame && inputs.every(Boolean)) {
  const mark = document.createElement("span")
  mark.className = "focal-mark"
  frame.append(mark)
  frame.classList.add("can-set")
  const show = () => {
    mark.style.insetInlineStart = `${inputs[0].value * 100}%`
    mark.style.insetBlockStart = `${inputs[1].value * 100}%`
  }
  frame.addEventListener("click", (event) => {
    const box = frame.querySelector("img").getBoundingClientRect()
    const fractions = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
    inputs.forEach((input, axis) => {
      input.value = Math.min(1, Math.max(0, fractions[axis])).toFixed(2)
    })
    show()
  })
  inputs.forEach((input) => input.addEventListener("input", show))
  show()
}
