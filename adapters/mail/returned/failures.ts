import { addressIn, type Fields, firstOf, oneLine } from './fields.ts'

/** RFC 3464 2.3.3. Some servers have words of their own for a failure ("failure", "error"), or none. */
const otherActions = /^(?:delayed|delivered|relayed|expanded)\b/i

/** Whether a recipient's group of fields says that their mail failed for good. */
export function isFailure(group: Fields): boolean {
  const action = firstOf(group, 'action') ?? ''
  if (/^fail/i.test(action)) return true
  return !otherActions.test(action) && /^5/.test(firstOf(group, 'status') ?? '')
}

/**
 * What a server says of those who failed, on one line; of several also whose each part is.
 * @param text what it wrote for a person
 */
export function failureWords(failed: readonly Fields[], text: string): string {
  const [first] = failed
  if (first !== undefined && failed.length === 1) return oneLine(wordsOf(first, text))
  return oneLine(
    failed
      .map((group) => `${addressIn(firstOf(group, 'final-recipient') ?? '')}: ${wordsOf(group, text)}`)
      .join('; '),
  )
}

/** Status and diagnosis. Where the server gives no diagnosis, as of its own failures, what it wrote for a person says why. */
function wordsOf(group: Fields, text: string): string {
  const status = firstOf(group, 'status') ?? ''
  const diagnosis = firstOf(group, 'diagnostic-code') ?? wordsForPerson(group, text)
  return `${status} ${diagnosis}`.trim()
}

/** The rest of the paragraph that begins with the recipient's address; empty where there is none. */
function wordsForPerson(group: Fields, text: string): string {
  const recipient = addressIn(firstOf(group, 'final-recipient') ?? '').toLowerCase()
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((line) => recipient !== '' && leadingAddress(line) === recipient)
  if (at < 0) return ''
  const end = lines.findIndex((line, index) => index > at && line.trim() === '')
  const [own = '', ...others] = lines.slice(at, end < 0 ? undefined : end)
  return [own.replace(/^[\s<]*[^\s<>:]+[>:\s]*/, ''), ...others].join(' ')
}

function leadingAddress(line: string): string | null {
  return /^[ \t]*<?([^\s<>:]+@[^\s<>:]+)>?:?(?:\s|$)/.exec(line)?.[1]?.toLowerCase() ?? null
}
