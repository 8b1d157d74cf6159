import { categories, categoryMeanings } from '../category.ts'
import type { Audience, Plan } from '../plan/plan.ts'
import type { Reconciliation } from '../reconcile/dataset/reconciliation.ts'
import { engineeringParts } from './audience/engineering/content.ts'
import { executiveParts } from './audience/executive/content.ts'
import { productParts } from './audience/product/content.ts'
import { doubtFirst, doubtNews } from './audience/shared/in-doubt.ts'
import type { AudienceParts } from './audience/shared/parts.ts'
import type { ReportContent } from './content/content.ts'
import type { EditionSpec } from './content/edition.ts'
import { footerSentences } from './content/footer.ts'
import { nothingSaid, type ReviewersWords } from './content/reviewers.ts'
import { hasEffort, type ReportView, viewOf } from './content/view.ts'
import { carryOverSentence } from './sections/carry-over.ts'
import { forecastSentence } from './sections/forecast.ts'
import { reviewersSection } from './sections/reviewers.ts'
import { tablesOf } from './sections/tables.ts'
import { choiceOf } from './sections/trade-offs.ts'
import { trendSentence } from './sections/trend.ts'
import { trustSentences } from './sections/trust.ts'
import { bucketLabels } from './words/categories.ts'
import { instantInWords, longQuarter } from './words/dates.ts'
import { versionLength } from './words/lengths.ts'
import { soFar } from './words/scope.ts'
import { listOf, outside, type Sentence, say } from './words/sentence.ts'

/**
 * Writes one report: every word that its reader will see, in order, from the dataset, the plan and what the reviewers said alone.
 *
 * @throws ScopeWithoutFiguresError when the spec's team isn't in the dataset
 */
export function composeReport({
  reconciliation,
  plan,
  spec,
  said = nothingSaid,
}: {
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly spec: EditionSpec
  /** Defaults to nothing said, and no review. */
  readonly said?: ReviewersWords
}): ReportContent {
  const view = viewOf(reconciliation, plan, spec)
  const choice = hasEffort(view.scope) ? choiceOf(view) : null
  const parts = partsFor(spec.audience, view, choice)
  return {
    spec,
    quarter: reconciliation.quarter,
    kind: view.running ? 'pre-planning' : 'final',
    asOfAt: reconciliation.asOfAt,
    ...firstWords(view, parts),
    picture: parts.picture,
    findingsHeading: parts.findingsHeading,
    title: say`${outside(view.name)}, ${longQuarter(reconciliation.quarter)}${soFar(view)}`,
    glossary: categories.map((category) => ({
      word: category === 'ktlo' ? `${bucketLabels.ktlo} (KTLO)` : bucketLabels[category],
      meaning: categoryMeanings[category],
    })),
    choice,
    reviewers: reviewersSection(view, said),
    forecast: forecastSentence(view),
    trend: view.scope.doubt === null ? joinedSentences([trendSentence(view), carryOverSentence(view)]) : null,
    trust: trustSentences(view),
    tables: tablesOf(view),
    origin: originSentences(view),
    footer: footerSentences(view),
  }
}

function joinedSentences(sentences: readonly (Sentence | null)[]): Sentence | null {
  const said = sentences.filter((sentence) => sentence !== null)
  return said.length === 0 ? null : said.reduce((all, next) => say`${all} ${next}`)
}

/** Where nothing can be called, every audience reads that first; what the tickets show follows uncalled. */
function firstWords(
  view: ReportView,
  { newsOf, findings }: AudienceParts,
): Pick<ReportContent, 'subject' | 'preheader' | 'answer' | 'findings'> {
  const { headline } = view.scope
  if (headline.kind !== 'cannot_tell') return { ...newsOf(headline), findings }
  const { doubt } = headline
  return {
    ...doubtNews(view, doubt),
    findings: hasEffort(view.scope) ? doubtFirst(view, findings) : findings,
  }
}

function partsFor(audience: Audience, view: ReportView, choice: ReportContent['choice']): AudienceParts {
  switch (audience) {
    case 'executive':
      return executiveParts(view, choice)
    case 'engineering':
      return engineeringParts(view)
    case 'product':
      return productParts(view)
  }
}

function originSentences(view: ReportView): Sentence[] {
  const { coverage, asOfAt, planVersion, rulesVersion } = view.reconciliation
  const names = coverage.connections.map((connection) => say`${outside(connection.name)}`)
  const from = names.length === 0 ? say`` : say`, from ${listOf(names)}`
  return [
    say`Everything here is computed from tickets and the plan as of ${instantInWords(asOfAt)}${from}.`,
    say`Effort is measured from the history of each ticket, shares are parts of the sorted work, and a share’s band (“±”, or its two ends) holds the true share of all work in 95 of 100 cases. Urgent requests are incidents and support tickets.`,
    say`Plan ${planVersion.slice(0, versionLength)}, rules ${rulesVersion.slice(0, versionLength)}: who keeps Plumbline can export each row behind these figures.`,
  ]
}
