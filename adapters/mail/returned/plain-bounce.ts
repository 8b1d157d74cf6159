import { oneLine } from './fields.ts'

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
 * before it wrote reports (RFC 3464), by IONOS, and by old sendmails.
 */
const announcement =
  /^[ \t]*-{3,} (?:Below (?:this|the next) line is a copy of the message|This is a copy of the message(?:, including all the headers|'s headers)|The header of the original message is following|(?:Original message|Message header|Unsent message)(?: follows)?)\.?(?: -{3,})?[ \t]*$/im

/** A notice that the server still tries is no bounce. */
const stillTrying =
  /\b(?:still being tried|will (?:be|continue to be) (?:re)?tried|(?:will|we’ll|we'll) (?:retry|try again|keep trying|continue (?:to try|trying))|will be attempted again|(?:delivery )?attempts will continue|remain in the queue|transient non-fatal errors|no action is required|not yet been delivered)\b/i

/** Reads a bounce in plain text; null for any other mail. */
export function readPlainBounce(
  text: string,
  { isOfMailServer, isReturnedApart }: Surroundings,
): PlainBounce | null {
  if (!isOfMailServer && !openings.some((opening) => opening.test(text))) return null
  const copy = announcement.exec(text)
  if (copy === null && !isReturnedApart) return null
  const said = copy === null ? text : text.slice(0, copy.index)
  if (stillTrying.test(said)) return null
  const recipients = [...said.matchAll(/^[ \t]*<?([^\s<>:]+@[^\s<>:]+)>?:?[ \t]*$/gm)]
  const [first] = recipients
  if (first === undefined) return null
  return {
    recipients: recipients.flatMap(([, address]) => address ?? []),
    words: oneLine(said.slice(first.index)),
    returned: copy === null ? null : text.slice(copy.index + copy[0].length),
  }
}
