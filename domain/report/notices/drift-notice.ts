import { intendedPath, ticketsPath } from '../../page-paths.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Reconciliation } from '../../reconcile/dataset/reconciliation.ts'
import type { DriftChange } from '../../reconcile/verdicts/drift-change.ts'
import { burnDownPicture } from '../audience/product/burn-down-picture.ts'
import { footerSentences } from '../content/footer.ts'
import type { NoticeContent } from '../content/notice.ts'
import { type ReportView, viewOf } from '../content/view.ts'
import { evidenceOf } from '../sections/evidence.ts'
import { budgetSentence, projectionSentences, stateSentence } from '../sections/reliability-standing.ts'
import { longQuarter } from '../words/dates.ts'
import { longestSubject, mostEvidenceOfTeam } from '../words/lengths.ts'
import { paceOfPlanInWords } from '../words/pace.ts'
import { subjectAbout } from '../words/scope.ts'
import { link, outside, plainText, type Sentence, say } from '../words/sentence.ts'

export interface DriftNoticeInput {
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly teamId: string
  readonly change: DriftChange
  /** The origin of our pages, such as `https://plumbline.company.example`; null where nobody set it: then nothing is said of pages. */
  readonly publicOrigin: string | null
}

/** The short mail to a team's product readers when its drift gets worse or is over. */
export function composeDriftNotice(input: DriftNoticeInput): NoticeContent {
  const { reconciliation, plan, teamId, change } = input
  const view = viewOf(reconciliation, plan, { audience: 'product', scope: { kind: 'team', teamId } })
  const projection = projectionSentences(view)
  const budget = budgetSentence(view)
  const [answer, details] =
    projection.length === 0 ? [[budget], []] : [projection, [budget, ...stateSentence(view)]]
  return {
    subject: subjectAbout(view.name, `: ${news(view, change)}`, view.namesBeside),
    preheader: plainText(projection.at(-1) ?? budget),
    title: say`${outside(view.name)}, ${longQuarter(reconciliation.quarter)} so far`,
    answer,
    picture: burnDownPicture(view),
    details,
    list: listOf(view, input),
    request: change.kind === 'worse' ? requestOf(input) : null,
    footer: [
      ...footerSentences(view),
      say`This notice comes when the budget begins to drift, gets worse or is on course again, at most once a week.`,
    ],
  }
}

/** "reliability days are being spent at a third of the planned pace", or fewer words beside a long name. */
function news({ name, scope: { reliability } }: ReportView, { kind, after }: DriftChange): string {
  if (kind === 'recovered') {
    if (reliability.projectedEnd === 'below_plan')
      return 'reliability no longer drifts, but ends below its plan'
    return reliability.projectedEnd === 'above_plan'
      ? 'reliability no longer drifts, and ends above its plan'
      : 'the reliability budget is on course again'
  }
  const pace = paceOfPlanInWords(reliability.burnRates?.quarterRatio ?? 0)
  if (pace === null) return 'hardly any of the planned reliability days are being spent'
  const isSure = after === 'drifting'
  const whole = `reliability days ${isSure ? 'are being spent' : 'seem to be spent'} at ${pace} of the planned pace`
  return name.length + ': '.length + whole.length <= longestSubject
    ? whole
    : `reliability days ${isSure ? '' : 'probably '}at ${pace} of the planned pace`
}

/** Where the days went, linked to the trackers, and to our page where there is one. */
function listOf(
  view: ReportView,
  { reconciliation, teamId, change, publicOrigin }: DriftNoticeInput,
): NoticeContent['list'] {
  const bucket = change.kind === 'worse' ? 'ktlo' : 'reliability'
  const every =
    publicOrigin === null
      ? []
      : [
          say`${link('Every ticket behind this', `${publicOrigin}${ticketsPath({ teamId, quarter: reconciliation.quarter, bucket })}`)}`,
        ]
  const items = [...evidenceOf(view.scope, bucket, mostEvidenceOfTeam), ...every]
  if (items.length === 0) return null
  const heading =
    bucket === 'ktlo' ? 'What keeping things running took' : 'What the reliability days went into'
  return { heading, items }
}

function requestOf({ reconciliation, teamId, publicOrigin }: DriftNoticeInput): NoticeContent['request'] {
  if (publicOrigin === null) return null
  const page = `${publicOrigin}${intendedPath(teamId, reconciliation.quarter)}`
  const sentences: Sentence[] = [
    say`If so, say why in a sentence or two; the quarter’s reports quote it with your name.`,
    say`${link('This is intended', page)}`,
  ]
  return { heading: 'Is this intended?', sentences }
}
