import { isAbsent } from '../../domain/reconcile/verdicts/absent.ts'
import { leftOutInWords } from '../../domain/report/sections/trust/left-out.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { listOf, outside, type Sentence, say } from '../../domain/report/words/sentence.ts'
import { tenths } from '../../domain/text/numbers.ts'
import type { MeasuredEffect, RulesPreview } from '../../queries/rules/preview-rules.ts'
import { counted } from '../counted.ts'
import { type TimedText, timed, timeOf } from '../times.ts'

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

/** "No days of Ops and Web are counted here: they have no figures of their own.", and which teams aren't there. */
export function leftOutOfEffect({
  leftOut,
  minimumGroupPeople,
}: Pick<MeasuredEffect, 'leftOut' | 'minimumGroupPeople'>): Sentence[] {
  const hidden = leftOut.filter((team) => !isAbsent(team))
  const names = listOf(hidden.map(({ name }) => say`${outside(name)}`))
  return [
    ...(hidden.length === 0
      ? []
      : [
          say`No days of ${names} are counted here: ${hidden.length === 1 ? 'it has no figures of its' : 'they have no figures of their'} own.`,
        ]),
    ...leftOut.filter(isAbsent).map((team) => leftOutInWords(team.because, [team], minimumGroupPeople)),
  ]
}

/** "12.5 person-days". */
export function personDays(milliDays: number): string {
  return `${tenths(milliDays)} person-days`
}
