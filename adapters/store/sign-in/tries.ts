import { z } from 'zod'
import { wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, timestampOf } from '../sql/rows.ts'

const countRow = z.object({ tries: wholeNumber })

/**
 * Counts a try against each subject (an address, a client), and forgets those of the day before. Written before it is counted, so
 * that of many at once none is missed.
 * @returns for each subject, its tries since the instant, this one included
 */
export async function countTries(
  store: Store,
  subjects: readonly string[],
  { sinceAt, nowAt }: { readonly sinceAt: Instant; readonly nowAt: Instant },
): Promise<number[]> {
  await store.pool.query(`delete from sign_in_tries where tried_at < $1::timestamptz - interval '1 day'`, [
    timestampOf(nowAt),
  ])
  await store.pool.query(`insert into sign_in_tries (subject, tried_at) select unnest($1::text[]), $2`, [
    subjects,
    timestampOf(nowAt),
  ])
  return Promise.all(
    subjects.map(async (subject) => {
      const row = await selectRow(
        store.pool,
        countRow,
        `select count(*)::integer as tries from sign_in_tries where subject = $1 and tried_at >= $2`,
        [subject, timestampOf(sinceAt)],
      )
      return row?.tries ?? 0
    }),
  )
}
