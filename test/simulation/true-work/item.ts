import type { Category } from '../../../domain/category.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { SimulatedTeam, Worker } from './staff.ts'
import type { WorkKind } from './work-kinds.ts'

/** What somebody really did in some parts of a day. */
export interface Chunk {
  readonly worker: Worker
  /** Number of the team's working day. */
  readonly day: number
  /** First part of the day, 0..9. */
  readonly slot: number
  readonly slots: number
  readonly role: 'owner' | 'helper' | 'reviewer'
}

/** The true life of a ticket. */
export interface Item {
  /** In order of making, from 1. */
  readonly number: number
  readonly team: SimulatedTeam
  /** A parent is split into sub-tasks; what is worked on it itself is its own. */
  kind: 'epic' | 'parent' | 'leaf' | 'subtask'
  readonly category: Category
  readonly workKind: WorkKind
  readonly parent: Item | null
  createdAt: Instant
  /** Who mostly works on it; null while nobody has begun. */
  owner: Worker | null
  /** In parts of a day, hands on. */
  size: number
  done: number
  readonly chunks: Chunk[]
  review: { readonly fromDay: number; readonly toDay: number; readonly reviewer: Worker } | null
  blocked: { readonly fromDay: number; readonly toDay: number } | null
  /** When its work ended; null while it goes on. */
  finishedAt: Instant | null
  isDropped: boolean
}
