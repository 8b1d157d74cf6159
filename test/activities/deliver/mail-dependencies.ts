import { randomUUID } from 'node:crypto'
import type { MailDependencies } from '../../../activities/dependencies.ts'
import { unpacedSender } from '../../builders/mail-sender.ts'

/** What delivering activities need, with this store, mailer and clock. */
export function mailDependencies({
  store,
  mailer,
  now,
  connections = 4,
}: Pick<MailDependencies, 'store' | 'mailer' | 'now'> & {
  readonly connections?: number
}): MailDependencies {
  return {
    store,
    recordStore: store,
    connections,
    mailer,
    mail: {
      from: 'Plumbline <plumbline@company.example>',
      replyTo: null,
      messageIdDomain: 'company.example',
    },
    ...unpacedSender,
    // A pace of its own: kept by a clock that stands still, one that is shared would get ever further ahead of it.
    pacing: { ...unpacedSender.pacing, relay: randomUUID() },
    publicOrigin: null,
    openTracker: () => {
      throw new Error('no tracker is asked for a delivery')
    },
    now,
    betweenSlices: () => Promise.resolve(),
    codeVersion: async () => 'test',
  }
}
