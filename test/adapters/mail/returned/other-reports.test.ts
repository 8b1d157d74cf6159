import { expect, test } from 'vitest'
import { readReport } from '../../../../adapters/mail/returned/read-report.ts'
import {
  hostedBounce,
  microsoftComplaint,
  namedBounce,
  openSmtpdBounce,
  withDisclaimer,
  yahooBounce,
} from '../../../builders/other-returned-mails.ts'
import { postfixBounce, qmailBounce, type Returned } from '../../../builders/returned-mails.ts'

const deliveryId = '6f1c0f0e-3d5b-4c19-9a51-0d6f5a4b7c11'
const ben: Returned = { messageId: `<${deliveryId}@company.example>`, to: 'ben@company.example' }

async function reportOf(mail: Buffer) {
  const read = await readReport(mail)
  if (read.kind !== 'report') throw new Error(`it is ${read.kind}`)
  return read.report
}

test('a bounce is one by its parts, whatever the mail around them calls itself', async () => {
  expect(await reportOf(openSmtpdBounce(ben))).toMatchObject({
    ...{ kind: 'bounce', deliveryId, recipients: [ben.to] },
    words: '5.0.0 Domain does not exist',
  })
  expect(await reportOf(withDisclaimer(postfixBounce(ben)))).toMatchObject({ kind: 'bounce', deliveryId })
  const delayed = withDisclaimer(postfixBounce(ben, { action: 'delayed' }))
  expect(await readReport(delayed)).toEqual({ kind: 'no report' })
})

test('a report without the part that machines read is read as a person would', async () => {
  expect(await reportOf(yahooBounce(ben))).toMatchObject({
    ...{ kind: 'bounce', deliveryId, recipients: [ben.to] },
    words: expect.stringContaining('550: 5.1.1 <ben@company.example>: Recipient address rejected'),
  })
  const received = Buffer.from(
    yahooBounce(ben).toString().replace('delivery-status', 'disposition-notification'),
  )
  expect(await readReport(received)).toEqual({ kind: 'no report' })
})

const below = '--- Below this line is a copy of the message.'

test.each([
  ['MessageLabs', 'This is the mail delivery agent at messagelabs.com.\nI was not able to deliver.', below],
  ['GoDaddy', "We're sorry. There's a problem with the e-mail address(es) you're trying to send to.", below],
  ['Yahoo', 'Message from yahoo.com.\nUnable to deliver your message:', '--- Original message follows.'],
  [
    'a Japanese host',
    '\u5b9b\u5148\u4e0d\u660e\u3067\u3059\u3002',
    '--- Below the next line is a copy of the message.',
  ],
  [
    'IONOS',
    'This message was created automatically by mail delivery software.\n\nThe following addresses failed:',
    '--- The header of the original message is following. ---',
  ],
  [
    'Exim that returns the head',
    'This message was created automatically by mail delivery software.\n\nThe following addresses failed:',
    "------ This is a copy of the message's headers. ------",
  ],
  ['an old sendmail', 'The original message was received', '   ----- Message header follows -----'],
])('the plain bounce of %s names the mail and its reader', async (_, opening, announcement) => {
  expect(await reportOf(hostedBounce(ben, { opening, announcement }))).toMatchObject({
    ...{ kind: 'bounce', deliveryId, recipients: [ben.to] },
    words: '<ben@company.example>: 550 no such user',
  })
})

test.each([
  [
    'T-Online (sisimai/set-of-emails#30)',
    '|------------------------- Failed addresses follow: ---------------------|\n <ben@company.example>\n   552 5.2.2 Quota exceeded',
    '|------------------------- Message header follows: ----------------------|',
  ],
  [
    'SmarterMail (rgl/MailBounceDetector#10)',
    'Could not deliver message to the following recipient(s):\n\nFailed Recipient: ben@company.example\nReason: Remote host said: 550 5.1.1 no such user',
    '   -- The header and top 20 lines of the message follows --',
  ],
  ['IMail', 'Invalid final delivery userid: ben@company.example', '\nOriginal message follows.'],
  [
    'Notes',
    '------- Failure Reasons  --------\n\nUser not listed\nben@company.example',
    '------- Returned Message --------',
  ],
  [
    'Haraka (haraka/Haraka#568)',
    'Hi. This is the Haraka Mailer program at mx.\n\n<ben@company.example>: Too many failures (Tried all MXs)',
    below,
  ],
  [
    'Zoho, which announces no copy',
    'This is a permanent error.\n\nben@company.example Invalid Address, ERROR_CODE :550',
    '',
  ],
  ['GMX', 'The following address failed:\n\n"ben@company.example":\n5.1.1 User Unknown', below],
])('the plain bounce of %s names its reader in its own way', async (_, said, announcement) => {
  expect(await reportOf(namedBounce(ben, said, { announcement }))).toMatchObject({
    ...{ kind: 'bounce', deliveryId, recipients: [ben.to] },
    words: expect.stringContaining('ben@company.example'),
  })
})

test('a copy that nothing announces makes a bounce only after words of a failure', async () => {
  const told = 'Your mail waits for its check:\n\nben@company.example'
  expect(await readReport(namedBounce(ben, told))).toEqual({ kind: 'no report' })
  expect((await readReport(namedBounce(ben, `It could not be delivered.\n${told}`))).kind).toBe('report')
  const delayed = `It could not be delivered yet, and we will keep trying.\n${told}`
  expect(await readReport(namedBounce(ben, delayed))).toEqual({ kind: 'no report' })
})

test('words that any host may begin with make a bounce only where a mail server wrote them', async () => {
  const opening = 'We tried to reach:'
  const bounce = hostedBounce(ben, { opening, announcement: below }).toString()
  const byPerson = bounce.replace('Return-Path: <>', 'Return-Path: <cy@company.example>')
  expect((await readReport(Buffer.from(byPerson))).kind).toBe('report')
  const quoted = byPerson.replace('MAILER-DAEMON@mail.company.example', 'cy@company.example')
  expect(await readReport(Buffer.from(quoted))).toEqual({ kind: 'no report' })
  // qmail's own may come through a list or a gateway that puts another sender there.
  const throughGateway = qmailBounce(ben).toString().replaceAll('MAILER-DAEMON', 'relay')
  expect((await readReport(Buffer.from(throughGateway))).kind).toBe('report')
})

test('a holiday reply with no address to come back to is no bounce, though it names a person and quotes the mail', async () => {
  const opening = 'I am away. Until 20 July please write to my colleague:'
  const bounce = hostedBounce({ ...ben, to: 'cy@company.example' }, { opening, announcement: below })
  const ofServer = bounce.toString()
  expect((await readReport(Buffer.from(ofServer))).kind).toBe('report')
  const ofAlias = ofServer.replace('MAILER-DAEMON@mail.company.example', 'Ben <ben.b@company.example>')
  const marked = ofAlias.replace('Subject:', 'Auto-Submitted: auto-replied (vacation)\r\nSubject:')
  expect(await readReport(Buffer.from(marked))).toEqual({ kind: 'no report' })
  // Older servers mark nothing; but it is from whom the mail went to.
  const ofReader = ofServer.replace('MAILER-DAEMON@mail.company.example', 'Cy <CY@company.example>')
  expect(await readReport(Buffer.from(ofReader))).toEqual({ kind: 'no report' })
})

test('a plain notice of delay is no bounce', async () => {
  for (const opening of [
    'This message has not yet been delivered:',
    'We will keep trying to reach:',
    // qmail, Yahoo, sendmail and Exim.
    'Hi. This is the qmail-send program. Delivery will be attempted again.',
    'We were unable to deliver it yet, and we will retry for 2 more days.',
    '----- The following addresses had transient non-fatal errors -----',
    'Delivery attempts will continue for some time.',
  ])
    expect(await readReport(hostedBounce(ben, { opening, announcement: below })), opening).toEqual({
      kind: 'no report',
    })
})

test('a complaint to Microsoft names its reader in the head of the mail', async () => {
  expect(await reportOf(microsoftComplaint(ben))).toMatchObject({
    ...{ kind: 'complaint', deliveryId, recipients: [ben.to], words: 'abuse' },
  })
})

test('an address that a report writes in ASCII is the one with its own letters', async () => {
  const international = 'j\u00f8rn@m\u00fcnchen.example'
  const bounce = postfixBounce({ ...ben, to: international }).toString()
  const inAscii = bounce.replaceAll(
    /(?<=-Recipient: ?)rfc822;(.*)/g,
    'utf-8; j\\x{F8}rn@m\\x{FC}nchen.example',
  )
  expect(await reportOf(Buffer.from(inAscii))).toMatchObject({ recipients: [international, international] })
})
