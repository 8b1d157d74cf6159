import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readReport } from '../../../../adapters/mail/returned/read-report.ts'

// As Postfix 3.7 delivered them to a Maildir, about mails that our SMTP adapter had handed over to it; all names are made up.
const folder = join(import.meta.dirname, '../../../fixtures/returned/postfix')

function mailNamed(name: string): Buffer {
  return readFileSync(join(folder, `${name}.eml`))
}

/** The id that our Message-ID has: the returned mail's header ends with it. */
function deliveryIdIn(mail: Buffer): string | undefined {
  return /^Message-ID: <([0-9a-f-]{36})@company\.example>/m.exec(mail.toString())?.[1]
}

test.each([
  ['refused-at-the-recipient', 'gone@elsewhere.example', '5.1.1 smtp; 550 5.1.1 User unknown; rejecting'],
  ['refused-after-the-mail', 'full@full.example', '5.2.2 smtp; 552 5.2.2 Mailbox of the reader is full'],
  [
    'refused-in-three-lines',
    'multi@elsewhere.example',
    '5.7.26 smtp; 550-5.7.26 This mail is unauthenticated, which poses a security risk to the 550-5.7.26 sender and our users, and has been blocked. The sender must 550 5.7.26 authenticate with at least one of SPF or DKIM.',
  ],
  [
    'letters-that-are-not-ascii',
    'jörg@elsewhere.example',
    '5.6.7 X-Postfix; SMTPUTF8 is required, but was not offered by host 127.0.0.1[127.0.0.1]',
  ],
  [
    'host-unknown',
    'a@nowhere.invalid',
    '5.4.4 X-Postfix; unable to look up host nowhere.invalid: Name or service not known',
  ],
  ['given-up-after-delays', 'late@late.example', '4.7.1 smtp; 451 4.7.1 Greylisted, come back in a while'],
  ['forwarded-to-another-address', 'fwd@reader.example', '5.1.1 smtp; 550 5.1.1 User unknown; rejecting'],
])('Postfix’s bounce "%s" is about %s', async (name, recipient, words) => {
  const mail = mailNamed(name)
  const read = await readReport(mail)
  if (read.kind !== 'report') throw new Error(`it is ${read.kind}`)
  expect(read.report).toMatchObject({ kind: 'bounce', words, deliveryId: deliveryIdIn(mail) })
  expect(read.report.recipients).toContain(recipient)
  // Also where a server on the way returns no header.
  expect(await readReport(Buffer.from(mail.toString().replace(/^Message-ID: .*$/m, 'X-Removed: 1')))).toEqual(
    read,
  )
})

test('Postfix’s warning that a mail is late is no bounce: it still tries', async () => {
  expect(await readReport(mailNamed('delayed'))).toEqual({ kind: 'no report' })
})

test('each mail that Postfix wrote is looked at', () => {
  expect(readdirSync(folder)).toHaveLength(8)
})
