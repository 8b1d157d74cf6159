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

/** @throws TrackerAuthError for a secret that another tracker made: it is sent to nobody */
export function requireOwnSecret(tracker: TrackerKind, label: string, secret: string): void {
  const other = beginnings.find((each) => each.tracker !== tracker && each.pattern.test(secret))
  if (other === undefined) return
  throw new TrackerAuthError(
    `This secret is ${other.is}, and not of ${label}: it was sent nowhere. Enter one that was made in ${label}.`,
  )
}
