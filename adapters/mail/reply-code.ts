/**
 * The code of a server's reply; null for what is no SMTP: text, or lines whose codes differ (RFC 5321 4.2.1). The mail library takes
 * the first digits of the first line.
 */
export function replyCode(reply: string): number | null {
  const codes = new Set(reply.split(/\r?\n/).map((line) => /^\d{3}(?![^\s-])/.exec(line)?.[0] ?? null))
  const [only = null] = codes
  return codes.size === 1 && only !== null ? Number(only) : null
}
