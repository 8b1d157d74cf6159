import { type Category, categories } from '../../domain/category.ts'
import { reviewPath, ticketsPath } from '../../domain/page-paths.ts'
import { bucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { dayFigure, percent } from '../../domain/report/words/figures.ts'
import { longestStatement } from '../../domain/report/words/lengths.ts'
import { withToldShares } from '../../domain/report/words/told-shares.ts'
import { lastMinuteToAnswer } from '../../domain/review/times.ts'
import { wordsVersion } from '../../queries/drift/statements.ts'
import type { TeamReview } from '../../queries/review/team-page.ts'
import { reviewStateText, teamInReviewText } from '../../wording/report/review-text.ts'
import { capitalisedText, timed } from '../../wording/times.ts'
import { field } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import { type FormProblem, problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { notice, table } from '../page/parts.ts'
import { teamPath } from '../page/paths.ts'
import { paragraph, sentence } from '../page/report/sentence.ts'
import { time, timedSentence, timedWords } from '../page/times.ts'
import { figuresField } from './figures-field.ts'
import { correctPath, draftMailPath } from './paths.ts'

/** Who looks, and what became of what they sent. */
export interface Answering {
  readonly isReviewer: boolean
  readonly email: string
  readonly formToken: string
  /** Why nothing was kept; none where nothing was refused. */
  readonly problems: readonly FormProblem[]
  /** An explanation that was refused; null where none was. */
  readonly words: string | null
  readonly isKept: boolean
  /** A key that names no single ticket, with what it was said to be and the connections that have one of it; null where none was looked for. */
  readonly ticket: {
    readonly key: string
    readonly category: Category
    readonly trackers: readonly string[]
  } | null
}

/** A team's page of a review: what the report says, its figures and draft, and the three ways to answer. */
export function teamView(found: TeamReview, answering: Answering): Html {
  const { shown, team, figures, drift } = found
  const { quarter, state } = shown.review
  const { isReviewer, problems, isKept } = answering
  const name = outside(team.name)
  const canAnswer = isReviewer && state === 'open'
  return html`<header><p class="small no-print"><a href="/reviews">All reviews</a></p>
<h1>${name}: is this right?</h1>
<p class="quiet">${longQuarter(quarter)}. ${timedWords(reviewStateText(shown))}</p></header>
${problemSummary('Nothing was changed', canAnswer ? problems : problems.map(({ words }) => ({ field: null, words })))}
${canAnswer || answering.words === null ? null : notKept(answering.words)}
${isKept ? notice('Your answer is saved. You can change it until the review closes.') : null}
<section class="card"><h2>What the report says first</h2><p>${sentence(drift.nextMail.answer)}</p>
${paragraph(drift.standing.sentences)}
<p class="no-print"><a href="${teamPath(team.teamId, quarter)}">The team’s reliability budget, with the tickets behind it</a></p></section>
${canAnswer ? confirmation(found, answering) : null}
${table(
  'Spent and planned',
  [
    { head: 'Work' },
    { head: 'Person-days', isFigure: true },
    { head: 'Share', isFigure: true },
    { head: 'Planned', isFigure: true },
  ],
  withToldShares(figures.categories).map(({ category, actualMilliDays, actualShare, plannedShare }) => [
    html`${bucketLabels[category]}`,
    html`${dayFigure(actualMilliDays)}`,
    html`${percent(actualShare)}`,
    html`${percent(plannedShare)}`,
  ]),
)}
${saidView(found)}
${canAnswer ? otherAnswers(found, answering) : null}
<section class="group no-print"><h2>The draft</h2>
<iframe class="mail" src="${draftMailPath(quarter, team.teamId)}" title="The report on the team as it would be mailed" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
}

function saidView({ shown, team }: TeamReview): Html {
  return html`<section class="group"><h2>Answers so far</h2><p>${timedSentence(timed`${capitalisedText(teamInReviewText(team, shown))}.`)}</p>
${team.statements.map(({ authorName, text }) => html`<blockquote>${outside(authorName)}: “${outsideSentence(text)}”</blockquote>`)}</section>`
}

/** What somebody wrote when the review had ended: it is not lost with the form. */
function notKept(words: string): Html {
  return html`<section class="card"><label>What you wrote<textarea rows="4" readonly dir="auto">${`\n${words}`}</textarea></label>
<p class="hint">It was not saved, and the report goes out without it: copy it from here if you want to pass it on another way.</p></section>`
}

/** The answer that most give, before what only those who doubt it need. */
function confirmation({ shown, team }: TeamReview, { formToken }: Answering): Html {
  const path = reviewPath(shown.review.quarter, team.teamId)
  const { deadlineAt } = shown.review
  const until =
    deadlineAt === null
      ? null
      : html` You can change your answer until ${time(lastMinuteToAnswer(deadlineAt))}.`
  return html`<section class="card no-print"><h2>It is right</h2>
${formStart(path, formToken)}<input type="hidden" name="answer" value="confirmed">${figuresField(shown)}<p class="hint">The report goes out as it is.${until}</p>
<button>Confirm</button></form></section>`
}

function otherAnswers(
  { shown, team }: TeamReview,
  { formToken, email, ticket, words, problems }: Answering,
): Html {
  const { quarter } = shown.review
  const path = reviewPath(quarter, team.teamId)
  const own = team.statements.find(({ authorEmail }) => authorEmail === email)
  return html`<section class="card no-print"><h2>It needs an explanation</h2>
${formStart(path, formToken)}<input type="hidden" name="answer" value="explained"><input type="hidden" name="madeFrom" value="${wordsVersion(own)}">${figuresField(shown)}
${field({ name: 'words', label: 'What should its readers know?', hints: [`The report quotes it with your name and the date: a sentence or two, at most ${longestStatement} characters.`], problems }, (attributes) => html`<textarea${attributes} rows="4" required maxlength="${longestStatement}" dir="auto">${words ?? own?.text ?? ''}</textarea>`)}
<button>${own === undefined ? 'Explain' : 'Replace what you said'}</button></form></section>
<section class="card no-print"><h2>A ticket is in the wrong category</h2>
<form method="get" action="${correctPath(quarter, team.teamId)}">
${field({ name: 'ticket', label: 'Ticket key', hints: [html`<a href="${ticketsPath({ teamId: team.teamId, quarter, bucket: 'ktlo' })}">The team’s tickets, most days first</a>`], problems }, (attributes) => html`<input${attributes} required maxlength="200" autocomplete="off" placeholder="WEB-17" value="${ticket?.key ?? ''}">`)}
${ticket === null || ticket.trackers.length === 0 ? null : html`<label>Of<select name="tracker">${ticket.trackers.map((each) => html`<option>${each}</option>`)}</select></label>`}
<label>Correct category<select name="category">${categories.map((each) => html`<option value="${each}"${each === ticket?.category ? html` selected` : null}>${bucketLabels[each]}</option>`)}</select></label>
<button class="plain">See what it would change</button></form></section>`
}
