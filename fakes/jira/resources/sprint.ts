import type { Instant } from '../../../domain/instant.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { JiraProject, JiraSprint } from '../state/records.ts'
import type { RequestContext } from './request-context.ts'

export type SprintState = 'future' | 'active' | 'closed'

/** Where a sprint stands at an instant. */
export function sprintStateAt(sprint: JiraSprint, at: Instant): SprintState {
  if (at < sprint.startAt) return 'future'
  return at < sprint.endAt ? 'active' : 'closed'
}

/** A sprint as the agile API writes it; its dates are UTC, unlike the platform's. */
export function sprintResource(context: RequestContext, sprint: JiraSprint): object {
  const state = sprintStateAt(sprint, context.nowAt)
  return {
    id: sprint.sprintId,
    self: `${context.baseUrl}/rest/agile/1.0/sprint/${sprint.sprintId}`,
    state,
    name: sprint.name,
    startDate: isoOf(sprint.startAt),
    endDate: isoOf(sprint.endAt),
    ...(state === 'closed' ? { completeDate: isoOf(sprint.endAt) } : {}),
    createdDate: isoOf(sprint.startAt),
    originBoardId: sprint.boardId,
    goal: '',
  }
}

/** A sprint inside an issue's sprint field. */
export function embeddedSprint(context: RequestContext, sprintId: number): object | null {
  const sprint = context.state.site.sprints.find((candidate) => candidate.sprintId === sprintId)
  if (sprint === undefined) return null
  const state = sprintStateAt(sprint, context.nowAt)
  return {
    id: sprint.sprintId,
    name: sprint.name,
    state,
    boardId: sprint.boardId,
    goal: '',
    startDate: isoOf(sprint.startAt),
    endDate: isoOf(sprint.endAt),
    ...(state === 'closed' ? { completeDate: isoOf(sprint.endAt) } : {}),
  }
}

export function boardResource(context: RequestContext, project: JiraProject): object {
  return {
    id: project.boardId,
    self: `${context.baseUrl}/rest/agile/1.0/board/${project.boardId}`,
    name: `${project.key} board`,
    type: project.hasSprints ? 'scrum' : 'kanban',
    location: {
      projectId: Number(project.projectId),
      displayName: `${project.name} (${project.key})`,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: 'software',
      avatarURI: `${context.baseUrl}/rest/api/3/universal_avatar/context/type/project/avatar/10400?size=small`,
      name: `${project.name} (${project.key})`,
    },
    isPrivate: false,
  }
}

/** A board's columns, by status ids, and the field that its project estimates in. */
export function boardConfigurationResource(context: RequestContext, project: JiraProject): object {
  const columns = [
    ['To Do', 2],
    ['In Progress', 4],
    ['Done', 3],
  ] as const
  const statuses = context.state.site.statuses.filter(({ projectId }) => projectId === project.projectId)
  const relation = (statusId: string) => ({
    id: statusId,
    self: `${context.baseUrl}/rest/api/2/status/${statusId}`,
  })
  return {
    id: project.boardId,
    name: `${project.key} board`,
    type: project.hasSprints ? 'scrum' : 'kanban',
    self: `${context.baseUrl}/rest/agile/1.0/board/${project.boardId}/configuration`,
    location: { type: 'project', key: project.key, id: project.projectId, name: project.name },
    filter: {
      id: String(10_000 + project.boardId),
      self: `${context.baseUrl}/rest/api/2/filter/${10_000 + project.boardId}`,
    },
    columnConfig: {
      columns: columns.map(([name, category]) => ({
        name,
        statuses: statuses
          .filter(({ categoryId, role }) => categoryId === category && role !== 'triage')
          .map(({ statusId }) => relation(statusId)),
      })),
      constraintType: 'none',
    },
    estimation: {
      type: 'field',
      field: { fieldId: project.estimateFieldId, displayName: 'Story Points' },
    },
    ranking: { rankCustomFieldId: 10_019 },
  }
}
