import { changeText, missingTicketPage, ticketPage, ticketPageHeaders } from '../../pages/ticket-page.ts'
import type { JiraRequest } from '../protocol/request.ts'
import type { FakeResponse } from '../protocol/response.ts'
import type { JiraIssue } from '../state/records.ts'
import { priorities } from '../state/site.ts'
import type { JiraState } from '../state/state.ts'

/** GET /browse/{key}: the page that people open. The original's is for who is signed in; this one is for anybody. */
export function browsePage({ parts, context }: JiraRequest): FakeResponse {
  const { state } = context
  const issue = state.find(parts[0] ?? '')
  return issue === null
    ? { status: 404, body: missingTicketPage('Jira'), headers: ticketPageHeaders }
    : { status: 200, body: pageOf(state, issue), headers: ticketPageHeaders }
}

function pageOf(state: JiraState, issue: JiraIssue): string {
  const { site } = state
  const project = site.projects.find(({ projectId }) => projectId === issue.projectId)
  const components = project?.components.filter(({ componentId }) => issue.componentIds.includes(componentId))
  const nameOf = (accountId: string | null): string | null =>
    accountId === null
      ? null
      : (site.users.find((user) => user.accountId === accountId)?.displayName ?? 'Former user')
  return ticketPage({
    tracker: 'Jira',
    key: issue.key,
    title: issue.summary,
    status: site.statuses.find(({ statusId }) => statusId === issue.statusId)?.name ?? '',
    facts: [
      ['Type', site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)?.name ?? null],
      ['Project', project?.name ?? null],
      ['Parent', issue.parentId === null ? null : (state.named(issue.parentId)?.key ?? null)],
      ['Priority', priorities.find(({ priorityId }) => priorityId === issue.priorityId)?.name ?? null],
      ['Assignee', nameOf(issue.assigneeId)],
      ['Reporter', nameOf(issue.reporterId)],
      ['Labels', issue.labels.join(', ')],
      ['Components', components?.map(({ name }) => name).join(', ') ?? null],
      ['Resolution', issue.resolution],
    ],
    description: issue.description,
    history: [
      { at: issue.createdAt, who: nameOf(issue.creatorId), text: 'created' },
      ...issue.histories.flatMap(({ at, authorId, items }) =>
        items.map(({ field, fromText, toText }) => ({
          at,
          who: nameOf(authorId),
          text: changeText(field, fromText, toText),
        })),
      ),
      ...issue.comments.map(({ at, authorId, body }) => ({
        at,
        who: nameOf(authorId),
        text: `comment: ${body}`,
      })),
    ].toSorted((a, b) => a.at - b.at),
  })
}
