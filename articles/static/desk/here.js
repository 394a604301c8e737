// Tell the server every few seconds that somebody looks at this page of the desk.

const BEAT = 25000 // milliseconds

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
const address = document.querySelector("[data-here]")?.dataset.here

async function beat() {
  if (document.visibilityState !== "visible") return
  // A login that ended redirects; the next page that is asked for says so.
  const options = { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" }
  await fetch(address, options).catch(() => null)
}

if (token && address) {
  setInterval(beat, BEAT)
  document.addEventListener("visibilitychange", beat)
}
