import { reviewPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { Review } from '../../domain/review/review.ts'
import { type ReviewEvent, stateAfter } from '../../domain/review/states.ts'
import { lastMinuteToAnswer } from '../../domain/review/times.ts'
import type { DraftHead } from '../../queries/reports/drafts.ts'
import type { ReviewWithTeams, TeamInReview } from '../../queries/review/reviews.ts'
import type { ReviewStepName } from '../../queries/review/steer.ts'
import { mailsKeptText } from '../../wording/report/review-start-text.ts'
import { askedText, reviewStateText, teamInReviewText } from '../../wording/report/review-text.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, notice, stateMark } from '../page/parts.ts'
import { draftPath } from '../page/paths.ts'
import { draftsTable } from '../page/report/drafts-table.ts'
import { time, timedSentence, timedWords } from '../page/times.ts'

interface Form {
  /** What would be sent, made from the review's own figures; none before there are any, and once it is over. */
  readonly drafts: readonly DraftHead[]
  readonly formToken: string
  /** Whether it was just started where no relay is. */
  readonly areMailsKept: boolean
  /** Why nothing was changed; null where nothing was asked. */
  readonly problem: string | null
}

/** One review for admins: where it stands, each team with what its reviewers said, and what can be done. */
export function reviewView(shown: ReviewWithTeams, { drafts, formToken, problem, areMailsKept }: Form): Html {
  const { review, teams } = shown
  return html`<header><p class="small no-print"><a href="/reviews">All reviews</a></p>
<h1>Review of ${longQuarter(review.quarter)}</h1>
<p>${timedWords(reviewStateText(shown))}</p>
<p class="quiet small">Begun ${time(review.startedAt)} by ${outside(review.startedBy)}, figures as of ${time(review.asOfAt)}${answersUntil(review)}.</p></header>
${problemSummary('Nothing was changed', problem === null ? [] : [{ field: null, words: problem }])}
${areMailsKept ? notice(mailsKeptText) : null}
${steps(shown, formToken)}
<section class="group"><h2>Teams</h2>${
    teams.length === 0
      ? empty(
          'No team is asked yet',
          'Teams with figures of their own and a reader for product or engineering are asked once the report is drafted.',
        )
      : html`<ul class="rows">${teams.map((team) => row(team, shown))}</ul>`
  }</section>
${draftsView(shown, drafts)}`
}

/** By the review's own figures: the quarter's last ones may have been made since, and are not what is sent. */
function draftsView({ review }: ReviewWithTeams, drafts: readonly DraftHead[]): Html | null {
  const { quarter, state, reconciliationId: figures } = review
  if (drafts.length === 0) return null
  const isFinal = state === 'awaiting approval' || state === 'sending'
  return html`<section class="group"><h2>What is sent</h2>
${isFinal ? null : html`<p class="quiet">As it is now; it is rebuilt once the time for answers is over.</p>`}
${draftsTable('Each report that the review sends', drafts, (draft) => draftPath(quarter, { ...draft, figures }))}</section>`
}

/** An open review says it where it says that it is open. */
function answersUntil({ state, deadlineAt }: Review): Html | null {
  return state === 'open' || deadlineAt === null
    ? null
    : html`; answers were taken until ${time(lastMinuteToAnswer(deadlineAt))}`
}

const marks = {
  waiting: { state: 'warning', words: 'no answer' },
  correcting: { state: 'warning', words: 'corrected, not confirmed' },
  answered: { state: 'ok', words: 'answered' },
} as const

function row(team: TeamInReview, shown: ReviewWithTeams): Html {
  const { state, words } = marks[team.standing]
  // Of a team that has not answered, the mark says it all.
  const answers = team.answers.length === 0 ? null : timedSentence(teamInReviewText(team, shown))
  const asked = askedText(team.reviewers.map(({ name }) => name))
  return html`<li class="bar"><span><a class="title" href="${reviewPath(shown.review.quarter, team.teamId)}">${outside(team.name)}</a><br>
<span class="quiet small">${answers === null ? null : html`${answers} · `}asked: ${outsideSentence(asked)}</span>
${team.statements.map(({ authorName, text }) => html`<br><span>${outside(authorName)}: “${outsideSentence(text)}”</span>`)}</span>${stateMark(state, words)}</li>`
}

const stepTexts: readonly {
  readonly step: ReviewStepName
  readonly event: ReviewEvent
  readonly button: string
  readonly hint: string
}[] = [
  {
    step: 'approve',
    event: 'approved',
    button: 'Approve and send',
    hint: 'Every reader gets their report, as shown below under “What is sent”.',
  },
  {
    step: 'rebuild',
    event: 'rebuild asked',
    button: 'Rebuild it',
    hint: 'With what has been corrected since it was made.',
  },
  {
    step: 'close',
    event: 'closed',
    button: 'Close it now',
    hint: 'Reviewers can no longer answer, and the report is rebuilt.',
  },
  {
    step: 'cancel',
    event: 'cancelled',
    button: 'Cancel the review',
    hint: 'It sends nothing. What was said and corrected stays.',
  },
]

function steps({ review }: ReviewWithTeams, formToken: string): Html | null {
  const { state, quarter, reconciliationId } = review
  const possible = stepTexts.filter(({ event }) => stateAfter(state, event) !== null)
  if (possible.length === 0) return null
  const form = (step: ReviewStepName, button: string) =>
    html`${formStart(reviewPath(quarter), formToken)}<input type="hidden" name="step" value="${step}">${
      step === 'approve' && reconciliationId !== null
        ? html`<input type="hidden" name="figures" value="${reconciliationId}">`
        : null
    }<button${step === 'approve' ? null : html` class="plain"`}>${button}</button></form>`
  return html`<section class="card no-print"><h2>What you can do</h2>
<ul class="rows">${state === 'open' ? html`<li class="bar"><span>Those who have not answered get another mail.</span>${form('remind', 'Remind them now')}</li>` : null}${possible.map(
    ({ step, button, hint }) => html`<li class="bar"><span>${hint}</span>${form(step, button)}</li>`,
  )}</ul></section>`
}
