import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeMailboxIndex } from '../../../embedded/mailbox/index.ts'
import { type Mailbox, startMailbox } from '../../../embedded/mailbox/server.ts'
import { wideModesIn } from '../wide-modes.ts'

let dir: string
let mailbox: Mailbox

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mailbox-'))
  mailbox = await startMailbox({ dir })
})

afterEach(async () => {
  await mailbox.stop()
  rmSync(dir, { recursive: true })
})

test('keeps each mail as it came, numbered, under the names of its first reader and subject', async () => {
  await send({ to: 'ada@shop.example', subject: 'Où est passé le trimestre ?', text: '.a dot first\n..two' })
  await send({ to: ['ben@shop.example', 'cleo@shop.example'], subject: '../../etc/passwd', text: 'x' })
  expect(mails()).toEqual([
    '0001-ada-at-shop.example-ou-est-passe-le-trimestre.eml',
    '0002-ben-at-shop.example-and-1-more-etc-passwd.eml',
  ])
  expect(read(mails()[0])).toContain('\r\n.a dot first\r\n..two')
  await writeMailboxIndex(dir)
  expect(wideModesIn(dir)).toEqual([])
})

test('goes on numbering where an earlier run ended', async () => {
  await send({ to: 'ada@shop.example', subject: 'One', text: 'x' })
  const later = await startMailbox({ dir })
  await send({ to: 'ada@shop.example', subject: 'Two', text: 'x' }, later)
  await later.stop()
  expect(mails()).toEqual(['0001-ada-at-shop.example-one.eml', '0002-ada-at-shop.example-two.eml'])
})

test('keeps every one of many mails that come at once, and leaves no half file', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      send({ to: `reader${n}@shop.example`, subject: 'Your quarter', text: 'x' }),
    ),
  )
  expect(mails()).toHaveLength(40)
  expect(readdirSync(dir)).toHaveLength(40)
})

test('refuses a mail above its size for good, and keeps nothing of it', async () => {
  const envelope = { from: 'plumbline@shop.example', to: 'ada@shop.example' }
  const large = send({ envelope, raw: Buffer.alloc(26_000_000, 'a line\r\n') })
  await expect(large).rejects.toMatchObject({ responseCode: 552 })
  expect(readdirSync(dir)).toEqual([])
})

test('lists the mails with the newest last, and links each to its page', async () => {
  await send({ to: 'Ada <ada@shop.example>', subject: 'First & <foremost>', text: 'x' })
  await send({ to: 'ben@shop.example', subject: 'Second', text: 'x' })
  const index = read((await writeMailboxIndex(dir)).slice(dir.length + 1))
  expect(index.indexOf('First &amp; &lt;foremost&gt;')).toBeGreaterThan(0)
  expect(index.indexOf('Second')).toBeGreaterThan(index.indexOf('First'))
  for (const [, page] of index.matchAll(/href="([^"]+)"/g)) expect(readdirSync(dir)).toContain(page)
  expect(index).toContain('&quot;Ada&quot; &lt;ada@shop.example&gt;')
})

test('shows a mail with its own pictures inside, and lets it run or fetch nothing', async () => {
  await send({
    to: 'ada@shop.example',
    subject: '"><script>alert(1)</script>',
    text: 'plain </pre><script>alert(2)</script>',
    html: '<p>Hello</p><img src="cid:plan"><script>alert(3)</script>',
    attachments: [{ filename: 'plan.png', content: Buffer.from('picture'), cid: 'plan' }],
  })
  await writeMailboxIndex(dir)
  const page = read(readdirSync(dir).find((name) => name.endsWith('.html') && name !== 'index.html'))
  expect(page).not.toContain('<script')
  expect(page).toContain(
    `data:application/octet-stream;base64,${Buffer.from('picture').toString('base64')}`.slice(-12),
  )
  expect(page).not.toContain('cid:plan')
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(page).toContain("default-src 'none'; img-src data:")
})

test('lists an empty mailbox', async () => {
  expect(read((await writeMailboxIndex(dir)).slice(dir.length + 1))).toContain('No mail has come yet')
})

async function send(mail: SendMailOptions, { host, port } = mailbox): Promise<void> {
  const transport = createTransport({ host, port, ignoreTLS: true })
  try {
    await transport.sendMail({ from: 'plumbline@shop.example', date: '2026-01-05T08:00:00Z', ...mail })
  } finally {
    transport.close()
  }
}

function mails(): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.eml'))
    .sort()
}

function read(name: string | undefined): string {
  return readFileSync(join(dir, name ?? ''), 'utf8')
}
