import type { Command } from 'commander'
import { z } from 'zod'
import { loadAttempts } from '../../adapters/store/deliver/attempts.ts'
import {
  countDeliveries,
  type ListedDelivery,
  listDeliveries,
} from '../../adapters/store/deliver/deliveries.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { deliveryStates } from '../../domain/deliver/delivery.ts'
import { isoOf } from '../../domain/instant.ts'
import type { Act } from '../frame/action.ts'
import type { Answer } from '../frame/result.ts'
import type { Session } from '../frame/session.ts'
import { deliveryJson, deliveryRows } from '../output/delivery-list.ts'
import { plainText } from '../output/plain-text.ts'
import { readQuarter } from '../output/when.ts'

const input = z.object({ quarter: z.string().optional() })

/** `deliveries`: who was sent what, and what became of it. */
export function addDeliveriesCommand(program: Command, act: Act): void {
  program
    .command('deliveries')
    .description('list mails by state, with every attempt at those that were not simply sent')
    .option('--quarter <quarter>', 'of this quarter only, such as 2026-Q2', readQuarter)
    .addHelpText(
      'after',
      `
States: queued, sending, sent, deferred (the relay said later), failed (it said no), ambiguous (handed over, and
no answer came: look into the relay's log before you send it by hand), suppressed, bounced.
A mail's Message-ID is its deliveryId (shown by --json) at the domain of MAIL_FROM.

Example:
  plumbline deliveries --quarter 2026-Q2`,
    )
    .action(act(input, deliveries))
}

async function deliveries(session: Session, { quarter }: z.infer<typeof input>): Promise<Answer> {
  const store = await session.store()
  const filter = quarter === undefined ? {} : { quarter }
  const found = await Promise.all(
    (await listDeliveries(store, filter)).map(async (delivery) => ({
      delivery,
      attempts: await attemptsOf(store, delivery),
    })),
  )
  const byState = await countDeliveries(store, filter)
  const used = deliveryStates.filter((state) => byState[state] > 0)
  return {
    json: {
      byState,
      deliveries: found.map(({ delivery, attempts }) => ({ ...deliveryJson(delivery), history: attempts })),
    },
    lines:
      found.length === 0
        ? ['No mail was queued yet: plumbline report send']
        : used.flatMap((state) => {
            const those = found.filter(({ delivery }) => delivery.state === state)
            const rows = deliveryRows(those.map(({ delivery }) => delivery))
            return [
              `${state} (${byState[state]}):`,
              ...rows.flatMap((row, index) => [
                row,
                ...(state === 'sent' && those[index]?.attempts.length === 1
                  ? []
                  : (those[index]?.attempts ?? []).map(attemptLine)),
              ]),
            ]
          }),
  }
}

type ShownAttempt = Awaited<ReturnType<typeof attemptsOf>>[number]

async function attemptsOf(store: Store, delivery: ListedDelivery) {
  if (delivery.attempts === 0) return []
  return (await loadAttempts(store, delivery.deliveryId)).map((attempt) => ({
    claimedAt: isoOf(attempt.claimedAt),
    outcome: attempt.outcome,
    smtpCode: attempt.smtpCode,
    reply: attempt.reply,
  }))
}

function attemptLine({ claimedAt, outcome, smtpCode, reply }: ShownAttempt): string {
  const code = smtpCode === null ? '' : ` ${smtpCode}`
  return `      ${claimedAt}  ${outcome ?? 'under way'}${code}  ${plainText(reply ?? '')}`
}
