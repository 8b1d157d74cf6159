import type { Instant } from '../../../domain/instant.ts'
import type { CompanyTicketType } from '../../company/records.ts'
import type { JiraIssue, JiraProject, JiraSite } from './records.ts'
import { issueTypeIdIn, statusIn } from './roles.ts'

/** A ticket as it is when somebody has just made it: unassigned, to do, without a history. */
export function newIssue(
  site: JiraSite,
  made: {
    readonly project: JiraProject
    readonly issueId: string
    readonly key: string
    readonly summary: string
    readonly type: CompanyTicketType
    readonly creatorId: string
    readonly at: Instant
  },
): JiraIssue {
  const { project, issueId, key, summary, type, creatorId, at } = made
  return {
    ...{ issueId, key, formerKeys: [], projectId: project.projectId },
    issueTypeId: issueTypeIdIn(site, project, type),
    summary,
    description: '',
    labels: [],
    componentIds: [],
    priorityId: '3',
    parentId: null,
    ...{ creatorId, reporterId: creatorId, assigneeId: null },
    statusId: statusIn(site, project, 'todo').statusId,
    estimatePoints: null,
    sprintIds: [],
    severity: null,
    ...{ createdAt: at, updatedAt: at, resolvedAt: null, resolution: null, statusChangedAt: at },
    ...{ archivedAt: null, histories: [], comments: [], worklogs: [] },
  }
}
