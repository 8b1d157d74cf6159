import type { Instant } from '../../domain/instant.ts'
import { counted } from '../../wording/counted.ts'
import type { Check } from '../../wording/health/check.ts'
import type { Look } from '../http/kept-look.ts'
import { type Html, html } from '../page/html.ts'
import { stateMark, time } from '../page/parts.ts'

/** Where a part of the checks is put right. */
const pageOf: ReadonlyMap<string, string> = new Map([
  ['deliveries', '/deliveries'],
  ['rules', '/rules'],
  ['statuses', '/statuses'],
])

const severity = { problem: 0, warning: 1, ok: 2 } as const

interface Health {
  readonly quick: readonly Check[]
  /** Null while the first look takes its time. */
  readonly thorough: Look<readonly Check[]> | null
  readonly nowAt: Instant
}

/** The checks, what needs a person first. It looks again by itself where scripts run. */
export function healthView({ quick, thorough, nowAt }: Health): Html {
  const checks = [...quick, ...(thorough?.found ?? [])]
  const sorted = checks.toSorted((a, b) => severity[a.state] - severity[b.state])
  const again = thorough?.isCurrent === true ? 'every 30s' : 'every 3s'
  return html`<div id="health" class="group" hx-get="/health" hx-trigger="${again}" hx-select="#health" hx-swap="outerHTML">
<header class="group"><h1>${headline(checks, thorough !== null)}</h1>
<p class="quiet">As of ${time(nowAt)}, from what is stored. <code>plumbline doctor</code> also asks trackers, relay and servers.</p>
${aboutThorough(thorough)}</header>
<ul class="rows checks">${sorted.map(row)}</ul>
</div>`
}

/** Null where there is nothing to say: the look is of now. */
function aboutThorough(thorough: Look<readonly Check[]> | null): Html | null {
  if (thorough === null)
    return html`<p role="status">Statuses, plan and people are being checked against every ticket. <a href="/health">Look again</a> in a few seconds.</p>`
  if (thorough.isCurrent) return null
  return html`<p class="quiet">Statuses, plan and people as of ${time(thorough.lookedAt)}; newer tickets are being checked.</p>`
}

function headline(checks: readonly Check[], isComplete: boolean): string {
  const [problems, warnings] = (['problem', 'warning'] as const).map(
    (state) => checks.filter((check) => check.state === state).length,
  )
  const found = [
    ...(problems ? [counted(problems, 'problem')] : []),
    ...(warnings ? [counted(warnings, 'warning')] : []),
  ]
  if (found.length > 0) return found.join(', ')
  return isComplete ? 'All is well' : 'Nothing wrong so far'
}

function row({ state, part, words }: Check): Html {
  return html`<li>${stateMark(state)}<span class="part">${linked(part)}</span><span class="words">${words}</span></li>`
}

function linked(part: string): Html {
  const path = pageOf.get(part)
  return path === undefined ? html`${part}` : html`<a href="${path}">${part}</a>`
}
