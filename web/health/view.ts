import type { Instant } from '../../domain/instant.ts'
import { counted } from '../../wording/counted.ts'
import type { Check } from '../../wording/health/check.ts'
import { type Html, html } from '../page/html.ts'
import { stateMark, time } from '../page/parts.ts'

const severity = { problem: 0, warning: 1, ok: 2 } as const

/** The checks, what needs a person first. It looks again by itself where scripts run. */
export function healthView(checks: readonly Check[], nowAt: Instant): Html {
  const sorted = checks.toSorted((a, b) => severity[a.state] - severity[b.state])
  return html`<div id="health" class="group" hx-get="/health" hx-trigger="every 30s" hx-select="#health" hx-swap="outerHTML">
<header class="group"><h1>${headline(checks)}</h1>
<p class="quiet">As of ${time(nowAt)}, from what is stored. <code>plumbline doctor</code> also asks trackers, relay and servers.</p></header>
<ul class="rows checks">${sorted.map(row)}</ul>
</div>`
}

function headline(checks: readonly Check[]): string {
  const [problems, warnings] = (['problem', 'warning'] as const).map(
    (state) => checks.filter((check) => check.state === state).length,
  )
  const found = [
    ...(problems ? [counted(problems, 'problem')] : []),
    ...(warnings ? [counted(warnings, 'warning')] : []),
  ]
  return found.length === 0 ? 'All is well' : found.join(', ')
}

function row({ state, part, words }: Check): Html {
  return html`<li>${stateMark(state)}<span class="part">${part}</span><span class="words">${words}</span></li>`
}
