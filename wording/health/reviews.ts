import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { unfinishedTeams } from '../../domain/review/review.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { type ReviewWithTeams, unfinishedReviews } from '../../queries/review/reviews.ts'
import { askedText, reviewStateText } from '../report/review-text.ts'
import { textIn } from '../times.ts'
import { type Asked, type Check, ok, warning } from './check.ts'

/** As many teams as a line names; the review's page has all of them. */
const mostTeams = 5

/** How each review stands that isn't over: nothing where there is none. */
export async function checkReviews(store: Store, { nowAt, timeZone }: Asked): Promise<Check[]> {
  return (await unfinishedReviews(store)).map((each) => reviewCheck(each, { nowAt, timeZone }))
}

/** The part that a review is among the checks. */
export function reviewPart(quarter: QuarterId): string {
  return `review of ${longQuarter(quarter)}`
}

/** One review's line: how many teams have answered, until when, and who is missing. A warning where somebody has to act. */
export function reviewCheck(shown: ReviewWithTeams, { nowAt, timeZone }: Asked): Check {
  const { quarter, state, deadlineAt } = shown.review
  const part = reviewPart(quarter)
  const stands = textIn(timeZone, reviewStateText(shown))
  if (state === 'awaiting approval')
    return warning(
      part,
      `${stands} Look at it and approve it: plumbline review preview --quarter ${quarter}, then plumbline review approve --quarter ${quarter}`,
    )
  if (state !== 'open') return ok(part, stands)
  const words = `${stands}${missingText(shown)}`
  if (deadlineAt === null || nowAt < deadlineAt) return ok(part, words)
  return warning(
    part,
    `${words} Its deadline has passed, but no worker has closed it: run npm start or, if it is running, plumbline review start --quarter ${quarter}`,
  )
}

function missingText({ teams }: ReviewWithTeams): string {
  const missing = unfinishedTeams(teams)
  if (missing.length === 0) return ''
  const named = missing.slice(0, mostTeams).map(({ name, reviewers }) => {
    const asked = askedText(reviewers.map((each) => plainText(each.name)))
    return `${plainText(name)} (${asked})`
  })
  const more = missing.length > mostTeams ? ` and ${grouped(missing.length - mostTeams)} more` : ''
  return ` Missing: ${named.join('; ')}${more}.`
}
