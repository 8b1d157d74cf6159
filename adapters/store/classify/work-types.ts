import { z } from 'zod'
import type { WorkType } from '../../../domain/category.ts'
import { text, uuid } from '../../../domain/fields.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { streamRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { decisionTable } from './decisions.ts'

const typedTicket = z.object({ connectionId: uuid, ticketId: text, workType: text })

/** The work types that decisions gave, by `ticketRefKey`; a ticket without one isn't there. */
export async function loadWorkTypes(store: Store): Promise<Map<string, WorkType>> {
  const words = new Map<string, string>()
  const workTypes = new Map<string, WorkType>()
  const sql = `select ${selectList(typedTicket)} from ${decisionTable.name} where work_type is not null`
  for await (const row of streamRows(store, typedTicket, sql)) {
    const workType = words.get(row.workType) ?? row.workType
    words.set(workType, workType)
    workTypes.set(ticketRefKey(row), workType)
  }
  return workTypes
}
