import { z } from 'zod'
import type { WorkType } from '../../../domain/category.ts'
import { text, uuid } from '../../../domain/fields.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { streamRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { decisionTable } from './decisions.ts'

const typedTicket = z.object({ connectionId: uuid, ticketId: text, workType: text })

/** Tells the work types that decisions gave. Asked for every ticket: no key is made for it. */
export async function loadWorkTypes(store: Store): Promise<(ticket: TicketRef) => WorkType | null> {
  const words = new Map<string, string>()
  const byConnection = new Map<string, Map<string, WorkType>>()
  const sql = `select ${selectList(typedTicket)} from ${decisionTable.name} where work_type is not null`
  for await (const { connectionId, ticketId, workType: stored } of streamRows(store, typedTicket, sql)) {
    const workType = words.get(stored) ?? stored
    words.set(workType, workType)
    const ofConnection = byConnection.get(connectionId) ?? new Map<string, WorkType>()
    byConnection.set(connectionId, ofConnection.set(ticketId, workType))
  }
  return ({ connectionId, ticketId }) => byConnection.get(connectionId)?.get(ticketId) ?? null
}
