import type { Category } from '../../../domain/category.ts'
import type { Draws } from '../draws.ts'

/** What a ticket is about: the type that its tracker shows, the work type that a good rule gives, a label that says so. */
export interface WorkKind {
  readonly typeName: string
  readonly workType: string
  readonly label: string
  /** Mean hands-on days where types differ in size. */
  readonly days: number
}

const featureKinds: readonly (readonly [WorkKind, number])[] = [
  [{ typeName: 'Story', workType: 'feature', label: 'feature', days: 2.4 }, 6],
  [{ typeName: 'New Feature', workType: 'feature', label: 'feature', days: 3 }, 1],
  [{ typeName: 'Task', workType: 'feature', label: 'feature', days: 1.6 }, 2],
]

const upkeepKinds: readonly (readonly [WorkKind, number])[] = [
  [{ typeName: 'Bug', workType: 'bug', label: 'bug', days: 1.3 }, 6],
  [{ typeName: 'Support', workType: 'support', label: 'support', days: 0.9 }, 2],
  [{ typeName: 'Incident', workType: 'incident', label: 'incident', days: 1 }, 1],
  [{ typeName: 'Task', workType: 'upgrade', label: 'maintenance', days: 1.5 }, 2],
  [{ typeName: 'Task', workType: 'compliance', label: 'compliance', days: 2 }, 1],
]

/** Much of what prevents trouble is filed as a story or a bug. */
const reliabilityKinds: readonly (readonly [WorkKind, number])[] = [
  [{ typeName: 'Tech Debt', workType: 'tech-debt', label: 'tech-debt', days: 2.2 }, 4],
  [{ typeName: 'Story', workType: 'resilience', label: 'reliability', days: 2.4 }, 1],
  [{ typeName: 'Task', workType: 'performance', label: 'performance', days: 2 }, 3],
  [{ typeName: 'Bug', workType: 'incident follow-up', label: 'incident-follow-up', days: 1.4 }, 1],
  [{ typeName: 'Improvement', workType: 'observability', label: 'monitoring', days: 1.5 }, 2],
]

const kindsOf: Readonly<Record<Category, readonly (readonly [WorkKind, number])[]>> = {
  roadmap: featureKinds,
  ktlo: upkeepKinds,
  reliability: reliabilityKinds,
}

const equalDays = 1.8

export function drawWorkKind(category: Category, draws: Draws): WorkKind {
  return draws.weighted(kindsOf[category])
}

/** What comes in between: small and urgent. */
export function drawInterruption(draws: Draws): WorkKind {
  return draws.weighted(upkeepKinds.slice(0, 3))
}

/** Mean hands-on days of a kind, or of any kind where all are of one size. */
export function meanDaysOf(kind: WorkKind, sizes: 'natural' | 'equal'): number {
  return sizes === 'equal' ? equalDays : kind.days
}
