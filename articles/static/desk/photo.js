// The focal point of a photo: a mark on the picture, set by a click or by the two numbers.

const frame = document.querySelector("[data-focal]")
const inputs = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`))

if (frame && inputs.every(Boolean)) {
  const image = frame.querySelector("img")
  const mark = document.createElement("span")
  mark.className = "focal-mark"
  frame.append(mark)
  frame.classList.add("can-set")
  const inside = (fraction) => Math.min(1, Math.max(0, fraction || 0))
  // On the picture, wherever it stands in its frame, and never beside it: a number may be wrong.
  const show = () => {
    const [x, y] = inputs.map((input) => inside(input.valueAsNumber))
    mark.style.left = `${image.offsetLeft + x * image.offsetWidth}px`
    mark.style.top = `${image.offsetTop + y * image.offsetHeight}px`
  }
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect()
    const fractions = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
    inputs.forEach((input, axis) => {
      input.value = inside(fractions[axis]).toFixed(2)
    })
    show()
  })
  inputs.forEach((input) => input.addEventListener("input", show))
  new ResizeObserver(show).observe(image)
}
