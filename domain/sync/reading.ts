import type { Instant } from '../instant.ts'

/** How far before the cursor a sync reads again: minutes, a day, or everything. Trackers' searches are eventually consistent. */
export type SyncDepth = 'recent' | 'nightly' | 'full'

export const overlapMs: Readonly<Record<Exclude<SyncDepth, 'full'>, number>> = {
  recent: 10 * 60_000,
  nightly: 24 * 60 * 60_000,
}

/** How many levels of parents outside the scope one run reads: more than trackers nest. */
export const mostContextLevels = 20

const contextKeptMs = 24 * 60 * 60_000

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

/** What a sync reads: everything, or what changed since. */
export type ReadingPlan =
  | { readonly kind: 'full'; readonly changedSinceAt: null }
  | { readonly kind: 'incremental'; readonly changedSinceAt: Instant }

/** A connection's first sync reads everything, whatever its depth. */
export function planReading(cursorAt: Instant | null, depth: SyncDepth): ReadingPlan {
  return cursorAt === null || depth === 'full'
    ? { kind: 'full', changedSinceAt: null }
    : { kind: 'incremental', changedSinceAt: cursorAt - overlapMs[depth] }
}

/** Whether an activity reads one page more after the page with this checkpoint (null after the last). */
export function readsOn<Checkpoint>(
  checkpoint: Checkpoint | null,
  startedAt: Instant,
  nowAt: Instant,
): checkpoint is Checkpoint {
  return checkpoint !== null && nowAt - startedAt < readingTimeMs
}
