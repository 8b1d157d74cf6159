import type { Decision } from '../../../domain/classify/decision.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { TicketExplanation } from '../../../queries/explain/explain.ts'
import { countedText, historyText } from '../../../wording/tickets/explain-text.ts'

/** A ticket's explanation as `--json` shows it. */
export function explanationJson(explanation: TicketExplanation) {
  const { ticket, connectionName, meaning, outcome, decision, above, history, effort } = explanation
  return {
    key: ticket.key,
    connection: connectionName,
    ticketId: ticket.ticketId,
    title: ticket.title,
    url: ticket.url,
    type: ticket.typeName,
    status: ticket.statusName,
    statusCategory: ticket.statusCategory,
    statusMeans: meaning,
    resolution: ticket.resolutionName,
    outcome,
    removal: ticket.removal,
    isContext: ticket.isContext,
    parent: above.parent,
    above: above.ancestors,
    missingParent: above.missing && {
      key: above.missing.key,
      state: above.missing.state,
      triedAt: above.missing.triedAt === null ? null : isoOf(above.missing.triedAt),
    },
    decision: decisionJson(decision.now),
    suggestion: decision.suggestion,
    lastReported: decision.stored && decisionJson(decision.stored),
    history: history.map((entry) => ({
      at: isoOf(entry.at),
      kind: entry.kind,
      words: historyText(entry),
    })),
    effort: effort.map(({ quarter, weekStart, teamId, milliDays }) => ({
      quarter,
      week: weekStart,
      team: teamId,
      personDays: milliDays / 1000,
    })),
    counted: countedText(explanation),
  }
}

function decisionJson({ ticket: _ticket, ...decision }: Decision) {
  return decision
}
