import type { Connection } from '../../adapters/store/connections/connections.ts'
import { type SyncProgress, syncProgress } from '../../adapters/store/connections/sync-progress.ts'
import { loadHooksHeard } from '../../adapters/store/hooks/hook-secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type UnreadableParent, unreadableParents } from '../../adapters/store/sync/context.ts'
import { type Lacking, lackingParts } from '../../adapters/store/sync/incomplete.ts'
import { type QuarantineCause, quarantineCauses } from '../../adapters/store/tickets/quarantine.ts'
import { loadStatuses } from '../../adapters/store/tickets/tickets.ts'
import { signInName } from '../../adapters/trackers/definition.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { Instant } from '../../domain/instant.ts'
import { stalenessOf } from '../../domain/reconcile/verdicts/staleness.ts'
import { type ExpiryStage, expiryStageOf } from '../../domain/sync/secret-expiry.ts'
import { hooksAreSilent } from '../../domain/sync/silent-hooks.ts'
import { compareNaturally } from '../../domain/text/text-order.ts'

/** A problem or warning about a connection's syncs; listed most severe first. */
export type ReadingFinding =
  | { readonly kind: 'never_synced' }
  | { readonly kind: 'sync_failed'; readonly failure: string | null }
  | { readonly kind: 'first_sync_unfinished' }
  /** The secret expires soon, or has. */
  | {
      readonly kind: 'secret_expires'
      readonly stage: ExpiryStage
      readonly expiresAt: Instant
      readonly secretName: string
    }
  | { readonly kind: 'stale'; readonly readAt: Instant }
  /** The tracker doesn't answer, or asks to wait; it is tried again. */
  | { readonly kind: 'in_trouble'; readonly failure: string; readonly sinceAt: Instant }
  /** The last nightly or full sync failed, though later ones have read what changed: deletions are followed no further. */
  | { readonly kind: 'census_failed'; readonly failure: string }
  | {
      readonly kind: 'records_set_aside'
      readonly records: number
      /** The most frequent first. */
      readonly causes: readonly { readonly cause: string; readonly records: number }[]
    }
  /** Lists of tickets (0 of them: a list of the tracker's own) that could not be read whole; later runs ask again. */
  | {
      readonly kind: 'incomplete'
      readonly parts: readonly { readonly part: string; readonly tickets: number; readonly cause: string }[]
    }
  /** Webhooks are on and no longer come, though tickets change. */
  | { readonly kind: 'hooks_silent'; readonly heardAt: Instant }
  /** The tracker no longer explains these statuses: time in them counts neither as work nor as waiting. */
  | { readonly kind: 'statuses_unexplained'; readonly statusNames: readonly string[] }
  /** Parents of its tickets that are hidden from its account, or gone: tickets below can't inherit from them. */
  | { readonly kind: 'parents_unreadable'; readonly keys: readonly string[]; readonly children: number }

export interface ConnectionHealth extends SyncProgress {
  readonly findings: readonly ReadingFinding[]
}

/** How each connection's reading stands at an instant, from the store alone; by name. */
export async function connectionHealth(store: Store, nowAt: Instant): Promise<ConnectionHealth[]> {
  const statuses = await loadStatuses(store)
  const parents = await unreadableParents(store)
  const causes = await quarantineCauses(store)
  const lacking = await lackingParts(store)
  const heard = await loadHooksHeard(store)
  const byName = (await syncProgress(store)).toSorted((a, b) =>
    compareNaturally(a.connection.name, b.connection.name),
  )
  return byName.map((progress) => {
    const { connectionId } = progress.connection
    const unexplained = statuses.filter(
      (status) => status.connectionId === connectionId && status.category === 'unknown',
    )
    return {
      ...progress,
      findings: [
        ...readingOf(progress, nowAt),
        ...expiryOf(progress, nowAt),
        ...troubleIn(progress),
        ...censusOf(progress),
        ...setAside(
          progress,
          causes.filter((each) => each.connectionId === connectionId),
        ),
        ...silentHooks(heard.filter((each) => each.connectionId === connectionId)),
        ...incompleteOf(lacking.filter((each) => each.connectionId === connectionId)),
        ...(unexplained.length === 0
          ? []
          : [{ kind: 'statuses_unexplained' as const, statusNames: unexplained.map(({ name }) => name) }]),
        ...unreadable(parents.filter((parent) => parent.connectionId === connectionId)),
      ],
    }
  })
}

function readingOf({ connection, latestRun }: SyncProgress, nowAt: Instant): ReadingFinding[] {
  if (latestRun === null) return [{ kind: 'never_synced' }]
  if (latestRun.state === 'failed') return [{ kind: 'sync_failed', failure: latestRun.failure }]
  const readAt = connection.cursorAt
  if (readAt === null) return [{ kind: 'first_sync_unfinished' }]
  return stalenessOf({ syncedAt: readAt, asOfAt: nowAt }) === 'stale' ? [{ kind: 'stale', readAt }] : []
}

function expiryOf({ connection }: SyncProgress, nowAt: Instant): ReadingFinding[] {
  const { secretExpiresAt: expiresAt } = connection
  const stage = expiresAt === null ? null : expiryStageOf(expiresAt, nowAt)
  if (expiresAt === null || stage === null) return []
  return [{ kind: 'secret_expires', stage, expiresAt, secretName: secretNameOf(connection) }]
}

/** Also of a tracker or sign-in that this version doesn't have. */
function secretNameOf({ tracker, authKind }: Connection): string {
  const definition = trackers.all().find(({ kind }) => kind === tracker)
  const signIn = definition?.signIns.find(({ kind }) => kind === authKind)
  return signIn === undefined ? 'secret' : signInName(signIn)
}

function troubleIn({ connection: { trouble, troubleSinceAt } }: SyncProgress): ReadingFinding[] {
  if (trouble === null || troubleSinceAt === null) return []
  return [{ kind: 'in_trouble', failure: trouble, sinceAt: troubleSinceAt }]
}

function censusOf({ latestRun, censusFailure }: SyncProgress): ReadingFinding[] {
  if (censusFailure === null || latestRun?.state === 'failed') return []
  return [{ kind: 'census_failed', failure: censusFailure }]
}

function setAside({ quarantined }: SyncProgress, causes: readonly QuarantineCause[]): ReadingFinding[] {
  const told = causes.map(({ cause, records }) => ({ cause, records }))
  return quarantined === 0 ? [] : [{ kind: 'records_set_aside', records: quarantined, causes: told }]
}

function incompleteOf(lacking: readonly Lacking[]): ReadingFinding[] {
  const parts = lacking.map(({ part, tickets, cause }) => ({ part, tickets, cause }))
  return parts.length === 0 ? [] : [{ kind: 'incomplete', parts }]
}

function silentHooks(
  heard: readonly { readonly heardAt: Instant; readonly lastChangeAt: Instant | null }[],
): ReadingFinding[] {
  return heard.flatMap(({ heardAt, lastChangeAt }) =>
    hooksAreSilent(heardAt, lastChangeAt) ? [{ kind: 'hooks_silent', heardAt }] : [],
  )
}

function unreadable(parents: readonly UnreadableParent[]): ReadingFinding[] {
  if (parents.length === 0) return []
  const children = parents.reduce((sum, parent) => sum + parent.children, 0)
  return [{ kind: 'parents_unreadable', keys: parents.map(({ key }) => key), children }]
}

/** How severe a finding is: a problem stops the sync, a warning makes the figures less reliable. */
export function severityOf(finding: ReadingFinding): 'warning' | 'problem' {
  const hasExpired = finding.kind === 'secret_expires' && finding.stage === 'expired'
  return finding.kind === 'sync_failed' || hasExpired ? 'problem' : 'warning'
}
