/**
 * The code of a server's reply; null for what is no SMTP: text, or lines whose codes differ (RFC 5321 4.2.1). The mail library takes
 * the first digits of the first line, and ends none at a carriage return alone.
 */
export function replyCode(reply: string): number | null {
  const lines = reply.trimEnd().split(/\r?\n|\r+/)
  const codes = new Set(lines.map((line) => /^\d{3}(?![^\s-])/.exec(line)?.[0] ?? null))
  const [only = null] = codes
  return codes.size === 1 && only !== null ? Number(only) : null
}
