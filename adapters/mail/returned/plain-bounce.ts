import { oneLine } from './fields.ts'

/** What a bounce without a machine's part says. */
export interface PlainBounce {
  readonly recipients: readonly string[]
  readonly words: string
  /** What follows the line that announces the copy; it begins with the returned mail's header. */
  readonly returned: string
}

/**
 * How mail servers begin a bounce in plain text, and how they announce the copy of the mail: qmail and those that follow its
 * format (QSBMF, cr.yp.to/proto/qsbmf.txt), and Exim before it wrote reports (RFC 3464).
 */
const formats = [
  { opening: /^\s*Hi\. This is the /, copy: /^--- Below this line is a copy of the message\.[ \t]*$/m },
  {
    opening: /^\s*This message was created automatically by mail delivery software/,
    copy: /^-{4,} This is a copy of the message, including all the headers\.? -{4,}[ \t]*$/m,
  },
] as const

/** A notice that the server still tries is no bounce. */
const stillTrying = /\b(?:still being tried|will (?:be|continue to be) (?:re)?tried|no action is required)\b/i

/** Reads a bounce in plain text; null for any other mail. */
export function readPlainBounce(text: string): PlainBounce | null {
  const format = formats.find(({ opening }) => opening.test(text))
  const copy = format?.copy.exec(text) ?? null
  if (copy === null) return null
  const said = text.slice(0, copy.index)
  if (stillTrying.test(said)) return null
  const recipients = [...said.matchAll(/^[ \t]*<?([^\s<>:]+@[^\s<>:]+)>?:?[ \t]*$/gm)]
  const [first] = recipients
  if (first === undefined) return null
  return {
    recipients: recipients.flatMap(([, address]) => address ?? []),
    words: oneLine(said.slice(first.index)),
    returned: text.slice(copy.index + copy[0].length),
  }
}
