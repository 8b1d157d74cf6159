import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import { syncDepths } from '../../../domain/sync/reading.ts'
import { describeTable } from '../sql/table.ts'

const syncKinds = ['full', 'incremental'] as const

export const syncRun = z.object({
  runId: uuid,
  connectionId: uuid,
  kind: z.enum(syncKinds),
  depth: z.enum(syncDepths),
  /** By the tracker's clock: where the cursors go when the run finishes. */
  startedAt: instant,
  /** Each with the time from which on it is read; null reads it whole. */
  scopes: z.array(
    z.object({
      scopeId: text,
      key: text,
      name: text,
      above: z.array(text).optional(),
      changedSinceAt: z.number().nullable().default(null),
    }),
  ),
  /** How many of the run's parts (`partsOf` its scopes) are read. */
  partsRead: wholeNumber,
  /** Where the next page of the part starts; null before its first page. */
  checkpoint: text.nullable(),
  /** Whether the last page is stored. */
  readComplete: z.boolean(),
  /** `none`, or how far the comparison with the tracker's list is. */
  census: z.enum(['none', 'listing', 'comparing', 'done']),
  /** Where the list's next page starts; null before its first page. */
  censusCheckpoint: text.nullable(),
  /** Whether a person said that many tickets may be missing. */
  acceptsMissing: z.boolean(),
  /** Whether its pages named accounts that no list of accounts has told of yet. */
  hasNewAccounts: z.boolean(),
  /** Whether its list of changes may lack some, so that the cursors of what it read by changes stay. */
  keepsCursors: z.boolean(),
  pages: wholeNumber,
  tickets: wholeNumber,
  requests: wholeNumber,
  /** Characters left out of stored texts because PostgreSQL refuses them. */
  removedCharacters: wholeNumber,
  approximateTickets: wholeNumber.nullable(),
  state: z.enum(['running', 'finished', 'failed']),
  /** Null unless failed. */
  failure: text.nullable(),
  /** By our clock. */
  openedAt: instant,
  endedAt: instant.nullable(),
})

/** One reading of one connection. */
export type SyncRun = Immutable<z.infer<typeof syncRun>>

export const syncRunTable = describeTable('sync_runs', syncRun, {
  key: ['runId'],
  documents: { scopes: { what: "a sync's projects or teams", advice: 'run "plumbline sync" again' } },
})
