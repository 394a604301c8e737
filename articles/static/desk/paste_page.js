// A piece of a web page or letter as it is pasted, before anybody reads it as blocks.

import { playersAsLinks } from "desk/players"

// Words struck out must not come back to life.
export const STRUCK = "del, s, strike, [data-style*=line-through]"
// What is a tool of a page, not its words.
const TOOLS =
  "script, style, template, noscript, title, meta, link, nav, button, input, select, textarea, " +
  "svg, iframe, object, embed, audio, video, canvas, [hidden], [role=navigation], " +
  "[role=toolbar], .MsoCommentReference, " +
  '[data-style*="display:none"], [data-style*="display: none"], ' +
  '[data-style*="mso-element:comment"], [data-style*="mso-comment-reference"]'

// What was copied here is a story's already.
export const isOurs = (html) => html.includes("data-pm-slice")

// Return the body of pasted HTML, the address of each player as a line of it.
export function bodyOf(html) {
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html")
  playersAsLinks(body)
  return body
}

export function withoutTools(body) {
  for (const part of body.querySelectorAll(`${TOOLS}, ${STRUCK}`)) part.remove()
}

// A sign that a page draws as a picture is read as a sign.
export const isSign = ({ alt }) => /\p{Extended_Pictographic}/u.test(alt) && !/\p{L}/u.test(alt)

// The page forbids styles and scripts that come with a text, and complains of each, though none
// would run; here they are no more than words to read.
export const disarmed = (html) =>
  html
    .replace(/<style\b[^]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) =>
      tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"),
    )
