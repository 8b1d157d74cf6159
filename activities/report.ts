import { loadReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../adapters/store/report/editions.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { Reconciliation } from '../domain/reconcile/dataset/reconciliation.ts'
import { composeReport } from '../domain/report/compose.ts'
import { type Edition, type EditionSpec, editionsFor, scopeKeyOf } from '../domain/report/content/edition.ts'
import { missingReaders } from '../domain/report/content/missing-readers.ts'
import { renderEdition } from '../templates/render.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { MissingReadersError, ResultMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'

export interface EditionsRendered {
  readonly editionIds: readonly string[]
  /** The others had been rendered before, and are as they were then. */
  readonly created: number
}

export function reportActivities({ store, now, betweenSlices }: ActivityDependencies) {
  async function draftAll(reconciliationId: string): Promise<Edition[]> {
    const reconciliation = await loadReconciliation(store, reconciliationId)
    if (reconciliation === null)
      throw new ResultMissingError(`there is no reconciliation ${reconciliationId}`)
    const { plan } = await planInForce(store)
    const editions: Edition[] = []
    for (const spec of editionsFor(plan)) {
      editions.push(await draftEdition(reconciliation, plan, spec, now()))
      await betweenSlices()
    }
    return editions
  }

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
      for (const edition of await draftAll(input.reconciliationId))
        saved.push(await saveEdition(store, edition))
      return {
        editionIds: saved.map(({ edition }) => edition.editionId),
        created: saved.filter(({ created }) => created).length,
      }
    },

    /** The same reports, kept nowhere: for looking at them before anything is sent. Not for workflows: they are large. */
    draftEditions: (input: { readonly reconciliationId: string }): Promise<Edition[]> =>
      draftAll(input.reconciliationId),
  }
}

async function draftEdition(
  reconciliation: Reconciliation,
  plan: Plan,
  spec: EditionSpec,
  renderedAt: Instant,
): Promise<Edition> {
  const content = composeReport({ reconciliation, plan, spec })
  // Loaded where a report is rendered: it takes half a second.
  const { pictureOf } = await import('../adapters/chart/picture.ts')
  const picture = content.picture === null ? null : await pictureOf(content.picture)
  const { html, text } = await renderEdition(content, picture)
  const { quarter, kind, subject, preheader } = content
  return {
    editionId: [quarter, kind, spec.audience, scopeKeyOf(spec.scope)].join('/'),
    quarter,
    kind,
    ...spec,
    renderedAt,
    subject,
    preheader,
    html,
    text,
    pictures:
      picture === null ? [] : [{ contentId: picture.contentId, altText: picture.altText, png: picture.png }],
  }
}

/** A team that one audience would not read of is an error before sending, never a gap after it. */
function refuseMissingReaders(plan: Plan): void {
  const missing = missingReaders(plan)
  if (missing.length === 0) return
  const named = missing.map(({ teamName, audience }) => `${teamName} has no ${audience} reader`)
  throw new MissingReadersError(
    `${named.join('; ')}. Add them under stakeholders in the plan and import it again`,
  )
}
