// Plain text as blocks: blank lines or line ends divide paragraphs, signs in front make lists.

import { escape } from "desk/paste"

const BULLET = /^\s*[-*•·]\s+(?=\S)/
const NUMBER = /^\s*(\d{1,2})[.)]\s+(?=\S)/
const BLANK_LINES = /\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+/
const SUBHEAD = /^#{1,6}\s+(?=\S)/

// Return plain text as HTML of paragraphs, subheads and lists.
export function htmlOfText(text) {
  const parts = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").trim().split(BLANK_LINES)
  return joinLists(parts.flatMap(blocksOf)).map(write).join("")
}

function blocksOf(part) {
  const blocks = []
  let plain = []
  const close = () => {
    blocks.push(...paragraphs(plain))
    plain = []
  }
  for (const line of part.split("\n").filter((line) => line.trim())) {
    const sign = SUBHEAD.exec(line) ?? BULLET.exec(line) ?? NUMBER.exec(line)
    if (!sign) {
      plain.push(line)
      continue
    }
    close()
    const words = line.slice(sign[0].length)
    const tag = sign[1] ? "ol" : "ul"
    if (SUBHEAD.test(line)) blocks.push({ tag: "h2", text: words })
    else blocks.push({ tag, number: Number(sign[1]), items: [words], lines: [line] })
  }
  close()
  return blocks
}

// A letter breaks its lines at some seventy characters; then they are one paragraph.
function paragraphs(lines) {
  const before = lines.slice(0, -1)
  const isWrapped =
    before.length > 0 &&
    before.every((line) => line.length >= 45 && line.length <= 100) &&
    before.filter((line) => !/[.!?…:”"»]\s*$/.test(line)).length * 2 >= before.length
  const texts = isWrapped ? [lines.join(" ")] : lines
  return texts.map((text) => ({ tag: "p", text }))
}

// One item alone is a line that begins with a dash or a date; so is a list that begins elsewhere.
function joinLists(blocks) {
  const joined = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const isSame = block.items && last?.tag === block.tag
    if (isSame && (block.tag === "ul" || block.number === last.number + last.items.length)) {
      last.items.push(...block.items)
      last.lines.push(...block.lines)
    } else joined.push(block)
  }
  return joined.flatMap((block) => {
    const isList = !block.items || (block.items.length > 1 && !(block.number > 1))
    return isList ? [block] : block.lines.map((text) => ({ tag: "p", text }))
  })
}

function write({ tag, text, items }) {
  if (!items) return `<${tag}>${clean(text)}</${tag}>`
  return `<${tag}>${items.map((words) => `<li><p>${clean(words)}</p></li>`).join("")}</${tag}>`
}

const clean = (text) =>
  escape(text.replace(/[\u200b\ufeff\u00ad]/g, "").replace(/[ \t]+/g, " ").trim())
