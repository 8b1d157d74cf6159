import { removeOverride, saveOverride } from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Override } from '../../domain/classify/decision.ts'
import type { Instant } from '../../domain/instant.ts'
import { findTicket, type OneTicket } from '../explain/find-tickets.ts'
import { commandLineActor } from '../sign-in/admins.ts'

/** Which ticket: its key, and its connection where two have one of that key. */
export interface TicketByKey {
  readonly key: string
  readonly connectionName: string | undefined
}

export type OverrideSet =
  | Exclude<OneTicket, { readonly kind: 'found' }>
  | { readonly kind: 'set'; readonly key: string; readonly override: Override }

/** Sets a ticket's category on the command line, in the place of an earlier override. */
export async function setOverride(
  store: Store,
  { key, connectionName }: TicketByKey,
  decided: Omit<Override, 'ticket'>,
  nowAt: Instant,
): Promise<OverrideSet> {
  const found = await findTicket(store, key, connectionName)
  if (found.kind !== 'found') return found
  const { connectionId, ticketId } = found.ticket
  const override = { ticket: { connectionId, ticketId }, ...decided }
  await saveOverride(store, override, nowAt, { actor: commandLineActor, ticketKey: found.ticket.key })
  return { kind: 'set', key: found.ticket.key, override }
}

export type OverrideRemoved =
  | Exclude<OneTicket, { readonly kind: 'found' }>
  /** `wasSet` is false where there was none to remove. */
  | { readonly kind: 'removed'; readonly key: string; readonly wasSet: boolean }

/** Lets the rules decide on a ticket again, on the command line. */
export async function unsetOverride(
  store: Store,
  { key, connectionName }: TicketByKey,
  nowAt: Instant,
): Promise<OverrideRemoved> {
  const found = await findTicket(store, key, connectionName)
  if (found.kind !== 'found') return found
  const { ticket } = found
  const wasSet = await removeOverride(store, ticket, {
    actor: commandLineActor,
    ticketKey: ticket.key,
    nowAt,
  })
  return { kind: 'removed', key: ticket.key, wasSet }
}
