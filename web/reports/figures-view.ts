import { stages } from '../../domain/stages.ts'
import { stageText } from '../../queries/journey/stage-text.ts'
import type { PreviewStanding } from '../../worker/runs/preview-standing.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outsideSentence } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { quarterPath } from '../page/paths.ts'

export interface Making {
  /** Null where none was asked for, or Temporal doesn't tell. */
  readonly standing: PreviewStanding | null
  readonly isAway: boolean
}

/** The making of figures: the button, or how it goes on. It loads itself again while it does. */
export function makingView(quarter: string, { standing, isAway }: Making, formToken: string): Html {
  const path = quarterPath(quarter)
  if (standing?.state === 'running') {
    const said = stages.flatMap((stage) => stageText(stage, standing.stages) ?? [])
    return html`<section class="card" id="making" hx-get="${path}?figures=started" hx-trigger="every 2s" hx-target="#page" hx-select="#page" hx-swap="outerHTML"><h2>The quarter is being measured</h2>
<p role="status">The trackers are synced first; if no worker is running, start one with <code>npm start</code>.</p>
<ul class="plain-list">${said.map((text) => html`<li>${outsideSentence(text)}</li>`)}</ul><progress aria-label="Measuring"></progress>
${standing.troubles.map((trouble) => html`<p>${stateMark('warning', 'Trying again')} ${outsideSentence(trouble)}</p>`)}</section>`
  }
  return html`${isAway ? html`<p class="card" role="alert">Temporal did not answer, so nothing was started. Try again, or see <code>plumbline doctor</code>.</p>` : null}
${standing?.state === 'failed' ? html`<section class="card" role="alert"><h2>The figures could not be made</h2>${standing.troubles.map((trouble) => html`<p>${outsideSentence(trouble)}</p>`)}</section>` : null}
<div class="no-print">${formStart(`${path}/figures`, formToken)}<button class="plain">Measure now</button></form></div>`
}
