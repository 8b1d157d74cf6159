import type { JiraField } from './schemas.ts'

/** The site's fields that we request beside the fixed ones, found by their schema and never by a fixed id. */
export interface FieldChoice {
  /** A site may have several: team-managed projects have their own. Where two are filled, the classic one counts. */
  readonly storyPointIds: readonly string[]
  /** The classic Epic Link, from before `parent` reached all levels; holds a key. */
  readonly epicLinkIds: readonly string[]
  /** Data Center's link to a ticket above an epic, of Advanced Roadmaps. */
  readonly parentLinkIds: readonly string[]
  /** Data Center's Epic Name, which epics alone have: it names no levels. */
  readonly epicNameIds: readonly string[]
  readonly custom: readonly { readonly fieldId: string; readonly fieldName: string }[]
}

const storyPointsByJira = 'com.pyxis.greenhopper.jira:jsw-story-points'
const epicLink = 'com.pyxis.greenhopper.jira:gh-epic-link'
const epicName = 'com.pyxis.greenhopper.jira:gh-epic-label'
const parentLink = 'com.atlassian.jpo:jpo-custom-field-parent'
const systemTypes = 'com.atlassian.jira.plugin.system.customfieldtypes:'

/**
 * Without multi-line text: it is prose (in v3 a document), which rules can't match. Without people: rules don't judge by person.
 * The team is `atlassian-team` on Cloud, and the two others where Advanced Roadmaps brought it. (mattermost/mattermost-plugin-jira#1262)
 */
const customKinds = new Set([
  ...[
    'select',
    'multiselect',
    'radiobuttons',
    'multicheckboxes',
    'cascadingselect',
    'labels',
    'textfield',
  ].map((kind) => systemTypes + kind),
  ...['version', 'multiversion', 'project', 'grouppicker', 'multigrouppicker', 'atlassian-team'].map(
    (kind) => systemTypes + kind,
  ),
  ...['com.atlassian.teams:rm-teams-custom-field-team', 'com.atlassian.teams:rm-team-custom-field-team'],
])

const ticketFields = [
  'summary',
  'issuetype',
  'status',
  'resolution',
  'priority',
  'labels',
  'components',
  'project',
  'parent',
  'assignee',
  'creator',
  'created',
  'updated',
  'resolutiondate',
]

/** What a ticket's record holds of its lists: the first entries. */
const ticketLists = ['comment', 'worklog']

export function chooseFields(fields: readonly JiraField[]): FieldChoice {
  const customOf = (field: JiraField) => field.schema?.custom ?? ''
  const idsOf = (custom: string) =>
    fields.filter((field) => customOf(field) === custom).map((field) => field.id)
  const byJira = fields.filter((field) => customOf(field) === storyPointsByJira)
  const byName = fields.filter(
    (field) =>
      customOf(field) === `${systemTypes}float` && /^\s*story\s*points?(\s+estimate)?\s*$/i.test(field.name),
  )
  const classic = byName.filter((field) => !/estimate/i.test(field.name))
  const others = byName.filter((field) => !classic.includes(field))
  return {
    storyPointIds: [...classic, ...byJira, ...others].map((field) => field.id),
    epicLinkIds: idsOf(epicLink),
    parentLinkIds: idsOf(parentLink),
    epicNameIds: idsOf(epicName),
    custom: fields
      .filter((field) => customKinds.has(customOf(field)))
      .map((field) => ({ fieldId: field.id, fieldName: field.name })),
  }
}

/** The fields that a search must list: without them it returns only ids. (activepieces/activepieces#9242) */
export function requestedFields(choice: FieldChoice): string[] {
  return [...contextFields(choice), ...ticketLists]
}

/** The fields of a ticket that is read as context. */
export function contextFields(choice: FieldChoice): string[] {
  return [
    ...ticketFields,
    ...choice.storyPointIds,
    ...choice.epicLinkIds,
    ...choice.parentLinkIds,
    ...choice.epicNameIds,
    ...choice.custom.map((field) => field.fieldId),
  ]
}

/**
 * The texts in a field's value: options, cascades, labels, plain text, and the names of teams, versions, projects and groups; empty
 * for null or another type.
 */
export function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesOf(item))
  if (typeof value !== 'object' || value === null) return []
  const texts = [propertyOf(value, 'value'), propertyOf(value, 'name'), propertyOf(value, 'title')]
  const own = texts.find((text) => typeof text === 'string' && text !== '')
  return [...valuesOf(own), ...valuesOf(propertyOf(value, 'child'))]
}

function propertyOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
