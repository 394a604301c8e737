// The page on which a story is written. The form works without this; here it becomes a surface.

import { startBar } from "desk/bar"
import { startCredits } from "desk/credits"
import { startGauges } from "desk/gauges"
import { startGoesOut } from "desk/goes_out"
import { startPasteNote } from "desk/paste_note"
import { startPastedPlayers } from "desk/paste_players"
import { startPicker } from "desk/picker"
import { startPlayers } from "desk/players"
import { startProblems } from "desk/problems"
import { Rows } from "desk/rows"
import { createSurface } from "desk/surface"
import { startTyping } from "desk/typing"
import { startWords } from "desk/words"

const form = document.querySelector("form[data-story]")

if (form) {
  startTyping(form)
  const rows = new Rows(form)
  const surface = createSurface(form, rows)
  rows.surface = surface
  startCredits(form)
  startPasteNote(form, surface)
  startPicker(form, surface)
  startPlayers(form, surface)
  startPastedPlayers(form, surface)
  startGauges(form, surface)
  startBar(form, surface)
  startGoesOut(form)
  startProblems(form, surface)
  startWords(form)
  form.dataset.ready = "true"
}
