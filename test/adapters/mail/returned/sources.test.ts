import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import hoodiecrow from 'hoodiecrow-imap'
import { afterEach, expect, test } from 'vitest'
import { mailFolder } from '../../../../adapters/mail/returned/folder.ts'
import { ImapUrlError, parseImapUrl } from '../../../../adapters/mail/returned/imap-settings.ts'
import { imapMailbox, type MailboxPosition } from '../../../../adapters/mail/returned/mailbox.ts'
import {
  largestReportBytes,
  type MailSource,
  MailSourceError,
} from '../../../../adapters/mail/returned/source.ts'
import { waitLimitMs } from '../../../setup/time-limits.ts'

const closings: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

async function readFrom(source: MailSource, again: readonly string[] = []): Promise<string[]> {
  const mails: string[] = []
  await source.read((mail) => {
    const text = mail?.toString().trim() ?? 'too large'
    mails.push(text.length > 40 ? `${text.length} bytes` : text)
    return Promise.resolve(again.includes(text) ? 'again' : 'done')
  })
  return mails
}

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-bounces-'))
  closings.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test('a folder’s mails are read once each, and again when they change or are to be read again', async () => {
  const dir = aFolder()
  for (const name of ['b.eml', 'a.eml', 'c.EML']) writeFileSync(join(dir, name), name)
  const source = mailFolder(dir)
  expect(await readFrom(source, ['b.eml'])).toEqual(['a.eml', 'b.eml', 'c.EML'])
  expect(await readFrom(source)).toEqual(['b.eml'])
  writeFileSync(join(dir, 'a.eml'), 'the rest has arrived')
  utimesSync(join(dir, 'c.EML'), 1, 1)
  expect(await readFrom(source)).toEqual(['the rest has arrived', 'c.EML'])
})

test('a folder’s other files and links are left alone, and a huge file is counted once', async () => {
  const dir = aFolder()
  writeFileSync(join(dir, 'notes.txt'), 'notes')
  writeFileSync(join(dir, '.half.eml'), 'half')
  writeFileSync(join(dir, 'largest.eml'), Buffer.alloc(largestReportBytes, 'x'))
  writeFileSync(join(dir, 'huge.eml'), Buffer.alloc(largestReportBytes + 1, 'x'))
  symlinkSync('/etc/passwd', join(dir, 'link.eml'))
  const source = mailFolder(dir)
  expect(await readFrom(source)).toEqual(['too large', `${largestReportBytes} bytes`])
  expect(await readFrom(source)).toEqual([])
  await expect(readFrom(mailFolder(join(dir, 'none')))).rejects.toThrow(MailSourceError)
})

test('a Maildir’s mails are read once each, also when a mail program has moved and marked them', async () => {
  const dir = aFolder()
  for (const folder of ['new', 'cur', 'tmp']) mkdirSync(join(dir, folder))
  const delivered = '1795763899.Vfe00Ia1a9c5M899912.mail'
  writeFileSync(join(dir, 'new', delivered), 'one')
  writeFileSync(join(dir, 'cur', '1795763900.Vfe00Ia1a9c8M59929.mail:2,S'), 'two')
  writeFileSync(join(dir, 'tmp', '1795763901.half'), 'half')
  writeFileSync(join(dir, 'dovecot-uidlist'), '3 V1795764018')
  const source = mailFolder(dir)
  expect(await readFrom(source, ['one'])).toEqual(['one', 'two'])
  renameSync(join(dir, 'new', delivered), join(dir, 'cur', `${delivered}:2,`))
  expect(await readFrom(source)).toEqual(['one'])
  renameSync(join(dir, 'cur', `${delivered}:2,`), join(dir, 'cur', `${delivered}:2,RS`))
  expect(await readFrom(source)).toEqual([])
})

test('folders that are called as a Maildir’s are none alone', async () => {
  const dir = aFolder()
  mkdirSync(join(dir, 'new'))
  writeFileSync(join(dir, 'new', 'notes'), 'notes')
  expect(await readFrom(mailFolder(dir))).toEqual([])
})

/** An IMAP server on loopback with these mails in its INBOX. */
async function imapServer(mails: readonly string[]) {
  const messages = mails.map((raw, at) => ({
    raw: `Subject: x\r\n\r\n${raw}`,
    uid: at + 1,
    internaldate: '14-Jul-2026 06:00:00 +0000',
  }))
  const server = hoodiecrow({
    storage: { INBOX: { messages, uidvalidity: 7, uidnext: messages.length + 1 } },
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  closings.push(() => new Promise<void>((done) => server.close(() => done())))
  const address = server.server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  let kept: MailboxPosition | null = null
  const position = {
    load: () => Promise.resolve(kept),
    save: (_: string, to: MailboxPosition) => {
      kept = to
      return Promise.resolve()
    },
  }
  return {
    server,
    mailbox: (login = 'testuser:testpass', path = 'INBOX') =>
      imapMailbox({
        settings: parseImapUrl(`imap://${login}@127.0.0.1:${port}/${path}`),
        position,
        now: () => Date.parse('2026-07-15T00:00:00Z'),
        timeoutMs: waitLimitMs,
      }),
    position: () => kept,
    keep: (to: MailboxPosition) => {
      kept = to
    },
  }
}

test('a mailbox’s mails are read once each, also by the next process, and none is marked as read', async () => {
  const { server, mailbox, position, keep } = await imapServer(['one', 'two', 'three'])
  const [one, two, three] = ['one', 'two', 'three'].map((text) => `Subject: x\r\n\r\n${text}`)
  expect(await readFrom(mailbox(), [two ?? ''])).toEqual([one, two])
  expect(position()).toEqual({ uidValidity: '7', lastUid: 1 })
  expect(await readFrom(mailbox())).toEqual([two, three])
  expect(await readFrom(mailbox())).toEqual([])
  server.appendMessage('INBOX', [], '15-Jul-2026 00:00:00 +0000', 'Subject: x\r\n\r\nfour')
  expect(await readFrom(mailbox())).toEqual(['Subject: x\r\n\r\nfour'])
  expect(server.getMailbox('INBOX').messages.flatMap(({ flags }) => flags)).not.toContain('\\Seen')
  // The mailbox was made anew: its numbers mean other mails now.
  keep({ uidValidity: '6', lastUid: 4 })
  expect(await readFrom(mailbox())).toHaveLength(4)
})

test('a mail that is too large for a report is counted, and the next one read', async () => {
  const { mailbox } = await imapServer(['x'.repeat(largestReportBytes), 'two'])
  expect(await readFrom(mailbox())).toEqual(['too large', 'Subject: x\r\n\r\ntwo'])
  expect(await readFrom(mailbox())).toEqual([])
})

test('a mailbox that can’t be read says what to mend, and no password', async () => {
  const { server, mailbox } = await imapServer([])
  const messageOf = (source: MailSource) =>
    readFrom(source).then(
      () => 'it was read',
      (error: unknown) => (error instanceof MailSourceError ? error.message : String(error)),
    )
  expect(await messageOf(mailbox('testuser:hunter2hunter2'))).toMatch(/doesn't take the login/)
  expect(await messageOf(mailbox('testuser:testpass', 'Gone'))).toMatch(/check the mailbox/)
  expect(await readFrom(mailbox())).toEqual([])
  await new Promise<void>((done) => server.close(() => done()))
  closings.length = 0
  const away = await messageOf(mailbox('testuser:hunter2hunter2'))
  expect(away).toMatch(/can't be reached \(ECONNREFUSED\)/)
  expect(away).not.toContain('hunter2')
})

test('the address of a mailbox names server, login and mailbox', () => {
  expect(parseImapUrl('imaps://plumbline%40company.example:a%25b@mail.company.example/Bounces/2026')).toEqual(
    {
      host: 'mail.company.example',
      port: 993,
      tlsFromStart: true,
      login: { user: 'plumbline@company.example', password: 'a%b' },
      mailbox: 'Bounces/2026',
    },
  )
  expect(parseImapUrl('imap://a:b@[::1]')).toMatchObject({ host: '::1', port: 143, mailbox: 'INBOX' })
  for (const text of [
    '',
    'mail.company.example',
    'smtp://a:b@c',
    'imaps://mail.company.example',
    'imaps://a:%@c',
  ])
    expect(() => parseImapUrl(text), text).toThrow(ImapUrlError)
})
