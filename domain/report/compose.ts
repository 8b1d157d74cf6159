import { categories, categoryMeanings } from '../category.ts'
import type { Audience, Plan } from '../plan/plan.ts'
import type { Reconciliation } from '../reconcile/dataset/reconciliation.ts'
import { engineeringParts } from './audience/engineering/content.ts'
import { executiveParts } from './audience/executive/content.ts'
import { executiveLines } from './audience/executive/lines.ts'
import { productParts } from './audience/product/content.ts'
import { doubtNews } from './audience/shared/in-doubt.ts'
import { onPlanAnswer } from './audience/shared/on-plan.ts'
import type { AudienceParts, News } from './audience/shared/parts.ts'
import type { ReportContent, ReportDetails } from './content/content.ts'
import type { EditionSpec } from './content/edition.ts'
import { footerSentences } from './content/footer.ts'
import { nothingSaid, type ReviewersWords } from './content/reviewers.ts'
import { hasEffort, type ReportView, viewOf } from './content/view.ts'
import { carryOverSentence } from './sections/carry-over.ts'
import { choiceOf } from './sections/choice.ts'
import { figuresTable } from './sections/figures-table.ts'
import { promiseInWords } from './sections/forecast.ts'
import { lostToSentence } from './sections/lost-to.ts'
import { hasCommitmentsTable, hasTeamsTable } from './sections/page-tables.ts'
import { reviewersSection } from './sections/reviewers.ts'
import { tablesOf } from './sections/tables.ts'
import { trendSentence } from './sections/trend.ts'
import { changeSentences } from './sections/trust/changes.ts'
import { trustSentences } from './sections/trust/trust.ts'
import { trustInShort } from './sections/trust/trust-line.ts'
import { bucketLabels } from './words/categories.ts'
import { instantInWords, longQuarter } from './words/dates.ts'
import { versionLength } from './words/lengths.ts'
import { soFar } from './words/scope.ts'
import { capitalised, listOf, outside, type Sentence, say } from './words/sentence.ts'

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
  const isBrief = isQuiet(view, parts)
  return {
    spec,
    quarter: reconciliation.quarter,
    kind: view.running ? 'pre-planning' : 'final',
    asOfAt: reconciliation.asOfAt,
    ...newsOf(view, parts, choice, isBrief),
    title: say`${outside(view.name)}, ${longQuarter(reconciliation.quarter)}${soFar(view)}`,
    linesHeading: parts.linesHeading,
    picture: isBrief ? null : parts.picture,
    lines: isBrief ? [] : parts.lines,
    figures: figuresTable(view),
    isBrief,
    choice: isBrief ? inShort(view, choice) : choice,
    reviewers: reviewersSection(view, said, 'mail'),
    trust: trustInShort(view),
    more: moreInWords(view),
    details: detailsOf(view, parts, said),
    footer: footerSentences(view),
  }
}

/** Where nothing can be called, every audience reads that first; what the tickets show follows uncalled. */
function newsOf(
  view: ReportView,
  parts: AudienceParts,
  choice: ReportContent['choice'],
  isBrief: boolean,
): News {
  const { headline } = view.scope
  if (headline.kind === 'cannot_tell') return doubtNews(view, headline.doubt)
  const news = parts.newsOf(headline)
  if (!isBrief) return news
  const answer = onPlanAnswer(view)
  return { ...news, answer: choice?.isDecision === true ? answer : say`${answer} Nothing to decide.` }
}

/** Whether a quarter is on plan, with nothing for anyone to look at: it is told in its answer alone. */
function isQuiet(view: ReportView, parts: AudienceParts): boolean {
  const hasNothing = executiveLines(view).length === 0 && changeSentences(view).length === 0
  return view.scope.headline.kind === 'on_plan' && parts.isQuiet && hasNothing
}

/** What can be promised, without how it is worked out: a quarter on plan is told in a few words. */
function inShort(view: ReportView, choice: ReportContent['choice']): ReportContent['choice'] {
  const promise = promiseInWords(view)
  if (choice === null || choice.isDecision || promise === null) return choice
  return { ...choice, sentences: [say`${promise}`] }
}

function detailsOf(view: ReportView, parts: AudienceParts, said: ReviewersWords): ReportDetails {
  return {
    findings: parts.findings,
    reviewers: reviewersSection(view, said, 'page'),
    trend:
      view.scope.doubt === null
        ? [lostToSentence(view), trendSentence(view), carryOverSentence(view)].filter(
            (sentence) => sentence !== null,
          )
        : [],
    trust: trustSentences(view),
    tables: tablesOf(view),
    glossary: [
      ...categories.map((category) => ({
        word: category === 'ktlo' ? `${bucketLabels.ktlo} (KTLO)` : bucketLabels[category],
        meaning: categoryMeanings[category],
      })),
      { word: 'Interruptions', meaning: 'incidents and support requests' },
    ],
    origin: originSentences(view),
  }
}

/** What the page has beyond the mail; how it is measured has a link of its own. It leads to tickets for those who review the team, and for nobody else. */
function moreInWords(view: ReportView): string {
  const { audience, scope } = view.spec
  const isCompany = scope.kind === 'company'
  const shown = [
    ...(hasTeamsTable(view) ? ['the teams'] : []),
    ...(audience === 'engineering' ? ['weeks'] : []),
    ...(hasCommitmentsTable(view) ? ['commitments'] : []),
  ]
  if (!hasEffort(view.scope)) return 'Look closer'
  if (!isCompany && audience !== 'executive')
    return capitalised(moreList.format([...shown, 'every ticket behind these figures']))
  return shown.length === 0 ? 'Look closer' : `Look closer: ${moreList.format(shown)}`
}

const moreList = new Intl.ListFormat('en-US')

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
    say`Effort is measured from the history of each ticket, shares are parts of the sorted work, and a share’s likely range, its band (“±”, or its two ends), holds the true share of all work in 95 of 100 cases.`,
    say`Plan ${planVersion.slice(0, versionLength)}, rules ${rulesVersion.slice(0, versionLength)}: who keeps Plumbline can export each row behind these figures.`,
  ]
}
