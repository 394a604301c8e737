// A piece of a web page or letter: what of it a text can hold, and what stays behind.

import { safeAddress } from "desk/address"

// What is a tool of a page, not its words.
const TOOLS =
  "script, style, template, noscript, title, meta, link, nav, button, input, select, textarea, " +
  "svg, iframe, object, embed, audio, video, canvas, [hidden], [role=navigation], " +
  '[role=toolbar], [data-style*="display:none"], [data-style*="display: none"], .MsoCommentReference, ' +
  '[data-style*="mso-element:comment"], [data-style*="mso-comment-reference"]'
// What somebody crossed out would stand in the text as if it still held.
const STRUCK = 'del, s, strike, [data-style*="line-through"]'
const PLAYER = /\b(video|player|embed|watch|clip)/i

// What was copied here is a story's already.
export const isOurs = (html) => html.includes("data-pm-slice")

// Return the body of pasted HTML without what is no text; a player's address becomes a line of it.
export function taken(html) {
  const body = bodyOf(html)
  for (const frame of body.querySelectorAll("iframe")) frame.replaceWith(...lineOf(frame))
  for (const part of body.querySelectorAll(`${TOOLS}, ${STRUCK}`)) part.remove()
  for (const sign of body.querySelectorAll("img")) if (isSign(sign)) sign.replaceWith(sign.alt)
  return body
}

// Return what of pasted HTML stays behind: pictures and words crossed out, in words, and how many
// players and frames.
export function leftOf(html) {
  const left = { pictures: [], frames: 0, struck: [] }
  if (isOurs(html)) return left
  const body = bodyOf(html)
  left.struck = outermost(body, STRUCK).map((part) => oneLine(part.textContent)).filter(Boolean)
  left.frames = [...body.querySelectorAll("iframe, object, embed, audio, video")].filter(
    (frame) => !playerOf(frame),
  ).length
  for (const tool of body.querySelectorAll(`${TOOLS}, ${STRUCK}`)) tool.remove()
  const pictures = [...body.querySelectorAll("img")].filter((one) => !isSign(one) && !isDot(one))
  left.pictures = pictures.map((picture) => oneLine(picture.alt))
  return left
}

// Return the addresses of players in pasted HTML, each of which has a line of its own in the text.
export function playersIn(html) {
  if (isOurs(html)) return []
  return [...bodyOf(html).querySelectorAll("iframe")].map(playerOf).filter(Boolean)
}

const bodyOf = (html) => new DOMParser().parseFromString(disarmed(html), "text/html").body

const oneLine = (text) => text.replace(/\s+/g, " ").trim()

const outermost = (body, selector) =>
  [...body.querySelectorAll(selector)].filter((one) => !one.parentElement.closest(selector))

// A sign that a page draws as a picture is read as a sign.
const isSign = (picture) => /\p{Extended_Pictographic}/u.test(picture.alt) && !/\p{L}/u.test(picture.alt)

// Pages count their readers by pictures that nobody sees.
const isDot = (picture) => [picture.width, picture.height].some((size) => size === 1)

function playerOf(frame) {
  if (frame.localName !== "iframe") return ""
  const given = (frame.getAttribute("src") || frame.dataset.src || "").trim()
  const address = given.startsWith("//") ? `https:${given}` : given
  return /^https?:/i.test(address) && safeAddress(address) && PLAYER.test(address) ? address : ""
}

function lineOf(frame) {
  const address = playerOf(frame)
  if (!address) return []
  const line = document.createElement("p")
  const link = document.createElement("a")
  link.setAttribute("href", address)
  link.textContent = address
  line.append(link)
  return [line]
}

// The page forbids styles and scripts that come with a text, and complains of each, though none
// would run; here they are no more than words to read.
export const disarmed = (html) =>
  html
    .replace(/<style\b[^]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) =>
      tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"),
    )
