import {
  countDeliveries,
  type DeliveryFilter,
  type DeliveryPart,
  type ListedDelivery,
  listDeliveries,
  listDeliveryKinds,
  listDeliveryPart,
  listDeliveryQuarters,
} from '../../adapters/store/deliver/deliveries.ts'
import { loadReturns, type ReturnedMail } from '../../adapters/store/deliver/returned/returned-mails.ts'
import { loadSettlements } from '../../adapters/store/deliver/returned/settlements.ts'
import { loadAttempts } from '../../adapters/store/deliver/send/attempts.ts'
import { type ListedSignInMail, listSignInMails } from '../../adapters/store/deliver/send/sign-in-mails.ts'
import type { DeliveryAttempt, DeliverySettlement } from '../../adapters/store/deliver/tables.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { ListedKind } from '../../domain/deliver/readers/listed-kind.ts'
import { isSettled } from '../../domain/deliver/states.ts'
import { uuid } from '../../domain/fields.ts'
import { dayMs, type Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** How far back mails with links to sign in are listed. */
const signInMailsForMs = 7 * dayMs

/** The mails with links to sign in that were asked for in the last week, all or those that didn't simply go out, the latest first. */
export function signInMailsOfWeek(
  store: Store,
  nowAt: Instant,
  which: 'all' | 'unsent',
): Promise<ListedSignInMail[]> {
  return listSignInMails(store, nowAt - signInMailsForMs, which)
}

export interface DeliveryWithHistory {
  readonly delivery: ListedDelivery
  /** Every attempt, oldest first. */
  readonly attempts: readonly DeliveryAttempt[]
  /** What persons decided about it, oldest first. */
  readonly settlements: readonly DeliverySettlement[]
  /** The bounces and complaints that were read about it, oldest first. */
  readonly returns: readonly ReturnedMail[]
}

export interface Deliveries {
  readonly byState: Readonly<Record<DeliveryState, number>>
  readonly deliveries: readonly DeliveryWithHistory[]
}

/** Deliveries with their attempts, and counts by state. */
export async function deliveries(store: Store, filter: DeliveryFilter): Promise<Deliveries> {
  const listed = await listDeliveries(store, filter)
  return {
    byState: await countDeliveries(store, filter),
    deliveries: await withHistories(store, listed),
  }
}

/** A part of the list by state, with the counts of all. */
export interface DeliveriesPage extends Deliveries {
  /** The quarters of which there are mails, newest first. */
  readonly quarters: readonly QuarterId[]
  /** The kinds of which there are mails, whatever is shown. */
  readonly kinds: readonly ListedKind[]
}

/** Deliveries of one part of the list, what needs a person first; counted by state whatever state is shown. */
export async function deliveriesPage(
  store: Store,
  { state, ...filter }: DeliveryFilter,
  part: DeliveryPart,
): Promise<DeliveriesPage> {
  const shown = { ...filter, ...(state === undefined ? {} : { state }) }
  const [found, byState, quarters, kinds] = await Promise.all([
    listDeliveryPart(store, shown, part),
    countDeliveries(store, filter),
    listDeliveryQuarters(store),
    listDeliveryKinds(store),
  ])
  return {
    byState,
    quarters,
    kinds,
    deliveries: await withHistories(store, found),
  }
}

/** One mail; null where there is none of this id. */
export async function deliveryOf(store: Store, deliveryId: string): Promise<DeliveryWithHistory | null> {
  if (!uuid.safeParse(deliveryId).success) return null
  const [found] = await withHistories(store, await listDeliveries(store, { deliveryId }))
  return found ?? null
}

async function withHistories(
  store: Store,
  listed: readonly ListedDelivery[],
): Promise<DeliveryWithHistory[]> {
  const deliveryIds = listed.map(({ deliveryId }) => deliveryId)
  const [attempts, settlements, returns] = await Promise.all([
    loadAttempts(store, deliveryIds),
    loadSettlements(store, deliveryIds),
    loadReturns(store, deliveryIds),
  ])
  const attemptsOf = Map.groupBy(attempts, ({ deliveryId }) => deliveryId)
  const settlementsOf = Map.groupBy(settlements, ({ deliveryId }) => deliveryId)
  const returnsOf = Map.groupBy(returns, ({ deliveryId }) => deliveryId)
  return listed.map((delivery) => ({
    delivery,
    attempts: attemptsOf.get(delivery.deliveryId) ?? [],
    settlements: settlementsOf.get(delivery.deliveryId) ?? [],
    returns: returnsOf.get(delivery.deliveryId) ?? [],
  }))
}

/** The editions and notices of a quarter with mails that may still be sent. */
export async function mailsToSend(store: Store, quarter: QuarterId): Promise<string[]> {
  const open = (await listDeliveries(store, { quarter })).filter(({ state }) => !isSettled(state))
  return [...new Set(open.flatMap(({ editionId, noticeId }) => editionId ?? noticeId ?? []))]
}

/** The mails of one report, without their history. */
export function deliveriesOfEditions(store: Store, editionIds: readonly string[]): Promise<ListedDelivery[]> {
  return listDeliveries(store, { mailIds: editionIds })
}

/** How many mails are in each state. */
export function deliveryCounts(store: Store): Promise<Record<DeliveryState, number>> {
  return countDeliveries(store)
}

/** Mails that were queued and not sent yet, by quarter. */
export { waitingMails } from '../../adapters/store/deliver/queue/waiting-mails.ts'

/** The mails of a quarter that the relay put off or that wait until a later instant, while none is under way. */
export async function heldUpMails(
  store: Store,
  quarter: QuarterId,
  nowAt: Instant,
): Promise<ListedDelivery[]> {
  const listed = await listDeliveries(store, { quarter })
  if (listed.some(({ state }) => state === 'sending')) return []
  return listed.filter(
    ({ state, notBeforeAt }) =>
      state === 'deferred' || (state === 'queued' && notBeforeAt !== null && notBeforeAt > nowAt),
  )
}

export interface MailsSince {
  /** Sent at or after the instant. */
  readonly sent: number
  /** Neither sent nor given up: the next delivery sends them. */
  readonly open: number
  /** Of those, claimed: some may be on a connection, and leave yet. */
  readonly underWay: number
  /** In doubt since: some may have arrived. */
  readonly inDoubt: number
  readonly failed: number
}

/** How far the mails of a quarter, or those of its reports alone, have come since an instant. */
export async function mailsSince(
  store: Store,
  quarter: QuarterId,
  sinceAt: Instant,
  of: 'all' | 'reports' = 'all',
): Promise<MailsSince> {
  const all = await listDeliveries(store, { quarter })
  const listed = all.filter(({ noticeId }) => of === 'all' || noticeId === null)
  const unsent = listed.filter(({ state }) => state === 'ambiguous' || state === 'failed')
  const attempts = await loadAttempts(
    store,
    unsent.map(({ deliveryId }) => deliveryId),
  )
  const endedSince = new Set(
    attempts
      .filter(({ endedAt }) => endedAt !== null && endedAt >= sinceAt)
      .map(({ deliveryId }) => deliveryId),
  )
  const since = (state: DeliveryState) =>
    unsent.filter((each) => each.state === state && endedSince.has(each.deliveryId)).length
  return {
    sent: listed.filter(({ sentAt }) => sentAt !== null && sentAt >= sinceAt).length,
    open: listed.filter(({ state }) => !isSettled(state)).length,
    underWay: listed.filter(({ state }) => state === 'sending').length,
    inDoubt: since('ambiguous'),
    failed: since('failed'),
  }
}
