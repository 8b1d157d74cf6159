import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReport } from '../../../../adapters/mail/returned/read-report.ts'
import {
  complaint,
  exchangeBounce,
  eximBounce,
  gmailBounce,
  postfixBounce,
  qmailBounce,
  type Returned,
} from '../../../builders/returned-mails.ts'

const deliveryId = '6f1c0f0e-3d5b-4c19-9a51-0d6f5a4b7c11'
const ben: Returned = { messageId: `<${deliveryId}@company.example>`, to: 'ben@company.example' }
const otherId = '0b0c0f0e-3d5b-4c19-9a51-0d6f5a4b7c22'

async function reportOf(mail: Buffer) {
  const read = await readReport(mail)
  if (read.kind !== 'report') throw new Error(`it is ${read.kind}`)
  return read.report
}

function changed(mail: Buffer, from: string | RegExp, to: string): Buffer {
  const text = mail.toString().replaceAll(from, to)
  expect(text).not.toBe(mail.toString())
  return Buffer.from(text)
}

test('each mail server’s bounce names the mail, its reader, and what the server said', async () => {
  const bounces = {
    postfix: postfixBounce(ben),
    exchange: exchangeBounce(ben),
    gmail: gmailBounce(ben),
    exim: eximBounce(ben),
    qmail: qmailBounce(ben),
  }
  const words: Record<string, string> = {}
  for (const [server, mail] of Object.entries(bounces)) {
    const report = await reportOf(mail)
    expect(report, server).toMatchObject({ kind: 'bounce', deliveryId })
    expect(new Set(report.recipients.map((each) => each.toLowerCase())), server).toEqual(new Set([ben.to]))
    expect(report.writtenAt, server).toBeGreaterThan(Date.parse('2026-07-14T06:00:00Z'))
    expect(report.writtenAt, server).toBeLessThan(Date.parse('2026-07-14T06:00:10Z'))
    words[server] = report.words
  }
  expect(words).toEqual({
    postfix: '5.1.1 smtp; 550 5.1.1 <ben@company.example>: Recipient address rejected: User unknown',
    exchange:
      '5.1.10 smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ben@company.example not found by SMTP address lookup',
    gmail:
      "5.1.1 smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking the recipient's email address for typos or unnecessary spaces.",
    exim: '5.0.0 all relevant MX records point to non-existent hosts',
    qmail:
      '<ben@company.example>: 192.0.2.7 does not like recipient. Remote host said: 550 5.1.1 no such user Giving up on 192.0.2.7.',
  })
})

test('the envelope’s id names the mail where the report returns no header', async () => {
  const bounce = changed(
    postfixBounce(ben),
    'X-Postfix-Queue-ID:',
    `Original-Envelope-Id: ${deliveryId}\r\nX-Q:`,
  )
  expect(await reportOf(changed(bounce, ben.messageId, '<lost@company.example>'))).toMatchObject({
    deliveryId,
  })
})

test('the header with the mail’s id names it where a provider put a Message-ID of its own in place of ours', async () => {
  const bounce = changed(
    postfixBounce({ ...ben, messageId: '<0102018f@email.ses.example>' }),
    'Subject: Q2 2026',
    `X-Plumbline-Mail: ${deliveryId}\nSubject: Q2 2026`,
  )
  expect(await reportOf(bounce)).toMatchObject({ deliveryId, recipients: [ben.to, ben.to] })
})

test.each([
  ['in capitals', 'MULTIPART/REPORT; REPORT-TYPE="DELIVERY-STATUS";'],
  ['left out', 'multipart/report;'],
])('a bounce is one with the type of its report %s', async (_, contentType) => {
  const bounce = changed(postfixBounce(ben), 'multipart/report; report-type=delivery-status;', contentType)
  expect(await reportOf(bounce)).toMatchObject({ kind: 'bounce', deliveryId })
})

test('the words of a bounce of several readers say whose they are', async () => {
  const other = 'Final-Recipient: rfc822; ada@company.example\nAction: failed\nStatus: 5.2.2\n\n'
  const bounce = changed(postfixBounce(ben), /(?=Final-Recipient)/g, other)
  expect(await reportOf(bounce)).toMatchObject({
    recipients: ['ada@company.example', ben.to, ben.to],
    words:
      'ada@company.example: 5.2.2; ben@company.example: 5.1.1 smtp; 550 5.1.1 <ben@company.example>: Recipient address rejected: User unknown',
  })
})

test('a complaint is about its mail, and other feedback is none', async () => {
  expect(await reportOf(complaint(ben))).toMatchObject({
    kind: 'complaint',
    deliveryId,
    words: 'abuse',
    recipients: [ben.to],
  })
  for (const type of ['not-spam', 'auth-failure', 'dkim', ''])
    expect(await readReport(complaint(ben, type)), type).toEqual({ kind: 'no report' })
})

test('a complaint whose provider hides the reader still names the mail', async () => {
  const hidden = complaint({ ...ben, to: '[redacted]' })
  expect(await reportOf(hidden)).toMatchObject({ deliveryId, recipients: [] })
})

test('a delay, a success and a relayed mail are no bounces', async () => {
  for (const action of ['delayed', 'delivered', 'relayed', 'expanded'])
    expect(await readReport(postfixBounce(ben, { action })), action).toEqual({ kind: 'no report' })
  const waits = changed(
    qmailBounce(ben),
    'This is a permanent error; I',
    'The message is still being tried; I',
  )
  expect(await readReport(waits)).toEqual({ kind: 'no report' })
})

test('an out-of-office reply, a forwarded bounce and a person’s mail that quotes one are no reports', async () => {
  const start =
    'From: ben@company.example\r\nTo: plumbline@company.example\r\nDate: Tue, 14 Jul 2026 08:00:05 +0200\r\n'
  const away = `${start}Auto-Submitted: auto-replied\r\nIn-Reply-To: ${ben.messageId}\r\n\r\nI am away.\r\n`
  const quoting = `${start}\r\nLook at this:\r\n${qmailBounce(ben).toString().split('\r\n\r\n').slice(1).join('\r\n\r\n')}`
  const forwarded = `${start}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n${postfixBounce(ben)}\r\n--x--\r\n`
  for (const mail of [away, quoting, forwarded])
    expect(await readReport(Buffer.from(mail))).toEqual({ kind: 'no report' })
})

test('a bounce of somebody else’s mail, or one that names several of ours, is about none', async () => {
  const foreign = postfixBounce({ ...ben, messageId: '<20260714.1234@elsewhere.example>' })
  expect(await readReport(foreign)).toEqual({ kind: 'about another mail' })
  const two = changed(
    postfixBounce(ben),
    'From: Plumbline',
    `Message-ID: <${otherId}@company.example>\r\nFrom: Plumbline`,
  )
  expect(await readReport(two)).toEqual({ kind: 'about another mail' })
})

test('the text of a returned mail names nothing: only its header does', async () => {
  const foreign = gmailBounce({ ...ben, messageId: '<20260714.1234@elsewhere.example>' })
  expect(await readReport(changed(foreign, '12 days', `Message-ID: ${ben.messageId}`))).toEqual({
    kind: 'about another mail',
  })
})

test('hostile mails end as no report, or as a report of harmless words', async () => {
  const nested = Array.from(
    { length: 1200 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  )
  const longHeader = `X: ${'y'.repeat(2_000_000)}\r\n\r\n`
  const halves = [postfixBounce(ben), gmailBounce(ben), qmailBounce(ben)].map((mail) =>
    mail.subarray(0, mail.length / 3),
  )
  for (const mail of [
    Buffer.alloc(0),
    Buffer.from([0, 255, 254, 10, 10]),
    Buffer.from(nested.join('')),
    Buffer.from(longHeader),
    ...halves,
  ])
    expect((await readReport(mail)).kind).not.toBe('report')
  const escapes = changed(
    postfixBounce(ben),
    'User\r\n    unknown',
    `\u001b[31mred\u0000\t${'long '.repeat(1000)}`,
  )
  const { words } = await reportOf(escapes)
  expect(words.length).toBeLessThanOrEqual(500)
  expect(words).toMatch(/^\P{Cc}+$/u)
})

test('no damage to a bounce makes it one of another mail', async () => {
  const originals = [
    postfixBounce(ben),
    exchangeBounce(ben),
    gmailBounce(ben),
    eximBounce(ben),
    qmailBounce(ben),
    complaint(ben),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.nat(),
      fc.nat(400),
      fc.uint8Array({ maxLength: 40 }),
      async (original, place, removed, added) => {
        const at = place % original.length
        // Other digits in the id's place are the id of another mail.
        const noDigits = added.filter((byte) => !/[0-9a-f-]/i.test(String.fromCharCode(byte)))
        const damaged = Buffer.concat([original.subarray(0, at), noDigits, original.subarray(at + removed)])
        const read = await readReport(damaged)
        if (read.kind === 'report') expect(read.report.deliveryId).toBe(deliveryId)
      },
    ),
  )
})
