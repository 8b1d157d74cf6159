import { type JiraRequest, listParam, numberParam } from '../server/request.ts'
import { type Answer, JiraRefusal, ok } from '../server/response.ts'
import { boardConfigurationShape, boardShape, sprintShape, sprintStateAt } from '../shapes/sprint.ts'
import type { JiraProject } from '../state/records.ts'
import { softwareIssues } from './search.ts'

const pageSize = 50

/** GET agile board. */
export function boardList(request: JiraRequest): Answer {
  const { view, query } = request
  const asked = query.get('projectKeyOrId')
  const project = asked === null ? null : view.state.project(asked)
  if (asked !== null && project === null)
    throw new JiraRefusal(404, [`No project could be found with key or id '${asked}'.`])
  const types = new Set(listParam(query, 'type'))
  const boards = (request.isAnonymous ? [] : view.state.projects()).filter(
    (each) =>
      (project === null || each === project) &&
      (types.size === 0 || types.has(each.hasSprints ? 'scrum' : 'kanban')),
  )
  return ok(
    page(
      request,
      boards.map((each) => boardShape(view, each)),
    ),
  )
}

export function oneBoard(request: JiraRequest): Answer {
  return ok(boardShape(request.view, boardOf(request)))
}

export function boardConfiguration(request: JiraRequest): Answer {
  return ok(boardConfigurationShape(request.view, boardOf(request)))
}

/** GET board/{id}/sprint: a kanban board refuses; names longer than the documented 30 characters do occur. */
export function boardSprints(request: JiraRequest): Answer {
  const { view } = request
  const board = boardOf(request)
  if (!board.hasSprints) throw new JiraRefusal(400, ['The board does not support sprints'])
  const states = new Set<string>(listParam(request.query, 'state'))
  const sprints = view.state.site.sprints.filter(
    (sprint) =>
      sprint.boardId === board.boardId &&
      (states.size === 0 || states.has(sprintStateAt(sprint, view.nowAt))),
  )
  return ok(
    page(
      request,
      sprints.map((sprint) => sprintShape(view, sprint)),
    ),
  )
}

export function oneSprint(request: JiraRequest): Answer {
  const sprint = request.view.state.site.sprints.find(({ sprintId }) => String(sprintId) === request.parts[0])
  if (sprint === undefined || request.isAnonymous) throw new JiraRefusal(404, ['Sprint does not exist.'])
  return ok(sprintShape(request.view, sprint))
}

/** GET software/1.0 board/{id}/issue. */
export function boardIssues(request: JiraRequest): Answer {
  return softwareIssues(request, `project = ${boardOf(request).projectId}`)
}

/** GET software/1.0 sprint/{id}/issue. */
export function sprintIssues(request: JiraRequest): Answer {
  oneSprint(request)
  return softwareIssues(request, `sprint = ${request.parts[0]}`)
}

function boardOf(request: JiraRequest): JiraProject {
  const board = request.view.state.projects().find(({ boardId }) => String(boardId) === request.parts[0])
  if (board === undefined || request.isAnonymous) {
    throw new JiraRefusal(404, ['Board does not exist or you do not have permission to see it.'])
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
