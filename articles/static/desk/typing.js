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
    place.addEventListener("beforeinput", ({ target }) => {
      if (isText(target) && !this.before.has(target)) this.before.set(target, target.value)
    })
  }

  isFirst(field, way) {
    if (!this.before.has(field)) return false
    return way === "redo" || this.before.get(field) !== field.value
  }

  forget() {
    this.before.clear()
  }
}

const TEXTS = "textarea, input:is([type=text], [type=url], [type=search])"

export const isText = (field) => field.matches(TEXTS)
