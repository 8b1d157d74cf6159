import { type ParsedMail, simpleParser } from 'mailparser'
import { z } from 'zod'
import { mailIdHeader, type ReturnReport } from '../../../domain/deliver/returned-mail.ts'
import { uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { emailKey, parseEmail } from '../../../domain/text/email.ts'
import { failureWords, isFailure } from './failures.ts'
import { addressIn, type Fields, firstOf, readFieldGroups, readFields } from './fields.ts'
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
 * Reads a mail as bounce (RFC 3464, RFC 6533, or in plain text) or complaint (RFC 5965, or Microsoft's). Reports of delay and
 * success, out-of-office replies and forwarded bounces are no reports.
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

/**
 * Its parts make a mail a report, and not what it calls itself: OpenSMTPD writes bounces as mixed parts, and what a filter puts a
 * disclaimer or a signature on becomes the inner part of another mail. Parts of a mail that is attached don't count.
 */
function reportIn(mail: ParsedMail): Said | null {
  const status = partOf(mail, deliveryStatusType)
  if (status !== null) return bounceIn(mail, status)
  const feedback = partOf(mail, /^message\/feedback-report$/)
  if (feedback !== null) return complaintIn(mail, feedback)
  return microsoftComplaintIn(mail) ?? plainReport(mail)
}

const deliveryStatusType = /^message\/(?:global-)?delivery-status$/

/** A bounce as RFC 3464 describes it; null where no recipient failed for good. */
function bounceIn(mail: ParsedMail, status: string): Said | null {
  const [ofMail, ...groups] = readFieldGroups(status)
  if (ofMail === undefined) return null
  // Some servers leave out the blank line after the fields of the mail.
  const failed = (groups.length === 0 ? [ofMail] : groups).filter(isFailure)
  if (failed.length === 0) return null
  const named = failed.flatMap((group) => [
    ...(group.get('original-recipient') ?? []),
    ...(group.get('final-recipient') ?? []),
  ])
  return {
    kind: 'bounce',
    recipients: named.map(addressIn),
    words: failureWords(failed, mail.text ?? ''),
    names: [
      ofMail.get('original-envelope-id') ?? [],
      ofMail.get('x-original-message-id') ?? [],
      ...namesIn(mail),
    ],
  }
}

/** What a reader or their provider complains of; other feedback, such as that a mail is no spam, is none. */
const complaints: readonly string[] = ['abuse', 'fraud', 'opt-out', 'opt-out-list', 'other']

/** A complaint as RFC 5965 describes it. */
function complaintIn(mail: ParsedMail, feedback: string): Said | null {
  const fields = readFields(feedback)
  const type = firstOf(fields, 'feedback-type')?.toLowerCase() ?? ''
  if (!complaints.includes(type)) return null
  return {
    kind: 'complaint',
    recipients: addressesIn(fields.get('original-rcpt-to')),
    words: type,
    names: [fields.get('original-envelope-id') ?? [], ...namesIn(mail)],
  }
}

/** Microsoft's (JMRP): our mail attached, with a header that names who pressed "junk"; nothing says what kind of complaint it is. */
function microsoftComplaintIn(mail: ParsedMail): Said | null {
  const named = returnedHeadOf(mail).get('x-hmxmroriginalrecipient')
  return named === undefined
    ? null
    : { kind: 'complaint', recipients: addressesIn(named), words: 'abuse', names: namesIn(mail) }
}

/** Providers may put other words in an address's place, to hide the reader. */
function addressesIn(values: readonly string[] = []): string[] {
  return values.map(addressIn).filter((address) => parseEmail(address) !== null)
}

function plainReport(mail: ParsedMail): Said | null {
  const bounce = readPlainBounce(mail.text ?? '', {
    isOfMailServer: isOfMailServer(mail),
    isReturnedApart: isStatusReport(mail) && partOf(mail, returnedType) !== null,
  })
  if (bounce === null) return null
  const { recipients, words, returned } = bounce
  const fields = returned === null ? returnedHeadOf(mail) : readFields(returned)
  if (isOfReader(mail, fields)) return null
  return { kind: 'bounce', recipients, words, names: namesInHead(fields) }
}

/**
 * Whether no person wrote the mail: it has a server's own name, or no address to which it could come back (RFC 5321 4.5.5). Holiday
 * replies have none either, and a person's name (RFC 3834 3.1).
 */
function isOfMailServer(mail: ParsedMail): boolean {
  if (serverName.test(senderOf(mail))) return true
  const isReply = /^auto-submitted\s*:\s*auto-replied\b/i.test(headerLine(mail, 'auto-submitted'))
  return !isReply && /^return-path\s*:\s*<>\s*$/i.test(headerLine(mail, 'return-path'))
}

const serverName = /^(?:mailer-daemon|postmaster)@/i

/** Whether the mail comes from whom the one that it quotes went to: no server answers under its reader's address. */
function isOfReader(mail: ParsedMail, returned: Fields): boolean {
  const sender = senderOf(mail)
  if (sender === '' || serverName.test(sender)) return false
  return (returned.get('to') ?? []).some((to) => emailKey(addressIn(to)) === emailKey(sender))
}

function senderOf({ from }: ParsedMail): string {
  return from?.value[0]?.address ?? ''
}

/** The first line of a header, its name included; empty where there is none. */
function headerLine({ headerLines }: ParsedMail, name: string): string {
  return headerLines.find(({ key }) => key === name)?.line ?? ''
}

const typedContent = z.object({ value: z.string(), params: z.record(z.string(), z.string()) })

/** Whether the mail calls itself a report of its delivery; Yahoo's have no part that says more. */
function isStatusReport({ headers }: ParsedMail): boolean {
  const { value = '', params = {} } = typedContent.safeParse(headers.get('content-type')).data ?? {}
  const [, type = ''] = Object.entries(params).find(([name]) => name.toLowerCase() === 'report-type') ?? []
  return value.toLowerCase() === 'multipart/report' && type.toLowerCase() === 'delivery-status'
}

/** Where a report names the mail: in the header that it returns, or else, as Exchange's do, in the one that it answers. */
function namesIn(mail: ParsedMail): readonly (readonly string[])[] {
  return [...namesInHead(returnedHeadOf(mail)), [mail.inReplyTo ?? [], mail.references ?? []].flat()]
}

function namesInHead(fields: Fields): readonly (readonly string[])[] {
  return [fields.get('message-id') ?? [], fields.get(mailIdHeader.toLowerCase()) ?? []]
}

const returnedType = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/

/** Of the mail that a report returns, whole or its head alone. */
function returnedHeadOf(mail: ParsedMail): Fields {
  return readFields(partOf(mail, returnedType) ?? '')
}

/** The first part of this type as text; null where there is none. */
function partOf({ attachments }: ParsedMail, type: RegExp): string | null {
  return attachments.find(({ contentType }) => type.test(contentType))?.content.toString('utf8') ?? null
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
function dateOf(mail: ParsedMail): Instant | null {
  const at = Date.parse(
    headerLine(mail, 'date')
      .replace(/^date\s*:/i, '')
      .replace(/\s*\([^()]*\)\s*$/, ''),
  )
  return Number.isNaN(at) ? null : at
}
