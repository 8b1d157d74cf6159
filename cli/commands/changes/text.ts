import type { Instant } from '../../../domain/instant.ts'
import type { ChangedScope, ChangedTicket } from '../../../domain/reconcile/dataset/change.ts'
import { bucketLabels } from '../../../domain/report/words/categories.ts'
import { longQuarter } from '../../../domain/report/words/dates.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { MailedQuarter } from '../../../queries/changes/changes.ts'
import { causesUnknown, changedFigures, changedPlacesText } from '../../../wording/report/change-text.ts'
import { timeOf, writtenIn } from '../../../wording/times.ts'
import { columns } from '../../output/columns.ts'

/** What changed of one quarter: a table for each scope, with the causes below each category. */
export function changeLines({ quarter, asOfAt, change }: MailedQuarter, timeZone: string): string[] {
  const when = (at: Instant) => writtenIn(timeZone, timeOf(at))
  if (change === null) {
    return [`${longQuarter(quarter)}: nothing to tell has changed (figures as of ${when(asOfAt)}).`]
  }
  return [
    `${longQuarter(quarter)}, since it was mailed on ${when(change.mailedAt)} (figures as of ${when(asOfAt)}):`,
    ...(change.isExplained ? [] : [causesUnknown]),
    ...change.scopes.flatMap(scopeLines),
    '',
  ]
}

function scopeLines({ name, categories, tickets, overriddenBy }: ChangedScope): string[] {
  return [
    '',
    ...columns([
      [plainText(name), 'days mailed', 'days now', 'days', 'points'],
      ...categories.flatMap((changed) => {
        const { mailed, now, days, points, parts } = changedFigures(changed)
        return [
          [bucketLabels[changed.category], mailed, now, days, points],
          ...parts.map((part) => [`  ${part.cause}`, '', '', part.days, part.points]),
        ]
      }),
    ]),
    ...(overriddenBy.length === 0 ? [] : [`Overrides by ${overriddenBy.map(plainText).join(', ')}.`]),
    ...tickets.map(ticketLine),
  ]
}

function ticketLine(ticket: ChangedTicket): string {
  return `${plainText(ticket.key)} ${plainText(ticket.title)}: ${changedPlacesText(ticket)}`
}
