import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { heldUpMails, mailsSince } from '../../queries/deliveries/deliveries.ts'
import { pauseOf } from '../../queries/deliveries/pause.ts'
import { quietReaders } from '../../queries/deliveries/quiet-hours.ts'
import { pausedText } from '../../wording/deliver/pause-text.ts'
import { quietReadersText } from '../../wording/quiet-hours-text.ts'
import { textIn } from '../../wording/times.ts'
import type { Trouble } from '../../worker/temporal/pending-failures.ts'
import type { Session } from '../frame/session.ts'

interface Moment {
  readonly nowAt: Instant
  /** Of who reads it. */
  readonly timeZone: string
}

/** Of a command. */
export function momentOf({ now, terminal }: Pick<Session, 'now' | 'terminal'>): Moment {
  return { nowAt: now(), timeZone: terminal.timeZone }
}

/** Why mails of a quarter wait, while none is under way: for the quarter's pause to end, for the relay, or for the end of their readers' quiet hours. */
export async function whyMailsWait(
  store: Store,
  quarter: QuarterId,
  { nowAt, timeZone }: Moment,
): Promise<Trouble[]> {
  const pause = await pauseOf(store, quarter)
  if (pause !== null) {
    const { open, underWay } = await mailsSince(store, quarter, nowAt)
    const resume = `To go on: plumbline deliveries resume ${quarter}`
    const message = plainText(`${textIn(timeZone, pausedText(pause))}. ${resume}`)
    return open === 0 || underWay > 0 ? [] : [{ part: 'mail', message }]
  }
  const mails = await heldUpMails(store, quarter, nowAt)
  const deferred = mails.find(({ state }) => state === 'deferred')
  const waiting = mails.map(({ recipientEmail }) => recipientEmail)
  return [
    ...(deferred === undefined
      ? []
      : [{ part: 'mail', message: `deferred by the relay: ${deferred.lastReply ?? ''}` }]),
    ...(await quietReaders(store, waiting, nowAt)).map((readers) => ({
      part: 'mail',
      message: `quiet hours ${quietReadersText(readers)}`,
    })),
  ]
}
