import type { LocalDate } from '../../domain/instant.ts'
import { longestPauseReason, type ScheduledReport } from '../../domain/schedules/schedule.ts'
import type { ScheduleStanding } from '../../domain/schedules/standing.ts'
import {
  confirmNoticesText,
  confirmReportText,
  keptForLaterText,
  lastRunText,
  type MailsToConfirm,
  nextRunText,
  notServedText,
  pauseText,
  scheduleText,
  scheduleTitle,
  temporalAwayText,
  tooEarlyText,
  underReviewText,
} from '../../wording/schedule-text.ts'
import { formStart } from '../page/form/form.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty, stateMark } from '../page/parts.ts'
import { quarterPath } from '../page/paths.ts'
import { timedSentence, timedWords } from '../page/times.ts'

interface Shown {
  readonly schedules: readonly ScheduleStanding[]
  readonly isTemporalHere: boolean
  /** What was just done; null where nothing was. */
  readonly done: string | null
  readonly nowAt: number
  readonly formToken: string
}

/** Every schedule, with what may be done about it. */
export function schedulesView({ schedules, isTemporalHere, done, nowAt, formToken }: Shown): Html {
  const doneText = doneTexts.get(done ?? '')
  return html`<header><h1>Schedules</h1>
<p class="quiet">What the worker does by itself. A pause takes effect at once and survives restarts; runs missed meanwhile are not made up for.</p></header>
${doneText === undefined ? null : html`<p class="card" role="status">${doneText}</p>`}
${isTemporalHere ? null : html`<p class="card" role="alert">${temporalAwayText}</p>`}
${
  schedules.length === 0
    ? empty(
        'Nothing runs by schedule yet',
        html`Syncs come with a <a href="/connections">connection</a>, reports with a <a href="/plan">plan</a>.`,
      )
    : html`<ul class="rows">${schedules.map((each) => row(each, { nowAt, formToken, isTemporalHere }))}</ul>`
}`
}

const doneTexts: ReadonlyMap<string, string> = new Map([
  ['paused', 'It is paused.'],
  ['resumed', 'It runs again from its next date on.'],
  ['kept', keptForLaterText],
  ['started', 'It was started; this page shows how it ends.'],
  ['waiting', notServedText],
])

function row(
  each: ScheduleStanding,
  { nowAt, formToken, isTemporalHere }: Pick<Shown, 'nowAt' | 'formToken' | 'isTemporalHere'>,
): Html {
  const { scheduleId, held } = each
  const paused = pauseText(each)
  const title = outside(scheduleTitle(each))
  // Each button's name alone says which schedule it is of.
  const of = html`<span class="unseen">: ${title}</span>`
  const hidden = html`<input type="hidden" name="scheduleId" value="${scheduleId}">`
  const isFailed = held?.lastRun?.end === 'failed'
  const times = [nextRunText(each, nowAt), lastRunText(held)].filter((text) => text !== null)
  return html`<li>
<p class="bar"><strong class="title">${title}</strong>${
    paused !== null ? stateMark('warning', 'paused') : isFailed ? stateMark('problem', 'failed') : null
  }</p>
<p>${timedWords(scheduleText(each.work))}</p>
${paused === null ? null : html`<p>${timedSentence(paused)}</p>`}
${times.map((text) => html`<p class="quiet small">${timedSentence(text)}</p>`)}
<div class="actions no-print">${
    paused === null
      ? html`<details><summary class="button plain">Pause${of}</summary>${formStart('/schedules/pause', formToken)}${hidden}
<label>Why?<input name="reason" maxlength="${longestPauseReason}" autocomplete="off"></label>
<button class="plain">Pause it${of}</button></form></details>`
      : html`${formStart('/schedules/resume', formToken)}${hidden}<button class="plain">Resume${of}</button></form>`
  }${isTemporalHere ? html`${formStart('/schedules/run', formToken)}${hidden}<button class="plain">Run now${of}</button></form>` : null}</div></li>`
}

/** What is asked before a report is mailed out of turn. */
export function confirmView({
  report,
  mails,
  isReviewed,
  quiet,
  scheduleId,
  nowAt,
  formToken,
}: MailsToConfirm & {
  readonly report: ScheduledReport
  readonly scheduleId: string
  readonly nowAt: number
  readonly formToken: string
}): Html {
  return html`<header><h1>Mail it now?</h1></header>
<section class="card"><p>${timedWords(confirmReportText(report, { mails, isReviewed, quiet }, nowAt))}</p>
<p><a href="${quarterPath(report.quarter)}">Look at the drafts first</a></p>
${confirmForm(scheduleId, formToken, 'Measure and mail it')}</section>`
}

/** What is asked before the drift watch runs out of turn. */
export function confirmNoticesView(scheduleId: string, formToken: string): Html {
  return html`<header><h1>Run it now?</h1></header>
<section class="card"><p>${confirmNoticesText}</p>
${confirmForm(scheduleId, formToken, 'Measure and mail what changed')}</section>`
}

function confirmForm(scheduleId: string, formToken: string, label: string): Html {
  return html`${formStart('/schedules/run', formToken)}<input type="hidden" name="scheduleId" value="${scheduleId}"><input type="hidden" name="confirmed" value="yes">
<button>${label}</button></form>
<p><a href="/schedules">Leave it to its schedule</a></p>`
}

type Refused =
  | { readonly kind: 'away' | 'under way' }
  | { readonly kind: 'under review'; readonly report: ScheduledReport }
  | { readonly kind: 'too early'; readonly report: ScheduledReport; readonly from: LocalDate }

/** Why nothing was started. */
export function refusedView(refused: Refused): Html {
  return html`<header><h1>Nothing was started</h1></header>
<section class="card" role="alert"><p>${refusalText(refused)}</p><p><a href="/schedules">Back to the schedules</a></p></section>`
}

function refusalText(refused: Refused): string {
  switch (refused.kind) {
    case 'away':
      return 'Temporal can’t be reached. Try again when it is back.'
    case 'under way':
      return 'It is already running.'
    case 'too early':
      return tooEarlyText(refused.report, refused.from)
    case 'under review':
      return underReviewText(refused.report)
  }
}
