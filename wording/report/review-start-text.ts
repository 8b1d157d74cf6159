import type { RelayStanding } from '../../adapters/mail/check-relay.ts'
import { quarterRefusal } from '../../domain/plan/reportable-quarter.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { ReviewStart, StartableQuarter } from '../../queries/review/startable.ts'
import { stateInWords } from './review-text.ts'

/** Why what reviewers say can't come into a report. */
export function reportMadeText(quarter: string): string {
  return `the report of ${longQuarter(quarter)} has already been made for its readers, so nothing that reviewers say can be added to it`
}

/** Why no review of a quarter can begin. */
export function notStartableText(start: Exclude<ReviewStart, { readonly kind: 'startable' }>): string {
  switch (start.kind) {
    case 'open':
      return `The review of ${longQuarter(start.quarter)} is not over: ${stateInWords[start.review.state]}.`
    case 'report made':
      return `${capitalised(reportMadeText(start.quarter))}.`
    case 'missing readers':
      return `${longQuarter(start.quarter)}: ${missingReadersText(start.refusal)}`
    case 'no_plan':
      return 'There is no plan yet, so no quarter to review.'
    case 'not_planned':
    case 'not_begun':
      return capitalised(quarterRefusal(start))
  }
}

/** Why no review begins that could not end in mails. */
export function missingReadersText(refusal: string): string {
  return `its report could not be sent, because ${plainText(refusal)}.`
}

/** Why a review isn't begun while the relay is away; null where it isn't. */
export function relayRefusal(relay: RelayStanding): string | null {
  return relay.kind === 'away'
    ? `The mail relay is not taking mails, so nobody would be asked (${relay.reason}). plumbline doctor says when it does again.`
    : null
}

/** Where there is no relay. */
export const mailsKeptText = 'No SMTP_URL is set: mails are kept in a folder and reach nobody.'

/** What else is to be known before a review begins; one sentence each. */
export function startWarnings(
  { unasked }: Pick<StartableQuarter, 'unasked'>,
  relay: RelayStanding,
): string[] {
  return [
    ...(unasked.length === 0 ? [] : [unaskedText(unasked)]),
    ...(relay.kind === 'kept' ? [mailsKeptText] : []),
  ]
}

/** Teams whose report nobody reviews. */
export function unaskedText(names: readonly string[]): string {
  const verb = names.length === 1 ? 'is' : 'are'
  return `${names.map(plainText).join(', ')} ${verb} not asked: nobody reads a product or engineering report of that team alone.`
}
