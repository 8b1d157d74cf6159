import { type Category, categories } from '../../domain/category.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Dials } from './dials/dials.ts'
import { Draws } from './draws.ts'
import type { Item } from './true-work/item.ts'

/** What a ticket is labelled and typed as, which rules go by; not always what it is for. */
export interface Marks {
  readonly typeName: string
  readonly labels: readonly string[]
}

/** Draws what a tracker shows of a ticket's kind. */
export function marksOf({ kind, workKind }: Item, { rules }: Dials, draws: Draws): Marks {
  const luck = { label: draws.unit(), plain: draws.unit(), epic: draws.unit() }
  if (kind === 'epic') return { typeName: 'Epic', labels: [] }
  const typeName = luck.plain < rules.plainTypeShare ? 'Task' : workKind.typeName
  return {
    typeName: kind === 'subtask' ? 'Sub-task' : typeName,
    labels: kind !== 'subtask' && luck.label < rules.labelledShare ? [workKind.label] : [],
  }
}

/** What each ticket is truly for. */
export function trueDecisionOf(ticket: Ticket, { category, workKind }: Item): Decision {
  return decisionOf(ticket, category, workKind.workType)
}

const categoryOfLabel: ReadonlyMap<string, Category> = new Map([
  ...['bug', 'support', 'incident', 'maintenance', 'compliance'].map((label) => [label, 'ktlo'] as const),
  ...['tech-debt', 'reliability', 'performance', 'incident-follow-up', 'monitoring'].map(
    (label) => [label, 'reliability'] as const,
  ),
  ['feature', 'roadmap'],
])

const categoryOfType: ReadonlyMap<string, Category> = new Map([
  ['Bug', 'ktlo'],
  ['Support', 'ktlo'],
  ['Incident', 'ktlo'],
  ['Tech Debt', 'reliability'],
  ['Story', 'roadmap'],
  ['New Feature', 'roadmap'],
  ['Epic', 'roadmap'],
])

/**
 * What rules that know nothing of a company would make of it: the label, else the type, else what stands above; else
 * uncategorised. They take reliability work that is filed as a story for roadmap and leave plain tasks unsorted, as a default set
 * does; and sort a small part wrongly for other reasons.
 *
 * Tickets stand after what they stand below.
 */
export function defaultLikeDecisions(tickets: readonly Ticket[], { rules }: Dials, seed: string): Decision[] {
  const draws = new Draws(`${seed} rules`)
  const found = new Map<string, Decision>()
  return tickets.map((ticket) => {
    const luck = { wrong: draws.unit(), category: draws.pick(categories) }
    const own =
      ticket.labels.map((label) => categoryOfLabel.get(label)).find((category) => category !== undefined) ??
      categoryOfType.get(ticket.typeName)
    const above = found.get(ticket.parentId ?? '')?.category
    const sorted = own ?? above ?? null
    const category = luck.wrong < rules.wrongShare ? luck.category : sorted
    const decision = decisionOf(ticket, category, category === null ? null : ticket.typeName.toLowerCase())
    found.set(ticket.ticketId, decision)
    return decision
  })
}

function decisionOf(ticket: Ticket, category: Category | null, workType: string | null): Decision {
  const { connectionId, ticketId } = ticket
  return {
    ticket: { connectionId, ticketId },
    category,
    workType,
    step: category === null ? 'uncategorised' : 'rule',
    ruleName: category === null ? null : 'simulated',
    ancestorPath: [],
    reason: 'simulated',
    rulesVersion: 'simulated',
  }
}
