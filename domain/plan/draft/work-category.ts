import { type Category, categories } from '../../category.ts'
import type { Decision } from '../../classify/decision.ts'
import type { EffortRow } from '../../effort/effort.ts'
import { type Container, type Ticket, ticketRefKey } from '../../ticket.ts'
import type { OpenWork } from './activity.ts'

/** Decided and measured records that work is looked up in. */
export interface DecidedWork {
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly decisions: readonly Decision[]
  readonly rows: readonly EffortRow[]
}

/**
 * What open work is: an epic what is decided of it, a project what most of its measured days were; null where neither tells.
 */
export function workCategories({
  tickets,
  containers,
  decisions,
  rows,
}: DecidedWork): (work: OpenWork) => Category | null {
  const categoryOf = new Map(decisions.map(({ ticket, category }) => [ticketRefKey(ticket), category]))
  const ofEpics = new Map(
    tickets
      .filter(({ hierarchyLevel }) => hierarchyLevel > 0)
      .map((epic) => [keyOf(epic.connectionId, epic.key), categoryOf.get(ticketRefKey(epic)) ?? null]),
  )
  const milliDaysOf = new Map<string, number>()
  for (const { ticket, milliDays } of rows) {
    const key = ticketRefKey(ticket)
    milliDaysOf.set(key, (milliDaysOf.get(key) ?? 0) + milliDays)
  }
  const titles = new Map(
    containers
      .filter(({ kind }) => kind === 'project')
      .map(({ connectionId, containerId, title }) => [keyOf(connectionId, containerId), title]),
  )
  const ofProjects = new Map<string, Map<Category, number>>()
  for (const ticket of tickets) {
    const title = titles.get(keyOf(ticket.connectionId, ticket.projectId ?? ''))
    const category = categoryOf.get(ticketRefKey(ticket)) ?? null
    const milliDays = milliDaysOf.get(ticketRefKey(ticket)) ?? 0
    if (title === undefined || category === null || milliDays === 0) continue
    const project = keyOf(ticket.connectionId, title)
    const sums = ofProjects.get(project) ?? new Map<Category, number>()
    ofProjects.set(project, sums.set(category, (sums.get(category) ?? 0) + milliDays))
  }
  return ({ connectionId, name, ticketKey }) =>
    ticketKey === null
      ? mostOf(ofProjects.get(keyOf(connectionId, name)))
      : (ofEpics.get(keyOf(connectionId, ticketKey)) ?? null)
}

/** The first of `categories` where two have the same. */
function mostOf(sums: ReadonlyMap<Category, number> | undefined): Category | null {
  if (sums === undefined) return null
  const [most] = categories.toSorted((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0))
  return most ?? null
}

function keyOf(connectionId: string, name: string): string {
  return JSON.stringify([connectionId, name])
}
