import { reviewPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { isOver } from '../../domain/review/states.ts'
import type { ReviewWithTeams } from '../../queries/review/reviews.ts'
import { reviewStateText, teamInReviewText } from '../../wording/report/review-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { timedSentence, timedWords } from '../page/times.ts'
import { type StartForm, startView } from './start-view.ts'

/** Every review that is the visitor's to see, newest first, and for an admin (`start`) how to start one. */
export function reviewsView(listed: readonly ReviewWithTeams[], start: StartForm | null): Html {
  const isAdmin = start !== null
  return html`<header><h1>Reviews</h1>
<p class="quiet">Before a report is sent, each team’s reviewers confirm, explain or correct it.</p></header>
${start === null ? null : startView(start)}
${
  listed.length === 0
    ? empty(
        'There is no review yet',
        start !== null
          ? html`${start.startable.length > 0 ? 'Start one above, or let' : 'Let'} the plan start one before each final report: <code>review: { days: 5 }</code>.`
          : 'When a report on your team is drafted, you get a mail and can answer here.',
      )
    : html`<ul class="rows">${listed.map((each) => row(each, isAdmin))}</ul>`
}`
}

function row(shown: ReviewWithTeams, isAdmin: boolean): Html {
  const { review, teams } = shown
  const name = longQuarter(review.quarter)
  const heading = isAdmin
    ? html`<a class="title" href="${reviewPath(review.quarter)}">${name}</a>`
    : html`<strong>${name}</strong>`
  // A quarter's page shows its last review: an earlier one has ended without its report.
  return html`<li>${heading}<span class="quiet small">${timedWords(reviewStateText(shown))}</span>
${isOver(review.state) && isAdmin ? null : html`<ul class="plain-list">${teams.map((team) => html`<li><a href="${reviewPath(review.quarter, team.teamId)}">${outside(team.name)}</a> <span class="quiet">${timedSentence(teamInReviewText(team, shown))}</span></li>`)}</ul>`}</li>`
}
