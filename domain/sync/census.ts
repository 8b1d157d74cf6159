import { dayMs } from '../instant.ts'
import type { Removal } from '../ticket.ts'

/**
 * A census that finds this many tickets gone stops, and marks none: more often than a great deletion it is a right that the
 * account lost, or a tracker that shows less for a while. Both must be passed.
 */
export const suddenDrop = { share: 0.1, tickets: 25 } as const

/** Whether so many tickets are gone since the last census that a person should look first. */
export function isSuddenDrop(gone: number, known: number): boolean {
  return gone >= suddenDrop.tickets && gone > known * suddenDrop.share
}

/** Why a census stopped, and what to do. */
export function suddenDropRefusal(connectionName: string, gone: number, known: number): string {
  return (
    `${connectionName} no longer shows ${gone} of ${known} tickets, and nothing was marked as gone. Check what its account may see; ` +
    `if they are really gone, run "plumbline sync ${connectionName} --accept-missing"`
  )
}

/** The census found that many tickets are gone. */
export class SuddenDropError extends Error {
  override readonly name = 'SuddenDropError'
}

/** A ticket that the tracker's list lacks. */
export interface MissingTicket {
  readonly ticketId: string
  /** The project or team in which it was. */
  readonly scopeId: string
}

/** One that is marked as gone already. */
export interface GoneTicket extends MissingTicket {
  readonly removal: Removal
}

/** How long a ticket that is gone is looked for in archives too, which no list has: it may come back there. */
export const goneLookedForMs = 30 * dayMs

/** How far back comments are looked for that were deleted without a new time of their ticket: a quarter, and its report. */
export const commentsLookedForMs = 120 * dayMs

/** As many tickets are read anew in one night at most because comments of theirs are gone. */
export const mostReadForComments = 500

/** What became of it: `archived` or `listed late` where the tracker still has it in a scope that is read, `unread` where it doesn't tell. */
export type Fate = Removal | 'archived' | 'listed late' | 'unread'

/** Whether the tracker still has it where it is read, as far as it tells. */
export function isStillThere(fate: Fate): fate is Exclude<Fate, Removal> {
  return fate === 'archived' || fate === 'listed late' || fate === 'unread'
}

/** How many of these a right that the account lost would explain: no other project or trash has them. */
export function countLost(fates: readonly Fate[]): number {
  return fates.filter((fate) => fate === 'deleted' || fate === 'access_lost').length
}

/**
 * What became of a ticket that the list lacks.
 * @param place where the tracker says that it is; null where it shows no such ticket
 */
export function fateOf(
  { scopeId }: MissingTicket,
  place: { readonly scopeId: string | null; readonly archivedAt: number | null } | null,
  scopes: { readonly readIds: ReadonlySet<string>; readonly visibleIds: ReadonlySet<string> },
): Fate {
  if (place === null) return scopes.visibleIds.has(scopeId) ? 'deleted' : 'access_lost'
  if (place.scopeId === null) return 'unread'
  // Where it was: the project or team is missing from the list of them, or isn't chosen any more.
  if (place.scopeId === scopeId && !scopes.readIds.has(scopeId)) return 'unread'
  if (!scopes.readIds.has(place.scopeId)) return 'moved'
  return place.archivedAt === null ? 'listed late' : 'archived'
}
