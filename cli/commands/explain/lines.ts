import type { TicketEffort } from '../../../adapters/store/effort/ticket-effort.ts'
import type { Decision } from '../../../domain/classify/decision.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { type ExplainedDecision, trailOf } from '../../../queries/explain/decision.ts'
import { days } from '../../../queries/explain/where-counted.ts'
import { columns } from '../../output/columns.ts'
import { plainText } from '../../output/plain-text.ts'

/** All that is said of one ticket. */
export interface TicketExplanation {
  readonly ticket: Ticket
  readonly connectionName: string
  readonly decision: ExplainedDecision
  readonly history: readonly { readonly at: string; readonly kind: string; readonly words: string }[]
  readonly effort: readonly TicketEffort[]
  /** By team id. */
  readonly teamNames: ReadonlyMap<string, string>
  readonly counted: readonly string[]
}

/** For a person at a terminal. */
export function explanationLines(explanation: TicketExplanation): string[] {
  const { ticket, connectionName, decision, history, effort, teamNames, counted } = explanation
  const { now, stored } = decision
  return [
    `${ticket.key}  ${plainText(ticket.title)}`,
    `  ${ticket.url}`,
    `  ${factsOf(ticket, connectionName).map(plainText).join(', ')}`,
    '',
    `Category: ${categoryWords(now)}`,
    ...trailOf(now).map((line) => `  ${plainText(line)}`),
    `  ${plainText(now.reason)} (rules ${now.rulesVersion})`,
    ...storedLines(now, stored),
    '',
    'History (UTC)',
    ...columns(history.map(({ at, kind, words }) => [`  ${at}`, kind, plainText(words)])),
    '',
    'Effort in person-days',
    ...(effort.length === 0
      ? ['  none measured']
      : columns(
          effort.map(({ quarter, weekStart, teamId, milliDays }) => [
            `  ${quarter}`,
            `week of ${weekStart}`,
            teamNames.get(teamId) ?? teamId,
            days(milliDays),
          ]),
        )),
    '',
    'Counted',
    ...counted.map((line) => `  ${plainText(line)}`),
    '',
  ]
}

/** For a script. */
export function explanationJson(explanation: TicketExplanation) {
  const { ticket, connectionName, decision, history, effort, counted } = explanation
  return {
    key: ticket.key,
    connection: connectionName,
    ticketId: ticket.ticketId,
    title: ticket.title,
    url: ticket.url,
    type: ticket.typeName,
    status: ticket.statusName,
    statusCategory: ticket.statusCategory,
    removal: ticket.removal,
    decision: decisionJson(decision.now),
    lastReported: decision.stored && decisionJson(decision.stored),
    history,
    effort: effort.map(({ quarter, weekStart, teamId, milliDays }) => ({
      quarter,
      week: weekStart,
      team: teamId,
      personDays: milliDays / 1000,
    })),
    counted,
  }
}

function decisionJson({ ticket: _ticket, ...decision }: Decision) {
  return decision
}

function categoryWords({ category, workType }: Decision): string {
  if (category === null) return 'uncategorised'
  return workType === null ? category : `${category} (${workType})`
}

function storedLines(now: Decision, stored: Decision | null): string[] {
  if (stored === null) return ['  No report has used it yet: the next one does (plumbline report preview).']
  if (stored.category === now.category && stored.reason === now.reason) return []
  return [
    `  The last report had it as ${categoryWords(stored)}: ${plainText(stored.reason)} The next one follows the above.`,
  ]
}

function factsOf(ticket: Ticket, connectionName: string): string[] {
  const place = ticket.teamName ?? ticket.projectName
  return [
    ticket.typeName,
    `${ticket.statusName} (${ticket.statusCategory})`,
    `on "${connectionName}"`,
    ...(place === null ? [] : [`in ${place}`]),
    ...(ticket.priorityName === null ? [] : [`priority ${ticket.priorityName}`]),
    ...(ticket.labels.length === 0 ? [] : [`labels ${ticket.labels.join(' ')}`]),
    ...(ticket.components.length === 0 ? [] : [`components ${ticket.components.join(' ')}`]),
    ...(ticket.estimatePoints === null ? [] : [`${ticket.estimatePoints} points`]),
    ...(ticket.removal === null ? [] : [`no longer in the tracker (${ticket.removal})`]),
  ]
}
