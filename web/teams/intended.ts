import { intendedPath } from '../../domain/page-paths.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ReviewerStatement } from '../../domain/report/content/reviewers.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { longestStatement } from '../../domain/report/words/lengths.ts'
import type { TeamDrift } from '../../queries/drift/drift.ts'
import { type WordsSaid, wordsVersion } from '../../queries/drift/statements.ts'
import { saidMeanwhileText } from '../../wording/report/review-text.ts'
import { field } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { teamPath } from '../page/paths.ts'
import { paragraph } from '../page/report/sentence.ts'
import { day } from '../page/times.ts'
import { driftMark } from './state.ts'

/** Who looks at what was said, and may change it. */
export interface Speaker {
  /** In lower case. */
  readonly email: string
  /** A reviewer of the team may say something. */
  readonly isReviewer: boolean
  /** An admin may take back what anybody said. */
  readonly isAdmin: boolean
  readonly formToken: string
}

/** What the form holds where it was refused. */
interface Refused {
  readonly words: string
  readonly because: Exclude<WordsSaid, { readonly kind: 'said' }>
}

/** The form in which a reviewer says that a team's drift is intended, or why it is so. */
export function intendedView(
  team: TeamDrift,
  quarter: QuarterId,
  speaker: Speaker,
  refused: Refused | null = null,
): Html {
  const { scopeId, name, reliability, standing, statements } = team
  const own = statements.find((each) => isOwn(each, speaker.email))
  const problems = refused === null ? [] : [{ field: 'words', words: refusalText(refused.because) }]
  return html`<header><p class="small no-print"><a href="${teamPath(scopeId, quarter)}">${outside(name)}</a></p>
<h1>Is this intended?</h1><p class="quiet">${outside(name)}, ${longQuarter(quarter)}</p></header>
${problemSummary('Nothing was saved', problems)}
<section class="card"><p>${driftMark(reliability)}</p>${paragraph(standing.sentences)}</section>
<section class="card">${formStart(`/teams/${encodeURIComponent(scopeId)}/intended`, speaker.formToken)}<input type="hidden" name="quarter" value="${quarter}"><input type="hidden" name="madeFrom" value="${wordsVersion(own)}">
${field({ name: 'words', label: 'What should the readers know?', hints: [`A sentence or two, at most ${longestStatement} characters. The quarter’s next reports quote it with your name and the date; those that were mailed stay as they are.`], problems }, (attributes) => html`<textarea${attributes} rows="5" required maxlength="${longestStatement}" dir="auto">${refused?.words ?? own?.text ?? ''}</textarea>`)}
<button>${own === undefined ? 'Save' : 'Replace what you said'}</button></form></section>`
}

function refusalText(because: Refused['because']): string {
  switch (because.kind) {
    case 'empty':
      return 'There is nothing to save: write a sentence or two.'
    case 'too long':
      return `It has ${because.characters} characters; at most ${longestStatement} are quoted. Please shorten it.`
    case 'said meanwhile':
      return saidMeanwhileText(because.words)
  }
}

/** Where somebody would have taken back words that they did not see. */
export function saidMeanwhileView(teamId: string, quarter: QuarterId): Html {
  const words = 'The words changed after you opened the page: look at them again.'
  return html`${problemSummary('Nothing was changed', [{ field: null, words }])}
<p><a href="${teamPath(teamId, quarter)}">Back to the team</a></p>`
}

/** What was said about the team's quarter, and where to say more; nothing where neither is there. */
export function statementsView(team: TeamDrift, quarter: QuarterId, speaker: Speaker): Html | null {
  const { scopeId, statements } = team
  if (statements.length === 0 && !speaker.isReviewer) return null
  const hasOwn = statements.some((each) => isOwn(each, speaker.email))
  const more = speaker.isReviewer
    ? html`<p class="no-print"><a class="button plain" href="${intendedPath(scopeId, quarter)}">${hasOwn ? 'Change what you said' : 'Explain it, or say that it is intended'}</a></p>`
    : null
  return html`<section class="group"><h2>What the reviewers say</h2>
${statements.length === 0 ? html`<p class="quiet">Nobody has said anything yet.</p>` : html`<ul class="rows">${statements.map((each) => row(each, speaker))}</ul>`}
${more}</section>`
}

function row(statement: ReviewerStatement, speaker: Speaker): Html {
  const { saidIn, authorName, saidAt, text } = statement
  const mayTakeBack = saidIn === 'drift notice' && (speaker.isAdmin || isOwn(statement, speaker.email))
  return html`<li><p>${outside(authorName)}, ${day(saidAt)}: “${outsideSentence(text)}”</p>
${saidIn === 'review' ? html`<p class="quiet small">Said in the review.</p>` : null}
${mayTakeBack ? takeBackForm(statement, speaker) : null}</li>`
}

function takeBackForm(statement: ReviewerStatement, { formToken }: Speaker): Html {
  const { teamId, quarter, authorEmail, authorName } = statement
  return html`<div class="no-print">${formStart(withdrawPath(teamId), formToken)}<input type="hidden" name="quarter" value="${quarter}"><input type="hidden" name="author" value="${authorEmail}"><input type="hidden" name="madeFrom" value="${wordsVersion(statement)}">
<button class="plain">Take it back<span class="unseen">: the words of ${outside(authorName)}</span></button></form></div>`
}

function withdrawPath(teamId: string): string {
  return `/teams/${encodeURIComponent(teamId)}/intended/withdraw`
}

/** What was said in a review is changed there. */
function isOwn({ authorEmail, saidIn }: ReviewerStatement, email: string): boolean {
  return authorEmail === email && saidIn === 'drift notice'
}
