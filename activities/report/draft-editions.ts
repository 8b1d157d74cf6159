import type { Store } from '../../adapters/store/sql/client.ts'
import { planZone } from '../../domain/deliver/quiet-hours.ts'
import { pagePlaceholder } from '../../domain/deliver/readers/links.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { composeReport } from '../../domain/report/compose.ts'
import type { ReportContent } from '../../domain/report/content/content.ts'
import {
  type Edition,
  type EditionSpec,
  editionIdOf,
  editionsFor,
  scopeKeyOf,
} from '../../domain/report/content/edition.ts'
import type { ReviewersWords } from '../../domain/report/content/reviewers.ts'
import { renderEdition } from '../../templates/render.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { planInForce } from '../plan-in-force.ts'
import { requireReconciliation } from '../require-stored.ts'
import { reviewersWords } from './reviewers-words.ts'

/** A report as it would be frozen now, and what it was rendered from. */
export interface DraftedEdition {
  readonly edition: Edition
  readonly content: ReportContent
}

/** Renders every report that the plan's stakeholders need and the dataset has figures for, and keeps none. @throws ResultMissingError */
export async function draftEditions(
  {
    store,
    now,
    betweenSlices,
    publicOrigin,
  }: Pick<ActivityDependencies, 'store' | 'now' | 'betweenSlices' | 'publicOrigin'>,
  reconciliationId: string,
): Promise<DraftedEdition[]> {
  const { specs, ...from } = await toDraft(store, reconciliationId)
  const editions: DraftedEdition[] = []
  for (const spec of specs) {
    editions.push(await draftEdition({ ...from, publicOrigin }, spec, now()))
    await betweenSlices()
  }
  return editions
}

/** One of them; null where no reader needs it or there are no figures for it. @throws ResultMissingError */
export async function draftOneEdition(
  { store, now, publicOrigin }: Pick<ActivityDependencies, 'store' | 'now' | 'publicOrigin'>,
  reconciliationId: string,
  { audience, scopeKey }: { readonly audience: string; readonly scopeKey: string },
): Promise<DraftedEdition | null> {
  const { specs, ...from } = await toDraft(store, reconciliationId)
  const wanted = specs.find((each) => each.audience === audience && scopeKeyOf(each.scope) === scopeKey)
  return wanted === undefined ? null : await draftEdition({ ...from, publicOrigin }, wanted, now())
}

async function toDraft(store: Store, reconciliationId: string) {
  const reconciliation = await requireReconciliation(store, reconciliationId)
  const { plan } = await planInForce(store)
  const withFigures = new Set(reconciliation.teams.map(({ scopeId }) => scopeId))
  const said = await reviewersWords(store, reconciliation.quarter, planZone(plan))
  return { reconciliation, plan, said, specs: editionsFor(plan, withFigures) }
}

/** What editions are made from. */
interface DraftSources {
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly said: ReviewersWords
  readonly publicOrigin: string | null
}

async function draftEdition(
  from: DraftSources,
  spec: EditionSpec,
  renderedAt: Instant,
): Promise<DraftedEdition> {
  const content = composeReport({ ...from, spec })
  // Loaded where a report is rendered: it takes half a second.
  const { pictureOf } = await import('../../adapters/chart/picture.ts')
  const picture = content.picture === null ? null : await pictureOf(content.picture)
  const { html, text } = await renderEdition(
    content,
    picture,
    from.publicOrigin === null ? null : pagePlaceholder,
  )
  const { quarter, kind, subject, preheader } = content
  const edition: Edition = {
    editionId: editionIdOf(quarter, kind, spec),
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
  return { edition, content }
}
