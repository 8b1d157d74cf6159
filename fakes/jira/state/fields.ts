/** A field of the made-up site as `GET /rest/api/3/field` describes it. */
export interface JiraField {
  readonly id: string
  readonly name: string
  readonly clauseNames: readonly string[]
  readonly type: string
  readonly items?: string
  readonly system?: string
  readonly custom?: string
}

const sprintType = 'com.pyxis.greenhopper.jira:gh-sprint'
const floatType = 'com.atlassian.jira.plugin.system.customfieldtypes:float'
const selectType = 'com.atlassian.jira.plugin.system.customfieldtypes:select'

export const customFieldIds = {
  epicLink: 'customfield_10014',
  storyPointEstimate: 'customfield_10016',
  rank: 'customfield_10019',
  sprint: 'customfield_10020',
  storyPoints: 'customfield_10028',
  severity: 'customfield_10041',
} as const

/** Every field that the fake serves, system fields first. */
export const jiraFields: readonly JiraField[] = [
  system('summary', 'Summary', 'string'),
  system('issuetype', 'Issue Type', 'issuetype', ['issuetype', 'type']),
  system('status', 'Status', 'status'),
  system('statusCategory', 'Status Category', 'statusCategory'),
  system('statuscategorychangedate', 'Status Category Changed', 'datetime', ['statusCategoryChangedDate']),
  system('project', 'Project', 'project'),
  system('priority', 'Priority', 'priority'),
  system('assignee', 'Assignee', 'user'),
  system('reporter', 'Reporter', 'user'),
  system('creator', 'Creator', 'user'),
  { ...system('labels', 'Labels', 'array'), items: 'string' },
  { ...system('components', 'Components', 'array', ['component']), items: 'component' },
  system('parent', 'Parent', 'issuelink', ['parent']),
  { ...system('subtasks', 'Sub-tasks', 'array', ['subtasks']), items: 'issuelinks' },
  system('description', 'Description', 'string'),
  system('resolution', 'Resolution', 'resolution'),
  system('resolutiondate', 'Resolved', 'datetime', ['resolutiondate', 'resolved']),
  system('created', 'Created', 'datetime', ['created', 'createdDate']),
  system('updated', 'Updated', 'datetime', ['updated', 'updatedDate']),
  system('archiveddate', 'Archived', 'datetime', ['archivedDate']),
  system('duedate', 'Due date', 'date', ['due', 'duedate']),
  system('timespent', 'Time Spent', 'number'),
  system('comment', 'Comment', 'comments-page'),
  { ...system('worklog', 'Log Work', 'array'), items: 'worklog' },
  custom(customFieldIds.epicLink, 'Epic Link', 'any', 'com.pyxis.greenhopper.jira:gh-epic-link'),
  custom(
    customFieldIds.storyPointEstimate,
    'Story point estimate',
    'number',
    'com.pyxis.greenhopper.jira:jsw-story-points',
  ),
  custom(customFieldIds.rank, 'Rank', 'any', 'com.pyxis.greenhopper.jira:gh-lexo-rank'),
  { ...custom(customFieldIds.sprint, 'Sprint', 'array', sprintType), items: 'json' },
  custom(customFieldIds.storyPoints, 'Story Points', 'number', floatType),
  custom(customFieldIds.severity, 'Severity', 'option', selectType),
]

function system(id: string, name: string, type: string, clauseNames: readonly string[] = [id]): JiraField {
  return { id, name, clauseNames, type, system: id }
}

function custom(id: string, name: string, type: string, key: string): JiraField {
  return { id, name, clauseNames: [`cf[${id.slice('customfield_'.length)}]`, name], type, custom: key }
}
