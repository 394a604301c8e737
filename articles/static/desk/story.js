// The page on which a story is written. The form works without this; here it becomes a surface.

import { startBar } from "desk/bar"
import { startCredits } from "desk/credits"
import { Rows } from "desk/rows"
import { createSurface } from "desk/surface"
import { startWords } from "desk/words"

const form = document.querySelector("form[data-story]")

if (form) {
  const rows = new Rows(form)
  const surface = createSurface(form, rows)
  rows.surface = surface
  startCredits(form)
  startBar(form, surface)
  startWords(form)
  form.dataset.ready = "true"
}
