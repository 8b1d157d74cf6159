import type { Decision } from '../../../domain/classify/decision.ts'
import type { Outcome } from '../../../domain/classify/outcome.ts'
import type { StatusMeaning } from '../../../domain/classify/status-rules.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import type { StatusCategory } from '../../../domain/ticket.ts'
import type { TicketExplanation } from '../../../queries/explain/explain.ts'
import { suggestionText } from '../../../wording/suggestion-text.ts'
import { columns } from '../../output/columns.ts'
import { aboveText, countedText, daysText, historyText, stepsText } from './parts.ts'

/** A ticket's explanation for a person at a terminal. */
export function explanationLines(explanation: TicketExplanation): string[] {
  const { ticket, decision, history, effort, teamNames } = explanation
  const { now, stored, suggestion } = decision
  return [
    `${plainText(ticket.key)}  ${plainText(ticket.title)}`,
    `  ${plainText(ticket.url)}`,
    `  ${factsOf(explanation).map(plainText).join(', ')}`,
    '',
    `Category: ${plainText(categoryText(now))}`,
    ...stepsText(now).map((line) => `  ${plainText(line)}`),
    `  ${plainText(now.reason)} (rules ${now.rulesVersion})`,
    ...(suggestion === null
      ? []
      : [`  ${plainText(suggestionText(suggestion))} Suggestions are never counted.`]),
    ...storedLines(now, stored),
    '',
    'Above it',
    ...aboveText(explanation).map((line) => `  ${plainText(line)}`),
    '',
    'History (UTC)',
    ...columns(history.map((entry) => [`  ${isoOf(entry.at)}`, entry.kind, plainText(historyText(entry))])),
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

function categoryText({ category, workType }: Decision): string {
  if (category === null) return 'uncategorised'
  return workType === null ? category : `${category} (${workType})`
}

function storedLines(now: Decision, stored: Decision | null): string[] {
  if (stored === null) return ['  No report has used it yet: the next one does (plumbline report preview).']
  if (stored.category === now.category && stored.reason === now.reason) return []
  return [
    `  The last report had it as ${plainText(categoryText(stored))}: ${plainText(stored.reason)} The next one uses the above.`,
  ]
}

function factsOf({ ticket, connectionName, meaning, outcome }: TicketExplanation): string[] {
  const place = ticket.teamName ?? ticket.projectName
  return [
    ticket.typeName,
    `${ticket.statusName} (${statusWords(ticket.statusCategory, meaning)})`,
    ...(outcome === null ? [] : [outcomeWords(outcome, ticket.resolutionName)]),
    `on "${connectionName}"`,
    ...(place === null ? [] : [`in ${place}`]),
    ...(ticket.priorityName === null ? [] : [`priority ${ticket.priorityName}`]),
    ...(ticket.labels.length === 0 ? [] : [`labels ${ticket.labels.join(' ')}`]),
    ...(ticket.components.length === 0 ? [] : [`components ${ticket.components.join(' ')}`]),
    ...(ticket.estimatePoints === null ? [] : [`${ticket.estimatePoints} points`]),
    ...(ticket.isContext ? ['read as context only'] : []),
    ...(ticket.removal === null ? [] : [`no longer in the tracker (${ticket.removal})`]),
  ]
}

/** The tracker's category, and what it counts as where that says more. */
function statusWords(category: StatusCategory, meaning: StatusMeaning | null): string {
  const said = category === 'canceled' ? 'dropped' : category === 'unknown' ? null : category
  return said === meaning ? category : `${category}, counts as ${meaning ?? 'unknown'}`
}

function outcomeWords(outcome: Outcome, resolutionName: string | null): string {
  return resolutionName === null ? outcome : `${outcome} (resolution ${resolutionName})`
}
