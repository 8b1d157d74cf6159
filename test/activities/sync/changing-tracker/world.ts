import type { Tracker } from '../../../../adapters/trackers/tracker.ts'
import type { Fetch } from '../../../../adapters/trackers/transport.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Change, Fault } from './script.ts'

/** The clock of tracker and syncs; only waiting and requests move it. */
export interface Clock {
  nowAt: number
}

/** What a tracker's own records say of a ticket. */
export interface Fact {
  readonly key: string
  readonly title: string
  readonly statusId: string
  readonly updatedAt: Instant
  readonly comments: number
  readonly loggedSeconds: number
  /** Whether it once came into sight without a new time, so that only a census finds it. */
  readonly movedSilently: boolean
}

/** A fake tracker that changes as a script says. */
export interface World {
  readonly tracker: 'jira' | 'linear'
  /** The scope that a script may choose alone; by its key at the start. */
  readonly chosenKey: string
  change(change: Change): void
  strike(fault: Fault): void
  setLag(minutes: number): void
  /** No faults any more, and an index that has caught up. What is hidden stays hidden. */
  calm(): void
  openTracker(options: { readonly connectionId: string; readonly fetch?: Fetch }): Tracker
  /** The tickets that lists have now, by id; of the chosen scope alone where one was. */
  facts(): ReadonlyMap<string, Fact>
  /** Tickets that no list has and that are there all the same, by id: when they were archived. */
  unlisted(): ReadonlyMap<string, Instant>
  close(): Promise<void>
}

/** One of a list, counted around; null of an empty one. */
export function pickOf<Item>(items: readonly Item[], pick: number): Item | null {
  return items[pick % Math.max(1, items.length)] ?? null
}
