// Addresses that readers can follow, as the server keeps them: with a scheme, or a path of this site.

const SCHEMES = ["http:", "https:", "mailto:", "tel:"]

const isOfThisSite = (address) => address.startsWith("/") && !/^\/[/\\]/.test(address)

// Return the address as it was given, or "" if no reader could follow it.
export function safeAddress(address) {
  const given = address.trim()
  return isOfThisSite(given) || (!whyNot(given) && !given.startsWith("#")) ? given : ""
}

// Return why an address is not kept ("words", "scheme" or "broken"), or "" if it is.
export function whyNot(address) {
  if (isOfThisSite(address) || address.startsWith("#")) return ""
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(address)?.[0].toLowerCase()
  if (!scheme) return "words"
  if (!SCHEMES.includes(scheme)) return "scheme"
  // Some browsers write a space in the name of a site as %20, where the server finds no name.
  return URL.canParse(address) && !new URL(address).hostname.includes("%") ? "" : "broken"
}

// Return where an address leads that goes by a search engine, which notes who follows it.
export function direct(address) {
  try {
    const { hostname, pathname, searchParams } = new URL(address.trim())
    if (!/^(www\.)?google(\.[a-z]{2,3}){1,2}$/.test(hostname) || pathname !== "/url") return address
    const to = searchParams.get("q") || searchParams.get("url") || ""
    return /^https?:/i.test(to) && safeAddress(to) ? to : address
  } catch {
    return address
  }
}
