import type { Instant } from '../../domain/instant.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { deadlineOf, lastMinuteToAnswer, mostAnswerDays } from '../../domain/review/times.ts'
import type { ReviewStart, StartableQuarter } from '../../queries/review/startable.ts'
import { counted } from '../../wording/counted.ts'
import { missingReadersText, unaskedText } from '../../wording/report/review-start-text.ts'
import { field, option } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import { type FormProblem, problemSummary } from '../page/form/problems.ts'
import { type Html, html, outsideSentence } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { time } from '../page/times.ts'

type MissingReadersStart = Extract<ReviewStart, { readonly kind: 'missing readers' }>

/** What a form to start a review holds when it is shown. */
export interface StartForm {
  /** Newest first. */
  readonly startable: readonly StartableQuarter[]
  /** Whether any quarter of the plan has begun: before that there is nothing to review. */
  readonly hasBegun: boolean
  /** Quarters whose report could not be sent in the end, newest first. */
  readonly blocked: readonly MissingReadersStart[]
  /** The quarter that is chosen at first; null for the newest. */
  readonly chosen: string | null
  /** What was sent before and refused; null for what the plan says. */
  readonly sent: { readonly days: string; readonly needsApproval: boolean } | null
  /** Why nothing was started; null where nothing was refused. */
  readonly problem: FormProblem | null
  readonly nowAt: Instant
  /** The plan's, by which the last day for answers ends. */
  readonly timeZone: string
  readonly formToken: string
}

/** How an admin starts a review. */
export function startView({
  startable,
  hasBegun,
  blocked,
  chosen,
  sent,
  problem,
  nowAt,
  timeZone,
  formToken,
}: StartForm): Html {
  const [first] = startable
  const problems = problem === null ? [] : [problem]
  const refusal = problemSummary('No review was started', problems)
  const standing = html`${refusal}${blockedView(blocked.filter(({ quarter }) => problem === null || quarter !== chosen))}`
  if (first === undefined)
    return html`${standing}${blocked.length > 0 ? null : html`<p class="quiet">${noneView(hasBegun)}</p>`}`
  const terms = startable.find(({ quarter }) => quarter === chosen) ?? first
  const control = (quarter: string) =>
    html`<option value="${quarter}"${quarter === terms.quarter ? html` selected` : null}>${longQuarter(quarter)}</option>`
  const days = sent?.days ?? `${terms.answerDays}`
  return html`${standing}<section class="card no-print"><h2>Start a review</h2>
${formStart('/reviews', formToken)}
${field({ name: 'quarter', label: 'Quarter' }, (given) => html`<select${given}>${startable.map(({ quarter }) => control(quarter))}</select>`)}
${field(
  {
    name: 'days',
    label: 'Days to answer',
    hints: [
      html`From 1 to ${mostAnswerDays}. From now, ${counted(terms.answerDays, 'day')} last until ${time(lastMinuteToAnswer(deadlineOf(nowAt, terms.answerDays, timeZone)))}.`,
    ],
    problems,
  },
  (given) =>
    html`<input${given} type="number" inputmode="numeric" min="1" max="${mostAnswerDays}" required value="${days}">`,
)}
${option({ name: 'approval', kind: 'checkbox', value: 'yes', isChecked: sent?.needsApproval ?? terms.needsApproval, label: 'An admin approves the report before it is sent' })}
<p class="hint">The report is drafted from what is known now, and the reviewers of each team are mailed a link to their page. When the time for answers ends, or all have answered, it is rebuilt and sent to every reader; until then, nothing else sends it.</p>
${unaskedView(startable)}
<button>Start the review</button></form></section>`
}

/** Why no review can be started. */
function noneView(hasBegun: boolean): Html {
  return hasBegun
    ? html`No review can be started now: of each quarter of the plan that has begun one is under way, or its report was made already.`
    : html`No review can be started yet: no quarter of a <a href="/plan">plan</a> has begun.`
}

/** Quarters that lack the same are told of at once: a plan's readers seldom differ from quarter to quarter. */
function blockedView(blocked: readonly MissingReadersStart[]): Html | null {
  if (blocked.length === 0) return null
  const same = Map.groupBy(blocked, ({ refusal }) => refusal)
  return html`<section class="card"><h2>Readers are missing</h2>
${[...same].map(([refusal, starts]) => html`<p>${stateMark('problem', quartersOf(starts))} ${outsideSentence(capitalised(missingReadersText(refusal)))}</p>`)}
<p><a href="/plan/readers">Choose readers</a></p></section>`
}

function unaskedView(startable: readonly StartableQuarter[]): Html {
  const lacking = startable.filter(({ unasked }) => unasked.length > 0)
  const same = Map.groupBy(lacking, ({ unasked }) => unaskedText(unasked))
  return html`${[...same].map(([words, starts]) => html`<p>${stateMark('warning', quartersOf(starts))} ${outsideSentence(words)}</p>`)}`
}

function quartersOf(starts: readonly { readonly quarter: string }[]): string {
  return starts.map(({ quarter }) => longQuarter(quarter)).join(', ')
}
