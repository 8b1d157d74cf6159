import type { Instant } from '../../instant.ts'
import { reviewPath } from '../../page-paths.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Reconciliation } from '../../reconcile/dataset/reconciliation.ts'
import { grouped } from '../../text/numbers.ts'
import { burnDownPicture } from '../audience/product/burn-down-picture.ts'
import { composeReport } from '../compose.ts'
import { footerSentences } from '../content/footer.ts'
import type { NoticeContent } from '../content/notice.ts'
import { viewOf } from '../content/view.ts'
import { budgetSentence, projectionSentences } from '../sections/reliability-standing.ts'
import { instantInWords, longQuarter, shortQuarter } from '../words/dates.ts'
import { deadlineInSubject } from '../words/deadline.ts'
import { subjectAbout } from '../words/scope.ts'
import { link, outside, type Sentence, say, strong } from '../words/sentence.ts'

export interface ReviewMailInput {
  readonly kind: 'review request' | 'review reminder'
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly teamId: string
  /** The last minute in which an answer counts. */
  readonly lastMinuteAt: Instant
  /** The zones of the reviewers' clocks, in the plan's order; UTC where there are none. */
  readonly timeZones: readonly string[]
  /** When it is written. */
  readonly nowAt: Instant
  /** How many tickets the team's reviewers have corrected so far. */
  readonly corrected: number
  /** The origin of our pages; null where nobody set it: then nothing is said of pages. */
  readonly publicOrigin: string | null
}

/** The request to a team's reviewers, or its reminder: what the drafted report says first, what they can do, and until when. */
export function composeReviewMail(input: ReviewMailInput): NoticeContent {
  const { kind, reconciliation, plan, teamId, lastMinuteAt, timeZones, nowAt, corrected } = input
  const { quarter } = reconciliation
  const spec = { audience: 'product', scope: { kind: 'team', teamId } } as const
  const view = viewOf(reconciliation, plan, spec)
  const picture = burnDownPicture(view)
  const until = deadlineInSubject(lastMinuteAt, { timeZones, nowAt })
  const news = kind === 'review request' ? 'is this right? Answer by' : 'answer missing, due by'
  return {
    subject: subjectAbout(view.name, `, ${shortQuarter(quarter)}: ${news} ${until}`, view.namesBeside),
    preheader: 'Confirm the draft, explain it in your own words, or correct a ticket.',
    title: say`${outside(view.name)}, ${longQuarter(quarter)}: the draft of the report says`,
    answer: [composeReport({ reconciliation, plan, spec }).answer],
    picture,
    details: [
      // What the picture shows, which the draft's first sentence may not be about.
      ...(picture === null ? [] : [budgetSentence(view), ...projectionSentences(view)]),
      ...(corrected === 0 ? [] : [correctedSentence(corrected)]),
    ],
    list: null,
    request: { heading: 'Is this right?', sentences: requestSentences(input) },
    footer: [
      say`You get this because the plan lists you as a product or engineering reader of ${outside(view.name)}.`,
      ...footerSentences(view).slice(1),
    ],
  }
}

function correctedSentence(corrected: number): Sentence {
  const tickets = corrected === 1 ? 'One ticket has' : `${grouped(corrected)} tickets have`
  return say`${tickets} been corrected since; nobody has confirmed the rest yet.`
}

/** "18 June 2026, 01:59 UTC+2", and in brackets what other reviewers' clocks say then: one mail goes to all of them. */
function deadlineInWords({ lastMinuteAt, timeZones }: ReviewMailInput): Sentence {
  const [first = instantInWords(lastMinuteAt), ...others] = new Set(
    timeZones.map((timeZone) => instantInWords(lastMinuteAt, timeZone)),
  )
  return others.length === 0 ? say`${strong(first)}` : say`${strong(first)} (${others.join('; ')})`
}

function requestSentences(input: ReviewMailInput): Sentence[] {
  const { reconciliation, teamId, publicOrigin } = input
  const until = deadlineInWords(input)
  const silence = say`If nobody answers, the report says so.`
  if (publicOrigin === null)
    return [
      say`By ${until}, tell whoever runs Plumbline for you; they note your answer, and the report quotes it with your name.`,
      silence,
    ]
  const page = `${publicOrigin}${reviewPath(reconciliation.quarter, teamId)}`
  return [
    say`You have until ${until} to confirm it, explain it in your own words (the report quotes them with your name), or correct a ticket’s category.`,
    silence,
    say`${link('Look at the figures and answer', page)}`,
  ]
}
