/** Sends what is queued as a worker does: DATABASE_URL PORT CONNECTIONS EDITION_ID… */
import { sendDue } from '../../activities/send-due.ts'
import { createMailer } from '../../adapters/mail/mailer.ts'
import { openStore } from '../../adapters/store/sql/client.ts'
import { identity } from './mails.ts'
import { measured } from './measured.ts'

const [databaseUrl = '', port = '', connectionsText = '', ...editionIds] = process.argv.slice(2)
const connections = Number(connectionsText)
const store = await openStore({ databaseUrl })
const now = Date.now
const mailer = createMailer({
  smtpUrl: `smtp://127.0.0.1:${port}`,
  maxConnections: connections,
})
const dependencies = {
  store,
  recordStore: store,
  mailer,
  connections,
  mail: identity,
  // Faster than any relay: what the shared pace costs is measured too.
  pacing: { relay: `127.0.0.1:${port}`, ratePerMinute: 60_000_000, ratePerDomain: null },
  sleep: () => Promise.resolve(),
  publicOrigin: null,
  openTracker: (): never => {
    throw new Error('no tracker is asked for a delivery')
  },
  now,
  betweenSlices: () => Promise.resolve(),
  workerName: `bench-${process.pid}`,
  codeVersion: 'bench',
}
await measured(() => sendDue(dependencies, editionIds, new AbortController().signal))
