import { z } from 'zod'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import { type DeliveryWithHistory, deliveries } from '../../../queries/deliveries/deliveries.ts'
import { defineAction } from '../../frame/action.ts'
import { deliveryJson, deliveryRows } from '../../output/delivery-list.ts'

/** `plumbline deliveries`. */
export const listDeliveries = defineAction(
  z.object({ quarter: z.string().optional() }),
  async (session, { quarter }) => {
    const listed = await deliveries(await session.store(), quarter === undefined ? {} : { quarter })
    const { byState } = listed
    const states = deliveryStates.filter((state) => byState[state] > 0)
    return {
      json: {
        byState,
        deliveries: listed.deliveries.map(({ delivery, attempts }) => ({
          ...deliveryJson(delivery),
          history: attempts.map(attemptJson),
        })),
      },
      lines:
        listed.deliveries.length === 0
          ? ['No mail was queued yet: plumbline report send']
          : states.flatMap((state) => [
              `${state} (${byState[state]}):`,
              ...linesOf(listed.deliveries.filter(({ delivery }) => delivery.state === state)),
            ]),
    }
  },
)

type Attempt = DeliveryWithHistory['attempts'][number]

function attemptJson({ claimedAt, outcome, smtpCode, reply }: Attempt) {
  return { claimedAt: isoOf(claimedAt), outcome, smtpCode, reply }
}

/** One line per mail, then one per attempt unless the first one succeeded. */
function linesOf(those: readonly DeliveryWithHistory[]): string[] {
  const rows = deliveryRows(those.map(({ delivery }) => delivery))
  return those.flatMap(({ delivery, attempts }, index) => {
    const wasSentAtOnce = delivery.state === 'sent' && attempts.length === 1
    return [rows[index] ?? '', ...(wasSentAtOnce ? [] : attempts.map(attemptLine))]
  })
}

function attemptLine({ claimedAt, outcome, smtpCode, reply }: Attempt): string {
  const code = smtpCode === null ? '' : ` ${smtpCode}`
  return `      ${isoOf(claimedAt)}  ${outcome ?? 'under way'}${code}  ${plainText(reply ?? '')}`
}
