import type { Instant } from '../../../../domain/instant.ts'
import { uuidOf } from '../../../../fakes/company/identity.ts'
import {
  archiveIssue,
  assignIssue,
  commentOn,
  moveIssue,
  moveToTeam,
  purgeIssue,
  trashIssue,
} from '../../../../fakes/linear/state/edits.ts'
import type { LinearFaults } from '../../../../fakes/linear/state/faults.ts'
import { issueOf } from '../../../../fakes/linear/state/issue.ts'
import type { LinearIssue, LinearState } from '../../../../fakes/linear/state/records.ts'
import { aCompanyTicket } from '../../../fakes/linear/small-company.ts'
import type { Change, ChangeKind } from './script.ts'
import { pickOf } from './world.ts'

/** What a change has to go by. */
export interface LinearChangeInput extends Change {
  readonly state: LinearState
  readonly faults: LinearFaults
  /** Different for each change of a script. */
  readonly number: number
  readonly at: Instant
  readonly actorId: string | null
}

/** Of the whole workspace. */
export const workspaceChanges: Partial<Record<ChangeKind, (input: LinearChangeInput) => void>> = {
  create({ state, value, number, at }) {
    const [teamId, prefix] = value % 2 === 0 ? ['growth', 'GRO'] : ['mobile', 'MOB']
    state.issues.push(issueOf(aCompanyTicket(`${prefix}-${number}`, { teamId, createdAt: at })))
  },
  showAll({ faults }) {
    faults.hidden.clear()
  },
  renameScope({ state, pick, number, at }) {
    const team = pickOf(state.teams, pick)
    if (team === null) return
    const key = `T${number}`
    for (const issue of state.issues.filter(({ teamId }) => teamId === team.id)) {
      issue.previousIdentifiers.push(issue.identifier)
      issue.identifier = issue.identifier.replace(/^[^-]+/, key)
    }
    Object.assign(team, { key, name: `Team ${number}`, updatedAt: at })
  },
  renameStatus({ state, pick, number, at }) {
    Object.assign(pickOf(state.workflowStates, pick) ?? {}, { name: `Renamed ${number}`, updatedAt: at })
  },
  renameLabel({ state, pick, number, at }) {
    Object.assign(pickOf(state.labels, pick) ?? {}, { name: `label-${number}`, updatedAt: at })
  },
  changeContainer({ state, pick, value, number, at }) {
    const changed = value % 2 === 0 ? pickOf(state.initiatives, pick) : pickOf(state.projects, pick)
    Object.assign(changed ?? {}, { name: `Changed ${number}`, updatedAt: at })
  },
  personJoins({ state, pick, number, at, actorId }) {
    const [first] = state.users
    const issue = pickOf(state.issues, pick)
    if (first === undefined || issue === null) return
    const id = uuidOf('linear-user', `joined ${number}`)
    const [name, email] = [`Joined ${number}`, `joined-${number}@company.example`]
    state.users.push({ ...first, id, name, email, createdAt: at })
    assignIssue({ issue, at, actorId }, id)
  },
  personLeaves({ state, pick, value, number, at }) {
    const edit = { name: `Left ${number}`, active: value % 2 === 0, updatedAt: at }
    Object.assign(pickOf(state.users, pick) ?? {}, edit)
  },
}

interface IssueChangeInput extends LinearChangeInput {
  readonly issue: LinearIssue
}

/** Of one issue. */
export const issueChanges: Partial<Record<ChangeKind, (input: IssueChangeInput) => void>> = {
  edit({ state, issue, value, number, at }) {
    Object.assign(issue, { title: `Edited ${number}`, updatedAt: at })
    if (value % 3 === 0) issue.labelIds = state.labels.slice(0, 1).map(({ id }) => id)
    if (value % 4 === 0) issue.estimate = value
    if (value % 5 === 0) issue.parentId = state.issues.find((each) => each !== issue)?.id ?? null
    if (value % 7 === 0) issue.projectId = issue.projectId === null ? (state.projects[0]?.id ?? null) : null
  },
  editSilently({ state, issue, value, actorId }) {
    if (value % 2 === 0) issue.assigneeId = actorId
    else issue.labelIds = value % 3 === 0 ? [] : state.labels.slice(0, 2).map(({ id }) => id)
  },
  transition: moveToSomeState,
  assign({ issue, value, at, actorId }) {
    assignIssue({ issue, at, actorId }, value % 4 === 0 ? null : actorId)
  },
  comment({ issue, number, at, actorId }) {
    commentOn({ issue, at, actorId }, `Remark ${number}`)
  },
  changeComment({ issue, value }) {
    if (value % 2 === 0) issue.comments.splice(0, 1)
  },
  move(input) {
    const { state, issue, number, at, actorId } = input
    const team = state.teams.find(({ id }) => id !== issue.teamId)
    if (team === undefined) return
    moveToTeam({ issue, at, actorId }, team.id, `${team.key}-${number}`)
    moveToSomeState(input)
  },
  delete({ state, issue }) {
    purgeIssue(state, issue)
  },
  archive({ issue, at }) {
    archiveIssue(issue, at)
  },
  trash({ issue, at }) {
    trashIssue(issue, at)
  },
  restore({ issue, value, at }) {
    Object.assign(issue, { trashed: false, archivedAt: null }, value % 2 === 0 ? { updatedAt: at } : {})
  },
  hideTicket({ faults, issue }) {
    faults.hidden.add(issue.id)
  },
}

function moveToSomeState({ state, issue, value, at, actorId }: IssueChangeInput): void {
  const ofTeam = state.workflowStates.filter(({ teamId }) => teamId === issue.teamId)
  const to = pickOf(ofTeam, value)
  if (to !== null) moveIssue(state, { issue, at, actorId }, to.id)
}
