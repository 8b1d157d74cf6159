import { z } from 'zod'
import type { DeliveryState } from '../../../../domain/deliver/delivery.ts'
import { deliveryStates } from '../../../../domain/deliver/delivery.ts'
import { noticeKinds } from '../../../../domain/deliver/readers/notice.ts'
import {
  type Settlement,
  type SettlementDecision,
  settlementOf,
} from '../../../../domain/deliver/settlement.ts'
import { instant, text, wholeNumber } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { AuditAction } from '../../../../domain/sign-in/audit-action.ts'
import { emailKey } from '../../../../domain/text/email.ts'
import { addAuditEntry } from '../../sign-in/audit.ts'
import type { Store } from '../../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeText } from '../../sql/sanitize-text.ts'
import type { Queryable } from '../../sql/session.ts'
import { selectFrom } from '../../sql/table.ts'
import { type DeliverySettlement, settlementTable } from '../tables.ts'
import { kindOfMail, whyKeptFrom } from './suppressed-addresses.ts'

const actionOf: Readonly<Record<SettlementDecision, AuditAction>> = {
  arrived: 'settle mail: arrived',
  'send again': 'settle mail: send again',
  suppress: 'settle mail: suppress',
}

export interface SettlementToMake {
  readonly deliveryId: string
  readonly decision: SettlementDecision
  /** The evidence, or the reason. */
  readonly because: string
  /** Where the mail is to go instead, as `parseEmail` gives it; null leaves the address as it is. */
  readonly mendedEmail: string | null
  readonly actor: string
  readonly nowAt: Instant
}

export type SettlementMade =
  | {
      readonly kind: 'settled'
      readonly before: DeliveryState
      readonly after: DeliveryState
      readonly email: string
    }
  | Exclude<Settlement, { readonly kind: 'allowed' }>
  | { readonly kind: 'unknown' }
  /** Another mail of the same edition or notice goes, or was to go, to the mended address. */
  | { readonly kind: 'address taken'; readonly email: string }
  /** Its reader complained, or stopped mails of this kind. */
  | { readonly kind: 'address suppressed'; readonly email: string; readonly because: string }

/** Settles one mail and writes it down, in one transaction that holds the delivery's row: nothing else moves it meanwhile. */
export function makeSettlement(store: Store, settlement: SettlementToMake): Promise<SettlementMade> {
  const { deliveryId, decision, mendedEmail, nowAt } = settlement
  return inTransaction(store, async (client) => {
    if (mendedEmail !== null) await lockMailOf(client, deliveryId)
    const found = await lockStanding(client, deliveryId)
    // Nobody keeps what a link's mail says: it can't be sent again, and another link can be asked for.
    if (found === null || found.isSignInLink) return { kind: 'unknown' }
    const allowed = settlementOf(found, decision, nowAt)
    const email = mendedEmail ?? found.recipientEmail
    if (allowed.kind === 'not possible')
      return (await madeBefore(client, settlement, { ...found, email })) ?? allowed
    if (allowed.kind !== 'allowed') return allowed
    if (email !== found.recipientEmail && (await isTaken(client, deliveryId, email)))
      return { kind: 'address taken', email }
    const mailKind = kindOfMail(found.noticeKind)
    const kept =
      allowed.state === 'queued' && mailKind !== null ? await whyKeptFrom(client, email, mailKind) : null
    if (kept !== null) return { kind: 'address suppressed', email, because: kept }
    await move(client, settlement, { ...found, email, after: allowed.state })
    return { kind: 'settled', before: found.state, after: allowed.state, email }
  })
}

/** The same decision by the same person in the same words, where the mail still stands as it left it: a second press of a button. */
async function madeBefore(
  client: Queryable,
  { deliveryId, decision, because, actor }: SettlementToMake,
  { state, email }: FoundStanding & { readonly email: string },
): Promise<SettlementMade | null> {
  const last = await selectRow(
    client,
    settlementTable.row,
    `${selectFrom(settlementTable)} where delivery_id = $1 order by settled_at desc, attempts_before desc limit 1`,
    [deliveryId],
  )
  const isSame =
    last?.decision === decision &&
    last.settledBy === sanitizeText(actor).value &&
    last.because === sanitizeText(because).value &&
    last.emailAfter === email &&
    last.stateAfter === state
  return isSame ? { kind: 'settled', before: last.stateBefore, after: state, email } : null
}

/** What persons decided about these deliveries, each one's first to last. */
export function loadSettlements(store: Store, deliveryIds: readonly string[]): Promise<DeliverySettlement[]> {
  return selectRows(
    store.pool,
    settlementTable.row,
    `${selectFrom(settlementTable)} where delivery_id = any($1)
     order by delivery_id, settled_at, attempts_before, settlement_id`,
    [deliveryIds],
  )
}

/** Before the delivery itself, as `queueDeliveries` does it: nobody queues the address to which one is being mended. */
async function lockMailOf(client: Queryable, deliveryId: string): Promise<void> {
  for (const [table, id] of [
    ['editions', 'edition_id'],
    ['notices', 'notice_id'],
  ])
    await client.query(
      `select from ${table} where ${id} = (select ${id} from deliveries where delivery_id = $1) for update`,
      [deliveryId],
    )
}

const standingRow = z.object({
  state: z.enum(deliveryStates),
  recipientEmail: text,
  earlierEmails: z.array(text),
  attempts: wholeNumber,
  lastClaimedAt: instant.nullable(),
  isSignInLink: z.boolean(),
  /** Null of an edition. */
  noticeKind: z.enum(noticeKinds).nullable(),
})

export type FoundStanding = z.infer<typeof standingRow>

/** Where a mail stands, and when its last attempt was claimed; null for an unknown one. It stays so until the transaction ends. */
export async function lockStanding(client: Queryable, deliveryId: string): Promise<FoundStanding | null> {
  // Puts a sender and who calls this one after the other: the statements after it see what the sender wrote.
  await client.query('select from deliveries where delivery_id = $1 for update', [deliveryId])
  return await selectRow(
    client,
    standingRow,
    `select d.state, d.recipient_email as "recipientEmail", d.attempts, a.claimed_at as "lastClaimedAt",
       d.sign_in_link_hash is not null as "isSignInLink",
       (select kind from notices n where n.notice_id = d.notice_id) as "noticeKind",
       array(select email_before from delivery_settlements s
         where s.delivery_id = d.delivery_id and s.email_before <> d.recipient_email) as "earlierEmails"
     from deliveries d left join delivery_attempts a
       on a.delivery_id = d.delivery_id and a.attempt_number = d.attempts
     where d.delivery_id = $1`,
    [deliveryId],
  )
}

const addressRow = z.object({ recipientEmail: text, plannedEmail: text })

/** Whether another mail of the edition or notice has the address, in any spelling, or had it before it was mended. */
async function isTaken(client: Queryable, deliveryId: string, email: string): Promise<boolean> {
  const others = await selectRows(
    client,
    addressRow,
    `select other.recipient_email as "recipientEmail", other.planned_email as "plannedEmail"
     from deliveries mended join deliveries other
       on other.edition_id = mended.edition_id or other.notice_id = mended.notice_id
     where mended.delivery_id = $1 and other.delivery_id <> $1`,
    [deliveryId],
  )
  const key = emailKey(email)
  return others.some((each) => [each.recipientEmail, each.plannedEmail].map(emailKey).includes(key))
}

/** Moves the row, and keeps who did it and why. A mail that arrived was sent when its last attempt was claimed. */
async function move(
  client: Queryable,
  { deliveryId, decision, because: given, actor, nowAt }: SettlementToMake,
  {
    state,
    recipientEmail,
    attempts,
    lastClaimedAt,
    email,
    after,
  }: FoundStanding & { readonly email: string; readonly after: DeliveryState },
): Promise<void> {
  const because = sanitizeText(given).value
  await client.query(
    `update deliveries set state = $2, recipient_email = $3, not_before_at = null, lease_until_at = null,
       sent_at = case when $2 = 'sent' then $4::timestamptz when $2 = 'queued' then null else sent_at end,
       last_reply = case when $2 = 'suppressed' then $5 else last_reply end
     where delivery_id = $1`,
    [deliveryId, after, email, timestampOf(lastClaimedAt), because],
  )
  await client.query(
    `insert into delivery_settlements (delivery_id, settled_at, settled_by, decision, because, state_before,
       state_after, email_before, email_after, attempts_before) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      deliveryId,
      timestampOf(nowAt),
      sanitizeText(actor).value,
      decision,
      because,
      state,
      after,
      recipientEmail,
      email,
      attempts,
    ],
  )
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor,
    action: actionOf[decision],
    subject: `mail ${deliveryId} to ${recipientEmail}`,
    before: state,
    after: email === recipientEmail ? `${after}: ${because}` : `${after}, to ${email}: ${because}`,
  })
}
