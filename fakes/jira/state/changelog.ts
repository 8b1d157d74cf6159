import type { Instant } from '../../../domain/instant.ts'
import { customFieldIds } from './fields.ts'
import type { JiraChange, JiraIssue, JiraProject, JiraResolution, JiraSite, JiraStatus } from './records.ts'

/** An entry before it has an id: ids are given in the order of time, over the whole site. */
export interface HistoryDraft {
  readonly at: Instant
  readonly authorId: string | null
  readonly items: readonly JiraChange[]
}

/** The items that a change of status leaves: the status, and the resolution where it was set or cleared. */
export function statusChanges(from: JiraStatus, to: JiraStatus): readonly JiraChange[] {
  const status = systemChange('status', [from.statusId, from.name], [to.statusId, to.name])
  const before = resolutionOf(from)
  const after = resolutionOf(to)
  if (before === after) return [status]
  return [systemChange('resolution', resolutionPair(before), resolutionPair(after)), status]
}

/** The resolution that Jira's workflow sets on entering a status: none unless its category is done. */
export function resolutionOf(status: JiraStatus): JiraResolution | null {
  if (status.categoryId !== 3) return null
  return status.role === 'canceled' ? "Won't Do" : 'Done'
}

/** The id of a resolution as `GET /rest/api/3/resolution` would list it. */
export function resolutionIdOf(resolution: JiraResolution): string {
  return resolutionIds[resolution]
}

const resolutionIds: Readonly<Record<JiraResolution, string>> = {
  Done: '10000',
  "Won't Do": '10001',
  Duplicate: '10002',
  'Cannot Reproduce': '10003',
}

function resolutionPair(resolution: JiraResolution | null): Pair {
  return resolution === null ? [null, null] : [resolutionIdOf(resolution), resolution]
}

export function assigneeChange(site: JiraSite, from: string | null, to: string | null): JiraChange {
  const pair = (accountId: string | null): Pair => [
    accountId,
    accountId === null ? null : nameOf(site, accountId),
  ]
  return systemChange('assignee', pair(from), pair(to))
}

function nameOf(site: JiraSite, accountId: string): string {
  return site.users.find((user) => user.accountId === accountId)?.displayName ?? 'Former user'
}

/** A change of story points, in the field that the project estimates in; numbers have no `from` and `to`. */
export function estimateChange(project: JiraProject, from: number | null, to: number | null): JiraChange {
  const field =
    project.estimateFieldId === customFieldIds.storyPoints ? 'Story Points' : 'Story point estimate'
  const text = (points: number | null) => (points === null ? null : String(points))
  return {
    field,
    fieldtype: 'custom',
    fieldId: project.estimateFieldId,
    from: null,
    fromText: text(from),
    to: null,
    toText: text(to),
  }
}

/** A change of sprint: Jira writes all sprints that the ticket was in, not only the current one. */
export function sprintChange(site: JiraSite, from: readonly number[], to: readonly number[]): JiraChange {
  const ids = (sprints: readonly number[]) => (sprints.length === 0 ? '' : sprints.join(', '))
  const names = (sprints: readonly number[]) =>
    sprints.map((id) => site.sprints.find((sprint) => sprint.sprintId === id)?.name ?? '').join(', ')
  return {
    field: 'Sprint',
    fieldtype: 'custom',
    fieldId: customFieldIds.sprint,
    from: ids(from),
    fromText: names(from),
    to: ids(to),
    toText: names(to),
  }
}

/** Moving a card on a board adds a rank item and doesn't change `updated`. */
export function rankChange(): JiraChange {
  return {
    field: 'Rank',
    fieldtype: 'custom',
    fieldId: customFieldIds.rank,
    from: '',
    fromText: '',
    to: '',
    toText: 'Ranked higher',
  }
}

/** A change of parent, which names no `fieldId`. */
export function parentChange(from: Pair, to: Pair): JiraChange {
  return { ...systemChange('IssueParentAssociation', from, to), fieldId: null }
}

/** A change of key by a move, which names no `fieldId` and no ids. */
export function keyChange(fromKey: string, toKey: string): JiraChange {
  return { ...systemChange('Key', [null, fromKey], [null, toKey]), fieldId: null }
}

export type Pair = readonly [id: string | null, text: string | null]

export function systemChange(field: string, from: Pair, to: Pair): JiraChange {
  return {
    field,
    fieldtype: 'jira',
    fieldId: field,
    from: from[0],
    fromText: from[1],
    to: to[0],
    toText: to[1],
  }
}

/** What a ticket's move to another project changes, in one entry. */
export function moveChanges(
  site: JiraSite,
  issue: JiraIssue,
  move: {
    readonly from: JiraProject
    readonly to: JiraProject
    readonly typeId: string
    readonly status: JiraStatus
    readonly newKey: string
  },
): readonly JiraChange[] {
  const { from, to, typeId, status, newKey } = move
  const oldStatus = site.statuses.find(({ statusId }) => statusId === issue.statusId)
  const typeName = site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)?.name ?? null
  const type = systemChange('issuetype', [issue.issueTypeId, typeName], [typeId, typeName])
  return [
    systemChange('project', [from.projectId, from.name], [to.projectId, to.name]),
    keyChange(issue.key, newKey),
    ...(typeId === issue.issueTypeId ? [] : [type]),
    systemChange('status', [issue.statusId, oldStatus?.name ?? null], [status.statusId, status.name]),
  ]
}
