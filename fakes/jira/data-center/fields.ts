import { customFieldIds, type JiraField, jiraFields } from '../state/fields.ts'

export const dataCenterFieldIds = { epicName: 'customfield_10011', parentLink: 'customfield_10301' } as const

const cloudOnly: ReadonlySet<string> = new Set([
  'statusCategory',
  'statuscategorychangedate',
  customFieldIds.storyPointEstimate,
])

/** The fields of a Data Center: epics have a name of their own, and a link to what stands above them. */
export const dataCenterFields: readonly JiraField[] = [
  ...jiraFields.filter(({ id }) => !cloudOnly.has(id)),
  custom(dataCenterFieldIds.epicName, 'Epic Name', 'string', 'com.pyxis.greenhopper.jira:gh-epic-label'),
  custom(dataCenterFieldIds.parentLink, 'Parent Link', 'any', 'com.atlassian.jpo:jpo-custom-field-parent'),
]

function custom(id: string, name: string, type: string, key: string): JiraField {
  return { id, name, clauseNames: [`cf[${id.slice('customfield_'.length)}]`, name], type, custom: key }
}
