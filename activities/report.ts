import { loadReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../adapters/store/report/editions.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { LeftOutTeam } from '../domain/reconcile/dataset/reconciliation.ts'
import { isAbsent } from '../domain/reconcile/teams-of-quarter.ts'
import { missingReaders } from '../domain/report/content/missing-readers.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { draftEditions } from './draft-editions.ts'
import { MissingReadersError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

export interface EditionsRendered {
  readonly editionIds: readonly string[]
  /** The others were rendered before and stay unchanged. */
  readonly created: number
}

export function reportActivities(dependencies: ActivityDependencies) {
  const { store, now } = dependencies
  return {
    /** Renders every report that the plan's stakeholders need, and freezes it: the first one of its kind stays. */
    async renderEditions(input: {
      readonly quarter: QuarterId
      readonly reconciliationId: string
      readonly runAuthorisationId: string
    }): Promise<EditionsRendered> {
      await requireAuthorisedRun(store, { ...input, nowAt: now() })
      const reconciliation = await loadReconciliation(store, input.reconciliationId)
      refuseMissingReaders((await planInForce(store)).plan, reconciliation?.leftOut ?? [])
      const saved = []
      for (const edition of await draftEditions(dependencies, input.reconciliationId))
        saved.push(await saveEdition(store, edition, input.reconciliationId))
      return {
        editionIds: saved.map(({ edition }) => edition.editionId),
        created: saved.filter(({ created }) => created).length,
      }
    },
  }
}

/** A team without a reader in one audience is an error before sending, never a gap after it. */
function refuseMissingReaders(plan: Plan, leftOut: readonly LeftOutTeam[]): void {
  const absent = leftOut.filter(isAbsent).map(({ teamId }) => teamId)
  const missing = missingReaders(plan, new Set(absent))
  if (missing.length === 0) return
  const named = missing.map(({ teamName, audience }) => `${teamName} has no ${audience} reader`)
  throw new MissingReadersError(
    `${named.join('; ')}. Add them under stakeholders in the plan and import it again`,
  )
}
