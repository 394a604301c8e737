// What is pasted, from whatever program, as the few blocks a story knows: paragraphs, subheads,
// lists, quotations and tables of words with links, bold and italic.

import { SCHEMES } from "desk/links"
import { bodyOf, disarmed, isOurs, isSign, withoutTools } from "desk/paste_page"
import { isWordMarker, wordList } from "desk/paste_word"

const BLOCKS = new Set(
  ("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section " +
    "summary table tbody td tfoot th thead tr ul").split(" "),
)
const SHARING = /(^|[-_])(share|sharing|sharedaddy|social|addthis|addtoany)([-_]|$)/i
const PLAIN = { strong: false, em: false, href: "" }

// Return pasted HTML in the one form that a story keeps; what was copied here stays as it is.
export function cleanHTML(html) {
  if (isOurs(html)) return disarmed(html)
  const body = bodyOf(html)
  withoutTools(body)
  for (const sign of body.querySelectorAll("img")) if (isSign(sign)) sign.replaceWith(sign.alt)
  for (const part of [...body.querySelectorAll("ul, ol, div, section, p, aside")])
    if (isForSharing(part)) part.remove()
  return join(blocksOf(body, PLAIN)).map(write).join("")
}

function isForSharing(element) {
  const names = [...element.classList, element.id, element.getAttribute("role") ?? ""]
  if (!names.some((name) => SHARING.test(name))) return false
  const linked = [...element.querySelectorAll("a")].map((link) => link.textContent).join("")
  return element.textContent.replace(/\s/g, "").length <= linked.replace(/\s/g, "").length + 40
}

// Blocks: {kind, runs}, {kind: "list", ordered, items, mark}, {kind: "quote", …}, {kind: "table", …}.

function blocksOf(element, marks) {
  const blocks = []
  let loose = []
  const close = () => {
    blocks.push(...paragraphs(loose))
    loose = []
  }
  for (const child of element.childNodes) {
    const isElement = child.nodeType === Node.ELEMENT_NODE
    if (!isElement || !isBlock(child)) loose.push(...runsOf(child, marks))
    else {
      close()
      blocks.push(...readBlock(child, marksOf(child, marks)))
    }
  }
  close()
  return blocks
}

const isBlock = (element) =>
  BLOCKS.has(element.localName) || [...element.children].some((child) => isBlock(child))

function readBlock(element, marks) {
  const name = element.localName
  if (isHeading(element)) return heading(element, marks)
  const listed = wordList(element)
  if (listed) return items(listed, trim(inside(element, marks)))
  if (name === "ul" || name === "ol" || name === "menu") return list(element, marks)
  if (name === "blockquote" || element.matches(".MsoQuote, .MsoIntenseQuote"))
    return quote(element, marks)
  if (name === "table") return table(element, marks)
  if (name === "figure") return figure(element, marks)
  if (name === "pre") return lines(element.textContent)
  return blocksOf(element, marks)
}

const items = (listed, runs) => (runs.length ? [{ ...listed, kind: "list", items: [runs] }] : [])

const isHeading = (element) =>
  /^h[1-6]$/.test(element.localName) ||
  element.matches("[role=heading], .MsoTitle, .MsoSubtitle")

function heading(element, marks) {
  // A subhead is bold by itself.
  const runs = trim(inside(element, marks)).map((run) => ({ ...run, strong: false }))
  const words = runs.map((run) => (run.text === "\n" ? { ...run, text: " " } : run))
  return words.length ? [{ kind: "subhead", runs: words }] : []
}

function list(element, marks) {
  const items = itemsOf(element, marks).filter((runs) => runs.length)
  if (!items.length) return []
  const first = element.querySelector("li")
  const name = first?.dataset.listid ?? ""
  const mark = element.start > 1 || name ? `list ${name}` : ""
  return [{ kind: "list", ordered: element.localName === "ol", items, mark }]
}

// A list inside a list follows its item.
function itemsOf(element, marks) {
  const items = []
  for (const child of element.children) {
    if (child.matches("ul, ol, menu")) items.push(...itemsOf(child, marks))
    else {
      const inner = [...child.querySelectorAll("ul, ol")].filter(
        (one) => !one.parentElement.closest("ul, ol") || one.parentElement.closest("li") === child,
      )
      const below = inner.flatMap((one) => itemsOf(one, marks))
      inner.forEach((one) => one.remove())
      items.push(trim(inside(child, marksOf(child, marks))), ...below)
    }
  }
  return items
}

function quote(element, marks) {
  if (element.getAttribute("type") === "cite") return blocksOf(element, marks) // a letter answered
  const sources = [...element.children].filter((child) => child.matches("footer, cite"))
  const attribution = sources.map(words).join(" ").replace(/^[\s—–-]+/, "")
  sources.forEach((source) => source.remove())
  const blocks = blocksOf(element, marks)
  const texts = blocks.flatMap((block) => block.items ?? (block.runs ? [block.runs] : []))
  const cite = safeAddress(element.getAttribute("cite") ?? "")
  return texts.length ? [{ kind: "quote", texts, attribution, cite }] : []
}

function table(element, marks) {
  const rows = [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element)
  const cells = rows.map((row) => [...row.children].filter((cell) => cell.matches("td, th")))
  const caption = element.querySelector("caption")
  const before = caption ? paragraphs(runsOf(caption, marks)) : []
  // A table of one column arranges a page; it says nothing as a table.
  if (cells.every((row) => row.length < 2))
    return [...before, ...cells.flat().flatMap((cell) => blocksOf(cell, marks))]
  const header = cells[0].every((cell) => cell.localName === "th")
  const texts = cells
    .map((row) => row.map((cell) => trim(inside(cell, marks))))
    .filter((row) => row.some((runs) => runs.length))
  return texts.length ? [...before, { kind: "table", header, rows: texts }] : before
}

// The words under a picture stay, as a paragraph; those under a quotation say who said it.
function figure(element, marks) {
  if (!element.querySelector("blockquote")) return blocksOf(element, marks)
  const caption = element.querySelector("figcaption")
  const source = caption ? words(caption) : ""
  caption?.remove()
  const blocks = blocksOf(element, marks)
  const quoted = blocks.find((block) => block.kind === "quote" && !block.attribution)
  if (quoted) quoted.attribution = source.replace(/^[\s—–-]+/, "")
  return blocks
}

const lines = (text) =>
  text.split(/\r?\n/).flatMap((line) => paragraphs([{ ...PLAIN, text: line }]))

const words = (element) => element.textContent.replace(/\s+/g, " ").trim()

// Two line ends make a paragraph.
function paragraphs(runs) {
  const parts = [[]]
  let ends = []
  for (const run of runs) {
    if (run.text === "\n") ends.push(run)
    else if (ends.length && !run.text.trim()) continue
    else {
      if (ends.length > 1) parts.push([])
      else parts.at(-1).push(...ends)
      ends = []
      parts.at(-1).push(run)
    }
  }
  const filled = parts.map(trim).filter((part) => part.length)
  return filled.map((part) => ({ kind: "paragraph", runs: part }))
}

// Neighbours that one program wrote as many: items of one list, each in a list of its own.
function join(blocks) {
  const joined = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const goesOn = block.kind === "list" && block.mark && last?.kind === "list"
    if (goesOn && (block.level > 1 || (last.mark === block.mark && last.ordered === block.ordered)))
      last.items.push(...block.items)
    else joined.push(block)
  }
  return joined
}

// Runs: text under one set of marks; the text of a line end is "\n".

const inside = (element, marks) => [...element.childNodes].flatMap((child) => runsOf(child, marks))

function runsOf(node, marks) {
  if (node.nodeType === Node.TEXT_NODE)
    return [{ ...marks, text: oneSpace(node.data) }]
  if (node.nodeType !== Node.ELEMENT_NODE || isWordMarker(node)) return []
  if (node.localName === "br") return [{ ...marks, text: "\n" }]
  const own = marksOf(node, marks)
  const runs = inside(node, own)
  if (node.localName === "q") return [{ ...own, text: "“" }, ...runs, { ...own, text: "”" }]
  const edge = { ...marks, text: "\n" }
  return BLOCKS.has(node.localName) ? [edge, ...runs, edge] : runs
}

// Programs say bold by element, by style, or wrap all of a text in a bold that is none.
function marksOf(element, marks) {
  const weight = styled(element, "font-weight")
  const slope = styled(element, "font-style")
  const own = { ...marks }
  if (element.matches("b, strong")) own.strong = true
  if (element.matches("em, i")) own.em = true
  if (/^(bold|bolder|[6-9]\d\d)$/.test(weight)) own.strong = true
  if (/^(normal|lighter|[1-4]\d\d)$/.test(weight)) own.strong = false
  if (/^(italic|oblique)/.test(slope)) own.em = true
  if (slope === "normal") own.em = false
  if (element.localName === "a") own.href = safeAddress(direct(element.getAttribute("href") ?? ""))
  return own
}

function styled(element, name) {
  const pattern = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;!]+)`, "i")
  const found = pattern.exec(element.dataset.style ?? "")
  return found ? found[1].trim().toLowerCase() : ""
}

// Where an address leads that goes by a search engine, which notes who follows it.
function direct(address) {
  try {
    const { hostname, pathname, searchParams } = new URL(address.trim())
    if (!/^(www\.)?google(\.[a-z]{2,3}){1,2}$/.test(hostname) || pathname !== "/url") return address
    const to = searchParams.get("q") || searchParams.get("url") || ""
    return /^https?:/i.test(to) && safeAddress(to) ? to : address
  } catch {
    return address
  }
}

// An address readers can follow, as it was given; places within the page it came from lead nowhere.
function safeAddress(address) {
  const given = address.trim()
  if (given.startsWith("/") && !/^\/[/\\]/.test(given)) return given
  try {
    return SCHEMES.includes(new URL(given).protocol) ? given : ""
  } catch {
    return ""
  }
}

function oneSpace(text) {
  return text.replace(/[\u200b\ufeff\u00ad]/g, "").replace(/[ \t\r\n\f\v\u2028\u2029]+/g, " ")
}

// A no-break space belongs between a number and its unit, and before and after French signs; all
// others are how programs write white space.
function spaced(text) {
  return text
    .replace(/[ \u00a0]*\u00a0[ \u00a0]+|[ \u00a0]+\u00a0[ \u00a0]*/g, " ")
    .replace(/(^|[^])\u00a0(?=([^])?)/g, (found, before, after = "") => {
      const belongs = /[\d«§№]/.test(before) || /[\d:;!?»%€]/.test(after)
      return before + (belongs && before && after ? "\u00a0" : " ")
    })
}

function trim(runs) {
  const kept = []
  for (const run of merge(runs)) {
    const last = kept.at(-1)
    if (run.text === "\n") {
      if (last && last.text !== "\n") last.text = last.text.trimEnd()
      if (last?.text === "") kept.pop()
      if (kept.length && kept.at(-1).text !== "\n") kept.push(run)
    } else {
      const before = last ? last.text.slice(-1) : "\n"
      const text = /[\s]/.test(before) ? run.text.replace(/^[ \u00a0]+/, "") : run.text
      if (text) kept.push({ ...run, text })
    }
  }
  while (kept.length) {
    kept.at(-1).text = kept.at(-1).text.trimEnd()
    if (kept.at(-1).text) break
    kept.pop()
  }
  return kept
}

// Runs with the same marks as one, so that white space is seen across them.
function merge(runs) {
  const merged = []
  for (const run of runs) {
    const last = merged.at(-1)
    const isSame = last && last.text !== "\n" && run.text !== "\n" && sameMarks(last, run)
    if (isSame) last.text += run.text
    else merged.push({ ...run })
  }
  for (const run of merged) if (run.text !== "\n") run.text = spaced(run.text.replace(/ {2,}/g, " "))
  return merged
}

const sameMarks = (one, other) =>
  one.strong === other.strong && one.em === other.em && one.href === other.href

// Out again.

function write(block) {
  switch (block.kind) {
    case "subhead":
      return `<h2>${inline(block.runs)}</h2>`
    case "list": {
      const tag = block.ordered ? "ol" : "ul"
      return `<${tag}>${within("li", block.items)}</${tag}>`
    }
    case "quote": {
      const cite = block.cite ? ` cite="${escape(block.cite)}"` : ""
      const source = block.attribution ? `<footer>${escape(block.attribution)}</footer>` : ""
      const texts = block.texts.map((runs) => `<p>${inline(runs)}</p>`).join("")
      return `<blockquote${cite}>${texts}${source}</blockquote>`
    }
    case "table": {
      const rows = block.rows.map((cells, n) => within(block.header && !n ? "th" : "td", cells))
      return `<table><tbody><tr>${rows.join("</tr><tr>")}</tr></tbody></table>`
    }
  }
  return `<p>${inline(block.runs)}</p>`
}

const within = (tag, texts) =>
  texts.map((runs) => `<${tag}><p>${inline(runs)}</p></${tag}>`).join("")

function inline(runs) {
  return runs.map((run) => {
    let html = run.text === "\n" ? "<br>" : escape(run.text)
    if (run.text === "\n") return html
    if (run.em) html = `<em>${html}</em>`
    if (run.strong) html = `<strong>${html}</strong>`
    return run.href ? `<a href="${escape(run.href)}">${html}</a>` : html
  }).join("")
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

export const escape = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign])
