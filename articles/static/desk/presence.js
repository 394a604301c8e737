// Presence: tell the server every few seconds that this page is open, and show who else is there.

const BEAT = 8000 // milliseconds

export class Presence {
  constructor(box, post) {
    this.box = box
    this.post = post // sends fields to an address, answers with its JSON
    this.others = box.querySelector("[data-words-others]")
    this.news = box.querySelector("[data-words-news]")
    this.settled = 0 // the revision of which the writer said “go on”
    setInterval(() => this.beat(), BEAT)
    document.addEventListener("visibilitychange", () => this.beat())
    this.beat({ first: "1" })
  }

  async beat(more = {}) {
    const address = this.box.dataset.presence
    if (!address || document.visibilityState !== "visible") return
    const answer = await this.post(address, more)
    if (answer.told) this.show(answer.told)
  }

  leave(form) {
    const address = this.box.dataset.presence
    if (!address) return
    const data = new FormData()
    for (const name of ["csrfmiddlewaretoken", "words_tab"]) data.set(name, form.elements[name].value)
    data.set("leave", "1")
    navigator.sendBeacon(address, data)
  }

  show({ others = [], news = "", revision = 0, tabs }) {
    if (tabs) this.showTyped(tabs)
    const text = others.join(" ")
    if (this.others.textContent !== text) this.others.textContent = text
    this.others.hidden = !text
    this.revision = revision
    this.news.hidden = !news || revision <= this.settled
    const line = this.news.querySelector("[data-words-news-text]")
    if (line.textContent !== news) line.textContent = news
  }

  // Words of one's own are offered when the tab they were typed in is left.
  showTyped(tabs) {
    for (const one of this.box.querySelectorAll("[data-words-tab]"))
      one.hidden = tabs.includes(one.dataset.wordsTab) !== one.hasAttribute("data-words-typed")
  }

  goOn() {
    this.settled = this.revision
    this.news.hidden = true
  }
}
