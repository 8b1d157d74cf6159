import type { Decision } from '../../domain/classify/decision.ts'
import type { Outcome } from '../../domain/classify/outcome.ts'
import type { StatusMeaning } from '../../domain/classify/status-rules.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Removal, StatusCategory } from '../../domain/ticket.ts'
import type { TicketExplanation } from '../../queries/explain/explain.ts'
import { dayOf, type TimedText, timed } from '../times.ts'
import { meaningText, trackerText } from './status-text.ts'

/** A decision's category, with its work type where it has one. */
export function categoryText({ category, workType }: Decision): string {
  if (category === null) return 'uncategorised'
  return workType === null ? category : `${category} (${workType})`
}

/** What a ticket is: type, status, where it is and what it is marked with. Its tracker's own words are not made tidy. */
export function factsText({ ticket, connectionName, meaning, outcome }: TicketExplanation): TimedText[] {
  const place = ticket.teamName ?? ticket.projectName
  const facts = [
    ticket.typeName,
    `${ticket.statusName} (${statusWords(ticket.statusCategory, meaning)})`,
    ...(outcome === null ? [] : [outcomeWords(outcome, ticket.resolutionName)]),
    `on “${connectionName}”`,
    ...(place === null ? [] : [`in ${place}`]),
    ...(ticket.priorityName === null ? [] : [`priority ${ticket.priorityName}`]),
    ...(ticket.labels.length === 0 ? [] : [`labels ${ticket.labels.join(' ')}`]),
    ...(ticket.components.length === 0 ? [] : [`components ${ticket.components.join(' ')}`]),
    ...(ticket.estimatePoints === null ? [] : [`${ticket.estimatePoints} points`]),
    ...(ticket.isContext ? ['read as context only'] : []),
  ].map((fact) => [fact])
  return ticket.removal === null ? facts : [...facts, removalWords(ticket.removal, ticket.removedAt)]
}

function removalWords(removal: Removal, removedAt: Instant | null): TimedText {
  const when = removedAt === null ? [] : timed` (noticed on ${dayOf(removedAt)})`
  switch (removal) {
    case 'deleted':
      return timed`deleted from the tracker${when}`
    case 'trashed':
      return timed`in the tracker’s trash${when}`
    case 'moved':
      return timed`moved to a project or team that isn’t read${when}`
    case 'access_lost':
      return timed`no longer shown to the account${when}`
  }
}

/** The tracker's category, and what it counts as where that says more. */
function statusWords(category: StatusCategory, meaning: StatusMeaning | null): string {
  const said = category === 'canceled' ? 'dropped' : category === 'unknown' ? null : category
  const words = trackerText({ category })
  return said === meaning ? words : `${words}, counts as ${meaningText(meaning)}`
}

function outcomeWords(outcome: Outcome, resolutionName: string | null): string {
  return resolutionName === null ? outcome : `${outcome} (resolution ${resolutionName})`
}
