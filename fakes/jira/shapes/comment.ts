import type { JiraComment, JiraIssue, JiraWorklog } from '../state/records.ts'
import { adfOf } from './adf.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userShape } from './user.ts'
import type { View } from './view.ts'

/** Inside an issue Jira embeds no more comments or worklogs than this, and gives the true total beside them. */
const maxEmbedded = 20
const secondsPerMinute = 60
const minutesPerHour = 60

export function commentShape(view: View, issue: JiraIssue, comment: JiraComment): object {
  const author = userShape(view, comment.authorId)
  const at = jiraTimestamp(comment.at, view.timeZone)
  return {
    self: `${view.baseUrl}/rest/api/3/issue/${issue.issueId}/comment/${comment.commentId}`,
    id: comment.commentId,
    author,
    body: adfOf(comment.body) ?? { type: 'doc', version: 1, content: [] },
    updateAuthor: author,
    created: at,
    updated: at,
    jsdPublic: true,
  }
}

export function worklogShape(view: View, issue: JiraIssue, worklog: JiraWorklog): object {
  const author = userShape(view, worklog.authorId)
  const at = jiraTimestamp(worklog.loggedAt, view.timeZone)
  return {
    self: `${view.baseUrl}/rest/api/3/issue/${issue.issueId}/worklog/${worklog.worklogId}`,
    author,
    updateAuthor: author,
    created: at,
    updated: at,
    started: jiraTimestamp(worklog.startedAt, view.timeZone),
    timeSpent: timeSpentText(worklog.loggedSeconds),
    timeSpentSeconds: worklog.loggedSeconds,
    id: worklog.worklogId,
    issueId: issue.issueId,
  }
}

export function embeddedComments(view: View, issue: JiraIssue): object {
  const comments = issue.comments.slice(0, maxEmbedded)
  return {
    comments: comments.map((comment) => commentShape(view, issue, comment)),
    self: `${view.baseUrl}/rest/api/3/issue/${issue.issueId}/comment`,
    maxResults: maxEmbedded,
    total: issue.comments.length,
    startAt: 0,
  }
}

export function embeddedWorklogs(view: View, issue: JiraIssue): object {
  const worklogs = issue.worklogs.slice(0, maxEmbedded)
  return {
    startAt: 0,
    maxResults: maxEmbedded,
    total: issue.worklogs.length,
    worklogs: worklogs.map((worklog) => worklogShape(view, issue, worklog)),
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
