// Word writes a list as paragraphs with a bullet or number of their own in front of the words.

const BULLET = /^[·•▪■◦§Øüo*\u2013\u2014\uf0b7\uf0a7-]$/

// True for the bullet itself, which is no word of the text.
export const isWordMarker = (element) => /mso-list:\s*ignore/i.test(styleOf(element))

// Return {ordered, level, mark} of a paragraph that is an item of a list of Word, else null. Its
// marker is taken out of it.
export function wordList(element) {
  if (element.localName !== "p" && element.localName !== "div") return null
  const said = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(styleOf(element))
  if (!said && !/^MsoList(Paragraph|Bullet|Number)/.test(element.className)) return null
  const marker = takeMarker(element)
  if (!said && !marker) return null
  const kind = kindOfMarker(marker)
  const ordered = kind ? kind === "number" : /MsoListNumber/.test(element.className)
  return { ordered, level: Number(said?.[2] ?? 1), mark: `word ${said?.[1] ?? ""}` }
}

// Return "bullet" or "number" for a marker as printed, or "" for none.
export function kindOfMarker(marker) {
  if (BULLET.test(marker)) return "bullet"
  return /^\(?(\d{1,3}|[a-z]|[ivxlc]+)[.)]?$/i.test(marker) ? "number" : ""
}

// The style as written: the browser forgets what it does not know.
const styleOf = (element) => element.dataset.style ?? ""

function takeMarker(element) {
  const ignored = [...element.querySelectorAll("[data-style]")].find(isWordMarker)
  if (ignored) {
    const marker = textOf(ignored)
    ignored.remove()
    return marker
  }
  const range = betweenComments(element)
  if (!range) return ""
  const marker = range.map(textOf).join("")
  range.forEach((node) => node.remove())
  return marker
}

// The nodes between <!--[if !supportLists]--> and <!--[endif]-->, or null.
function betweenComments(element) {
  const comments = document.createNodeIterator(element, NodeFilter.SHOW_COMMENT)
  let comment
  while ((comment = comments.nextNode())) {
    if (!comment.data.includes("supportLists")) continue
    const found = []
    let node = comment.nextSibling
    while (node && !(node.nodeType === Node.COMMENT_NODE && node.data.includes("endif"))) {
      found.push(node)
      node = node.nextSibling
    }
    return found
  }
  return null
}

const textOf = (node) => node.textContent.replace(/[\s\u00a0]+/g, "")
