import type { ImportedPlanFile } from '../../adapters/store/reconcile/plans.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { PlanFindings } from '../../queries/plan/plan-findings.ts'
import type { PlanVersion } from '../../queries/plan/plan-versions.ts'
import { counted } from '../../wording/counted.ts'
import { planChangeText } from '../../wording/plan/change-text.ts'
import { planItselfTexts } from '../../wording/plan/findings-text.ts'
import { type PlanTable, planTables } from '../../wording/plan/tables.ts'
import { unmatchedAccountLine } from '../../wording/plan/unmatched-text.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, table } from '../page/parts.ts'
import { time } from '../page/times.ts'
import { planForm } from './form.ts'

const mostLines = 12

/** The plan in force: what to look at, its tables, its versions, and the way to another one. */
export function planView({
  file: { plan, planVersion, importedAt },
  findings,
  versions,
  justSaved,
  next,
  formToken,
}: {
  readonly file: ImportedPlanFile
  readonly findings: PlanFindings
  readonly versions: readonly PlanVersion[]
  /** Whether the schedules follow a plan that was just saved; null where none was. */
  readonly justSaved: 'aligned' | 'later' | null
  /** What is done next on the way to a first mail; null where nothing is. */
  readonly next: Html | null
  readonly formToken: string
}): Html {
  return html`<header><h1>Plan of ${outside(plan.company)}</h1>
<div class="bar"><p class="quiet">Version <code>${planVersion}</code>, in force since ${time(importedAt)}</p>
<p class="no-print"><a href="/plan/table">Edit as tables</a> · <a href="/plan/readers">Readers</a> · <a href="/plan/file">Download the file</a> · <a href="#change">Upload another</a></p></div></header>
${justSaved === null ? null : html`<p class="card" role="status">The plan is in force. The next figures are made by it; ${justSaved === 'aligned' ? 'the schedules follow its dates.' : 'the schedules follow its dates once the worker starts next, for Temporal did not answer.'}</p>`}
${next === null ? null : html`<p class="no-print">${next}</p>`}
${findingsList(findings)}
${planTables(plan).map(tableOf)}
<section class="group" aria-labelledby="versions"><h2 id="versions">Versions</h2>
<ul class="rows">${versions.map(versionRow)}</ul></section>
<section class="group no-print" aria-labelledby="change"><h2 id="change">Change the plan</h2>
<p class="quiet">Download the file, correct it, and check it here.</p>
<div class="card">${planForm({ text: '', madeFrom: planVersion, formToken })}</div></section>`
}

/** More don't fit beside each other on a phone. */
const mostWordColumns = 3

/** A long table is folded: a page is for looking over first. */
function tableOf({ caption, heads, figures, rows }: PlanTable): Html | null {
  if (rows.length === 0) return null
  const columns = heads.map((head) => ({ head, isFigure: figures.includes(head) }))
  const whole = table(
    caption,
    columns,
    rows.map((row) => row.map(outside)),
    { stacks: heads.length - figures.length > mostWordColumns },
  )
  return rows.length <= mostLines
    ? whole
    : html`<details><summary class="opens">${caption}</summary>${whole}</details>`
}

/** Before the first plan. */
export function firstRunView(formToken: string): Html {
  return html`<header><h1>Plan</h1></header>
${empty(
  'No plan yet',
  html`A plan says who works in which team, what each quarter is meant for, and who reads the reports. <a href="/plan/draft">Start from a draft</a> of what was synced, or upload a file of your own.`,
)}
<div class="card">${planForm({ text: '', madeFrom: '', formToken })}</div>`
}

/** What a plan lacks or is odd about it. */
export function findingsList(findings: PlanFindings): Html | null {
  const texts = planItselfTexts(findings).map(({ words }) => sentenceOf(words))
  const { accounts } = findings.unmatched
  if (texts.length + accounts.length === 0) return null
  return html`<section class="group" aria-labelledby="look-at"><h2 id="look-at">Warnings</h2>
${texts.length === 0 ? null : lines(texts)}
${accounts.length === 0 ? null : accountsOfNobody(accounts.map(unmatchedAccountLine))}</section>`
}

function accountsOfNobody(texts: readonly string[]): Html {
  const what =
    texts.length === 1
      ? 'An account with recent tickets matches nobody in the plan: its work is in no team’s figures.'
      : `${counted(texts.length, 'account')} with recent tickets match nobody in the plan: their work is in no team’s figures.`
  return html`<div class="card"><p>${what} Once the plan is in force, say whose they are under <a href="/people">People and accounts</a>.</p>
<details><summary class="opens">Show ${texts.length === 1 ? 'it' : 'them'}</summary><ul class="rows">${texts.map((text) => html`<li>${outsideSentence(text)}</li>`)}</ul></details></div>`
}

function sentenceOf(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** A list of sentences, the first of them open to see. */
export function lines(texts: readonly string[]): Html {
  const item = (text: string) => html`<li>${outsideSentence(text)}</li>`
  const more = texts.slice(mostLines)
  return html`<ul class="rows">${texts.slice(0, mostLines).map(item)}</ul>${
    more.length === 0
      ? null
      : html`<details><summary class="opens">${grouped(more.length)} more</summary><ul class="rows">${more.map(item)}</ul></details>`
  }`
}

function versionRow({ planVersion, importedAt, changes }: PlanVersion): Html {
  const texts = changes?.map(planChangeText) ?? []
  return html`<li><span><code>${planVersion}</code> <span class="quiet small">imported ${time(importedAt)}</span></span>
${changes === null ? html`<span class="quiet">The first plan</span>` : null}
${changes !== null && texts.length === 0 ? html`<span class="quiet">Nothing that counts changed</span>` : null}
${texts.slice(0, mostLines).map((text) => html`<span>${outsideSentence(text)}</span>`)}
${texts.length > mostLines ? html`<span class="quiet small">and ${grouped(texts.length - mostLines)} more: plumbline plan diff</span>` : null}</li>`
}
