// Keys of undo outside the text, and fields in which the browser has typing to undo.

// What a key press asks for: "undo", "redo" or null.
export function wayOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (!(ctrlKey || metaKey) || altKey) return null
  const letter = key.toLowerCase()
  if (letter === "z") return shiftKey ? "redo" : "undo"
  return letter === "y" ? "redo" : null
}

// Fields typed in since the last step; until they read as they did then, the browser goes first.
export class Typing {
  constructor(place) {
    this.before = new Map()
    place.addEventListener("beforeinput", ({ target }) => isText(target) && this.note(target))
  }

  note(field) {
    if (!this.before.has(field)) this.before.set(field, field.value)
  }

  isFirst(place, way) {
    const typed = [...this.before].filter(([field]) => place.contains(field))
    return typed.some(([field, before]) => way === "redo" || field.value !== before)
  }

  forget() {
    this.before.clear()
  }

  // Put words in, all of them, as if they were typed, so that the browser's undo knows of them.
  putIn(field, words) {
    const most = field.getAttribute("maxlength")
    field.removeAttribute("maxlength")
    field.focus()
    this.note(field)
    document.execCommand("insertText", false, words)
    if (most) field.setAttribute("maxlength", most)
  }
}

const TEXTS = "textarea, input:is([type=text], [type=url], [type=search])"

export const isText = (field) => field.matches(TEXTS)
