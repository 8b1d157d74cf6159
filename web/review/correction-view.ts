import { reviewPath } from '../../domain/page-paths.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { dayFigure, percent } from '../../domain/report/words/figures.ts'
import type { Correction } from '../../queries/review/correction.ts'
import type { TeamReview } from '../../queries/review/team-page.ts'
import { counted } from '../../wording/counted.ts'
import { toldCategories } from '../../wording/report/review-text.ts'
import { ticketDays } from '../../wording/ticket-days.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside } from '../page/html.ts'
import { outsideLink, table } from '../page/parts.ts'
import { figuresField } from './figures-field.ts'

interface Form {
  readonly formToken: string
  /** The connection that was named; null where the key alone names the ticket. */
  readonly tracker: string | null
  /** Why it was not corrected; null where it was only looked at. */
  readonly problem: string | null
}

/** What a correction would change in a team's figures, before it is saved. */
export function correctionView({ shown, team }: TeamReview, correction: Correction, form: Form): Html {
  const { ticket, bucket, category, tickets, milliDays, isOfOthersToo, effect } = correction
  const path = reviewPath(shown.review.quarter, team.teamId)
  const below = tickets > 1 ? html`, with ${counted(tickets - 1, 'ticket')} below it` : null
  return html`<header><p class="small no-print"><a href="${path}">${outside(team.name)}</a></p>
<h1>${outside(ticket.key)}: what it would change</h1>
<p>${outsideLink(ticket.title, ticket.url)}</p></header>
${problemSummary('Nothing was changed', form.problem === null ? [] : [{ field: null, words: form.problem }])}
${
  effect === null
    ? html`<section class="card"><p>It already counts as ${bucketLabels[category]}${below}: there is nothing to correct.</p></section>`
    : html`<section class="card"><p>It counts as ${bucketLabels[bucket]} now. As ${bucketLabels[category]}, ${ticketDays(milliDays)} person-days of ${outside(team.name)} would move${below}.</p>
<p>Reliability budget: ${dayFigure(effect.reliability.afterMilliDays)} of ${dayFigure(effect.reliability.budgetMilliDays)} days spent, instead of ${dayFigure(effect.reliability.beforeMilliDays)}.</p>
${isOfOthersToo ? html`<p class="quiet">It counts so for other teams that worked on it too.</p>` : null}</section>
${table(
  'Shares of sorted work, before and after',
  [
    { head: 'Work' },
    { head: 'Planned', isFigure: true },
    { head: 'Now', isFigure: true },
    { head: 'Corrected', isFigure: true },
  ],
  toldCategories(effect).map(({ category: each, plannedShare, before, after }) => [
    html`${bucketLabels[each]}`,
    html`${percent(plannedShare)}`,
    html`${percent(before.share)}<br>${dayText(before.milliDays)}`,
    html`<strong>${percent(after.share)}<br>${dayText(after.milliDays)}</strong>`,
  ]),
  { stacks: true },
)}
<section class="card no-print">${formStart(path, form.formToken)}<input type="hidden" name="answer" value="corrected"><input type="hidden" name="ticket" value="${ticket.key}"><input type="hidden" name="from" value="${bucket}"><input type="hidden" name="category" value="${category}">${figuresField(shown)}${form.tracker === null ? null : html`<input type="hidden" name="tracker" value="${form.tracker}">`}
<p class="hint">This is decided in your name, for every report from now on. The figures are rebuilt when the review closes.</p>
<div class="actions"><button>Correct it</button> <a class="button plain" href="${path}">Leave it as it is</a></div></form></section>`
}`
}

/** To the whole day, as in the table of the report. */
function dayText(milliDays: number): string {
  return `${dayFigure(milliDays)} ${Math.round(milliDays / 1000) === 1 ? 'day' : 'days'}`
}
