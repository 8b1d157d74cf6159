import { expect, onTestFinished, test } from 'vitest'
import { checkRelay } from '../../../adapters/mail/check-relay.ts'
import { createMailer } from '../../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { slowdown } from '../../setup/slowdown.ts'
import { waitLimitMs } from '../../setup/time-limits.ts'
import { type Interference, type SmtpKind, startScriptedSmtp } from './scripted-smtp.ts'

const message = {
  ...{ messageId: '<1@company.example>', parts: [Buffer.from('Subject: Q2\r\n\r\nfigures\r\n')] },
  envelope: { from: 'plumbline@company.example', to: 'ada@company.example', id: '1' },
}

/** Only a relay that says nothing is to be given up. */
function limitOf(interference: Interference): number {
  const isSilent = typeof interference === 'object' && 'next' in interference && interference.next === 'stall'
  return isSilent ? Math.ceil(2_000 * slowdown()) : waitLimitMs
}

/** A relay for which TLS is required, as for one elsewhere with a login. */
async function relayWith(interference: Interference, kind: SmtpKind) {
  const limitMs = limitOf(interference)
  const server = await startScriptedSmtp('STARTTLS', interference, {}, kind)
  onTestFinished(() => server.close())
  const smtpUrl = `smtp://user:hunter2@127.0.0.1:${server.port}`
  const limits = { connectTimeoutMs: limitMs, replyTimeoutMs: limitMs }
  return { server, limitMs, relay: { smtpUrl, tlsFloor: '1.2', ...limits } as const }
}

/** What the server did, and what is said of it. The certificate of the scripted server is one that nobody trusts. */
const failures: readonly [string, Interference, RegExp][] = [
  ['closes', 'close', /can’t be reached or isn’t ready/],
  [
    'refuses',
    { answer: '454 4.7.0 TLS not available' },
    /offers no TLS, answer 454, .* STARTTLS .* smtps:\/\//,
  ],
  ['knows none', { answer: '502 5.5.1 unknown' }, /offers no TLS, answer 502/],
  [
    'agrees and closes',
    { bytes: '220 go\r\n', next: 'close' },
    /broke off while TLS was being set up .* its log/,
  ],
  ['agrees and says nothing', { bytes: '220 go\r\n', next: 'stall' }, /broke off while TLS .*ETIMEDOUT/],
  [
    'says more in clear first',
    { bytes: '220 go\r\n250-relay\r\n250 AUTH PLAIN\r\n', next: 'go on' },
    /certificate can’t/,
  ],
]

test.each(failures)(
  'of a relay that %s at STARTTLS, it is told what to do',
  async (_, interference, words) => {
    const { server, limitMs, relay } = await relayWith(interference, { extensions: ['STARTTLS'] })
    const checking = expect(checkRelay(relay, limitMs)).rejects.toThrow(words)
    const mailer = createMailer(relay)
    onTestFinished(() => mailer.close())
    let isHandedOver = false
    const sending = mailer.send(message, {
      onHandingOver: () => {
        isHandedOver = true
        return Promise.resolve()
      },
    })
    // Nothing was sent: the mail waits, and is in no doubt.
    await expect(sending).rejects.toThrow(MailUnavailableError)
    await checking
    expect([isHandedOver, server.received]).toEqual([false, []])
    // Neither a password nor an envelope in clear.
    expect(server.commands.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)\b/.test(line))).toEqual([])
  },
)

test('a relay that starts with TLS says nothing in clear: its address needs smtps', async () => {
  const server = await startScriptedSmtp(null, 'close', {}, { tlsFromStart: true })
  onTestFinished(() => server.close())
  const checking = checkRelay({ smtpUrl: `smtp://127.0.0.1:${server.port}` }, 1_000)
  await expect(checking).rejects.toThrow(/doesn’t answer in time: .* smtps:\/\/$/)
})
