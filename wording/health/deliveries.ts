import type { SuppressedAddress } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { deliveryCounts } from '../../queries/deliveries/deliveries.ts'
import { leftWithoutReader } from '../../queries/deliveries/left-without-reader.ts'
import { deliveryPauses } from '../../queries/deliveries/pause.ts'
import { mailsRefusedWithUs } from '../../queries/deliveries/refused.ts'
import { suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { counted } from '../counted.ts'
import { pausedText } from '../deliver/pause-text.ts'
import { textIn } from '../times.ts'
import { type Check, ok, warning } from './check.ts'

/** Tells of mails that a person has to look after. */
export async function checkDeliveries(store: Store, timeZone: string): Promise<Check[]> {
  const { ambiguous, failed, bounced } = await deliveryCounts(store)
  const warnings = [
    ...(ambiguous === 0
      ? []
      : [
          `${counted(ambiguous, 'mail')} in doubt: handed over, but no reply came; check the relay’s log, then settle each`,
        ]),
    ...(failed === 0
      ? []
      : [`${counted(failed, 'mail')} failed: fix the address or the relay, then send each again`]),
    ...(bounced === 0
      ? []
      : [
          `${counted(bounced, 'mail')} came back: fix the address, or what the bounce names, then send each again`,
        ]),
  ]
  const refused = await mailsRefusedWithUs(store)
  if (refused !== null)
    warnings.push(
      `${counted(refused.mails, 'mail')} deferred because the relay refuses us, whoever the reader is: fix what it says (${plainText(refused.reply)}), then they are sent automatically`,
    )
  const suppressed = await suppressedAddresses(store)
  if (suppressed.length > 0) warnings.push(`${leftOutInWords(suppressed)}: plumbline deliveries suppressed`)
  for (const { teamName, audience } of await leftWithoutReader(store, suppressed))
    warnings.push(`the team ${plainText(teamName)} has no ${audience} reader left who gets reports`)
  warnings.push(...(await deliveryPauses(store)).map((each) => textIn(timeZone, pausedText(each))))
  if (warnings.length === 0) return [ok('deliveries', 'none in doubt, none failed')]
  return warnings.map((words) => warning('deliveries', `${words}: plumbline deliveries`))
}

/** "1 reader complained, and gets no mails any more; unsubscribed: pat@company.example from reports". */
function leftOutInWords(suppressed: readonly SuppressedAddress[]): string {
  const complained = suppressed.filter(({ mails }) => mails === 'all').length
  const stopped = suppressed.filter(({ mails }) => mails !== 'all')
  const named = stopped.slice(0, mostNamed).map(({ addressKey, mails }) => `${addressKey} from ${mails}`)
  const others = stopped.length - named.length
  return [
    ...(complained === 0
      ? []
      : [
          `${counted(complained, 'reader')} complained, and ${complained === 1 ? 'gets' : 'get'} no more mails`,
        ]),
    ...(stopped.length === 0
      ? []
      : [`unsubscribed: ${[...named, ...(others === 0 ? [] : [counted(others, 'other')])].join(', ')}`]),
  ].join('; ')
}

const mostNamed = 3
