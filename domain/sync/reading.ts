import { dayMs, type Instant, minuteMs } from '../instant.ts'

/** How far before a cursor a sync reads again: minutes, a day, or everything. Trackers' searches are eventually consistent. */
export const syncDepths = ['recent', 'nightly', 'full'] as const

export type SyncDepth = (typeof syncDepths)[number]

/** A nightly sync reads back from the last nightly one: an index that lags half a day has caught up by then. */
export const overlapMs: Readonly<Record<Exclude<SyncDepth, 'full'>, number>> = {
  recent: 10 * minuteMs,
  nightly: dayMs,
}

/** How many levels of parents outside the scope one run reads: more than trackers nest. */
export const mostContextLevels = 20

const contextKeptMs = dayMs

/**
 * Tickets above those in scope are read anew when they were last asked for before this: each day, and in a full run always.
 * What can't be read is asked for as rarely.
 */
export function contextDueBefore(
  run: { readonly kind: 'full' | 'incremental'; readonly openedAt: Instant },
  nowAt: Instant,
): Instant {
  return run.kind === 'full' ? run.openedAt : nowAt - contextKeptMs
}

/** One activity reads pages for about this long, so that a stop never waits for a whole tracker. */
export const readingTimeMs = 30_000

/** How far a project or team has been read. */
export interface ScopeCursor {
  readonly scopeId: string
  /** Start of the last finished run that read it; null before one, and after it was out of sight. */
  readonly cursorAt: Instant | null
  /** The same of the last that was nightly, or read it whole. */
  readonly nightlyCursorAt: Instant | null
}

/** Scopes, each with the time from which on it is read; null reads it whole. */
export type ScopeReading<Scope> = Scope & { readonly changedSinceAt: Instant | null }

/** What a sync reads of each scope: a `full` one reads all of them whole. */
export interface ReadingPlan<Scope> {
  readonly kind: 'full' | 'incremental'
  readonly scopes: readonly ScopeReading<Scope>[]
}

/**
 * A scope that was never read, or was out of sight since, is read whole, whatever the others' cursors say.
 * @param nightlyOverlapMs how far a nightly sync reads back, where an admin set more
 */
export function planReading<Scope extends { readonly scopeId: string }>(
  scopes: readonly Scope[],
  cursors: readonly ScopeCursor[],
  depth: SyncDepth,
  nightlyOverlapMs: number = overlapMs.nightly,
): ReadingPlan<Scope> {
  const cursorOf = new Map(cursors.map((cursor) => [cursor.scopeId, cursor]))
  const sinceOf = (scope: Scope): Instant | null => {
    const { cursorAt = null, nightlyCursorAt = null } = cursorOf.get(scope.scopeId) ?? {}
    if (cursorAt === null || depth === 'full') return null
    if (depth === 'recent') return cursorAt - overlapMs.recent
    return Math.min(nightlyCursorAt ?? cursorAt, cursorAt) - nightlyOverlapMs
  }
  const read = scopes.map((scope) => ({ ...scope, changedSinceAt: sinceOf(scope) }))
  const kind = read.every(({ changedSinceAt }) => changedSinceAt === null) ? 'full' : 'incremental'
  return { kind, scopes: read }
}

/** Scopes that are read in one go. */
export interface ReadingPart<Scope> {
  readonly scopes: readonly Scope[]
  readonly changedSinceAt: Instant | null
}

/**
 * A run's parts, one read after another: what changed in the scopes that were read before, from the earliest of their times on,
 * and then the scopes to be read whole.
 */
export function partsOf<Scope extends { readonly changedSinceAt: Instant | null }>(
  scopes: readonly Scope[],
): readonly ReadingPart<Scope>[] {
  const sinceAts = scopes.flatMap(({ changedSinceAt }) => changedSinceAt ?? [])
  const changing = scopes.filter(({ changedSinceAt }) => changedSinceAt !== null)
  const whole = scopes.filter(({ changedSinceAt }) => changedSinceAt === null)
  const parts: ReadingPart<Scope>[] = [
    { scopes: changing, changedSinceAt: Math.min(...sinceAts) },
    { scopes: whole, changedSinceAt: null },
  ]
  const filled = parts.filter((part) => part.scopes.length > 0)
  // A tracker that is given no scope says what that means.
  return filled.length > 0 ? filled : [{ scopes: [], changedSinceAt: null }]
}

/** Whether a run that was left unfinished reads what is asked for: all that the asked depth does, or more. */
export function readsAsMuch(unfinished: SyncDepth, asked: SyncDepth): boolean {
  return syncDepths.indexOf(unfinished) >= syncDepths.indexOf(asked)
}

/** Whether a run begins with the list of accounts; another one reads it after it has met a new one. */
export function listsAccounts(run: {
  readonly kind: 'full' | 'incremental'
  readonly depth: SyncDepth
}): boolean {
  return run.kind === 'full' || run.depth !== 'recent'
}

/** Whether an activity reads one page more after the page with this checkpoint (null after the last). */
export function readsOn<Checkpoint>(
  checkpoint: Checkpoint | null,
  startedAt: Instant,
  nowAt: Instant,
): checkpoint is Checkpoint {
  return checkpoint !== null && nowAt - startedAt < readingTimeMs
}
