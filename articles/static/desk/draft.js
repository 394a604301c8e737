// Drafts on this machine, the second net: what is typed in each tab, by person and story.

const PREFIX = "words:"
const PARTING = 2000 // milliseconds for a page that is being left
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000 // milliseconds

export class Draft {
  constructor(user, story, tab) {
    Object.assign(this, { user, story, tab })
  }

  get key() {
    return `${PREFIX}${this.user}:${this.story || "new"}:${this.tab}`
  }

  // Keep `words` ([[name, value], …]); return whether this machine took them.
  keep(words, turn, isSent) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), words, turn, isSent }))
      return true
    } catch {
      return false
    }
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key))
    } catch {
      return null
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key)
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  // Tell other tabs of this machine that these words are being typed, as long as the page lives.
  hold() {
    this.letGo?.()
    navigator.locks?.request(this.lock, () => new Promise((done) => (this.letGo = done)))
  }

  get lock() {
    return `${PREFIX}${this.tab}`
  }

  // Resolve to whether no page that lives types these words. One that is being left takes a moment.
  async isLeft() {
    if (!navigator.locks) return true
    const options = { signal: AbortSignal.timeout(PARTING) }
    return navigator.locks.request(this.lock, options, () => true).catch(() => false)
  }

  // Go on under the address of a story that is there now, or under another name of the tab.
  move(change) {
    const kept = this.read()
    this.drop()
    Object.assign(this, change)
    if (kept) this.keep(kept.words, kept.turn, kept.isSent)
  }
}

// Return the drafts of a person for a story ("" for a new one); forget those of long ago.
export function draftsOf(user, story) {
  const found = []
  for (const draft of all()) {
    const kept = draft.read()
    if (!kept || Date.now() - kept.at > KEPT_FOR) draft.drop()
    else if (draft.user === user && draft.story === story) found.push(draft)
  }
  return found
}

// Forget drafts whose words the server has: `known` tells of each tab how far, as "tab:turn …".
export function forget(user, known) {
  const turns = new Map(known.split(" ").map((one) => one.split(":")))
  for (const draft of all()) {
    const isKnown = draft.user === user && draft.read()?.turn <= Number(turns.get(draft.tab) ?? -1)
    if (isKnown) draft.drop()
  }
}

function all() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(named)
  } catch {
    return []
  }
}

function named(key) {
  const [user, story, tab] = key.slice(PREFIX.length).split(":")
  return new Draft(user, story === "new" ? "" : story, tab)
}
