import type { Instant } from '../../domain/instant.ts'
import { reviewPath } from '../../domain/page-paths.ts'
import type { Review } from '../../domain/review/review.ts'
import type { ScheduleStanding } from '../../domain/schedules/standing.ts'
import { asSentence } from '../../wording/as-sentence.ts'
import { counted } from '../../wording/counted.ts'
import type { Check } from '../../wording/health/check.ts'
import { reviewPart } from '../../wording/health/reviews.ts'
import { nextRunText, scheduleTitle } from '../../wording/schedule-text.ts'
import type { Looked } from '../http/kept-look.ts'
import { lookFailed } from '../page/frame/look-failed.ts'
import { type Html, html, outside } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { time, timedWords } from '../page/times.ts'

/** Where a part of the checks is put right. */
const pageOf: ReadonlyMap<string, string> = new Map([
  ['deliveries', '/deliveries'],
  ['rules', '/rules'],
  ['coverage', '/teams'],
  ['statuses', '/statuses'],
  ['connections', '/connections'],
  ['plan', '/plan'],
  ['readers', '/plan/readers'],
  ['people', '/people'],
])

const severity = { problem: 0, warning: 1, ok: 2 } as const

interface Health {
  readonly quick: readonly Check[]
  readonly thorough: Looked<readonly Check[]>
  readonly connections: readonly { readonly connectionId: string; readonly name: string }[]
  /** Those that aren't over. */
  readonly reviews: readonly { readonly review: Pick<Review, 'quarter'> }[]
  /** What runs next by itself; empty where Temporal doesn't tell at once. */
  readonly schedules: readonly ScheduleStanding[]
  readonly nowAt: Instant
  readonly formToken: string
}

/** The checks, what needs a person first. It looks again by itself where scripts run. */
export function healthView(health: Health): Html {
  const { quick, connections, reviews, schedules, nowAt } = health
  const { look, failure } = health.thorough
  const pages = new Map([
    ...connections.map(({ connectionId, name }) => [name, `/connections/${connectionId}`] as const),
    ...reviews.map(({ review: { quarter } }) => [reviewPart(quarter), reviewPath(quarter)] as const),
  ])
  const checks = [...quick, ...(look?.found ?? [])]
  const sorted = checks.toSorted((a, b) => severity[a.state] - severity[b.state])
  const again = look?.isCurrent === true || failure !== null ? 'every 30s' : 'every 3s'
  return html`<div id="health" class="page" hx-get="/health" hx-trigger="${again}" hx-select="#health" hx-swap="outerHTML">
<header><h1>${headline(checks, look !== null && failure === null)}</h1>
<p class="quiet">As of ${time(nowAt)}, from what is stored. <code>plumbline doctor</code> also checks the trackers, the relay and the servers.</p>
${aboutThorough(health)}</header>
<ul class="rows checks">${sorted.map((check) => row(check, pageOf.get(check.part) ?? pages.get(check.part) ?? null))}</ul>
${nextRuns(schedules, nowAt)}
</div>`
}

/** Null where there is nothing to say: the look is of now. */
function aboutThorough({ thorough: { look, failure }, formToken }: Health): Html | null {
  if (failure !== null) {
    const heading = 'Statuses, plan and people could not be checked against every ticket'
    const before =
      look === null
        ? null
        : html`<p class="quiet">What is shown about them is as of ${time(look.lookedAt)}.</p>`
    return html`${lookFailed(failure, { heading, path: '/health/look', formToken })}${before}`
  }
  if (look === null)
    return html`<p role="status">Statuses, plan and people are being checked against every ticket. <a href="/health">Look again</a> in a few seconds.</p>`
  if (look.isCurrent) return null
  return html`<p class="quiet">Statuses, plan and people as of ${time(look.lookedAt)}; newer tickets are being checked.</p>`
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

/** Where a part is put right is a link. */
function row({ state, part, words }: Check, path: string | null): Html {
  const named = path === null ? html`${part}` : html`<a href="${path}">${part}</a>`
  return html`<li>${stateMark(state)}<span class="part">${named}</span><span class="words">${asSentence(words)}</span></li>`
}

const mostRuns = 6

function nextRuns(schedules: readonly ScheduleStanding[], nowAt: Instant): Html | null {
  const runs = schedules
    .filter(({ held }) => held !== null && (held.isPaused || held.nextAt.length > 0))
    .toSorted((a, b) => (a.held?.nextAt[0] ?? 0) - (b.held?.nextAt[0] ?? 0))
    .slice(0, mostRuns)
  if (runs.length === 0) return null
  return html`<section class="group" aria-labelledby="next"><div class="bar"><h2 id="next">What runs next</h2><a href="/schedules">All schedules</a></div>
<ul class="rows">${runs.map((each) => html`<li class="bar"><span>${outside(scheduleTitle(each))}</span><span class="quiet small">${nextRun(each, nowAt)}</span></li>`)}</ul></section>`
}

function nextRun(each: ScheduleStanding, nowAt: Instant): Html {
  const [next] = each.held?.nextAt ?? []
  return next === undefined || each.held?.isPaused === true
    ? timedWords(nextRunText(each, nowAt) ?? [])
    : time(next)
}
