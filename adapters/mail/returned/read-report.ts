import { type ParsedMail, simpleParser } from 'mailparser'
import { z } from 'zod'
import { mailIdHeader, type ReturnReport } from '../../../domain/deliver/returned-mail.ts'
import { parseEmail } from '../../../domain/email.ts'
import { uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { addressIn, type Fields, firstOf, oneLine, readFieldGroups, readFields } from './fields.ts'
import { readPlainBounce } from './plain-bounce.ts'

/** What a report says, before it is known about which mail. */
type Said = Omit<ReturnReport, 'deliveryId' | 'writtenAt'> & {
  /** Texts that may name the mail, the most reliable first. */
  readonly names: readonly (readonly string[])[]
}

/** A mail that a mail server may have written about one of ours. Anything else is of no concern. */
export type ReadMail =
  | { readonly kind: 'report'; readonly report: ReturnReport }
  /** A bounce or complaint about a mail that isn't ours, or that doesn't say about which. */
  | { readonly kind: 'about another mail' }
  | { readonly kind: 'no report' }

/**
 * Reads a mail as bounce (RFC 3464, RFC 6533, or qmail's and the older Exim's plain text) or complaint (RFC 5965). Reports of
 * delay and success, out-of-office replies and forwarded bounces are no reports.
 */
export async function readReport(mail: Buffer): Promise<ReadMail> {
  const parsed = await parse(mail)
  const said = parsed === null ? null : reportIn(parsed)
  if (parsed === null || said === null) return { kind: 'no report' }
  const deliveryId = said.names.map(onlyDeliveryIn).find((each) => each !== null)
  if (deliveryId === undefined || deliveryId === null) return { kind: 'about another mail' }
  const { kind, recipients, words } = said
  return { kind: 'report', report: { kind, deliveryId, recipients, words, writtenAt: dateOf(parsed) } }
}

/** Null for a mail that can't be parsed, such as one with thousands of parts. */
async function parse(mail: Buffer): Promise<ParsedMail | null> {
  try {
    return await simpleParser(mail, {
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      checksumAlgo: false,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
    })
  } catch {
    // Anybody can write to this mailbox: whatever the parser fails of, the mail is no report, and the next one is read.
    return null
  }
}

function reportIn(mail: ParsedMail): Said | null {
  const contentType = mail.headers.get('content-type')
  const { value = '', params = {} } = typedContent.safeParse(contentType).data ?? {}
  if (value.toLowerCase() !== 'multipart/report') return plainReport(mail)
  switch (reportTypeOf(params)) {
    // Some servers leave it out: then only a part of that type makes a bounce.
    case null:
    case 'delivery-status':
      return bounceIn(mail)
    case 'feedback-report':
      return complaintIn(mail)
    default:
      return null
  }
}

function reportTypeOf(params: Readonly<Record<string, string>>): string | null {
  const [, type = null] = Object.entries(params).find(([name]) => name.toLowerCase() === 'report-type') ?? []
  return type?.toLowerCase() ?? null
}

const typedContent = z.object({ value: z.string(), params: z.record(z.string(), z.string()) })

/** A bounce as RFC 3464 describes it; null where no recipient failed for good. */
function bounceIn(mail: ParsedMail): Said | null {
  const [ofMail, ...groups] = readFieldGroups(partOf(mail, /^message\/(?:global-)?delivery-status$/))
  if (ofMail === undefined) return null
  // Some servers leave out the blank line after the fields of the mail.
  const failed = (groups.length === 0 ? [ofMail] : groups).filter(isFailure)
  const [first] = failed
  if (first === undefined) return null
  const named = failed.flatMap((group) => [
    ...(group.get('original-recipient') ?? []),
    ...(group.get('final-recipient') ?? []),
  ])
  return {
    kind: 'bounce',
    recipients: named.map(addressIn),
    words: oneLine(failed.length === 1 ? wordsOf(first) : failed.map(wordsWithRecipient).join('; ')),
    names: [
      ofMail.get('original-envelope-id') ?? [],
      ofMail.get('x-original-message-id') ?? [],
      ...namesIn(mail),
    ],
  }
}

function wordsOf(group: Fields): string {
  return [firstOf(group, 'status'), firstOf(group, 'diagnostic-code')]
    .filter((each) => each !== null)
    .join(' ')
}

function wordsWithRecipient(group: Fields): string {
  return `${addressIn(firstOf(group, 'final-recipient') ?? '')}: ${wordsOf(group)}`
}

function isFailure(group: Fields): boolean {
  const action = firstOf(group, 'action')
  return action === null ? /^5\./.test(firstOf(group, 'status') ?? '') : /^failed\b/i.test(action)
}

/** What a reader or their provider complains of; other feedback, such as that a mail is no spam, is none. */
const complaints: readonly string[] = ['abuse', 'fraud', 'opt-out', 'opt-out-list', 'other']

/** A complaint as RFC 5965 describes it. */
function complaintIn(mail: ParsedMail): Said | null {
  const fields = readFields(partOf(mail, /^message\/feedback-report$/))
  const type = firstOf(fields, 'feedback-type')?.toLowerCase() ?? ''
  if (!complaints.includes(type)) return null
  const addresses = (fields.get('original-rcpt-to') ?? []).map(addressIn)
  return {
    kind: 'complaint',
    recipients: addresses.filter((address) => parseEmail(address) !== null),
    words: type,
    names: [fields.get('original-envelope-id') ?? [], ...namesIn(mail)],
  }
}

function plainReport(mail: ParsedMail): Said | null {
  const bounce = readPlainBounce(mail.text ?? '')
  if (bounce === null) return null
  const { recipients, words, returned } = bounce
  return { kind: 'bounce', recipients, words, names: [readFields(returned).get('message-id') ?? []] }
}

/** Where a report names the mail: in the header that it returns, or else, as Exchange's do, in the one that it answers. */
function namesIn(mail: ParsedMail): readonly (readonly string[])[] {
  const returned = readFields(
    partOf(mail, /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/),
  )
  const answered = [mail.inReplyTo ?? [], mail.references ?? []].flat()
  return [returned.get('message-id') ?? [], returned.get(mailIdHeader.toLowerCase()) ?? [], answered]
}

/** The first part of this type as text; empty where there is none. */
function partOf({ attachments }: ParsedMail, type: RegExp): string {
  return attachments.find(({ contentType }) => type.test(contentType))?.content.toString('utf8') ?? ''
}

/** The id of the one mail of ours that these texts name; null where they name none, or several. */
function onlyDeliveryIn(texts: readonly string[]): string | null {
  const ids = new Set(texts.flatMap((text) => deliveryIdIn(text) ?? []))
  const [only] = ids
  return only === undefined || ids.size > 1 ? null : only
}

/** Our Message-IDs are a delivery's id at a domain, and our envelope ids the id alone. */
function deliveryIdIn(text: string): string | null {
  const [, id = ''] = /^<?([0-9a-f-]{36})(?:@[^\s<>@]+>?)?$/i.exec(text.trim()) ?? []
  return uuid.safeParse(id).success ? id.toLowerCase() : null
}

/** The parser gives the present where a date can't be read. */
function dateOf({ headerLines }: ParsedMail): Instant | null {
  const line = headerLines.find(({ key }) => key === 'date')?.line ?? ''
  const at = Date.parse(line.replace(/^date\s*:/i, '').replace(/\s*\([^()]*\)\s*$/, ''))
  return Number.isNaN(at) ? null : at
}
