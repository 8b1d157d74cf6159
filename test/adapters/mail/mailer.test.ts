import { afterEach, expect, test } from 'vitest'
import { createMailer, type Mailer } from '../../../adapters/mail/mailer.ts'
import type { MailMessage } from '../../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import type { PoolOptions } from '../../../adapters/mail/relay-pool.ts'
import { waitLimitMs as patientMs } from '../../setup/time-limits.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import {
  type Badness,
  type Interference,
  type ScriptedSmtp,
  type SmtpStep,
  startScriptedSmtp,
} from './scripted-smtp.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close()
})

const message: MailMessage = {
  messageId: '<row-1@company.example>',
  envelope: { from: 'plumbline@company.example', to: 'ada@company.example', id: 'row-1' },
  // Several chunks, so that a line can close in the body.
  parts: [Buffer.from(`Subject: News\r\n\r\n${'A line of the mail.\r\n'.repeat(20_000)}`)],
}

async function relay(
  step: SmtpStep | null,
  interference?: Interference,
  badness?: Badness,
): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(step, interference, badness)
  opened.push(server)
  return server
}

function mailerOf(port: number, changes: Partial<PoolOptions> = {}): Mailer {
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    connectTimeoutMs: patientMs,
    replyTimeoutMs: patientMs,
    ...changes,
  })
  opened.push(mailer)
  return mailer
}

async function outcomeAt(
  step: SmtpStep | null,
  interference?: Interference,
  changes: { readonly badness?: Badness; readonly raw?: Buffer } = {},
) {
  const mail = { ...message, parts: changes.raw === undefined ? message.parts : [changes.raw] }
  // Only a relay that stalls is to be given up; a busy machine may need longer to come as far as there.
  for (let limitMs = interference === 'stall' ? 400 : patientMs; ; limitMs *= 2) {
    const server = await relay(step, interference, changes.badness)
    let handedOver = 0
    const limits = { connectTimeoutMs: limitMs, replyTimeoutMs: limitMs }
    const sending = mailerOf(server.port, limits).send(mail, {
      onHandingOver: () => {
        handedOver += 1
        return Promise.resolve()
      },
    })
    await Promise.allSettled([sending])
    if (interference === 'stall' && server.wrongs() === 0) continue
    return { outcome: await sending, handedOver, received: server.received.length }
  }
}

test('a mail that the relay takes is sent, with its words, and was announced once', async () => {
  const { outcome, handedOver, received } = await outcomeAt(null)
  expect(outcome).toEqual({ kind: 'sent', reply: '250 queued as 4711' })
  expect([handedOver, received]).toEqual([1, 1])
})

test.each(['MAIL', 'RCPT', 'DATA'] as const)(
  'a line that closes at %s defers the mail, and nothing was handed over',
  async (step) => {
    const { outcome, handedOver, received } = await outcomeAt(step)
    expect(outcome).toMatchObject({ kind: 'deferred', smtpCode: null })
    expect([handedOver, received]).toEqual([0, 0])
  },
)

test.each(['MAIL', 'RCPT', 'DATA'] as const)(
  'a relay that says nothing at %s defers the mail',
  async (step) => {
    const { outcome, handedOver } = await outcomeAt(step, 'stall')
    expect(outcome).toMatchObject({ kind: 'deferred', smtpCode: null })
    expect(handedOver).toBe(0)
  },
)

test('a line that closes in the body of a mail too large for the buffers on its way defers it', async () => {
  const raw = Buffer.from(`Subject: News\r\n\r\n${'A line of the mail.\r\n'.repeat(1_500_000)}`)
  const { outcome, handedOver, received } = await outcomeAt('body', 'close', { raw })
  expect(outcome.kind).toBe('deferred')
  expect([handedOver, received]).toEqual([1, 0])
})

test('a line that closes in the body of a small mail is ambiguous: no client can tell that from a lost answer', async () => {
  const { outcome } = await outcomeAt('body', 'close', {
    raw: Buffer.from('Subject: News\r\n\r\nShort.\r\n'),
  })
  expect(outcome.kind).toBe('ambiguous')
})

test.each(['close', 'stall'] as const)(
  'a relay that took the whole mail and then only does "%s" leaves it ambiguous, sent once',
  async (interference) => {
    const { outcome, handedOver, received } = await outcomeAt('dot', interference)
    expect(outcome.kind).toBe('ambiguous')
    expect([handedOver, received]).toEqual([1, 1])
  },
)

test.each([
  ['MAIL', '421 closing', 'deferred', 421],
  ['RCPT', '450 busy', 'deferred', 450],
  ['RCPT', '452 full', 'deferred', 452],
  ['RCPT', '550 no such user', 'failed', 550],
  ['MAIL', '553 not you', 'failed', 553],
  ['DATA', '451 later', 'deferred', 451],
  ['dot', '451 later', 'deferred', 451],
  ['dot', '421 going down', 'deferred', 421],
  ['dot', '554 spam', 'failed', 554],
] as const)('%s answered with "%s" is %s', async (step, answer, kind, smtpCode) => {
  const { outcome } = await outcomeAt(step, { answer })
  expect(outcome).toMatchObject({ kind, smtpCode, reply: expect.stringContaining(answer.slice(0, 3)) })
})

test.each([
  [
    'a refusal that answered nothing, before the answer to the mail',
    '451 later',
    '250 queued as 4711',
    'ambiguous',
  ],
  ['the same, for good', '554 no', '250 queued as 4711', 'ambiguous'],
  ['a refusal, and another that ends the session', '554 spam', '421 too many of those', 'failed'],
  ['a refusal, and the one that was meant', '451 later', '550 no such user', 'deferred'],
  [
    'a refusal that ends the session, and the answer to the mail',
    '421 going down',
    '250 queued as 4711',
    'ambiguous',
  ],
  ['the same, over a line that ends at a CR', '451 later\r250 queued as 4711', '250 ok', 'ambiguous'],
  ['two refusals before the answer to the mail', '451 later\r\n451 later', '250 queued as 4711', 'ambiguous'],
  ['the same, for good', '554 no\r\n554 no', '250 queued as 4711', 'ambiguous'],
  ['text after a refusal', '451 later\r\nwhat?', '250 queued as 4711', 'ambiguous'],
])('%s: %s, then %s is %s', async (_, first, second, kind) => {
  const { outcome, received } = await outcomeAt('dot', { bytes: `${first}\r\n${second}\r\n`, next: 'go on' })
  const [words = ''] = first.split(/[\r\n]/)
  expect(outcome).toMatchObject({ kind, reply: expect.stringContaining(words) })
  expect(received).toBe(1)
})

test.each(['421 going down', '451 later\r\n451 later', '554 no\r\n554 no'])(
  'a yes that comes after "%s", when the mail library has left the connection, is heard',
  async (said) => {
    const interference = { bytes: `${said}\r\n`, next: 'go on', atEnd: '250 queued as 4711\r\n' } as const
    const { outcome } = await outcomeAt('dot', interference)
    expect(outcome).toMatchObject({ kind: 'ambiguous', reply: expect.stringContaining(said.slice(0, 3)) })
  },
)

test('a refusal is in doubt where more is begun behind it and not said to its end', async () => {
  const { outcome } = await outcomeAt('dot', { bytes: '421 going down\r\n25', next: 'close' })
  expect(outcome).toMatchObject({ kind: 'ambiguous', reply: expect.stringContaining('421 going down') })
})

test('a refusal stays one where the relay leaves without another word', async () => {
  const { outcome } = await outcomeAt('dot', { bytes: '421 going down\r\n', next: 'close' })
  expect(outcome).toMatchObject({ kind: 'deferred', smtpCode: 421 })
})

test('a refusal is in doubt where the relay answers once more and leaves: that need not be the answer to the reset', async () => {
  const leaves = { bytes: '250 queued as 4711\r\n', next: 'close' } as const
  const server = await startScriptedSmtp('RSET', leaves, {}, { refusesAtDot: true })
  opened.push(server)
  const outcome = await mailerOf(server.port).send(message, { onHandingOver: () => Promise.resolve() })
  expect(outcome).toMatchObject({ kind: 'ambiguous', reply: expect.stringContaining('554 5.7.1 No') })
})

test('a refusal that answered nothing is noticed on the last mail of a connection too', async () => {
  const server = await relay('dot', { bytes: '451 later\r\n250 queued as 4711\r\n', next: 'go on' })
  const mailer = mailerOf(server.port, { maxMessagesPerConnection: 1 })
  const outcome = await mailer.send(message, { onHandingOver: () => Promise.resolve() })
  expect(outcome).toMatchObject({ kind: 'ambiguous', reply: expect.stringContaining('451 later') })
  expect(server.received).toHaveLength(1)
})

test('no connection carries more mails than it may, refused ones included', async () => {
  const server = await relay('dot', { answer: '451 later' }, { lastSession: 1 })
  const mailer = mailerOf(server.port, { maxConnections: 1, maxMessagesPerConnection: 2 })
  for (let mail = 0; mail < 5; mail += 1)
    await mailer.send(message, { onHandingOver: () => Promise.resolve() })
  const said = server.commands.map((command) => command.slice(0, 4))
  expect(said.filter((verb) => verb === 'EHLO' || verb === 'MAIL')).toEqual([
    'EHLO',
    'MAIL',
    'MAIL',
    'EHLO',
    'MAIL',
    'MAIL',
    'EHLO',
    'MAIL',
  ])
})

test('after a refusal that answered nothing the next mail goes over another connection, and is sent once', async () => {
  const server = await relay(
    'dot',
    { bytes: '451 later\r\n250 queued as 4711\r\n', next: 'go on' },
    { lastSession: 1 },
  )
  const mailer = mailerOf(server.port, { maxConnections: 1 })
  const hooks = { onHandingOver: () => Promise.resolve() }
  expect((await mailer.send(message, hooks)).kind).toBe('ambiguous')
  expect((await mailer.send(message, hooks)).kind).toBe('sent')
  expect(server.commands.filter((command) => command.startsWith('EHLO'))).toHaveLength(2)
  expect(server.received).toHaveLength(2)
})

test('after a refusal of a whole mail the next mail goes over the same connection', async () => {
  const server = await relay('dot', { answer: '451 later' })
  const mailer = mailerOf(server.port, { maxConnections: 1 })
  const hooks = { onHandingOver: () => Promise.resolve() }
  for (let mail = 0; mail < 2; mail += 1) expect((await mailer.send(message, hooks)).kind).toBe('deferred')
  expect(server.commands.filter((command) => command.startsWith('EHLO'))).toHaveLength(1)
})

test.each([
  ['banner', 'close'],
  ['banner', 'stall'],
  ['banner', { answer: '554 no service' }],
  ['EHLO', 'close'],
] as const)(
  'without a session (%s: %s) the mail goes back and nothing was sent',
  async (step, interference) => {
    await expect(outcomeAt(step, interference)).rejects.toBeInstanceOf(MailUnavailableError)
  },
)

test('a relay that drops the first session before its banner is tried once more within the attempt', async () => {
  const { outcome, handedOver, received } = await outcomeAt('banner', 'close', {
    badness: { lastSession: 1 },
  })
  expect(outcome.kind).toBe('sent')
  expect([handedOver, received]).toEqual([1, 1])
})

test('an idle connection that the relay closed costs nothing: the next mail goes out once', async () => {
  const server = await relay(null)
  const mailer = mailerOf(server.port, { maxConnections: 1 })
  const hooks = { onHandingOver: () => Promise.resolve() }
  expect((await mailer.send(message, hooks)).kind).toBe('sent')
  server.dropSessions()
  expect((await mailer.send(message, hooks)).kind).toBe('sent')
  expect(server.received).toHaveLength(2)
})

test.each([
  '421 4.7.0 closing',
  '452 4.5.3 too many mails',
  '503 5.5.1 one mail a session',
  '554 5.7.0 enough',
])(
  'a relay that takes one mail a connection (then "%s") gets each mail at once, and once',
  async (answer) => {
    const server = await relay('MAIL', { answer }, { mailsBefore: 1 })
    const mailer = mailerOf(server.port, { maxConnections: 1 })
    let announced = 0
    const onHandingOver = async (): Promise<void> => {
      announced += 1
    }
    for (let mail = 0; mail < 4; mail += 1) {
      expect(await mailer.send(message, { onHandingOver })).toMatchObject({ kind: 'sent' })
    }
    expect([announced, server.received.length]).toEqual([4, 4])
  },
)

test('what a relay says to the connection that replaces a closed one is no answer to the mail', async () => {
  const server = await relay('banner', { answer: '554 no service' }, { firstSession: 2 })
  const mailer = mailerOf(server.port, { maxConnections: 1 })
  const hooks = { onHandingOver: () => Promise.resolve() }
  expect((await mailer.send(message, hooks)).kind).toBe('sent')
  server.dropAtNextCommand()
  await expect(mailer.send(message, hooks)).rejects.toBeInstanceOf(MailUnavailableError)
})

test('a relay that wants a login refuses no mail: all of them wait until it is configured', async () => {
  const sending = outcomeAt('MAIL', { answer: '530 5.7.0 Authentication required' })
  await expect(sending).rejects.toThrow(
    "The mail relay takes mails only after a login, answer 530: put user and password into the relay's address",
  )
})

test('a relay out of reach is unavailable, and the error holds no secret', async () => {
  const server = await startScriptedSmtp(null)
  await server.close()
  const mailer = mailerOf(server.port, { smtpUrl: `smtp://user:hunter2@127.0.0.1:${server.port}` })
  const failure = mailer.send(message, { onHandingOver: () => Promise.resolve() })
  await expect(failure).rejects.toBeInstanceOf(MailUnavailableError)
  await expect(failure).rejects.not.toThrow(/hunter2/)
})

test('a wrong login is unavailable, says so, and keeps the server’s words to itself', async () => {
  const server = await relay('AUTH', { answer: '535 wrong password hunter2' })
  const mailer = mailerOf(server.port, { smtpUrl: `smtp://user:hunter2@127.0.0.1:${server.port}` })
  await expect(mailer.send(message, { onHandingOver: () => Promise.resolve() })).rejects.toThrow(
    "The mail relay doesn't take the login, answer 535: check user and password of the relay's address",
  )
})

/** simonrob/email-oauth2-proxy#193, binwiederhier/ntfy#1020, and a relay that is busy. */
test.each([
  [
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled',
    /this kind of login, answer 535.*SMTP AUTH/,
  ],
  [
    '534-5.7.9 Application-specific password required.\r\n534 5.7.9 more',
    /this kind of login, answer 534.*app password/,
  ],
  ['504 5.7.4 Unrecognized authentication type', /this kind of login, answer 504/],
  ['454 4.7.0 Temporary authentication failure', /can’t check the login now, answer 454: it is asked again/],
])(
  'a login that a relay refuses for another reason than its password says which: %s',
  async (answer, says) => {
    const server = await relay('AUTH', { answer })
    const mailer = mailerOf(server.port, { smtpUrl: `smtp://user:hunter2@127.0.0.1:${server.port}` })
    await expect(mailer.send(message, { onHandingOver: () => Promise.resolve() })).rejects.toThrow(says)
  },
)

test('nothing is handed over when the announcement fails', async () => {
  const server = await relay(null)
  const refused = new Error('the row could not be marked')
  const sending = mailerOf(server.port).send(message, { onHandingOver: () => Promise.reject(refused) })
  await expect(sending).rejects.toBe(refused)
  expect(server.received).toEqual([])
})

test.each([
  ['DSN', 'MAIL FROM:<plumbline@company.example> RET=HDRS ENVID=row-1'],
  ['PIPELINING', 'MAIL FROM:<plumbline@company.example>'],
] as const)('a relay that offers %s is told "%s"', async (extension, command) => {
  const server = await startScriptedSmtp(null, 'close', {}, { extensions: [extension] })
  opened.push(server)
  await mailerOf(server.port).send(message, { onHandingOver: () => Promise.resolve() })
  expect(server.commands).toContain(command)
})

test.each([
  ['banner', 'stopped'],
  ['RCPT', 'stopped'],
  ['DATA', 'stopped'],
  ['dot', 'ambiguous'],
] as const)('told to stop while a relay says nothing at %s, a mail ends at once: %s', async (step, end) => {
  const server = await relay(step, 'stall')
  const mailer = mailerOf(server.port)
  const stopping = new AbortController()
  const sending = mailer
    .send(message, { onHandingOver: () => Promise.resolve(), signal: stopping.signal })
    .then(({ kind }) => kind)
  await waitUntil(() => server.wrongs() > 0)
  stopping.abort(new Error('stopped'))
  expect(await sending.catch((error: unknown) => (error instanceof Error ? error.message : error))).toBe(end)
})
