import { expect, test } from 'vitest'
import { openStore } from '../../../../adapters/store/sql/client.ts'
import { createTestDatabase } from '../../../setup/database.ts'
import { startTransactionPooler } from '../../../setup/transaction-pooler.ts'

test.each([
  ['last used', 1],
  ['last used', 3],
  ['longest unused', 2],
  ['longest unused', 3],
] as const)(
  'a pooler that hands on the connection %s of %i after each transaction is refused',
  async (order, connections) => {
    const database = await createTestDatabase()
    {
      await using pooler = await startTransactionPooler(database.url, order, connections)
      await expect(openStore({ databaseUrl: pooler.url })).rejects.toThrow(
        /hands connections on after each transaction.*a pooler in session mode \(PgBouncer: pool_mode = session/,
      )
    }
    await database.drop()
  },
)
