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

/** From which change on a sync reads; null for everything, as on a connection's first sync. */
export function changedSince(cursorAt: Instant | null, depth: SyncDepth): Instant | null {
  return cursorAt === null || depth === 'full' ? null : cursorAt - overlapMs[depth]
}

/** Whether an activity reads one page more after the page with this checkpoint (null after the last). */
export function readsOn<Checkpoint>(
  checkpoint: Checkpoint | null,
  startedAt: Instant,
  nowAt: Instant,
): checkpoint is Checkpoint {
  return checkpoint !== null && nowAt - startedAt < readingTimeMs
}
