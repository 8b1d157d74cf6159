import { uuidOf } from '../../company/identity.ts'
import type { Company } from '../../company/records.ts'
import { issueOf } from './issue.ts'
import type { LinearLabel, LinearState, LinearWorkflowState } from './records.ts'
import { stateIdOf, statusNames, statusOrder } from './statuses.ts'

/** Labels that the made-up company keeps in a group `Type`, as Linear's own templates do. */
const typeLabels: readonly string[] = ['bug', 'incident', 'support']

/** The part of the company that works with Linear, as Linear would hold it. */
export function workspaceOf(company: Company): LinearState {
  const teams = company.teams.filter((team) => team.tracker === 'linear')
  const teamIds = new Set(teams.map((team) => team.teamId))
  const dates = { createdAt: company.startAt, updatedAt: company.startAt, archivedAt: null }
  const tickets = company.tickets.filter((ticket) => teamIds.has(ticket.teamId))
  const projects = company.projects.filter((project) => project.teamIds.some((teamId) => teamIds.has(teamId)))
  const initiativeIds = new Set(projects.flatMap((project) => project.initiativeIds))
  const users = company.people.map((person) => ({
    ...dates,
    id: uuidOf('linear-user', person.email),
    name: person.name,
    email: person.email,
    active: person.active,
    app: false,
  }))
  return {
    organization: {
      id: uuidOf('linear-organization', company.name),
      name: company.name,
      urlKey: company.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    },
    viewerId: users[0]?.id ?? '',
    users,
    teams: teams.map((team) => ({
      ...dates,
      id: uuidOf('linear-team', team.teamId),
      key: team.ticketPrefix,
      name: team.name,
      timezone: team.timeZone,
      parentId: null,
    })),
    workflowStates: teams.flatMap((team) => statesOf(team.teamId, dates)),
    labels: labelsOf(
      'linear-label',
      tickets.flatMap((ticket) => ticket.labels),
      dates,
    ),
    projectLabels: labelsOf(
      'linear-project-label',
      projects.flatMap((project) => project.labels),
      dates,
    ),
    projects: projects.map((project) => ({
      ...dates,
      id: uuidOf('linear-project', project.projectId),
      name: project.title,
      labelIds: project.labels.map((label) => uuidOf('linear-project-label', label)),
      teamIds: project.teamIds.map((teamId) => uuidOf('linear-team', teamId)),
      initiativeIds: project.initiativeIds.map((id) => uuidOf('linear-initiative', id)),
      completedAt: null,
      canceledAt: null,
    })),
    initiatives: company.initiatives
      .filter((initiative) => initiativeIds.has(initiative.initiativeId))
      .map((initiative) => ({
        ...dates,
        id: uuidOf('linear-initiative', initiative.initiativeId),
        name: initiative.title,
        labelIds: [],
        parentInitiativeId: null,
        completedAt: null,
        canceledAt: null,
      })),
    issues: tickets.map(issueOf),
  }
}

type Dates = Pick<LinearLabel, 'createdAt' | 'updatedAt' | 'archivedAt'>

function statesOf(teamId: string, dates: Dates): LinearWorkflowState[] {
  return statusOrder.map((status, position) => ({
    ...dates,
    ...statusNames[status],
    id: stateIdOf(teamId, status),
    teamId: uuidOf('linear-team', teamId),
    position,
  }))
}

function labelsOf(kind: string, names: readonly string[], dates: Dates): LinearLabel[] {
  const groupId = uuidOf(kind, 'group Type')
  const labels = [...new Set(names)].sort().map((name) => ({
    ...dates,
    id: uuidOf(kind, name),
    name,
    isGroup: false,
    parentId: kind === 'linear-label' && typeLabels.includes(name) ? groupId : null,
  }))
  const isGrouped = labels.some((label) => label.parentId === groupId)
  return isGrouped
    ? [...labels, { ...dates, id: groupId, name: 'Type', isGroup: true, parentId: null }]
    : labels
}
