import {
  boardConfiguration,
  boardIssues,
  boardList,
  boardSprints,
  oneBoard,
  oneSprint,
  sprintIssues,
} from '../endpoints/agile.ts'
import { browsePage } from '../endpoints/browse.ts'
import { bulkChangelogs, issueChangelog } from '../endpoints/changelog.ts'
import { bulkIssues, issueComments, issueWorklogs, oneIssue } from '../endpoints/issues.ts'
import { allUsers, findUsers, myself, oneUser } from '../endpoints/people.ts'
import { countByPost, searchByGet, searchByPost } from '../endpoints/search.ts'
import {
  fieldList,
  issueTypeList,
  oneProject,
  priorityList,
  projectList,
  projectSearch,
  serverInfo,
  statusCategoryList,
  statusList,
  statusSearch,
} from '../endpoints/site.ts'
import { deletedWorklogs, updatedWorklogs, worklogList } from '../endpoints/worklogs.ts'
import type { JiraRequest } from '../protocol/request.ts'
import { type FakeResponse, JiraErrorResponse, ok } from '../protocol/response.ts'

/** An endpoint: its name is what `requests` counts and what faults and limits are set for. */
export interface Route {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly pattern: RegExp
  /** Open to anyone, signed in or not. */
  readonly isPublic: boolean
  answer(request: JiraRequest): FakeResponse
}

/** Every endpoint of the fake; the first matching pattern handles the request. */
export function routesFor(email: string): readonly Route[] {
  return [
    { ...get('_edge/tenant_info', tenantInfo), pattern: /^\/_edge\/tenant_info$/, isPublic: true },
    { ...get('browse/{}', browsePage), pattern: /^\/browse\/([^/]+)\/?$/, isPublic: true },
    get('search/jql', searchByGet),
    post('search/jql', searchByPost),
    post('search/approximate-count', countByPost),
    get('search', removedSearch),
    post('search', removedSearch),
    post('changelog/bulkfetch', bulkChangelogs),
    post('issue/bulkfetch', bulkIssues),
    get('issue/{}/changelog', issueChangelog),
    get('issue/{}/comment', issueComments),
    get('issue/{}/worklog', issueWorklogs),
    get('issue/{}', oneIssue),
    get('worklog/updated', updatedWorklogs),
    get('worklog/deleted', deletedWorklogs),
    post('worklog/list', worklogList),
    get('field', fieldList),
    get('status', statusList),
    get('statuscategory', statusCategoryList),
    get('statuses/search', statusSearch),
    get('issuetype', issueTypeList),
    get('priority', priorityList),
    get('myself', (request) => myself(request, email)),
    { ...get('serverInfo', serverInfo), isPublic: true },
    get('project/search', projectSearch),
    get('project', projectList),
    get('project/{}', oneProject),
    get('users/search', allUsers),
    get('users', allUsers),
    get('user/search', findUsers),
    get('user', oneUser),
    get('board', boardList, 'agile/1.0'),
    get('board/{}', oneBoard, 'agile/1.0'),
    get('board/{}/sprint', boardSprints, 'agile/1.0'),
    get('board/{}/configuration', boardConfiguration, 'agile/1.0'),
    get('sprint/{}', oneSprint, 'agile/1.0'),
    get('board/{}/issue', boardIssues, 'software/1.0'),
    get('sprint/{}/issue', sprintIssues, 'software/1.0'),
  ]
}

type Handler = Route['answer']

function get(path: string, answer: Handler, root?: string): Route {
  return { name: `GET ${path}`, method: 'GET', pattern: patternOf(path, root), isPublic: false, answer }
}

function post(path: string, answer: Handler): Route {
  return { name: `POST ${path}`, method: 'POST', pattern: patternOf(path), isPublic: false, answer }
}

/** Version 2 of the platform's API leads to the same endpoints: only texts would differ. */
function patternOf(path: string, root = 'api/(?:3|2|latest)'): RegExp {
  return new RegExp(`^/rest/${root}/${path.replaceAll('{}', '([^/]+)')}/?$`)
}

function tenantInfo({ context }: JiraRequest): FakeResponse {
  return ok({ cloudId: context.state.site.cloudId })
}

function removedSearch(): FakeResponse {
  throw new JiraErrorResponse(410, [
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
  ])
}
