import { z } from 'zod'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { type ListedKind, listedKinds } from '../../../domain/deliver/readers/listed-kind.ts'
import { decisionsFor } from '../../../domain/deliver/settlement.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import {
  type DeliveryWithHistory,
  deliveries,
  signInMailsOfWeek,
} from '../../../queries/deliveries/deliveries.ts'
import { mailKindPlural } from '../../../wording/deliver/mail-kind-text.ts'
import { returnText } from '../../../wording/deliver/returned-mail-text.ts'
import { decisionText } from '../../../wording/deliver/settlement-text.ts'
import { defineAction } from '../../frame/action.ts'
import { deliveryJson, deliveryRows } from '../../output/delivery-list.ts'

/** `plumbline deliveries`. */
export const listDeliveries = defineAction(
  z.object({ quarter: z.string().optional(), kind: z.enum(listedKinds).optional() }),
  async (session, { quarter, kind }) => {
    const store = await session.store()
    const filter = { ...(quarter !== undefined && { quarter }), ...(kind !== undefined && { kind }) }
    const listed = await deliveries(store, filter)
    const areLinks = kind === 'sign-in link'
    const signInMails =
      areLinks || (quarter === undefined && kind === undefined)
        ? await signInMailsOfWeek(store, session.now(), areLinks ? 'all' : 'unsent')
        : []
    const { byState } = listed
    const states = deliveryStates.filter((state) => byState[state] > 0)
    return {
      json: {
        byState,
        deliveries: listed.deliveries.map(({ delivery, attempts, settlements, returns }) => ({
          ...deliveryJson(delivery),
          history: attempts.map(attemptJson),
          settlements: settlements.map(settlementJson),
          returns: returns.map(returnJson),
        })),
        ...(areLinks
          ? { signInMails: signInMails.map(signInMailJson) }
          : { unsentSignInMails: signInMails.map(signInMailJson) }),
      },
      lines: [
        ...(listed.deliveries.length === 0
          ? noneLines(filter)
          : states.flatMap((state) => [
              `${state} (${byState[state]}):`,
              ...linesOf(listed.deliveries.filter(({ delivery }) => delivery.state === state)),
            ])),
        ...signInMailLines(signInMails, areLinks),
      ],
    }
  },
)

function noneLines({ quarter, kind }: { readonly quarter?: string; readonly kind?: ListedKind }): string[] {
  if (kind === 'sign-in link') return []
  if (quarter === undefined && kind === undefined)
    return ['No mail has been queued yet: plumbline report send']
  const mails = kind === undefined ? 'mails' : mailKindPlural[kind]
  return [`There are no ${mails}${quarter === undefined ? '' : ` of ${quarter}`}.`]
}

type SignInMails = Awaited<ReturnType<typeof signInMailsOfWeek>>

function signInMailJson({ queuedAt, ...mail }: SignInMails[number]) {
  return { ...mail, queuedAt: isoOf(queuedAt) }
}

function signInMailLines(mails: SignInMails, areAll: boolean): string[] {
  if (mails.length === 0) return areAll ? ['Nobody asked for a sign-in link in the last week.'] : []
  return [
    `sign-in links of the last week${areAll ? '' : ' whose mail did not go out at once'}:`,
    ...mails.map(
      ({ recipientName, recipientEmail, state, queuedAt, lastReply }) =>
        `  ${isoOf(queuedAt)}  ${recipientName} <${recipientEmail}>  ${state}  ${plainText(lastReply ?? '')}`,
    ),
  ]
}

type Attempt = DeliveryWithHistory['attempts'][number]

function attemptJson({ claimedAt, outcome, smtpCode, reply }: Attempt) {
  return { claimedAt: isoOf(claimedAt), outcome, smtpCode, reply }
}

/** One line per mail, then its id where a person may settle it, and its history unless the first attempt succeeded. */
function linesOf(those: readonly DeliveryWithHistory[]): string[] {
  const rows = deliveryRows(those.map(({ delivery }) => delivery))
  return those.flatMap(({ delivery, attempts, settlements, returns }, index) => {
    const row = rows[index] ?? ''
    if (delivery.state === 'sent' && attempts.length + settlements.length + returns.length === 1) return [row]
    const history = [
      ...attempts.map((attempt) => ({ at: attempt.claimedAt, line: attemptLine(attempt) })),
      ...settlements.map((settlement) => ({ at: settlement.settledAt, line: settlementLine(settlement) })),
      ...returns.map((returned) => ({ at: returned.readAt, line: returnLine(returned) })),
    ].sort((a, b) => a.at - b.at)
    const id = decisionsFor(delivery.state).length === 0 ? [] : [`      ID ${delivery.deliveryId}`]
    return [row, ...id, ...history.map(({ line }) => line)]
  })
}

type Settlement = DeliveryWithHistory['settlements'][number]

function settlementJson(settlement: Settlement) {
  const { settledAt, settledBy, decision, because, stateBefore, stateAfter, emailBefore, emailAfter } =
    settlement
  return {
    settledAt: isoOf(settledAt),
    settledBy,
    decision,
    because,
    before: { state: stateBefore, email: emailBefore },
    after: { state: stateAfter, email: emailAfter },
  }
}

function settlementLine({ settledAt, settledBy, decision, because, ...changed }: Settlement): string {
  const mended = changed.emailAfter === changed.emailBefore ? '' : `, now to ${changed.emailAfter}`
  return `      ${isoOf(settledAt)}  ${plainText(settledBy)}: ${decisionText[decision]}${mended}, because: ${plainText(because)}`
}

function attemptLine({ claimedAt, outcome, smtpCode, reply }: Attempt): string {
  const code = smtpCode === null ? '' : ` ${smtpCode}`
  return `      ${isoOf(claimedAt)}  ${outcome ?? 'under way'}${code}  ${plainText(reply ?? '')}`
}

type Returned = DeliveryWithHistory['returns'][number]

function returnJson({ kind, readAt, words, verdict }: Returned) {
  return { kind, readAt: isoOf(readAt), words, verdict }
}

function returnLine({ readAt, words, ...returned }: Returned): string {
  return `      ${isoOf(readAt)}  ${returnText(returned)}  ${plainText(words)}`
}
