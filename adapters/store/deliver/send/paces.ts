import { z } from 'zod'
import { type MailPacing, type Pace, paceOf, type RelayPaces } from '../../../../domain/deliver/turns.ts'
import { instant, text } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import { selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import type { Queryable } from '../../sql/session.ts'
import { describeTable, selectFrom } from '../../sql/table.ts'

const mailPaceRow = z.object({
  relay: text,
  /** Of the recipients; empty for all mails through the relay. */
  domain: text,
  nextTurnAt: instant,
})

/** When the next mail may leave through a relay, and to a domain: shared by the processes that send. */
export const mailPaceTable = describeTable('mail_paces', mailPaceRow, { key: ['relay', 'domain'] })

/** Which relay, and how fast. */
interface PaceOfRelay {
  readonly pacing: MailPacing
  readonly nowAt: Instant
}

/** Reads a relay's pace, and lets no other process take turns until the transaction ends. */
export async function lockPace(client: Queryable, { pacing, nowAt }: PaceOfRelay): Promise<Pace> {
  const row = await selectRow(
    client,
    z.object({ nextTurnAt: instant }),
    `insert into mail_paces (relay, domain, next_turn_at) values ($1, '', $2)
     on conflict (relay, domain) do update set next_turn_at = mail_paces.next_turn_at
     returning next_turn_at as "nextTurnAt"`,
    [pacing.relay, timestampOf(nowAt)],
  )
  return paceOf(pacing.ratePerMinute, row?.nextTurnAt ?? null, nowAt)
}

/** The paces of these domains, where they have one of their own. To be read while the relay's is locked. */
export async function loadDomainPaces(
  client: Queryable,
  { pacing: { relay, ratePerDomain }, nowAt }: PaceOfRelay,
  domains: readonly string[],
): Promise<ReadonlyMap<string, Pace>> {
  if (ratePerDomain === null) return new Map()
  const rows = await selectRows(
    client,
    mailPaceTable.row,
    `${selectFrom(mailPaceTable)} where relay = $1 and domain = any($2) and domain <> ''`,
    [relay, domains],
  )
  const nextTurns = new Map(rows.map(({ domain, nextTurnAt }) => [domain, nextTurnAt]))
  return new Map(
    domains.map((domain) => [domain, paceOf(ratePerDomain, nextTurns.get(domain) ?? null, nowAt)]),
  )
}

/** Keeps what comes after the turns that were taken. Instants are kept in whole milliseconds: no turn comes sooner by that. */
export async function savePaces(
  client: Queryable,
  relay: string,
  { relay: pace, domains }: RelayPaces,
): Promise<void> {
  const paces = [['', pace] as const, ...domains]
  await client.query(
    `insert into mail_paces (relay, domain, next_turn_at)
     select $1, domain, next_turn_at from unnest($2::text[], $3::timestamptz[]) as pace(domain, next_turn_at)
     on conflict (relay, domain) do update set next_turn_at = excluded.next_turn_at`,
    [
      relay,
      paces.map(([domain]) => domain),
      paces.map(([, { nextTurnAt }]) => timestampOf(Math.ceil(nextTurnAt))),
    ],
  )
}
