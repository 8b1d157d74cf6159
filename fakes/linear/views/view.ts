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
export type View = Readonly<Record<string, unknown>>

/** The views of a state's objects, as far as an issue refers to them. */
export interface ObjectViews {
  readonly state: LinearState
  page(listed: readonly Listed[], args: PageArguments, order?: 'listed'): Connection
  user(user: LinearUser | null): View | null
  team(team: LinearTeam | null): View | null
  workflowState(state: LinearWorkflowState | null): View | null
  label(kind: 'labels' | 'projectLabels', label: LinearLabel | null): View | null
  project(project: LinearProject | null): View | null
  issue(issue: LinearIssue | null): View | null
  listedIssue(issue: LinearIssue): Listed
  workspaceUrl(): string
}

/** The record with an id; null where there is none. */
export function byId<T extends { readonly id: string }>(records: readonly T[], id: string | null): T | null {
  return records.find((record) => record.id === id) ?? null
}

/** A record in a list, with the view that GraphQL resolves it from. */
export function listed(
  record: {
    readonly id: string
    readonly createdAt: Instant
    readonly updatedAt: Instant
    readonly archivedAt: Instant | null
  },
  view: View | null,
): Listed {
  const { id, createdAt, updatedAt, archivedAt } = record
  return { id, createdAt, updatedAt, archivedAt, view: view ?? {} }
}

/** An instant as Linear writes it, or null. */
export function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : isoOf(at)
}

export function datesOf(record: {
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly archivedAt: Instant | null
}): View {
  return {
    createdAt: isoOf(record.createdAt),
    updatedAt: isoOf(record.updatedAt),
    archivedAt: isoOrNull(record.archivedAt),
  }
}

export function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null)
}
