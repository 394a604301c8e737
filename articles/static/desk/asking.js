// A request that is not waited for without end: a server may take it and never answer.

const SLOWEST = 25 // bytes of a file in a millisecond, on a line that is poor but alive

// Return what `read` makes of the response; after so many milliseconds without it throw "silent".
export async function ask(address, options, { patience, read, stop = new AbortController() }) {
  const wait = patience + sizeOf(options.body) / SLOWEST
  const timer = setTimeout(() => stop.abort("silent"), wait)
  try {
    return await read(await fetch(address, { ...options, signal: stop.signal }))
  } finally {
    clearTimeout(timer)
  }
}

function sizeOf(data) {
  const files = [...data.values()].filter((value) => value instanceof File)
  return files.reduce((sum, file) => sum + file.size, 0)
}

export const troubleOf = (why) => (why === "silent" ? "silent" : "offline")
