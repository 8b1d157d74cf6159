import { z } from 'zod'
import { type SettlementDecision, settlementDecisions } from '../../../domain/deliver/settlement.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { settleDelivery } from '../../../queries/deliveries/settle.ts'
import { settlementText } from '../../../wording/deliver/settlement-text.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import { actorOf } from '../../output/author.ts'

const input = z.object({
  id: z.string(),
  arrived: z.boolean().default(false),
  sendAgain: z.boolean().default(false),
  suppress: z.boolean().default(false),
  because: z.string().optional(),
  address: z.string().optional(),
  toFormerReader: z.boolean().default(false),
  author: z.string().optional(),
})

/** `plumbline deliveries settle`. */
export const settle = defineAction(input, async (session, options) => {
  const { id: deliveryId, because = '', address = null, toFormerReader } = options
  const decision = decisionOf(options)
  const actor = actorOf(options.author)
  const given = { deliveryId, decision, because, address, toFormerReader, actor, nowAt: session.now() }
  const result = await settleDelivery(await session.store(), given)
  const text = plainText(settlementText(result, session.terminal.timeZone))
  switch (result.kind) {
    case 'settled':
      return {
        json: {
          deliveryId,
          decision,
          before: result.before,
          after: result.after,
          email: result.email,
          settledBy: actor,
        },
        lines: [text],
      }
    case 'no reason':
      throw new UsageError('add --because with the evidence or the reason')
    case 'reason too long':
    case 'no address':
    case 'address not used':
      throw new UsageError(text)
    default:
      throw new NegativeResultError(text)
  }
})

function decisionOf({ arrived, sendAgain, suppress }: z.infer<typeof input>): SettlementDecision {
  const given = { arrived, 'send again': sendAgain, suppress }
  const [decision, ...others] = settlementDecisions.filter((each) => given[each])
  if (decision === undefined || others.length > 0)
    throw new UsageError('use one of --arrived, --send-again and --suppress')
  return decision
}
