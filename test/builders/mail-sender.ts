import type { MailSender } from '../../activities/deliver/send-own-mail.ts'
import { pauseUnlessStopped } from '../../worker/process/pause.ts'

/** What a sender needs beside a mailer and an identity, at a pace that holds up nobody. */
export const unpacedSender: Pick<MailSender, 'pacing' | 'sleep' | 'workerName'> = {
  pacing: { relay: 'relay.example:587', ratePerMinute: 60_000_000, ratePerDomain: null },
  sleep: pauseUnlessStopped,
  workerName: 'sender-1',
}
