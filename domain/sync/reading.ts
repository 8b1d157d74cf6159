import type { Instant } from '../instant.ts'

/** How far before the cursor a sync reads again: minutes, a day, or everything. Trackers' searches are eventually consistent. */
export type SyncDepth = 'recent' | 'nightly' | 'full'

export const overlapMs: Readonly<Record<Exclude<SyncDepth, 'full'>, number>> = {
  recent: 10 * 60_000,
  nightly: 24 * 60 * 60_000,
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
