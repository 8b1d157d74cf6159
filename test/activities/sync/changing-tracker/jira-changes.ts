import type { Instant } from '../../../../domain/instant.ts'
import type { JiraIssue } from '../../../../fakes/jira/state/records.ts'
import type { JiraState } from '../../../../fakes/jira/state/state.ts'
import { smallCompany } from '../../../builders/company.ts'
import type { Change, ChangeKind } from './script.ts'
import { pickOf } from './world.ts'

/** What a change has to go by. */
export interface JiraChangeInput extends Change {
  readonly state: JiraState
  /** Different for each change of a script. */
  readonly number: number
  readonly nowAt: Instant
  /** Every ticket that ever was in sight and isn't deleted. */
  readonly known: readonly JiraIssue[]
  /** Of whoever does it. */
  readonly email: string
}

export const emails = smallCompany().people.map(({ email }) => email)
const roles = ['todo', 'in_progress', 'in_review', 'done', 'canceled'] as const

/** Of the whole site: most of them move no ticket's time. */
export const siteChanges: Partial<Record<ChangeKind, (input: JiraChangeInput) => void>> = {
  create({ state, pick, number, email }) {
    const projectKey = pickOf(state.site.projects, pick)?.key ?? ''
    state.addTicket({ projectKey, summary: `New ${number}`, creatorEmail: email })
  },
  hideScope({ state, pick }) {
    state.hide(pickOf(state.site.projects, pick)?.key ?? '')
  },
  showAll({ state, known }) {
    for (const { key } of [...state.site.projects, ...known]) state.show(key)
  },
  renameScope({ state, pick, number }) {
    const to = { key: `NEU${letters(number)}`, name: `New ${number}` }
    state.renameProject(pickOf(state.site.projects, pick)?.key ?? '', to)
  },
  renameStatus({ state, pick, number }) {
    const renamed = pickOf(state.site.statuses, pick)
    const statuses = state.site.statuses.map((each) =>
      each === renamed ? { ...each, name: `Renamed ${number}` } : each,
    )
    state.editSite({ statuses })
  },
  personJoins({ state, pick, number, known, nowAt }) {
    const [first] = state.site.users
    const issue = pickOf(known, pick)
    if (first === undefined || issue === null) return
    const accountId = `712020:joined-${number}`
    const [email, displayName] = [`joined-${number}@lumenworks.example`, `Joined ${number}`]
    state.editSite({ users: [...state.site.users, { ...first, accountId, email, displayName }] })
    state.editSilently(issue.key, { assigneeId: accountId, updatedAt: nowAt })
  },
  personLeaves({ state, pick, number }) {
    const leaver = pickOf(state.site.users, pick)
    const users = state.site.users.map((each) =>
      each === leaver ? { ...each, displayName: `Left ${number}`, active: !each.active } : each,
    )
    state.editSite({ users })
  },
}

interface TicketChangeInput extends JiraChangeInput {
  readonly issue: JiraIssue
}

/** Of one ticket. */
export const ticketChanges: Partial<Record<ChangeKind, (input: TicketChangeInput) => void>> = {
  edit({ state, issue, value, number, known }) {
    state.editTicket(issue.key, {
      summary: `Edited ${number}`,
      ...(value % 3 === 0 ? { labels: [`label-${value}`] } : {}),
      ...(value % 4 === 0 ? { estimatePoints: value } : {}),
      ...(value % 5 === 0 ? { parentId: pickOf(known, 0)?.issueId ?? null } : {}),
    })
  },
  editSilently({ state, issue, value }) {
    const statuses = state.site.statuses.filter(({ projectId }) => projectId === issue.projectId)
    const statusId = pickOf(statuses, value)?.statusId ?? issue.statusId
    const edits = [
      { statusId },
      { labels: [`quiet-${value}`] },
      { assigneeId: issue.creatorId },
      { componentIds: [] },
    ]
    state.editSilently(issue.key, pickOf(edits, value) ?? {})
  },
  transition({ state, issue, value, email }) {
    state.transitionTicket(issue.key, pickOf(roles, value) ?? 'todo', email)
  },
  assign({ state, issue, value, email }) {
    state.assignTicket(issue.key, value % 4 === 0 ? null : email, email)
  },
  comment({ state, issue, number, email }) {
    state.commentOn(issue.key, email, `Remark ${number}`)
  },
  changeComment({ state, issue, value, nowAt }) {
    const edited = issue.comments.map((each) => ({ ...each, body: 'Changed' }))
    const comments = value % 2 === 0 ? issue.comments.slice(1) : edited
    state.editSilently(issue.key, { comments, updatedAt: nowAt })
  },
  logWork({ state, issue, value, email }) {
    state.logWork(issue.key, email, 600 * (value + 1))
  },
  changeWorklog({ state, issue, value, nowAt }) {
    const [first, ...others] = issue.worklogs
    if (first === undefined) return
    if (value % 2 === 0) state.deleteWorklog(issue.key, first.worklogId)
    else {
      const worklogs = [{ ...first, loggedSeconds: 60 * (value + 1) }, ...others]
      state.editSilently(issue.key, { worklogs, updatedAt: nowAt })
    }
  },
  move({ state, issue, email }) {
    const other = state.site.projects.find(({ projectId }) => projectId !== issue.projectId)
    state.moveTicket(issue.key, other?.key ?? '', email)
  },
  delete({ state, issue }) {
    state.deleteTicket(issue.key)
  },
  archive({ state, issue, nowAt }) {
    state.editSilently(issue.key, { archivedAt: nowAt })
  },
  restore({ state, issue }) {
    state.editSilently(issue.key, { archivedAt: null })
  },
  hideTicket({ state, issue }) {
    state.hide(issue.key)
  },
}

function letters(number: number): string {
  return [...String(number)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')
}
