import { loadReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import { openReviewOf } from '../../adapters/store/review/reviews.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { absentAmong } from '../../domain/reconcile/teams-of-quarter.ts'
import { missingReadersRefusal } from '../../domain/report/content/missing-readers.ts'
import { reviewOpenRefusal } from '../../domain/review/review.ts'
import { requireAuthorisedRun } from '../deliver/authorised-run.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { MissingReadersError, ReviewOpenError } from '../errors.ts'
import { planInForce } from '../plan-in-force.ts'
import { draftEditions } from './draft-editions.ts'

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
      const review = await openReviewOf(store.pool, input.quarter)
      if (review !== null && review.runAuthorisationId !== input.runAuthorisationId)
        throw new ReviewOpenError(reviewOpenRefusal(input.quarter))
      const reconciliation = await loadReconciliation(store, input.reconciliationId)
      const { plan } = await planInForce(store)
      const refusal = missingReadersRefusal(plan, absentAmong(reconciliation?.leftOut ?? []))
      if (refusal !== null) throw new MissingReadersError(refusal)
      const saved = []
      for (const { edition, content } of await draftEditions(dependencies, input.reconciliationId))
        saved.push(await saveEdition(store, edition, { reconciliationId: input.reconciliationId, content }))
      return {
        editionIds: saved.map(({ edition }) => edition.editionId),
        created: saved.filter(({ created }) => created).length,
      }
    },
  }
}
