import type { TrackerKind } from '../../domain/ticket.ts'
import { TrackerAuthError } from './errors.ts'

/** What secrets begin with, as their trackers make them; others, such as passwords, begin with anything. */
const beginnings: readonly {
  readonly tracker: TrackerKind
  readonly pattern: RegExp
  readonly is: string
}[] = [
  { tracker: 'linear', pattern: /^lin_(api|oauth)_/, is: 'a key of Linear' },
  { tracker: 'jira', pattern: /^AT(ATT|CTT|STT)3/, is: 'an API token of Atlassian' },
]

/**
 * @param secret a key or token, never a password, which may hold anything
 * @throws TrackerAuthError for a secret that another tracker made, or that was copied with something else: it is sent to nobody
 */
export function requireOwnSecret(tracker: TrackerKind, label: string, secret: string): void {
  const other = beginnings.find((each) => each.tracker !== tracker && each.pattern.test(secret))
  if (other !== undefined) {
    throw new TrackerAuthError(
      `This secret is ${other.is}, and not of ${label}: it was sent nowhere. Enter one that was made in ${label}.`,
    )
  }
  // Some readers of environment files keep the quotation marks around a value.
  if (/^[!-~]+$/.test(secret) && !/^(["'`]).*\1$/.test(secret)) return
  throw new TrackerAuthError(
    `This secret has a blank, a line break, quotation marks around it or a letter that no key or token of ${label} has: it was sent ` +
      'nowhere. Copy it again, and nothing beside it.',
  )
}
