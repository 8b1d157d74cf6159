import { saveEdition } from '../adapters/store/report/editions.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { QuarterId } from '../domain/quarter.ts'
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
      refuseMissingReaders((await planInForce(store)).plan)
      const saved = []
      for (const edition of await draftEditions(dependencies, input.reconciliationId))
        saved.push(await saveEdition(store, edition))
      return {
        editionIds: saved.map(({ edition }) => edition.editionId),
        created: saved.filter(({ created }) => created).length,
      }
    },
  }
}

/** A team without a reader in one audience is an error before sending, never a gap after it. */
function refuseMissingReaders(plan: Plan): void {
  const missing = missingReaders(plan)
  if (missing.length === 0) return
  const named = missing.map(({ teamName, audience }) => `${teamName} has no ${audience} reader`)
  throw new MissingReadersError(
    `${named.join('; ')}. Add them under stakeholders in the plan and import it again`,
  )
}
