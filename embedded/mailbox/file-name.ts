import { simpleParser } from 'mailparser'

/**
 * A name that sorts by arrival and tells the reader and the subject, of plain letters only:
 * `0007-ada-at-shop.example-your-quarter.eml`.
 */
export async function mailFileName(
  number: number,
  recipients: readonly string[],
  mail: Buffer,
): Promise<string> {
  const { subject } = await simpleParser(headerOf(mail))
  const first = plain(recipients[0]?.replace('@', '-at-') ?? 'nobody', 60)
  const others = recipients.length > 1 ? `-and-${recipients.length - 1}-more` : ''
  return `${String(number).padStart(4, '0')}-${first}${others}-${plain(subject ?? 'no subject', 80)}.eml`
}

/** The running number in such a name; 0 for any other file. */
export function numberOf(fileName: string): number {
  const [, digits] = /^(\d{4,9})-.*\.eml$/.exec(fileName) ?? []
  return Number(digits ?? 0)
}

/** The mail up to its first empty line: the body may be large, and isn't needed for a name. */
function headerOf(mail: Buffer): Buffer {
  const end = mail.indexOf('\r\n\r\n')
  return end === -1 ? mail : mail.subarray(0, end + 4)
}

function plain(text: string, length: number): string {
  const letters = text.normalize('NFKD').replace(/[^a-zA-Z0-9.]+/g, '-')
  return (
    letters
      .slice(0, length)
      .replace(/^[-.]+|[-.]+$/g, '')
      .toLowerCase() || 'x'
  )
}
