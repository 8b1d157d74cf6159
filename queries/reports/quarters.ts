import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import {
  type EditionHead,
  type FiguresHead,
  listEditionHeads,
  listFiguresHeads,
} from '../../adapters/store/report/edition-heads.ts'
import { loadEdition } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import { audiences, type Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId } from '../../domain/quarter.ts'
import type { QuarterChange } from '../../domain/reconcile/dataset/change.ts'
import { absentAmong } from '../../domain/reconcile/teams-of-quarter.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { type MissingReader, missingReaders } from '../../domain/report/content/missing-readers.ts'
import { compareNaturally, compareTexts } from '../../domain/text/text-order.ts'
import { type DraftHead, draftHeads } from './drafts.ts'
import { type TeamWithoutReport, teamsWithoutReport } from './left-out.ts'

export type { FiguresHead }

/** A quarter that has begun, or of which something is stored. */
export interface ReportQuarter {
  readonly quarter: QuarterId
  /** The last figures; null before the first. */
  readonly figures: FiguresHead | null
  /** Frozen, whether their mails were sent or still wait. */
  readonly editions: readonly EditionHead[]
}

/** Every quarter that has begun, or of which figures or editions are stored; newest first. */
export async function reportQuarters(store: Store, nowAt: Instant): Promise<ReportQuarter[]> {
  const plan = (await currentPlan(store))?.plan ?? null
  const figures = new Map((await listFiguresHeads(store)).map((head) => [head.quarter, head]))
  const editions = Map.groupBy(await listEditionHeads(store), ({ quarter }) => quarter)
  const begun = plan === null ? [] : begunQuarters(plan, nowAt)
  return [...new Set([...begun, ...figures.keys(), ...editions.keys()])]
    .toSorted((a, b) => compareTexts(b, a))
    .map((quarter) => ({
      quarter,
      figures: figures.get(quarter) ?? null,
      editions: editions.get(quarter) ?? [],
    }))
}

function begunQuarters(plan: Plan, nowAt: Instant): QuarterId[] {
  const today = isoOf(nowAt).slice(0, 10)
  return plan.quarters
    .map(({ quarter }) => quarter)
    .filter((quarter) => datesOfQuarter(quarter, plan).from <= today)
}

/** All about one quarter's reports. */
export interface QuarterReports extends ReportQuarter {
  /** None before the first figures. */
  readonly drafts: readonly DraftHead[]
  /** Names of teams by their id, as the plan has them now. */
  readonly teamNames: ReadonlyMap<string, string>
  /** Null where the final report wasn't mailed, or nothing to tell has changed since. */
  readonly sinceMailed: QuarterChange | null
  readonly leftOut: readonly TeamWithoutReport[]
  /** Nothing is sent while there is one. */
  readonly missingReaders: readonly MissingReader[]
}

/** One quarter's reports; null for one that hasn't begun and of which nothing is stored. */
export async function quarterReports(
  store: Store,
  quarter: QuarterId,
  nowAt: Instant,
): Promise<QuarterReports | null> {
  const known = (await reportQuarters(store, nowAt)).find((each) => each.quarter === quarter)
  if (known === undefined) return null
  const plan = (await currentPlan(store))?.plan ?? null
  const reconciliation = (await latestReconciliation(store, quarter))?.reconciliation ?? null
  return {
    ...known,
    editions: inPlanOrder(known.editions, plan),
    drafts: plan === null || reconciliation === null ? [] : draftHeads(plan, reconciliation),
    teamNames: new Map(plan?.teams.map(({ teamId, name }) => [teamId, name]) ?? []),
    sinceMailed: reconciliation?.sinceMailed ?? null,
    leftOut: await teamsWithoutReport(store, quarter),
    missingReaders: plan === null ? [] : missingReaders(plan, absentAmong(reconciliation?.leftOut ?? [])),
  }
}

/** Final ones first, the company's before the teams' in the plan's order; those of teams that it doesn't have now come last, by their ids. */
function inPlanOrder(editions: readonly EditionHead[], plan: Plan | null): EditionHead[] {
  const scopeKeys = ['company', ...(plan?.teams.map(({ teamId }) => `team:${teamId}`) ?? [])]
  const places = new Map(scopeKeys.map((scopeKey, place) => [scopeKey, place]))
  const placeOf = ({ scopeKey }: EditionHead): number => places.get(scopeKey) ?? scopeKeys.length
  return editions.toSorted(
    (a, b) =>
      compareTexts(a.kind, b.kind) ||
      placeOf(a) - placeOf(b) ||
      compareNaturally(a.scopeKey, b.scopeKey) ||
      audiences.indexOf(a.audience) - audiences.indexOf(b.audience),
  )
}

/** A frozen edition of a quarter with how its mails stand; null for any other. */
export async function editionOfQuarter(
  store: Store,
  quarter: QuarterId,
  editionId: string,
): Promise<{ readonly head: EditionHead; readonly edition: Edition } | null> {
  const head = (await listEditionHeads(store, quarter)).find((each) => each.editionId === editionId)
  const edition = head === undefined ? null : await loadEdition(store, editionId)
  return head === undefined || edition === null ? null : { head, edition }
}
