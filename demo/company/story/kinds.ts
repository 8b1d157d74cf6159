import type { Bucket } from '../../../domain/category.ts'
import type { CompanyTicketType } from '../../../fakes/company/records.ts'
import type { Random } from './random.ts'
import type { TeamStory } from './story.ts'
import { habitsOn } from './tracker-habits.ts'

/** The finer kinds of work that people of the made-up company do. */
export type WorkKind =
  | 'story'
  | 'feature_task'
  | 'bug'
  | 'incident'
  | 'support'
  | 'upgrade'
  | 'compliance'
  | ReliabilityKind
  | 'unsorted'

export const reliabilityKinds = [
  'tech-debt',
  'performance',
  'observability',
  'resilience',
  'security-hardening',
  'postmortem',
] as const

type ReliabilityKind = (typeof reliabilityKinds)[number]

/** How a kind of work is recorded, and how large it usually is. */
interface KindTraits {
  readonly bucket: Bucket
  readonly type: CompanyTicketType
  /** The label that shows the category; null where type or parent show it, or nothing does. */
  readonly label: string | null
  /** Mean size in slots of a quarter of a day. */
  readonly meanSlots: number
}

export const kindTraits: Readonly<Record<WorkKind, KindTraits>> = {
  story: { bucket: 'roadmap', type: 'story', label: null, meanSlots: 21 },
  feature_task: { bucket: 'roadmap', type: 'task', label: null, meanSlots: 11 },
  bug: { bucket: 'ktlo', type: 'bug', label: null, meanSlots: 9 },
  incident: { bucket: 'ktlo', type: 'incident', label: null, meanSlots: 3 },
  support: { bucket: 'ktlo', type: 'support', label: null, meanSlots: 5 },
  upgrade: { bucket: 'ktlo', type: 'task', label: 'upgrade', meanSlots: 13 },
  compliance: { bucket: 'ktlo', type: 'task', label: 'compliance', meanSlots: 14 },
  'tech-debt': { bucket: 'reliability', type: 'task', label: 'tech-debt', meanSlots: 16 },
  performance: { bucket: 'reliability', type: 'task', label: 'performance', meanSlots: 16 },
  observability: { bucket: 'reliability', type: 'task', label: 'observability', meanSlots: 14 },
  resilience: { bucket: 'reliability', type: 'task', label: 'resilience', meanSlots: 18 },
  'security-hardening': { bucket: 'reliability', type: 'task', label: 'security-hardening', meanSlots: 14 },
  postmortem: { bucket: 'reliability', type: 'task', label: 'postmortem', meanSlots: 10 },
  unsorted: { bucket: 'uncategorised', type: 'task', label: null, meanSlots: 7 },
}

/** Picks a kind of work within a bucket; incidents are scheduled separately. */
export function drawKind(random: Random, team: TeamStory, bucket: Bucket): WorkKind {
  switch (bucket) {
    case 'roadmap':
      return random.chance(0.7) ? 'story' : 'feature_task'
    case 'ktlo':
      return random.weighted([
        ['bug', team.upkeep.bug],
        ['support', team.upkeep.support],
        ['upgrade', team.upkeep.upgrade],
        ['compliance', team.upkeep.compliance],
      ])
    case 'reliability':
      return random.pick(reliabilityKinds)
    case 'uncategorised':
      return 'unsorted'
  }
}

const buildingLabels = ['frontend', 'backend', 'api', 'needs-design', 'customer-request', 'beta'] as const

/** Labels unrelated to the category, as most labels are; uncategorised work has none. */
const neutralLabels: Readonly<Partial<Record<WorkKind, readonly string[]>>> = {
  story: buildingLabels,
  feature_task: buildingLabels,
  bug: ['frontend', 'backend', 'api', 'quick-win'],
  support: ['waiting-for-customer', 'quick-win'],
  incident: ['eu-region', 'us-region'],
}

const otherSigns: Readonly<Partial<Record<WorkKind, readonly string[]>>> = {
  upgrade: ['upgrade', 'dependencies'],
  resilience: ['resilience', 'reliability'],
  incident: ['on-call'],
}

/**
 * The labels of a new ticket. Linear has no types, so there bugs, incidents and support carry a label.
 * A ticket whose parent shows the category often has no label of its own.
 */
export function labelsFor(random: Random, team: TeamStory, kind: WorkKind, parentShows: boolean): string[] {
  const traits = kindTraits[kind]
  const labels: string[] = []
  if (traits.label !== null && !(parentShows && random.chance(0.5))) {
    labels.push(random.chance(0.25) ? random.pick(otherSigns[kind] ?? [traits.label]) : traits.label)
  }
  if (kind === 'incident' && random.chance(0.4)) labels.push('on-call')
  if (habitsOn(team.tracker).labelsKinds && (kind === 'bug' || kind === 'incident' || kind === 'support'))
    labels.push(kind)
  const neutral = neutralLabels[kind]
  if (neutral !== undefined && random.chance(0.3)) labels.push(random.pick(neutral))
  return labels
}
