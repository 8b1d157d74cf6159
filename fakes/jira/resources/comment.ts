import type { JiraComment, JiraIssue, JiraWorklog } from '../state/records.ts'
import { adfOf } from './adf.ts'
import type { RequestContext } from './request-context.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userResource } from './user.ts'

/** Inside an issue Jira embeds no more comments or worklogs than this, and gives the true total beside them. */
const maxEmbedded = 20
const secondsPerMinute = 60
const minutesPerHour = 60

export function commentResource(context: RequestContext, issue: JiraIssue, comment: JiraComment): object {
  const author = userResource(context, comment.authorId)
  const at = jiraTimestamp(comment.at, context.timeZone)
  return {
    self: `${context.baseUrl}/rest/api/3/issue/${issue.issueId}/comment/${comment.commentId}`,
    id: comment.commentId,
    author,
    body: adfOf(comment.body) ?? { type: 'doc', version: 1, content: [] },
    updateAuthor: author,
    created: at,
    updated: at,
    jsdPublic: true,
  }
}

export function worklogResource(context: RequestContext, issue: JiraIssue, worklog: JiraWorklog): object {
  const author = userResource(context, worklog.authorId)
  const at = jiraTimestamp(worklog.loggedAt, context.timeZone)
  return {
    self: `${context.baseUrl}/rest/api/3/issue/${issue.issueId}/worklog/${worklog.worklogId}`,
    author,
    updateAuthor: author,
    created: at,
    updated: at,
    started: jiraTimestamp(worklog.startedAt, context.timeZone),
    timeSpent: timeSpentText(worklog.loggedSeconds),
    timeSpentSeconds: worklog.loggedSeconds,
    id: worklog.worklogId,
    issueId: issue.issueId,
  }
}

export function embeddedComments(context: RequestContext, issue: JiraIssue): object {
  const comments = issue.comments.slice(0, maxEmbedded)
  return {
    comments: comments.map((comment) => commentResource(context, issue, comment)),
    self: `${context.baseUrl}/rest/api/3/issue/${issue.issueId}/comment`,
    maxResults: maxEmbedded,
    total: issue.comments.length,
    startAt: 0,
  }
}

export function embeddedWorklogs(context: RequestContext, issue: JiraIssue): object {
  const worklogs = issue.worklogs.slice(0, maxEmbedded)
  return {
    startAt: 0,
    maxResults: maxEmbedded,
    total: issue.worklogs.length,
    worklogs: worklogs.map((worklog) => worklogResource(context, issue, worklog)),
  }
}

function timeSpentText(seconds: number): string {
  const minutes = Math.round(seconds / secondsPerMinute)
  const parts = [
    [Math.floor(minutes / minutesPerHour), 'h'],
    [minutes % minutesPerHour, 'm'],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count}${unit}`)
      .join(' ') || '0m'
  )
}
