import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { buildMessage, type MailContent } from '../../adapters/mail/message.ts'
import { everyNotice, goldenReports, type NamedMail, signInLink } from '../builders/every-mail.ts'

// What spam filters have found in our mails, or would. `npm run bench -- spam` has a real one look; contrast is looked at in Chromium.

const identity = {
  from: 'Plumbline <plumbline@company.example>',
  replyTo: null,
  messageIdDomain: 'company.example',
}
const reader = {
  deliveryId: '6f1c0f0e-3d5b-4c19-9a51-0d6f5a4b7c11',
  recipientEmail: 'ada@reader.example',
  recipientName: 'Ada Example',
  datedAt: Date.parse('2026-06-12T16:00:00Z'),
}

/** Of each kind with words of ours alone: what trackers' titles say is theirs. */
const mails = [...goldenReports, ...everyNotice, signInLink].filter(({ name }) => !name.includes('hostile'))

async function findings(look: (mail: MailContent) => string[] | Promise<string[]>): Promise<string[]> {
  const found: string[] = []
  for (const { name, render } of mails)
    found.push(...(await look(await rendered(name, render))).map((each) => `${name}: ${each}`))
  return found
}

const kept = new Map<string, ReturnType<NamedMail['render']>>()

function rendered(name: string, render: NamedMail['render']): ReturnType<NamedMail['render']> {
  const mail = kept.get(name) ?? render()
  kept.set(name, mail)
  return mail
}

/** What a reader sees of the HTML. */
function wordsOfHtml(html: string): string[] {
  return wordsIn(
    html
      .slice(html.indexOf('<body'))
      .replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<div style="display:none[\s\S]*?<\/div>/g, ' ')
      .replace(/<\/?(?:b|strong|a|bdi|span)\b[^>]*>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;|&#847;|&zwnj;/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/&amp;/g, '&'),
  )
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

test('no mail claims to be urgent, shouts or offers', async () => {
  const claims =
    /\b(?:urgent|act now|click here|dear (?:friend|customer)|free|guarantee\w*|limited time)\b|!/gi
  const shouts = /\b[A-Z]{4,} [A-Z]{4,}\b/g
  const found = await findings(({ subject, text }) =>
    [claims, shouts].flatMap((bad) => `${subject}\n${text}`.match(bad) ?? []),
  )
  expect(found).toEqual([])
})

test('the text twin has the words of the HTML', async () => {
  const onlyInHtml = await findings(({ html, text, subject }) => {
    const twin = new Set(wordsIn(`${subject} ${text}`))
    return [...new Set(wordsOfHtml(html))].filter((word) => !twin.has(word))
  })
  expect(onlyInHtml).toEqual([])
})

test('no mail is little more than a picture', async () => {
  const bare = await findings(({ html, pictures }) => {
    const words = wordsOfHtml(html).length
    return pictures.length > 0 && words < 60 ? [`${words} words`] : []
  })
  expect(bare).toEqual([])
})

test('each mail has its sender, its reader, a subject, a date, an id and both bodies', async () => {
  const lacking = await findings(async (content) => {
    const { raw } = await buildMessage(content, reader, identity)
    const mail = await simpleParser(raw, { skipImageLinks: true })
    const to = mail.to === undefined || Array.isArray(mail.to) ? undefined : mail.to.value[0]
    return Object.entries({
      from: mail.from?.value[0]?.name === 'Plumbline',
      to: to?.name === 'Ada Example' && to.address === 'ada@reader.example',
      subject: mail.subject === content.subject,
      date: mail.date?.getTime() === reader.datedAt,
      id: mail.messageId === `<${reader.deliveryId}@company.example>`,
      bodies: mail.text !== undefined && mail.text.length > 40 && mail.html !== false,
      machine: mail.headers.get('auto-submitted') === 'auto-generated',
      pictures: mail.attachments.length === content.pictures.length,
    }).flatMap(([name, holds]) => (holds ? [] : [name]))
  })
  expect(lacking).toEqual([])
})
