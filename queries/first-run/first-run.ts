import { type SyncProgress, syncProgress } from '../../adapters/store/connections/sync-progress.ts'
import { isAnythingMailed } from '../../adapters/store/first-run/facts.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listFiguresHeads } from '../../adapters/store/report/edition-heads.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { firstRunStanding, type StepStanding } from '../../domain/first-run/steps.ts'
import type { Instant } from '../../domain/instant.ts'
import { chooseQuarter } from '../../domain/plan/reportable-quarter.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import { missingReadersNow } from '../plan/missing-readers.ts'

/** How far a company has come from nothing to its first mail. */
export interface FirstRun {
  readonly steps: readonly StepStanding[]
  readonly connections: readonly SyncProgress[]
  /** Of teams that are there in the running quarter. */
  readonly missingReaders: readonly MissingReader[]
  /** How many read reports; 0 without a plan. */
  readonly readers: number
  /** The running quarter of the plan; null without one. */
  readonly quarter: QuarterId | null
}

/** How far a company has come; null once a report reached somebody: nobody is led through the first steps again. */
export async function firstRunUnderWay(store: Store, nowAt: Instant): Promise<FirstRun | null> {
  return (await isAnythingMailed(store)) ? null : firstRun(store, nowAt)
}

/** The first steps with what they say; each costs a few rows. */
export async function firstRun(store: Store, nowAt: Instant): Promise<FirstRun> {
  const [connections, imported, mailed] = await Promise.all([
    syncProgress(store),
    currentPlan(store),
    isAnythingMailed(store),
  ])
  const plan = imported?.plan ?? null
  const quarter = plan === null ? null : chooseQuarter('running', nowAt, plan)
  const figures = await listFiguresHeads(store)
  const missing = plan === null ? [] : missingReadersNow(plan, nowAt)
  return {
    steps: firstRunStanding({
      connections: connections.map(({ connection: { scopeKeys, cursorAt }, latestRun }) => ({
        isChosen: latestRun !== null || scopeKeys.length > 0,
        isRead: cursorAt !== null,
        reading: latestRun?.state ?? null,
      })),
      hasPlan: plan !== null,
      missingReaders: missing.length,
      hasFigures: figures.some((head) => head.quarter === quarter),
      isAnythingMailed: mailed,
    }),
    connections,
    missingReaders: missing,
    readers: new Set(plan?.stakeholders.map(({ email }) => email) ?? []).size,
    quarter,
  }
}
