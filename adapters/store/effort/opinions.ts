import { type SecondOpinion, type SecondOpinionRow, secondOpinions } from '../../../domain/effort/effort.ts'
import { compareTexts } from '../../../domain/text/text-order.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import type { StoredOpinions } from './tables.ts'

type Field = Exclude<keyof StoredOpinions, 'runId' | 'teamId' | 'connectionId' | 'ticketId'>

const fieldOf: Readonly<Record<SecondOpinion, Field>> = {
  tickets_closed: 'ticketsClosed',
  points_closed: 'pointsClosed',
  equal_split: 'equalSplit',
  time_in_progress: 'timeInProgress',
  worklogs: 'worklogs',
}

/** By the measures' names: sums of fractions depend on their order. */
const inOrder = secondOpinions.toSorted(compareTexts)

/** A run's second opinions in a row for each team and ticket. */
export function storedOpinionsOf(runId: string, opinions: readonly SecondOpinionRow[]): StoredOpinions[] {
  const byTeam = new Map<string, Map<string, StoredOpinions>>()
  const stored: StoredOpinions[] = []
  for (const { teamId, ticket, measure, amount } of opinions) {
    const byTicket = byTeam.get(teamId) ?? new Map<string, StoredOpinions>()
    byTeam.set(teamId, byTicket)
    const key = ticketRefKey(ticket)
    const row = byTicket.get(key) ?? emptyRow(runId, teamId, ticket)
    if (!byTicket.has(key)) stored.push(row)
    byTicket.set(key, row)
    row[fieldOf[measure]] = amount
  }
  return stored
}

/** The second opinions of one row. */
export function opinionsOf(row: StoredOpinions): SecondOpinionRow[] {
  const { teamId, connectionId, ticketId } = row
  return inOrder.flatMap((measure) => {
    const amount = row[fieldOf[measure]]
    return amount === null ? [] : [{ teamId, ticket: { connectionId, ticketId }, measure, amount }]
  })
}

function emptyRow(
  runId: string,
  teamId: string,
  { connectionId, ticketId }: SecondOpinionRow['ticket'],
): StoredOpinions {
  return {
    runId,
    teamId,
    connectionId,
    ticketId,
    ticketsClosed: null,
    pointsClosed: null,
    equalSplit: null,
    timeInProgress: null,
    worklogs: null,
  }
}
