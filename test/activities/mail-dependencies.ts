import type { MailDependencies } from '../../activities/dependencies.ts'

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
    pacing: { relay: 'relay.example:587', ratePerMinute: 60_000_000, ratePerDomain: null },
    sleep: () => Promise.resolve(),
    publicOrigin: null,
    openTracker: () => {
      throw new Error('no tracker is asked for a delivery')
    },
    now,
    betweenSlices: () => Promise.resolve(),
    workerName: 'worker-1',
    codeVersion: 'test',
  }
}
