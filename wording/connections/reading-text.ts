import type { Instant } from '../../domain/instant.ts'
import { daysLeft, expiryDateOf } from '../../domain/sync/secret-expiry.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { ConnectionHealth, ReadingFinding } from '../../queries/connections/health.ts'
import { severityOf } from '../../queries/connections/health.ts'
import { ago } from '../ago.ts'
import { counted } from '../counted.ts'

/** Words a finding on how a connection syncs, and what to do. */
export function readingText(connectionName: string, finding: ReadingFinding, nowAt: Instant): string {
  switch (finding.kind) {
    case 'never_synced':
      return `never synced: plumbline sync ${connectionName}`
    case 'sync_failed':
      return `the last sync failed: ${plainText(finding.failure ?? 'for no known reason')}`
    case 'first_sync_unfinished':
      return `its first sync isn’t finished: plumbline sync ${connectionName}`
    case 'secret_expires':
      return expiryText(finding, nowAt)
    case 'stale':
      return `last synced ${ago(finding.readAt, nowAt)}: plumbline sync ${connectionName}, or keep npm start running`
    case 'in_trouble':
      return `can’t be read at the moment (noticed ${ago(finding.sinceAt, nowAt)}), and is being retried: ${plainText(finding.failure)}`
    case 'census_failed':
      return `the last nightly sync failed, so deletions and silent changes are missing: ${plainText(finding.failure)}`
    case 'records_set_aside':
      return `${counted(finding.records, 'record')} set aside because ${finding.records === 1 ? 'it' : 'they'} can’t be understood${causesText(finding.causes)}`
    case 'incomplete':
      return `incomplete, and tried again by later syncs, all of it by plumbline sync --full: ${finding.parts.map(partText).join('; ')}`
    case 'hooks_silent':
      return `its last webhook came ${ago(finding.heardAt, nowAt)}, though tickets have changed since, so changes wait for the next sync: check the webhook in the tracker (its address, its secret, whether it is on), or turn it off with plumbline connections hooks ${connectionName} --off`
    case 'statuses_unexplained': {
      const names = finding.statusNames.map((name) => `“${plainText(name)}”`).join(', ')
      const verb = finding.statusNames.length === 1 ? 'means' : 'mean'
      return `does not say what ${names} ${verb}, so time there counts as the name suggests, or for nothing: say what it means with plumbline statuses set`
    }
    case 'parents_unreadable': {
      const { keys, children } = finding
      const shown = keys.slice(0, 3).map(plainText).join(', ')
      const parents = counted(keys.length, 'parent')
      const below = counted(children, 'ticket')
      const more = keys.length > 3 ? `${shown}, …` : `${shown}.`
      return `${parents} of ${below} can’t be read (no access, or gone): ${more} Let the connection’s account see them: each is tried again daily, less often after some weeks, and all of them by plumbline sync --full`
    }
  }
}

function expiryText(
  { stage, expiresAt, secretName }: Extract<ReadingFinding, { readonly kind: 'secret_expires' }>,
  nowAt: Instant,
): string {
  const day = expiryDateOf(expiresAt)
  const next = 'make a new one, and replace it with plumbline connect or on the connection’s page'
  return stage === 'expired'
    ? `its ${secretName} expired on ${day}: ${next}`
    : `its ${secretName} expires on ${day}, in ${counted(daysLeft(expiresAt, nowAt), 'day')}: ${next}`
}

interface IncompletePart {
  readonly part: string
  readonly tickets: number
  readonly cause: string
}

/** `the comments of 3 tickets, because Jira refuses it (HTTP 403)`. */
function partText({ part, tickets, cause }: IncompletePart): string {
  const of = tickets === 0 ? '' : ` of ${counted(tickets, 'ticket')}`
  return `the ${plainText(part)}${of}, because ${plainText(cause)}`
}

const mostCauses = 3

/** `: 2 without a status, 1 whose history has no dates`; a full sync reads them again. */
function causesText(causes: readonly { readonly cause: string; readonly records: number }[]): string {
  if (causes.length === 0) return ''
  const shown = causes
    .slice(0, mostCauses)
    .map(({ cause, records }) => `${grouped(records)} × ${plainText(cause)}`)
  const more = causes.length > mostCauses ? ' and more' : ''
  return `: ${shown.join(', ')}${more}. A full sync tries them again`
}

export interface HealthSummary {
  readonly state: 'ok' | 'warning' | 'problem'
  /** The finding, and what to do if something is wrong. */
  readonly words: string
}

/** The most serious finding on a connection, in one line. */
export function healthSummary({ connection, findings }: ConnectionHealth, nowAt: Instant): HealthSummary {
  const [first] = findings
  if (first === undefined) return { state: 'ok', words: 'ok' }
  return { state: severityOf(first), words: readingText(connection.name, first, nowAt) }
}
