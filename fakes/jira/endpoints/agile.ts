import { type JiraRequest, listParam, numberParam } from '../protocol/request.ts'
import { type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'
import {
  boardConfigurationResource,
  boardResource,
  sprintResource,
  sprintStateAt,
} from '../resources/sprint.ts'
import type { JiraProject } from '../state/records.ts'
import { softwareIssues } from './search.ts'

const pageSize = 50

/** GET agile board. */
export function boardList(request: JiraRequest): FakeResponse {
  const { context, query } = request
  const asked = query.get('projectKeyOrId')
  const project = asked === null ? null : context.state.project(asked)
  if (asked !== null && project === null)
    throw new JiraErrorResponse(404, [`No project could be found with key or id '${asked}'.`])
  const types = new Set(listParam(query, 'type'))
  const boards = (request.isAnonymous ? [] : context.state.projects()).filter(
    (each) =>
      (project === null || each === project) &&
      (types.size === 0 || types.has(each.hasSprints ? 'scrum' : 'kanban')),
  )
  return ok(
    page(
      request,
      boards.map((each) => boardResource(context, each)),
    ),
  )
}

export function oneBoard(request: JiraRequest): FakeResponse {
  return ok(boardResource(request.context, boardOf(request)))
}

export function boardConfiguration(request: JiraRequest): FakeResponse {
  return ok(boardConfigurationResource(request.context, boardOf(request)))
}

/** GET board/{id}/sprint: a kanban board refuses; names longer than the documented 30 characters do occur. */
export function boardSprints(request: JiraRequest): FakeResponse {
  const { context } = request
  const board = boardOf(request)
  if (!board.hasSprints) throw new JiraErrorResponse(400, ['The board does not support sprints'])
  const states = new Set<string>(listParam(request.query, 'state'))
  const sprints = context.state.site.sprints.filter(
    (sprint) =>
      sprint.boardId === board.boardId &&
      (states.size === 0 || states.has(sprintStateAt(sprint, context.nowAt))),
  )
  return ok(
    page(
      request,
      sprints.map((sprint) => sprintResource(context, sprint)),
    ),
  )
}

export function oneSprint(request: JiraRequest): FakeResponse {
  const sprint = request.context.state.site.sprints.find(
    ({ sprintId }) => String(sprintId) === request.parts[0],
  )
  if (sprint === undefined || request.isAnonymous)
    throw new JiraErrorResponse(404, ['Sprint does not exist.'])
  return ok(sprintResource(request.context, sprint))
}

/** GET software/1.0 board/{id}/issue. */
export function boardIssues(request: JiraRequest): FakeResponse {
  return softwareIssues(request, `project = ${boardOf(request).projectId}`)
}

/** GET software/1.0 sprint/{id}/issue. */
export function sprintIssues(request: JiraRequest): FakeResponse {
  oneSprint(request)
  return softwareIssues(request, `sprint = ${request.parts[0]}`)
}

function boardOf(request: JiraRequest): JiraProject {
  const board = request.context.state.projects().find(({ boardId }) => String(boardId) === request.parts[0])
  if (board === undefined || request.isAnonymous) {
    throw new JiraErrorResponse(404, ['Board does not exist or you do not have permission to see it.'])
  }
  return board
}

function page(request: JiraRequest, all: readonly object[]): object {
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', pageSize, pageSize)
  return {
    maxResults,
    startAt,
    total: all.length,
    isLast: startAt + maxResults >= all.length,
    values: all.slice(startAt, startAt + maxResults),
  }
}
