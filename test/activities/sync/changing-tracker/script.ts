import fc from 'fast-check'
import { type SyncDepth, syncDepths } from '../../../../domain/sync/reading.ts'

/** What people and admins do to a tracker; one that a tracker doesn't know does nothing there. */
export const changeKinds = [
  'create',
  'edit',
  'editSilently',
  'transition',
  'assign',
  'comment',
  'changeComment',
  'logWork',
  'changeWorklog',
  'move',
  'delete',
  'archive',
  'trash',
  'restore',
  'hideTicket',
  'hideScope',
  'showAll',
  'renameScope',
  'renameStatus',
  'renameLabel',
  'changeContainer',
  'personJoins',
  'personLeaves',
] as const

export type ChangeKind = (typeof changeKinds)[number]

export interface Change {
  readonly kind: ChangeKind
  /** Which ticket, person or scope: counted around. */
  readonly pick: number
  /** What it becomes. */
  readonly value: number
}

/** A faulty response, or several in a row; `pick` chooses one of the kinds that the tracker's fake knows. */
export interface Fault {
  readonly pick: number
  readonly times: number
}

/** Something that happens right before a sync sends its n-th request. */
export interface Meanwhile {
  readonly request: number
  readonly happens: { readonly change: Change } | { readonly fault: Fault }
}

export interface SyncStep {
  readonly depth: SyncDepth
  readonly meanwhile: readonly Meanwhile[]
  /** The process dies at its n-th step: before or after a request or a statement. */
  readonly crashes: readonly number[]
  /** Whether a new run is asked for after a crash, rather than the same activity again. */
  readonly startsAnew: boolean
}

export type Step =
  | { readonly change: Change }
  | { readonly waitMinutes: number }
  | { readonly lagMinutes: number }
  | { readonly sync: SyncStep }

export interface Script {
  /** Whether one scope alone is chosen. */
  readonly oneScope: boolean
  readonly steps: readonly Step[]
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...changeKinds),
  pick: fc.nat(20),
  value: fc.nat(20),
})

const fault: fc.Arbitrary<Fault> = fc.record({ pick: fc.nat(20), times: fc.integer({ min: 1, max: 4 }) })

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  request: fc.nat(25),
  happens: fc.oneof(
    { arbitrary: fc.record({ change }), weight: 3 },
    { arbitrary: fc.record({ fault }), weight: 2 },
  ),
})

const sync: fc.Arbitrary<SyncStep> = fc.record({
  depth: fc.constantFrom(...syncDepths, 'recent', 'nightly'),
  meanwhile: fc.array(meanwhile, { maxLength: 5 }),
  crashes: fc.array(fc.nat(150), { maxLength: 2 }),
  startsAnew: fc.boolean(),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ change }), weight: 6 },
  { arbitrary: fc.record({ sync }), weight: 4 },
  { arbitrary: fc.record({ waitMinutes: fc.constantFrom(1, 20, 700) }), weight: 2 },
  { arbitrary: fc.record({ lagMinutes: fc.constantFrom(0, 5, 300) }), weight: 1 },
)

/** A tracker's life beside our syncs of it. */
export const script: fc.Arbitrary<Script> = fc.record({
  oneScope: fc.boolean(),
  steps: fc.array(step, { minLength: 2, maxLength: 16 }),
})
