import { plainText } from '../../../domain/text/plain-text.ts'
import type { TicketExplanation } from '../../../queries/explain/explain.ts'
import {
  aboveText,
  countedText,
  daysText,
  historyKindText,
  historyText,
  lastReportedText,
  reasonText,
  stepsText,
} from '../../../wording/tickets/explain-text.ts'
import { categoryText, factsText } from '../../../wording/tickets/facts-text.ts'
import { suggestionText } from '../../../wording/tickets/suggestion-text.ts'
import { minuteIn, textIn } from '../../../wording/times.ts'
import { columns } from '../../output/columns.ts'

/** A ticket's explanation for a person at a terminal. */
export function explanationLines(explanation: TicketExplanation, timeZone: string): string[] {
  const { ticket, decision, history, effort, teamNames } = explanation
  const { now, stored, suggestion } = decision
  return [
    `${plainText(ticket.key)}  ${plainText(ticket.title)}`,
    `  ${plainText(ticket.url)}`,
    `  ${factsText(explanation)
      .map((fact) => plainText(textIn(timeZone, fact)))
      .join(', ')}`,
    '',
    `Category: ${plainText(categoryText(now))}`,
    ...stepsText(now).map((line, index) => `  ${index + 1}. ${plainText(line)}`),
    `  ${plainText(reasonText(now.reason))} (rules ${now.rulesVersion})`,
    ...(suggestion === null
      ? []
      : [`  ${plainText(suggestionText(suggestion))} Suggestions are never counted.`]),
    ...lastReportedText(now, stored).map((line) => `  ${plainText(line)}`),
    '',
    'Above it',
    ...aboveText(explanation).map((line) => `  ${plainText(textIn(timeZone, line))}`),
    '',
    `History (times in ${timeZone})`,
    ...columns(
      history.map((entry) => [
        `  ${minuteIn(timeZone, entry.at)}`,
        historyKindText(entry),
        plainText(historyText(entry)),
      ]),
    ),
    '',
    'Effort in person-days',
    ...(effort.length === 0
      ? ['  none measured']
      : columns(
          effort.map(({ quarter, weekStart, teamId, milliDays }) => [
            `  ${quarter}`,
            `week of ${weekStart}`,
            plainText(teamNames.get(teamId) ?? teamId),
            daysText(milliDays),
          ]),
        )),
    '',
    'Counted',
    ...countedText(explanation).map((line) => `  ${plainText(line)}`),
    '',
  ]
}
