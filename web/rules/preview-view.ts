import { type Bucket, buckets } from '../../domain/category.ts'
import type { RulesChange } from '../../domain/classify/rules/diff.ts'
import type { ScopeEffect } from '../../domain/classify/rules/effect.ts'
import { grouped, tenths } from '../../domain/text/numbers.ts'
import type { RulesTextCheck } from '../../queries/rules/check-rules-text.ts'
import type { KeptPreview } from '../../queries/rules/kept-previews.ts'
import { counted } from '../../wording/counted.ts'
import { rulesChangeText } from '../../wording/tickets/rules-change-text.ts'
import { leftOutOfEffect, movesSentence } from '../../wording/tickets/rules-effect-text.ts'
import { formStart } from '../page/form/form.ts'
import { meanwhile } from '../page/frame/meanwhile.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { table } from '../page/parts.ts'
import { sentence } from '../page/report/sentence.ts'
import { timedWords } from '../page/times.ts'
import { rulesForm } from './form.ts'
import { casesText, unreachedList } from './view.ts'

export function previewPath(previewId: string): string {
  return `/rules/preview/${encodeURIComponent(previewId)}`
}

type Done = Extract<KeptPreview, { readonly kind: 'done' }>

/** What rules would change and move, and the way to save them or to go on correcting them. */
export function previewView({
  yaml,
  effect,
  against,
  overtakenBy,
  check,
  changes,
  previewId,
  formToken,
}: Omit<Done, 'isOvertaken'> & {
  /** What others changed since this was begun, null in it where it can't be told; null where nobody did. */
  readonly overtakenBy: { readonly changes: readonly RulesChange[] | null } | null
  readonly check: Extract<RulesTextCheck, { readonly kind: 'readable' }>
  /** Null where the rules in force can't be read. */
  readonly changes: readonly RulesChange[] | null
  readonly previewId: string
  readonly formToken: string
}): Html {
  const { ruleSet, cases, failedCases, unreached } = check
  return html`<header><h1>Save these rules?</h1>
<p class="quiet">Nothing is saved yet. ${counted(ruleSet.rules.length, 'rule')}; ${casesText(cases, failedCases.length)}</p></header>
${overtakenBy === null ? null : meanwhile('Other rules were saved in the meantime. Below is what yours would change now: saving them takes back what they don’t hold.', overtakenBy.changes?.map(rulesChangeText) ?? null)}
<section class="group" aria-labelledby="moves"><h2 id="moves">What would move</h2>
<p>${timedWords(movesSentence(effect))}</p>${movesTables(effect)}</section>
<section class="group" aria-labelledby="changes"><h2 id="changes">What changes in the file</h2>${changesList(changes)}</section>
${unreachedList(unreached, yaml)}
<div class="card">${formStart(`${previewPath(previewId)}/save`, formToken)}<button>Put them in force</button></form></div>
<details><summary class="opens">Correct them first</summary><div class="card">${rulesForm({ text: yaml, madeFrom: against, formToken })}</div></details>`
}

const mostChanges = 12

function changesList(changes: readonly RulesChange[] | null): Html {
  if (changes === null)
    return html`<p>This version of Plumbline can’t read the rules in force, so it can’t tell.</p>`
  if (changes.length === 0) return html`<p>Nothing that counts.</p>`
  const item = (change: RulesChange) => html`<li>${outsideSentence(rulesChangeText(change))}</li>`
  const more = changes.slice(mostChanges)
  return html`<ul class="rows">${changes.slice(0, mostChanges).map(item)}</ul>${
    more.length === 0
      ? null
      : html`<details><summary class="opens">${grouped(more.length)} more</summary><ul class="rows">${more.map(item)}</ul></details>`
  }`
}

function movesTables({ tickets, days }: Done['effect']): Html | null {
  if (days === null) return tickets.moves.length === 0 ? null : ticketTable(tickets)
  const { company, teams } = days
  const scopes = [...(company === null ? [] : [{ name: 'Company', effect: company }]), ...teams]
  const moved = scopes.filter(({ effect }) => effect.moves.length > 0)
  const unmoved = teams.filter(({ effect }) => effect.moves.length === 0)
  return html`${tickets.moves.length === 0 ? null : ticketTable(tickets)}
${moved.length === 0 ? null : bucketTable(moved)}
${moved.length > 0 && unmoved.length > 0 ? html`<p class="quiet small">Nothing moves in ${counted(unmoved.length, 'other team')}.</p>` : null}
${company === null ? html`<p class="quiet">The company has too few people for figures.</p>` : null}
${leftOutOfEffect(days).map((words) => html`<p class="quiet small">${sentence(words)}</p>`)}`
}

function ticketTable({ moves }: Done['effect']['tickets']): Html {
  return table(
    'Tickets',
    [{ head: 'From' }, { head: 'To' }, { head: 'Tickets', isFigure: true }],
    moves.map(({ from, to, tickets }) => [html`${from}`, html`${to}`, html`${grouped(tickets)}`]),
  )
}

interface Scope {
  readonly name: string
  readonly effect: ScopeEffect
}

function bucketTable(scopes: readonly Scope[]): Html {
  return table(
    'Person-days, before and after',
    [
      { head: 'Team' },
      ...buckets.map((head) => ({ head, isFigure: true })),
      { head: 'moves', isFigure: true },
    ],
    scopes.map(({ name, effect }) => [
      outside(name),
      ...buckets.map((bucket) => bucketCell(effect, bucket)),
      html`${tenths(effect.movedMilliDays)}`,
    ]),
  )
}

function bucketCell({ buckets: all }: ScopeEffect, bucket: Bucket): Html {
  const { beforeMilliDays = 0, afterMilliDays = 0 } = all.find((each) => each.bucket === bucket) ?? {}
  const [before, after] = [tenths(beforeMilliDays), tenths(afterMilliDays)]
  return before === after
    ? html`<span class="quiet">${before}</span>`
    : html`${before} → <strong>${after}</strong>`
}

/** How far a preview is; it looks again by itself where scripts run. */
export function underWayView({
  decided,
  of,
  previewId,
  formToken,
}: Extract<KeptPreview, { readonly kind: 'under way' }> & {
  readonly previewId: string
  readonly formToken: string
}): Html {
  const path = previewPath(previewId)
  return html`<div id="preview" class="group" hx-get="${path}" hx-trigger="every 2s" hx-select="#page > *" hx-target="#page" hx-swap="innerHTML">
<header><h1>Working out what would move</h1>
<p role="status">${of === null ? 'Tickets are being read.' : `${Math.floor((100 * decided) / Math.max(1, of))} % of all tickets are decided.`}</p></header>
<p>Nothing is saved yet. <a href="${path}">Look again</a></p>
${formStart(`${path}/cancel`, formToken)}<button class="plain">Cancel</button></form></div>`
}

const endings = {
  cancelled: 'It was cancelled',
  failed: 'What would move could not be worked out',
  interrupted: 'The process that worked out what would move was stopped',
  done: 'These rules are no longer taken',
} as const

/** A preview that came to nothing, with the file to check again. */
export function endedView(
  ended: Exclude<KeptPreview, { readonly kind: 'under way' }>,
  formToken: string,
): Html {
  const { kind, yaml } = ended
  const because = ended.kind === 'failed' ? ended.because : null
  return html`<header><h1>${endings[kind]}</h1>
<p class="quiet">Nothing was saved. The file is kept here; check it again.</p></header>
${because === null ? null : html`<p class="card" role="alert">${outsideSentence(because)}</p>`}
<div class="card">${rulesForm({ text: yaml, madeFrom: '', formToken })}</div>`
}
