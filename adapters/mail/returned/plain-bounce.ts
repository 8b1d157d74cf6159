import { oneLine, readFields } from './fields.ts'

/** What a bounce without a machine's part says. */
export interface PlainBounce {
  readonly recipients: readonly string[]
  readonly words: string
  /** What follows the line that announces the copy: it begins with the returned mail's header. Null where the copy is a part of its own. */
  readonly returned: string | null
}

/** What the mail around the text says of it. */
interface Surroundings {
  /** No person wrote it. */
  readonly isOfMailServer: boolean
  /** It is a report with the returned mail as a part of its own. */
  readonly isReturnedApart: boolean
}

/** How qmail (QSBMF, cr.yp.to/proto/qsbmf.txt) and Exim begin, whoever is named as their sender. Hosts put words of their own there. */
const openings = [
  /^\s*Hi\. This is the /,
  /^\s*This message was created automatically by mail delivery software/,
]

/**
 * How the copy is announced, on a line of its own: by qmail and those who follow it (Yahoo, MessageLabs, GoDaddy, newmail.ru), by Exim
 * before it wrote reports (RFC 3464), by IONOS, T-Online (sisimai/set-of-emails#30), SmarterMail (rgl/MailBounceDetector#10), Notes,
 * IMail, and by old sendmails.
 */
const announcement =
  /^[ \t]*(?:\|?-{2,} (?:Below (?:this|the next) line is a copy of the message|This is a copy of the message(?:, including all the headers|'s headers)|The header of the original message is following|The header and top \d+ lines of the message follows?|Returned message|(?:Original message|Message (?:header|text)|Unsent message)(?: follows)?)[.:]?(?: -{2,}\|?)?|Original message follows\.)[ \t]*$/im

/** Where nothing announces the copy, as in Zoho's, the text has to tell of a failure. */
const failure =
  /\b5(?:\d\d|\.\d{1,3}\.\d{1,3})\b|\bpermanent (?:error|failure)|\b(?:could not|couldn['’]t|can ?not|can['’]t|unable to|failed to) (?:be )?deliver/i

/** A notice that the server still tries is no bounce. */
const stillTrying =
  /\b(?:still being tried|will (?:be|continue to be) (?:re)?tried|(?:will|we’ll|we'll) (?:retry|try again|keep trying|continue (?:to try|trying))|will be attempted again|(?:delivery )?attempts will continue|remain in the queue|transient non-fatal errors|no action is required|not yet been delivered)\b/i

/** Reads a bounce in plain text; null for any other mail. */
export function readPlainBounce(
  text: string,
  { isOfMailServer, isReturnedApart }: Surroundings,
): PlainBounce | null {
  if (!isOfMailServer && !openings.some((opening) => opening.test(text))) return null
  const copy = announcedCopy(text) ?? unannouncedCopy(text)
  if (copy === null && !isReturnedApart) return null
  const said = copy === null ? text : text.slice(0, copy.saidUntil)
  if (stillTrying.test(said)) return null
  const recipients = [addressAlone, addressBeforeWords, addressAfterLabel]
    .map((line) => [...said.matchAll(line)])
    .find((found) => found.length > 0)
  const first = recipients?.[0]
  if (recipients === undefined || first === undefined) return null
  return {
    recipients: recipients.flatMap(([, address]) => address ?? []),
    words: oneLine(said.slice(first.index)),
    returned: copy?.returned ?? null,
  }
}

const addressAlone = /^[ \t]*[<"]?([^\s<>:"]+@[^\s<>:"]+)[>"]?:?[ \t]*$/gm
/** Haraka's `<ben@company.example>: no such user` (haraka/Haraka#568), Zoho's without brackets. */
const addressBeforeWords = /^[ \t]*<?([^\s<>:"]+@[^\s<>:"]+)>?:?[ \t]+\S/gm
/** SmarterMail's `Failed Recipient:`, IMail's `Invalid final delivery userid:`. */
const addressAfterLabel =
  /^[ \t]*[\w ]{0,30}(?:recipient|userid)(?:\(s\))?:[ \t]*<?([^\s<>:"]+@[^\s<>:"]+)>?[ \t]*$/gim

/** Where the server's own words end, and the returned mail from its header on. */
interface Copy {
  readonly saidUntil: number
  readonly returned: string
}

function announcedCopy(text: string): Copy | null {
  const found = announcement.exec(text)
  return found === null
    ? null
    : { saidUntil: found.index, returned: text.slice(found.index + found[0].length) }
}

/** The paragraph that is a mail's header: it has the first Message-ID. */
function unannouncedCopy(text: string): Copy | null {
  const before = text.slice(0, /^message-id[ \t]*:/im.exec(text)?.index ?? 0)
  const saidUntil = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\n\r\n'))
  if (saidUntil < 0 || !failure.test(text.slice(0, saidUntil))) return null
  const returned = text.slice(saidUntil)
  const head = readFields(returned)
  return ['from', 'to', 'subject'].every((name) => head.has(name)) ? { saidUntil, returned } : null
}
