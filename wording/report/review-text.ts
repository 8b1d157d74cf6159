import type { Instant } from '../../domain/instant.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { dayFigure, percent } from '../../domain/report/words/figures.ts'
import { longestStatement } from '../../domain/report/words/lengths.ts'
import { toldShares } from '../../domain/report/words/told-shares.ts'
import type { ReviewState } from '../../domain/review/states.ts'
import { lastMinuteToAnswer } from '../../domain/review/times.ts'
import { grouped, tenths } from '../../domain/text/numbers.ts'
import type { AnswerGiven } from '../../queries/review/answer.ts'
import type { Correction, CorrectionLookup } from '../../queries/review/correction.ts'
import type { ReviewWithTeams, TeamInReview } from '../../queries/review/reviews.ts'
import type { Steered } from '../../queries/review/steer.ts'
import { counted } from '../counted.ts'
import { dayOf, type TimedText, timed, timeOf } from '../times.ts'

/** Where a review stands, and what comes next. */
export function reviewStateText({ review, teams }: ReviewWithTeams): TimedText {
  const { state, endedAt, deadlineAt } = review
  switch (state) {
    case 'drafting':
      return ['The report is being drafted; then the reviewers are asked.']
    case 'open': {
      const missing = teams.filter(({ standing }) => standing !== 'answered').length
      const until = deadlineAt === null ? 'its deadline' : timeOf(lastMinuteToAnswer(deadlineAt))
      return timed`Open until ${until}: ${grouped(teams.length - missing)} of ${counted(teams.length, 'team')} answered.`
    }
    case 'rebuilding':
      return ['The time for answers is over; the report is being rebuilt with them.']
    case 'awaiting approval':
      return ['The report is ready; it is sent once an admin approves it.']
    case 'sending':
      return ['The report is being sent.']
    case 'sent':
      return timed`Sent${endedText(endedAt)}.`
    case 'cancelled':
      return timed`Cancelled${endedText(endedAt)}; nothing was sent.`
  }
}

function endedText(endedAt: Instant | null): TimedText {
  return endedAt === null ? [] : [' ', timeOf(endedAt)]
}

/** How a team stands, by whom and when. */
export function teamInReviewText(team: TeamInReview, { review }: ReviewWithTeams): TimedText {
  const answers = team.answers.map(answerText)
  if (answers.length > 0) {
    const open = team.standing === 'correcting' && review.state === 'open' ? '; not confirmed yet' : ''
    return timed`${answers.flatMap((each, index) => (index === 0 ? each : ['; ', ...each]))}${open}`
  }
  if (review.state === 'open') return ['no answer yet']
  return review.deadlineAt === null
    ? ['not asked yet']
    : timed`no answer by ${timeOf(lastMinuteToAnswer(review.deadlineAt))}`
}

/** Whom a review asks of a team now, by the plan in force: a reviewer may have left it since. */
export function askedText(reviewers: readonly string[]): string {
  return reviewers.length === 0 ? 'nobody to ask' : reviewers.join(', ')
}

function answerText(answer: TeamInReview['answers'][number]): TimedText {
  const who = timed`by ${answer.authorName}, ${dayOf(answer.answeredAt)}`
  if (answer.categoryAfter === null) return timed`${answer.answer} ${who}`
  const before = answer.categoryBefore ?? 'uncategorised'
  return timed`${answer.ticketKey ?? ''} corrected from ${before} to ${answer.categoryAfter} ${who}`
}

/** What a correction would do, before it is saved; one line each. */
export function correctionLines({
  ticket,
  bucket,
  category,
  tickets,
  milliDays,
  effect,
}: Correction): string[] {
  if (effect === null) return [`${ticket.key} already counts as ${category}.`]
  const others = tickets > 1 ? `, with ${counted(tickets - 1, 'ticket')} below it,` : ''
  return [
    `${ticket.key}${others} would count as ${category} instead of ${bucket}: ${ticketDaysText(milliDays)} move.`,
    ...toldCategories(effect).map(
      ({ category: each, plannedShare, before, after }) =>
        `${bucketLabels[each]}: ${percent(after.share)} instead of ${percent(before.share)} (planned ${percent(plannedShare)}), ${dayFigure(after.milliDays)} person-days instead of ${dayFigure(before.milliDays)}`,
    ),
    reliabilityLine(effect.reliability),
  ]
}

/** What a correction would change in each category, with the shares that are told of them: as a report would. */
export function toldCategories({ categories }: NonNullable<Correction['effect']>): CategoryEffect[] {
  const told = (shareOf: (each: CategoryEffect) => number) => toldShares(categories.map(shareOf))
  const planned = told(({ plannedShare }) => plannedShare)
  const before = told((each) => each.before.share)
  const after = told((each) => each.after.share)
  return categories.map((each, index) => ({
    ...each,
    plannedShare: planned[index] ?? each.plannedShare,
    before: { ...each.before, share: before[index] ?? each.before.share },
    after: { ...each.after, share: after[index] ?? each.after.share },
  }))
}

type CategoryEffect = NonNullable<Correction['effect']>['categories'][number]

function reliabilityLine(reliability: NonNullable<Correction['effect']>['reliability']): string {
  const { budgetMilliDays, beforeMilliDays, afterMilliDays } = reliability
  return `Reliability budget: ${dayFigure(afterMilliDays)} of ${dayFigure(budgetMilliDays)} days spent, instead of ${dayFigure(beforeMilliDays)}`
}

/** To a tenth: many tickets take less than a day. */
function ticketDaysText(milliDays: number): string {
  return `${tenths(milliDays)} person-days`
}

/** Why a ticket can't be corrected here. */
export function notCorrectableText(
  found: Exclude<CorrectionLookup, { readonly kind: 'found' }>,
  key: string,
  teamName: string,
): string {
  return found.kind === 'ambiguous'
    ? `${key} is on several connections: ${found.connectionNames.join(', ')}. Name one.`
    : `${teamName} spent no time on ${key} in this quarter, so its figures would not change.`
}

/** What became of an answer. */
export function answerGivenText(given: AnswerGiven): string {
  switch (given.kind) {
    case 'given':
      return 'Your answer is saved. You can change it until the review closes.'
    case 'no words':
      return 'Write a sentence or two: these words go into the report.'
    case 'too many words':
      return `${given.characters} characters are too many: the report has room for ${longestStatement}.`
    case 'not open':
      return `This review takes no answers now: ${notOpenText[given.state]}.`
    case 'made anew':
      return 'The report was rebuilt after you opened it: look at it again, then answer.'
    case 'said meanwhile':
      return saidMeanwhileText(given.words)
    case 'decided meanwhile':
      return 'Somebody changed this ticket’s category after you opened it: look at what it counts as now.'
    case 'not asked':
      return 'This team is not part of the review: it has no figures of its own, or nobody to ask.'
  }
}

/** What somebody said themselves since they opened the form that would replace it. */
export function saidMeanwhileText(words: string): string {
  return `Meanwhile you said something else in another window: “${words}” To replace it, send this again.`
}

const notOpenText: Readonly<Record<ReviewState, string>> = {
  drafting: 'its report is still being drafted',
  open: 'its last day is over',
  rebuilding: 'its time for answers is over',
  'awaiting approval': 'its time for answers is over',
  sending: 'its report is being sent',
  sent: 'its report was sent',
  cancelled: 'it was cancelled',
}

/** Why a review can't be taken a step further. */
export function notSteeredText(steered: Exclude<Steered, { readonly kind: 'done' }>): string {
  switch (steered.kind) {
    case 'not possible':
      return `That is not possible now: ${stateInWords[steered.state]}.`
    case 'reminded just now':
      return 'Reviewers were reminded less than an hour ago.'
    case 'made anew':
      return 'The report was rebuilt after you opened it: look at it again, then approve it.'
  }
}

/** What a review does now. */
export const stateInWords: Readonly<Record<ReviewState, string>> = {
  drafting: 'the report is being drafted',
  open: 'reviewers are still being asked',
  rebuilding: 'the report is being rebuilt',
  'awaiting approval': 'the report waits for approval',
  sending: 'its mails are being sent',
  sent: 'it was sent',
  cancelled: 'it was cancelled',
}
