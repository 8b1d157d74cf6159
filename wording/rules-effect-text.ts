import { longQuarter } from '../domain/report/words/dates.ts'
import type { RulesPreview } from '../queries/rules/preview-rules.ts'
import { counted } from './counted.ts'
import { type TimedText, timed, timeOf } from './times.ts'

/** How many tickets and person-days other rules move. */
export function movesSentence({ tickets, days }: RulesPreview): TimedText {
  if (tickets.moved === 0) return [`None of ${counted(tickets.total, 'ticket')} changes its category.`]
  const sum = `${tickets.moved} of ${counted(tickets.total, 'ticket')}`
  if (days === null)
    return [`${sum} would change their category; nothing was measured yet, so their days are not known.`]
  const { quarter, asOfAt, company } = days
  const measured = timed`of ${longQuarter(quarter)} (measured up to ${timeOf(asOfAt)})`
  const moved =
    company === null ? '' : timed`, and with them ${personDays(company.movedMilliDays)} ${measured}`
  return timed`${sum} change their category${moved}.`
}

/** "12.5 person-days". */
export function personDays(milliDays: number): string {
  return `${daysFigure(milliDays)} person-days`
}

/** "12.5". */
export function daysFigure(milliDays: number): string {
  return (milliDays / 1000).toFixed(1)
}
