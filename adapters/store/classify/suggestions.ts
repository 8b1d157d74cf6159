import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import type { SuggestionForTicket } from '../../../domain/classify/suggest/undecided.ts'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction } from '../sql/rows.ts'
import { describeTable } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'

const suggestionRow = z.object({
  connectionId: uuid,
  ticketId: text,
  category: z.enum(categories),
  probability: z.number(),
  words: z.array(text),
  suggestedAt: instant,
})

export const suggestionTable = describeTable('suggestions', suggestionRow, {
  key: ['connectionId', 'ticketId'],
  stamps: ['suggestedAt'],
})

const rowsPerStatement = 10_000

/** Stores these suggestions and no others: what is decided now, or says too little, loses its own. */
export function saveSuggestions(
  store: Store,
  suggestions: readonly SuggestionForTicket[],
  nowAt: Instant,
): Promise<void> {
  return inTransaction(store, async (client) => {
    const kept = suggestions.map(({ ticket }) => ticket)
    await client.query(
      `delete from suggestions where (connection_id, ticket_id) not in
         (select * from unnest($1::uuid[], $2::text[]))`,
      [kept.map(({ connectionId }) => connectionId), kept.map(({ ticketId }) => ticketId)],
    )
    for (let start = 0; start < suggestions.length; start += rowsPerStatement) {
      const rows = suggestions
        .slice(start, start + rowsPerStatement)
        .map(({ ticket: { connectionId, ticketId }, ...rest }) => ({
          connectionId,
          ticketId,
          ...rest,
          suggestedAt: nowAt,
        }))
      await upsertRows(client, suggestionTable, rows)
    }
  })
}
