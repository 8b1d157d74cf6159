import type { z } from 'zod'
import { selectRow } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { connectionTable } from './connections.ts'

/** A connection's row, which nobody else changes until the transaction ends; null where it is gone. */
export function lockConnection(
  on: Queryable,
  connectionId: string,
): Promise<z.infer<typeof connectionTable.row> | null> {
  const sql = `${selectFrom(connectionTable)} where connection_id = $1 for update`
  return selectRow(on, connectionTable.row, sql, [connectionId])
}
