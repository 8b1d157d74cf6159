import type { WorkKind } from './kinds.ts'
import type { Random } from './random.ts'

const context: Readonly<Record<'ask' | 'fault' | 'prevent', readonly string[]>> = {
  ask: [
    'Asked for in the last three customer calls.',
    'The mock-up is in the design file; the copy is agreed.',
    'Behind a switch until the release.',
    'Part of what we promised for this quarter.',
  ],
  fault: [
    'Seen twice since yesterday; the log has the request ids.',
    'Reported by the support desk with a screenshot.',
    'Works again after a retry, which nobody should have to know.',
    'First seen after the last release.',
  ],
  prevent: [
    'So that nobody is called at night for this again.',
    'Came up in the review of the last incident.',
    'We work around this about once a week.',
    'Small on its own; it makes the next change cheaper.',
  ],
}

const faults: readonly WorkKind[] = ['bug', 'incident', 'support']
const asks: readonly WorkKind[] = ['story', 'feature_task', 'unsorted', 'compliance']

/** A short description in the tone of its kind of work; some tickets have none. */
export function describe(random: Random, kind: WorkKind, title: string): string {
  if (random.chance(0.2)) return ''
  const tone = faults.includes(kind) ? 'fault' : asks.includes(kind) ? 'ask' : 'prevent'
  return `${title}.\n\n${random.pick(context[tone])}`
}

const workComments = [
  'First half works; the tests for the rest follow.',
  'Reproduced. The cause is older than we thought.',
  'Agreed with the desk how it should behave.',
  'Needs one more migration than planned.',
  'Done on staging, looks right.',
  'Left a note for whoever picks up the follow-up.',
]

const reviewComments = [
  'Two remarks, otherwise fine.',
  'Looks good. Please add a test for the empty case.',
  'I would name this after what it does.',
  'Read and tried on staging: works.',
]

const incidentComments = [
  'Looking.',
  'Restarted; recovering.',
  'Customers are told.',
  'Traffic moved to the other region.',
]

const afterIncidentComments = [
  'Cause found and written down.',
  'Reworked what failed overnight.',
  'Checked with the support desk: nothing left over.',
]

export function workComment(random: Random): string {
  return random.pick(workComments)
}

export function reviewComment(random: Random): string {
  return random.pick(reviewComments)
}

/** The `index`th thing that is said of `count` while something is broken: the last one is that it is over. */
export function incidentComment(index: number, count: number): string {
  if (index === count - 1) return 'Back to normal. The rest in the morning.'
  return incidentComments[index] ?? `Still recovering, update ${index + 1}.`
}

export function afterIncidentComment(random: Random): string {
  return random.pick(afterIncidentComments)
}
