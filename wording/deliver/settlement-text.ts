import { decisionsFor, longestReason, type SettlementDecision } from '../../domain/deliver/settlement.ts'
import type { SettlementResult } from '../../queries/deliveries/settle.ts'
import { timeOf, writtenIn } from '../times.ts'
import { deliveryStateText } from './state-text.ts'

/** Each decision as a person would say it. */
export const decisionText: Readonly<Record<SettlementDecision, string>> = {
  arrived: 'it arrived',
  'send again': 'send it again',
  suppress: 'do not send it',
}

/** What became of a decision, in a sentence for a person in a zone. */
export function settlementText(result: SettlementResult, timeZone: string): string {
  switch (result.kind) {
    case 'settled':
      return settledText(result)
    case 'unknown':
      return 'There is no such mail.'
    case 'no reason':
      return 'Say why: what the relay’s log shows, or what the reader says.'
    case 'reason too long':
      return `The reason is longer than ${longestReason} characters.`
    case 'no address':
      return `“${result.given}” is not an e-mail address.`
    case 'address not used':
      return 'The address can be changed only for a mail that is sent again.'
    case 'former reader':
      return `${formerReaderText(result.email)} Nothing was changed. To send it all the same: plumbline deliveries settle --send-again --to-former-reader, or the box on the mail’s page.`
    case 'address taken':
      return `Another mail of the same report goes to ${result.email}, or went there before its address was changed: nobody gets a report twice.`
    case 'address suppressed':
      return `${result.email} gets no such mails, because its reader ${result.because}. To allow them again: plumbline deliveries suppressed --allow ${result.email}, or the page Mails.`
    case 'too early':
      return `The relay may still answer until ${writtenIn(timeZone, timeOf(result.notBeforeAt))}; if it is sent again before then, it could arrive twice. Nothing was changed.`
    case 'not possible':
      return notPossibleText(result.state)
  }
}

/** What whoever sends a mail again should know of its reader. */
export function formerReaderText(email: string): string {
  return `The plan no longer lists ${email} as a reader of such mails.`
}

function settledText({ after, email }: Extract<SettlementResult, { kind: 'settled' }>): string {
  switch (after) {
    case 'sent':
      return `The mail to ${email} counts as sent.`
    case 'queued':
      return `The mail to ${email} is queued. To send it: plumbline deliveries send`
    default:
      return `The mail to ${email} is not sent.`
  }
}

function notPossibleText(state: Extract<SettlementResult, { kind: 'not possible' }>['state']): string {
  if (state === 'sending') return 'The mail is being sent right now; it can’t be settled until that is over.'
  const possible = decisionsFor(state).map((decision) => decisionText[decision])
  return possible.length === 0
    ? `The mail is ${deliveryStateText[state]}: there is nothing to settle.`
    : `The mail is ${deliveryStateText[state]}: what you can say is “${possible.join('” or “')}”.`
}
