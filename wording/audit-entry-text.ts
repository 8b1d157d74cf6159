import { bucketLabels } from '../domain/report/words/categories.ts'
import { longQuarter } from '../domain/report/words/dates.ts'
import type { AuditedNames } from '../queries/audit/audit.ts'
import { deliveryStateText } from './deliver/state-text.ts'
import { audienceLabels, editionKinds } from './report/edition-text.ts'
import { type TimedText, timed, timeOf } from './times.ts'

/** A stored subject's parts in words; null for those that it doesn't know. */
type Written = (groups: readonly string[], names: AuditedNames) => string | null

const quarter = String.raw`\d{4}-Q[1-4]`

/** How each kind of subject is stored, and how it is told; null for what it doesn't know after all. The first that fits holds. */
const subjects: readonly (readonly [RegExp, Written])[] = [
  [/^mail \S+ to (.+)$/s, ([email = '']) => `mail to ${email}`],
  [
    new RegExp(`^draft (${quarter})/([^/]+)/([^/]+)/(?:company|team:(.+))$`, 's'),
    ([of = '', kind = '', audience = '', teamId], { teams }) => {
      const [audienceText, kindText] = [labelOf(audienceLabels, audience), labelOf(editionKinds, kind)]
      if (audienceText === null || kindText === null) return null
      const team = teamId === undefined ? [] : [teams.get(teamId) ?? teamId]
      return [audienceText, kindText, longQuarter(of), ...team].join(' · ')
    },
  ],
  [
    new RegExp(`^(.+) in the review of (${quarter})$`, 's'),
    ([teamId = '', of = ''], { teams }) =>
      `${teams.get(teamId) ?? teamId} in the review of ${longQuarter(of)}`,
  ],
  [
    new RegExp(`^(\\S+ on )(.+), (${quarter}), in the (\\w+)$`, 's'),
    ([author = '', teamId = '', of = '', saidIn = ''], { teams }) =>
      `${author}${teams.get(teamId) ?? teamId}, ${longQuarter(of)}, in the ${saidIn}`,
  ],
  // The action says so already.
  [/^(?:admin|connection) (.+)$/s, ([name = '']) => name],
  [/^(?:a|every) session of their own$|^(?:plan|rules)$/, () => ''],
  [/^schedule drift-watch$/, () => 'Drift watch'],
  [
    /^schedule (sync|nightly)-(.+)$/s,
    ([kind, connectionId = ''], { connections }) => {
      const name = connections.get(connectionId)
      if (name === undefined) return null
      return `${kind === 'sync' ? 'Sync' : 'Nightly sync'} of ${name}`
    },
  ],
  [
    new RegExp(`^schedule (pre-planning|final)-report-(${quarter})$`),
    ([kind, of = '']) =>
      `${kind === 'final' ? 'Final report' : 'Report before planning'}, ${longQuarter(of)}`,
  ],
  [
    new RegExp(`^((?:review|mails|reports|figures|uncategorised work) of )(${quarter})$`),
    ([what = '', of = '']) => `${what}${longQuarter(of)}`,
  ],
]

/** What an entry is about, with names for the ids and quarters that it is stored with. */
export function auditSubjectText(subject: string, names: AuditedNames): string {
  for (const [stored, written] of subjects) {
    const found = stored.exec(subject)
    if (found !== null) return written(found.slice(1), names) ?? subject
  }
  return subject
}

/**
 * What stood before a change, or stands after it, for its reader: instants by their clock, states and categories by their names. What
 * people wrote stays as they wrote it, so only what an action is known to store is told otherwise.
 */
export function auditChangeText(action: string, text: string): TimedText {
  switch (action) {
    case 'change expiry':
    case 'start review':
      return timesIn(text)
    case 'import plan':
    case 'import rules':
      return [`version ${text}`]
    case 'mail came back':
    case 'settle mail: arrived':
    case 'settle mail: send again':
    case 'settle mail: suppress':
      return [firstWordFrom(deliveryStateText, text)]
    case 'override':
    case 'remove override':
    case 'answer':
    case 'take answer back':
      return [firstWordFrom(bucketLabels, text)]
    default:
      return [text]
  }
}

const storedInstant = /^(.*?)(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)(.*)$/s

function timesIn(text: string): TimedText {
  const [, before = '', iso, after = ''] = storedInstant.exec(text) ?? []
  return iso === undefined ? [text] : timed`${before}${timeOf(Date.parse(iso))}${after}`
}

function firstWordFrom(labels: Readonly<Record<string, string>>, text: string): string {
  const [word = ''] = /^\w+/.exec(text) ?? []
  const label = labelOf(labels, word)
  return label === null ? text : `${label}${text.slice(word.length)}`
}

/** Null for a word that another version stored. */
function labelOf(labels: Readonly<Record<string, string>>, word: string): string | null {
  return Object.hasOwn(labels, word) ? (labels[word] ?? null) : null
}
