import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import {
  buildMessage,
  MailAddressError,
  type MailIdentity,
  prepareMail,
} from '../../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { pagePlaceholder, stopPlaceholder } from '../../../domain/deliver/readers/links.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'

const edition: Edition = {
  editionId: 'edition-1',
  quarter: '2026-Q2',
  kind: 'pre-planning',
  audience: 'executive',
  scope: { kind: 'company' },
  renderedAt: 0,
  subject: 'Q2: half of the roadmap’s time went elsewhere',
  preheader: 'One decision.',
  html: '<p>Ünder the line<img src="cid:picture-1@plumbline" alt="Bars"></p>',
  text: 'Ünder the line',
  pictures: [{ contentId: 'picture-1@plumbline', altText: 'Bars', png: new Uint8Array([137, 80, 78, 71]) }],
}
const delivery = {
  deliveryId: 'row-1',
  recipientEmail: 'ada@company.example',
  recipientName: 'Ada Example',
  datedAt: Date.parse('2026-06-12T16:00:00Z'),
}
const identity: MailIdentity = {
  from: 'Plumbline <plumbline@company.example>',
  messageIdDomain: 'company.example',
  replyTo: null,
}

test('one delivery gives the same bytes each time', async () => {
  const first = await buildMessage(edition, delivery, identity)
  const second = await buildMessage(edition, { ...delivery }, identity)
  expect(first.raw.equals(second.raw)).toBe(true)
  expect(first.raw.length).toBeGreaterThan(500)
})

/** Exchange doesn't go by the other (TryGhost/Ghost#25493, freescout-help-desk/freescout#2488). */
test('no holiday reply is asked for, of Exchange neither, and bounces are', async () => {
  const { headerLines } = await simpleParser((await buildMessage(edition, delivery, identity)).raw)
  const lineOf = (name: string) => headerLines.find(({ key }) => key === name)?.line
  expect(lineOf('auto-submitted')).toBe('Auto-Submitted: auto-generated')
  expect(lineOf('x-auto-response-suppress')).toMatch(/^X-Auto-Response-Suppress: OOF, AutoReply$/i)
})

/** cyrusimap/cyrus-imapd#2529, dahlia/upyo#39. */
test('each encoded word of a subject or a name holds whole letters', async () => {
  const words = '😀Ünïcode – 図書館 '.repeat(8)
  const reader = { ...delivery, recipientName: words }
  const { raw } = await buildMessage({ ...edition, subject: words }, reader, identity)
  const head = raw.toString('latin1').split('\r\n\r\n')[0] ?? ''
  const encoded = [...head.matchAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi)]
  expect(encoded.length).toBeGreaterThan(6)
  for (const [word, kind, text = ''] of encoded) {
    const bytes =
      kind?.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64')
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          )
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), word).not.toThrow()
    expect(word.length).toBeLessThanOrEqual(75)
  }
})

test('every line of a mail ends as SMTP’s do, in ASCII too, and none is longer than servers take', async () => {
  for (const words of ['Under the line', 'Ünder the line']) {
    const text = `${words}\nand more\n`
    const { raw } = await buildMessage({ ...edition, text, html: `<p>${text}</p>\n` }, delivery, identity)
    expect(raw.toString('latin1')).not.toMatch(/(?<!\r)\n|\r(?!\n)/)
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998)
  }
})

test('another delivery of the same edition differs in Message-ID and boundaries', async () => {
  const first = (await buildMessage(edition, delivery, identity)).raw.toString()
  const second = (await buildMessage(edition, { ...delivery, deliveryId: 'row-2' }, identity)).raw.toString()
  const boundaryOf = (raw: string) => /boundary="([^"]+)"/.exec(raw)?.[1]
  expect(boundaryOf(first)).toBeDefined()
  expect(boundaryOf(first)).not.toBe(boundaryOf(second))
})

test('the mails of one edition differ in what is their reader’s alone', async () => {
  const prepared = await prepareMail(edition, { ...identity, replyTo: 'cto@company.example' })
  const linesOf = async (deliveryId: string, recipientName: string) =>
    String(
      Buffer.concat((await prepared.messageFor({ ...delivery, deliveryId, recipientName })).parts),
    ).split('\r\n')
  const ada = await linesOf('row-1', 'Ada Example')
  const ben = await linesOf(
    'row-2',
    'Béla with a name so long that it is folded into a second line of its header',
  )
  const own = /^(To|Message-ID|X-Plumbline-Mail|Date|Content-Type): |NmP-| =\?UTF-8|bela|ada@/
  expect(ada.filter((line) => !own.test(line))).toEqual(ben.filter((line) => !own.test(line)))
  expect(ada).toContain('Reply-To: cto@company.example')
  const boundaries = (lines: readonly string[]) => lines.filter((line) => line.startsWith('--')).length
  expect([boundaries(ada), boundaries(ben)]).toEqual([6, 6])
})

test.each([null, 'cto@company.example'])(
  'a reader’s replies go to their own address, not %s',
  async (replyTo) => {
    const prepared = await prepareMail(edition, { ...identity, replyTo })
    const repliesIn = async (reader: { readonly replyTo?: string }) =>
      Buffer.concat((await prepared.messageFor({ ...delivery, ...reader })).parts)
        .toString()
        .match(/^Reply-To: .*(?=\r$)/gm) ?? []
    expect(await repliesIn({ replyTo: 'own@company.example' })).toEqual(['Reply-To: own@company.example'])
    expect(await repliesIn({})).toEqual(replyTo === null ? [] : [`Reply-To: ${replyTo}`])
  },
)

test('a mail carries text and HTML side by side, the picture inline, and says that a machine wrote it', async () => {
  const { raw, messageId, envelope } = await buildMessage(edition, delivery, identity)
  const mail = await simpleParser(raw, { skipImageLinks: true })
  expect(mail.messageId).toBe(messageId)
  expect(messageId).toBe('<row-1@company.example>')
  expect(envelope).toEqual({ from: 'plumbline@company.example', to: 'ada@company.example', id: 'row-1' })
  expect(mail.date?.getTime()).toBe(delivery.datedAt)
  expect(mail.text?.trim()).toBe(edition.text)
  expect(mail.html).toContain('cid:picture-1@plumbline')
  expect(mail.attachments.map(({ cid, contentType, related }) => ({ cid, contentType, related }))).toEqual([
    { cid: 'picture-1@plumbline', contentType: 'image/png', related: true },
  ])
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.headers.has('list')).toBe(false)
  expect(mail.headers.has('x-mailer')).toBe(false)
})

test.each([
  ['with other letters than ASCII', 'Ünder the line'],
  ['in ASCII alone', 'Under the line'],
])('each reader’s link stands where the mail has its placeholder, %s', async (_, words) => {
  const pageUrl = `https://plumbline.company.example/read/${'t0ken-'.repeat(9)}`
  const unsubscribeUrl = `https://plumbline.company.example/unsubscribe/${'=t0ken'.repeat(9)}`
  for (let padding = 1; padding < 80; padding += 3) {
    const start = `${'x'.repeat(padding)} ${words}`
    const mail = await simpleParser(
      (
        await buildMessage(
          {
            ...edition,
            text: `${start} <${pagePlaceholder}#finding-1>, <${pagePlaceholder}>, <${stopPlaceholder}> end.`,
            html: `<p>${start} <a href="${pagePlaceholder}#finding-1">see them</a> <a href="${stopPlaceholder}">no</a></p>`,
          },
          delivery,
          { ...identity, linksFor: () => ({ pageUrl, unsubscribeUrl }) },
        )
      ).raw,
    )
    expect(mail.text?.trim()).toBe(`${start} <${pageUrl}#finding-1>, <${pageUrl}>, <${unsubscribeUrl}> end.`)
    expect(String(mail.html).trim()).toBe(
      `<p>${start} <a href="${pageUrl}#finding-1">see them</a> <a href="${unsubscribeUrl}">no</a></p>`,
    )
  }
})

test.each([
  ['https://plumbline.company.example/unsubscribe/1', true],
  ['http://127.0.0.1:7411/unsubscribe/1', false],
])('a mail can be stopped at %s, by one click: %s', async (unsubscribeUrl, byOneClick) => {
  const linksFor = () => ({ pageUrl: '', unsubscribeUrl })
  const raw = (await buildMessage(edition, delivery, { ...identity, linksFor })).raw.toString()
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
  expect(head).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`)
  expect(head.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click')).toBe(byOneClick)
})

test('no line of a mail gets longer than mail servers must take by a reader’s link', async () => {
  const pageUrl = `https://plumbline.${'company.'.repeat(20)}example/read/${'t0ken-'.repeat(9)}`
  const html = `<p>Ünder <a href="${pagePlaceholder}#finding-1">see them</a> ${'word '.repeat(40)}</p>`
  const { raw } = await buildMessage({ ...edition, html }, delivery, {
    ...identity,
    linksFor: () => ({ pageUrl, unsubscribeUrl: null }),
  })
  const body = raw.toString().split('\r\n\r\n').slice(1).join('\r\n\r\n')
  expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76)
})

test.each([
  'Ada\r\nBcc: all@company.example',
  'Ada" <eve@evil.example>, "x',
  'عدا مثال',
  'Ada\u0000\u202eelpmaxE',
])('a name can’t add a header or a recipient: %j', async (recipientName) => {
  const { raw, envelope } = await buildMessage(edition, { ...delivery, recipientName }, identity)
  const mail = await simpleParser(raw)
  expect(envelope.to).toBe('ada@company.example')
  expect(mail.bcc).toBeUndefined()
  const to = [mail.to].flat().flatMap((list) => list?.value ?? [])
  expect(to.map((entry) => entry.address)).toEqual(['ada@company.example'])
})

test('a subject can’t add a header', async () => {
  const { raw } = await buildMessage(
    { ...edition, subject: 'News\r\nBcc: all@company.example' },
    delivery,
    identity,
  )
  const mail = await simpleParser(raw)
  expect(mail.bcc).toBeUndefined()
  expect(mail.subject).toBe('News Bcc: all@company.example')
})

test.each([
  'ada',
  'ada@',
  'a da@company.example',
  'ada@company.example>, <eve@evil.example',
  'ada@x.example\r\nDATA',
])('a malformed address is refused: %j', async (recipientEmail) => {
  await expect(buildMessage(edition, { ...delivery, recipientEmail }, identity)).rejects.toBeInstanceOf(
    MailAddressError,
  )
})

test.each(['Plumbline', 'Plumbline <plumbline>', 'nobody:;'])(
  'a sender without an address (%s) fails no recipient: the mails wait until it is corrected',
  async (from) => {
    await expect(buildMessage(edition, delivery, { ...identity, from })).rejects.toBeInstanceOf(
      MailUnavailableError,
    )
  },
)
