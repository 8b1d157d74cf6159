import { z } from 'zod'
import { localDate, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'

/** An account in a half-open time. */
export interface AccountTime {
  readonly connectionId: string
  readonly accountId: string
  readonly fromAt: Instant
  readonly toAt: Instant
}

const actsRow = z.object({
  /** Place among the times asked for, from 0. */
  place: wholeNumber,
  /** Dates in UTC on which the account moved a ticket, commented or logged. */
  days: wholeNumber,
  firstOn: localDate,
  lastOn: localDate,
})

/** On how many dates accounts did something in times of theirs; of those in which they did nothing, no row. */
export function loadActsBetween(
  store: Store,
  times: readonly AccountTime[],
): Promise<readonly z.infer<typeof actsRow>[]> {
  return selectRows(
    store.pool,
    actsRow,
    `select place::int - 1 as place, count(distinct done_on)::int as days, min(done_on)::text as "firstOn", max(done_on)::text as "lastOn"
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])
         with ordinality as asked (connection_id, account_id, from_at, to_at, place),
       lateral (select (happened_at at time zone 'UTC')::date as done_on from ticket_events
         where connection_id = asked.connection_id and actor_id = asked.account_id
           and happened_at >= from_at and happened_at < to_at
           and (kind in ('comment', 'worklog') or kind = 'status' and from_value is not null)) acts
     group by place order by place`,
    [
      times.map(({ connectionId }) => connectionId),
      times.map(({ accountId }) => accountId),
      times.map(({ fromAt }) => timestampOf(fromAt)),
      times.map(({ toAt }) => timestampOf(toAt)),
    ],
  )
}
