import { boardConfiguration, boardList, boardSprints, oneBoard, oneSprint } from '../endpoints/agile.ts'
import { browsePage } from '../endpoints/browse.ts'
import { issueChangelog } from '../endpoints/changelog.ts'
import { issueComments, issueWorklogs } from '../endpoints/issues.ts'
import { issueTypeList, oneProject, priorityList, projectList, statusList } from '../endpoints/site.ts'
import { deletedWorklogs, updatedWorklogs, worklogList } from '../endpoints/worklogs.ts'
import type { FakeResponse } from '../protocol/response.ts'
import type { Route } from '../server/routes.ts'
import { asDataCenter } from './convert.ts'
import { oneIssue, searchByGet, searchByPost } from './issues.ts'
import type { DataCenterOptions } from './options.ts'
import { fieldList, projectStatuses, serverInfo } from './site.ts'
import { listUsers, myself, searchUsers } from './users.ts'

/** Every endpoint of a fake Data Center: those of version 2, without the bulk ones, page tokens and pages of projects. */
export function dataCenterRoutes(options: DataCenterOptions, userName: string): readonly Route[] {
  const isNew = options.version !== '8.20'
  const limits = { searchLimit: options.searchLimit ?? 1000, resultWindow: options.resultWindow ?? 10_000 }
  return [
    { ...get('browse/{}', browsePage), pattern: /^\/browse\/([^/]+)\/?$/, isPublic: true },
    { ...get('serverInfo', (request) => serverInfo(request, options)), isPublic: true },
    get('myself', (request) => myself(request, userName)),
    get('search', (request) => searchByGet(request, limits)),
    post('search', (request) => searchByPost(request, limits)),
    ...(isNew ? [get('issue/{}/changelog', converted(issueChangelog))] : []),
    get('issue/{}/comment', converted(issueComments)),
    get('issue/{}/worklog', converted(issueWorklogs)),
    get('issue/{}', oneIssue),
    get('worklog/updated', updatedWorklogs),
    get('worklog/deleted', deletedWorklogs),
    post('worklog/list', converted(worklogList)),
    get('field', fieldList),
    get('status', converted(statusList)),
    get('issuetype', converted(issueTypeList)),
    get('priority', converted(priorityList)),
    get('project', converted(projectList)),
    get('project/{}/statuses', projectStatuses),
    get('project/{}', converted(oneProject)),
    ...(isNew ? [get('user/list', listUsers)] : []),
    get('user/search', (request) => searchUsers(request, { isLimited: isNew })),
    get('board', converted(boardList), 'agile/1.0'),
    get('board/{}', converted(oneBoard), 'agile/1.0'),
    get('board/{}/sprint', converted(boardSprints), 'agile/1.0'),
    get('board/{}/configuration', converted(boardConfiguration), 'agile/1.0'),
    get('sprint/{}', converted(oneSprint), 'agile/1.0'),
  ]
}

type Handler = Route['answer']

/** Cloud's endpoint, its records written as Data Center's. */
function converted(answer: Handler): Handler {
  return (request): FakeResponse => {
    const response = answer(request)
    return { ...response, body: asDataCenter(request.context, response.body) }
  }
}

function get(path: string, answer: Handler, root?: string): Route {
  return { name: `GET ${path}`, method: 'GET', pattern: patternOf(path, root), isPublic: false, answer }
}

function post(path: string, answer: Handler): Route {
  return { name: `POST ${path}`, method: 'POST', pattern: patternOf(path), isPublic: false, answer }
}

function patternOf(path: string, root = 'api/(?:2|latest)'): RegExp {
  return new RegExp(`^/rest/${root}/${path.replaceAll('{}', '([^/]+)')}/?$`)
}
