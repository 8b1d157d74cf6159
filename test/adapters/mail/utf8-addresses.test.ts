import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '../../../adapters/mail/mailer.ts'
import { buildMessage, type MailIdentity } from '../../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { relayConnection } from '../../../adapters/mail/relay-connection.ts'
import { takesUtf8 } from '../../../adapters/mail/utf8-addresses.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'
import { waitLimitMs } from '../../setup/time-limits.ts'
import { startScriptedSmtp } from './scripted-smtp.ts'

const edition: Edition = {
  editionId: 'edition-1',
  quarter: '2026-Q2',
  kind: 'final',
  audience: 'product',
  scope: { kind: 'company' },
  renderedAt: 0,
  subject: 'Größere Änderungen',
  preheader: '',
  html: '<p>Grüße</p>',
  text: 'Grüße',
  pictures: [],
}

interface Received {
  readonly to: readonly string[]
  readonly asUtf8: boolean
  readonly mail: Buffer
}

/** A real relay on loopback, and what it takes. */
async function aRelay(options: SMTPServerOptions) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    ...options,
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address)
      buffer(stream).then((mail) => {
        received.push({ to, asUtf8: envelope.smtpUtf8 === true, mail })
        done()
      }, done)
    },
  })
  onTestFinished(() => new Promise((done) => server.close(() => done())))
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, received }
}

async function send(port: number, recipientEmail: string, from = 'plumbline@company.example') {
  const identity: MailIdentity = { from, messageIdDomain: 'company.example', replyTo: null }
  const delivery = { deliveryId: 'row-1', recipientEmail, recipientName: 'Jörg Example', datedAt: 0 }
  const message = await buildMessage(edition, delivery, identity)
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    connectTimeoutMs: waitLimitMs,
    replyTimeoutMs: waitLimitMs,
  })
  onTestFinished(() => mailer.close())
  return mailer.send(message, { onHandingOver: () => Promise.resolve() })
}

test('a relay with SMTPUTF8 is given letters of any language before the @ as they are', async () => {
  const { port, received } = await aRelay({})
  expect(await send(port, 'jörg@münchen.example')).toMatchObject({ kind: 'sent' })
  expect(received).toMatchObject([{ to: ['jörg@münchen.example'], asUtf8: true }])
  const { to } = await simpleParser(received[0]?.mail ?? '')
  expect(to).toMatchObject({ value: [{ address: 'jörg@münchen.example', name: 'Jörg Example' }] })
})

test.each(['jörg@company.example', 'jörg@münchen.example', '用户@例子.example'])(
  'a relay without SMTPUTF8 is never given %s: the mail fails for good, and says why',
  async (recipient) => {
    const { port, received } = await aRelay({ hideSMTPUTF8: true })
    const outcome = await send(port, recipient)
    expect(outcome).toMatchObject({ kind: 'failed', smtpCode: null })
    expect(outcome.reply).toMatch(/^The address has letters before the @ that are not ASCII, .* SMTPUTF8/)
    expect(received).toEqual([])
  },
)

test.each([true, false])(
  'a domain with umlauts is sent as DNS knows it, whether the relay has SMTPUTF8 (hidden: %s) or not',
  async (hideSMTPUTF8) => {
    const { port, received } = await aRelay({ hideSMTPUTF8 })
    expect(await send(port, 'joerg@münchen.example')).toMatchObject({ kind: 'sent' })
    // This server reads a domain back to letters.
    expect(received).toMatchObject([{ to: ['joerg@münchen.example'], asUtf8: false }])
    expect(received[0]?.mail.toString('latin1')).toContain('<joerg@xn--mnchen-3ya.example>')
    expect(received[0]?.mail.toString('latin1')).toMatch(/^\p{ASCII}*$/u)
  },
)

test('on the wire that domain is ASCII, in the envelope as in the mail', async () => {
  const server = await startScriptedSmtp(null)
  onTestFinished(() => server.close())
  await send(server.port, 'joerg@münchen.example')
  expect(server.commands).toContain('RCPT TO:<joerg@xn--mnchen-3ya.example>')
})

test('a sender that the relay can’t take fails no recipient: the mails wait until it is corrected', async () => {
  const { port, received } = await aRelay({ hideSMTPUTF8: true })
  const sending = send(port, 'ada@company.example', 'Plumbline <pünktlich@company.example>')
  await expect(sending).rejects.toThrow(MailUnavailableError)
  await expect(sending).rejects.toThrow(/^MAIL_FROM has letters before the @/)
  expect(received).toEqual([])
})

test('a relay that can’t be asked what it takes leaves the mail for later', async () => {
  await expect(send(1, 'jörg@company.example')).rejects.toThrow(MailUnavailableError)
  const closing = await startScriptedSmtp('EHLO')
  onTestFinished(() => closing.close())
  await expect(send(closing.port, 'jörg@company.example')).rejects.toThrow(MailUnavailableError)
})

test('a relay that says byte by byte what it takes is given up', async () => {
  const server = await startScriptedSmtp('EHLO', { trickle: '250-SMTPUTF8\r\n', everyMs: 20 })
  onTestFinished(() => server.close())
  const relay = relayConnection({ smtpUrl: `smtp://127.0.0.1:${server.port}`, connectTimeoutMs: 300 })
  await expect(takesUtf8(relay)).rejects.toThrow(MailUnavailableError)
})
