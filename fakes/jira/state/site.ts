import { DateTime } from 'luxon'
import { accountIdOf, uuidOf } from '../../company/identity.ts'
import type { Company, CompanyStatus, CompanyTeam, CompanyTicketType } from '../../company/records.ts'
import { customFieldIds } from './fields.ts'
import type { JiraIssueType, JiraProject, JiraSite, JiraSprint, JiraStatus, JiraUser } from './records.ts'

/** The account of Jira's own automation: an app, no person. */
export const automationEmail = 'automation@apps.jira.example'

/** Jira's fixed priorities; `role` is the company's word for them. */
export const priorities = [
  { priorityId: '1', name: 'Highest', role: 'urgent', color: '#d04437' },
  { priorityId: '2', name: 'High', role: 'high', color: '#f15C75' },
  { priorityId: '3', name: 'Medium', role: 'medium', color: '#f79232' },
  { priorityId: '4', name: 'Low', role: 'low', color: '#707070' },
  { priorityId: '5', name: 'Lowest', role: null, color: '#999999' },
] as const

const workflow = [
  { role: 'triage', categoryId: 2 },
  { role: 'backlog', categoryId: 2 },
  { role: 'todo', categoryId: 2 },
  { role: 'in_progress', categoryId: 4 },
  { role: 'in_review', categoryId: 4 },
  { role: 'blocked', categoryId: 4 },
  { role: 'done', categoryId: 3 },
  { role: 'canceled', categoryId: 3 },
] as const satisfies readonly { role: CompanyStatus; categoryId: 2 | 3 | 4 }[]

type StatusNames = Readonly<Record<CompanyStatus, string>>

const originalNames: StatusNames = {
  triage: 'Triage',
  backlog: 'Backlog',
  todo: 'To Do',
  in_progress: 'In Progress',
  in_review: 'In Review',
  blocked: 'Blocked',
  done: 'Done',
  canceled: "Won't Do",
}

const germanNames: StatusNames = {
  ...originalNames,
  todo: 'Zu erledigen',
  in_progress: 'In Arbeit',
  done: 'Fertig',
}

/** Each project names its statuses in its own way: the original's words, half translated, and renamed. */
const statusNames: readonly StatusNames[] = [
  originalNames,
  germanNames,
  { ...originalNames, todo: 'Selected for Development', in_review: 'Code Review', blocked: 'On Hold' },
]

const types = [
  { role: 'epic', name: 'Epic', hierarchyLevel: 1 },
  { role: 'story', name: 'Story', hierarchyLevel: 0 },
  { role: 'task', name: 'Task', hierarchyLevel: 0 },
  { role: 'bug', name: 'Bug', hierarchyLevel: 0 },
  { role: 'incident', name: 'Incident', hierarchyLevel: 0 },
  { role: 'support', name: 'Support', hierarchyLevel: 0 },
  { role: 'subtask', name: 'Sub-task', hierarchyLevel: -1 },
] as const satisfies readonly { role: CompanyTicketType; name: string; hierarchyLevel: -1 | 0 | 1 }[]

const firstProjectId = 10_000
const sprintStartHour = 9

/** Builds the site that the company's Jira teams would have set up: a project, a board and statuses for each. */
export function siteOf(company: Company): JiraSite {
  const teams = company.teams.filter((team) => team.tracker === 'jira')
  const projects = teams.map((team, index) => projectOf(company, team, index))
  return {
    name: company.name,
    cloudId: uuidOf('jira-cloud', company.name),
    users: usersOf(company),
    projects,
    statuses: projects.flatMap(statusesOf),
    issueTypes: [...issueTypesOf(null, 10_001), ...projects.flatMap(ownTypesOf)],
    sprints: sprintsOf(company, projects),
  }
}

function usersOf(company: Company): readonly JiraUser[] {
  const zones = new Map(company.teams.map((team) => [team.teamId, team.timeZone]))
  const people = company.people.map(
    (person): JiraUser => ({
      accountId: accountIdOf(person.email),
      accountType: 'atlassian',
      displayName: person.name,
      email: person.email,
      emailHidden: person.emailHidden,
      active: person.active,
      timeZone: zones.get(person.teamId) ?? 'Etc/UTC',
    }),
  )
  const automation: JiraUser = {
    accountId: accountIdOf(automationEmail),
    accountType: 'app',
    displayName: 'Automation for Jira',
    email: automationEmail,
    emailHidden: true,
    active: true,
    timeZone: 'Etc/UTC',
  }
  return [...people, automation]
}

function projectOf(company: Company, team: CompanyTeam, index: number): JiraProject {
  const names = company.tickets
    .filter((ticket) => ticket.teamId === team.teamId)
    .flatMap((ticket) => ticket.components)
  const lead = company.people.find((person) => person.teamId === team.teamId)
  const style = index % 2 === 0 ? 'classic' : 'next-gen'
  return {
    projectId: String(firstProjectId + index),
    key: team.ticketPrefix,
    name: team.name,
    teamId: team.teamId,
    timeZone: team.timeZone,
    style,
    boardId: index + 1,
    hasSprints: company.sprints.some((sprint) => sprint.teamId === team.teamId),
    estimateFieldId: style === 'classic' ? customFieldIds.storyPoints : customFieldIds.storyPointEstimate,
    components: [...new Set(names)]
      .sort()
      .map((name, at) => ({ componentId: String(10_100 + index * 100 + at), name })),
    leadAccountId: accountIdOf(lead?.email ?? automationEmail),
  }
}

function statusesOf(project: JiraProject, index: number): readonly JiraStatus[] {
  const names = statusNames[index % statusNames.length] ?? originalNames
  return workflow.map(({ role, categoryId }, at) => ({
    statusId: String(10_000 + index * 100 + at),
    name: names[role],
    untranslatedName: names === germanNames ? originalNames[role] : names[role],
    categoryId,
    role,
    projectId: project.projectId,
    scoped: project.style === 'next-gen',
  }))
}

function ownTypesOf(project: JiraProject, index: number): readonly JiraIssueType[] {
  return project.style === 'next-gen' ? issueTypesOf(project.projectId, 10_101 + index * 100) : []
}

function issueTypesOf(projectId: string | null, firstId: number): readonly JiraIssueType[] {
  return types.map((type, at) => ({ ...type, issueTypeId: String(firstId + at), projectId }))
}

function sprintsOf(company: Company, projects: readonly JiraProject[]): readonly JiraSprint[] {
  const sprints: JiraSprint[] = []
  for (const sprint of company.sprints) {
    const project = projects.find((candidate) => candidate.teamId === sprint.teamId)
    if (project === undefined) continue
    const at = (date: string) =>
      DateTime.fromISO(date, { zone: project.timeZone }).set({ hour: sprintStartHour }).toMillis()
    sprints.push({
      sprintId: sprints.length + 1,
      companySprintId: sprint.sprintId,
      boardId: project.boardId,
      name: sprint.name,
      startAt: at(sprint.from),
      endAt: at(sprint.to),
    })
  }
  return sprints
}
