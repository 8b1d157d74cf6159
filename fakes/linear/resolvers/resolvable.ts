import { type Instant, isoOf } from '../../../domain/instant.ts'
import type {
  LinearIssue,
  LinearLabel,
  LinearProject,
  LinearState,
  LinearTeam,
  LinearUser,
  LinearWorkflowState,
} from '../state/records.ts'
import type { Connection, Listed, PageArguments } from './connection.ts'

/** What GraphQL resolves an object's fields from: values, or functions of the field's arguments. */
export type Resolvable = Readonly<Record<string, unknown>>

/** Resolvers for the objects that an issue refers to. */
export interface Resolvers {
  readonly state: LinearState
  page(listed: readonly Listed[], args: PageArguments, order?: 'listed'): Connection
  pageOf(name: 'comments' | 'history', listed: readonly Listed[], args: PageArguments): Connection
  user(user: LinearUser | null): Resolvable | null
  team(team: LinearTeam | null): Resolvable | null
  workflowState(state: LinearWorkflowState | null): Resolvable | null
  label(kind: 'labels' | 'projectLabels', label: LinearLabel | null): Resolvable | null
  project(project: LinearProject | null): Resolvable | null
  issue(issue: LinearIssue | null): Resolvable | null
  listedIssue(issue: LinearIssue): Listed
  workspaceUrl(): string
}

/** The record with an id; null where there is none. */
export function byId<T extends { readonly id: string }>(records: readonly T[], id: string | null): T | null {
  return records.find((record) => record.id === id) ?? null
}

/** A record in a list, with what GraphQL resolves it from: made when first asked for. */
export function listed(
  record: {
    readonly id: string
    readonly createdAt: Instant
    readonly updatedAt: Instant
    readonly archivedAt: Instant | null
  },
  view: () => Resolvable | null,
): Listed {
  const { id, createdAt, updatedAt, archivedAt } = record
  let made: Resolvable | undefined
  return {
    ...{ id, createdAt, updatedAt, archivedAt },
    // Most of a list is neither filtered by its fields nor on the page.
    get view() {
      made ??= view() ?? {}
      return made
    },
  }
}

/** Resolves an instant as Linear writes it, or null: text is made only where a query or a filter asks for the field. */
export function isoOrNull(at: Instant | null): () => string | null {
  return () => (at === null ? null : isoOf(at))
}

export function datesOf(record: {
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly archivedAt: Instant | null
}): Resolvable {
  return {
    createdAt: () => isoOf(record.createdAt),
    updatedAt: () => isoOf(record.updatedAt),
    archivedAt: isoOrNull(record.archivedAt),
  }
}

export function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null)
}
