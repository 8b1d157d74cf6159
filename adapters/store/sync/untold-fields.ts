import type { z } from 'zod'
import type { TicketReference, UntoldFields } from '../../../domain/sync/incomplete.ts'
import { type Ticket, ticketSchema } from '../../../domain/ticket.ts'
import { selectRows } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectList } from '../sql/table.ts'

const storedReferences = ticketSchema.pick({
  ticketId: true,
  assigneeId: true,
  creatorId: true,
  parentId: true,
  parentKey: true,
  projectId: true,
  projectKey: true,
  projectName: true,
})

type StoredReferences = z.infer<typeof storedReferences>

/**
 * Fills in what is stored of the fields that a page doesn't tell of its tickets. Before they are written, so that a ticket that is
 * otherwise as it was isn't changed: a closed quarter would be measured anew.
 * @returns the same list where the page tells every field
 */
export async function fillUntold(
  on: Queryable,
  connectionId: string,
  tickets: readonly Ticket[],
  untold: readonly UntoldFields[],
): Promise<readonly Ticket[]> {
  if (untold.length === 0) return tickets
  const stored = await selectRows(
    on,
    storedReferences,
    `select ${selectList(storedReferences)} from tickets where connection_id = $1 and ticket_id = any($2)`,
    [connectionId, untold.map(({ ticketId }) => ticketId)],
  )
  const storedById = new Map(stored.map((row) => [row.ticketId, row]))
  const fieldsById = new Map(untold.map(({ ticketId, fields }) => [ticketId, fields]))
  return tickets.map((ticket) => {
    const row = storedById.get(ticket.ticketId)
    const fields = fieldsById.get(ticket.ticketId) ?? []
    return row === undefined
      ? ticket
      : fields.reduce((filled, field) => withStored(filled, field, row), ticket)
  })
}

function withStored(ticket: Ticket, field: TicketReference, stored: StoredReferences): Ticket {
  switch (field) {
    case 'assignee':
      return { ...ticket, assigneeId: stored.assigneeId }
    case 'creator':
      return { ...ticket, creatorId: stored.creatorId }
    case 'parent':
      return { ...ticket, parentId: stored.parentId, parentKey: stored.parentKey }
    case 'project': {
      const { projectId, projectKey, projectName } = stored
      return { ...ticket, projectId, projectKey, projectName }
    }
  }
}
