import type { JiraField } from './schemas.ts'

/** Which of a site's fields we ask for beside the fixed ones, found by their schema and never by a fixed id. */
export interface FieldChoice {
  /** Story points live in several fields on one site: team-managed projects have their own. In order of trust. */
  readonly storyPointIds: readonly string[]
  /** The classic Epic Link, from before `parent` reached all levels; holds a key. */
  readonly epicLinkIds: readonly string[]
  readonly custom: readonly { readonly fieldId: string; readonly fieldName: string }[]
}

const storyPointsByJira = 'com.pyxis.greenhopper.jira:jsw-story-points'
const epicLink = 'com.pyxis.greenhopper.jira:gh-epic-link'
const systemTypes = 'com.atlassian.jira.plugin.system.customfieldtypes:'

/** Multi-line text is left out: it holds prose (and in v3 documents), nothing to sort work by. */
const customKinds = new Set(
  ['select', 'multiselect', 'radiobuttons', 'multicheckboxes', 'cascadingselect', 'labels', 'textfield'].map(
    (kind) => systemTypes + kind,
  ),
)

const ticketFields = [
  'summary',
  'issuetype',
  'status',
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
  'comment',
  'worklog',
]

export function chooseFields(fields: readonly JiraField[]): FieldChoice {
  const customOf = (field: JiraField) => field.schema?.custom ?? ''
  const byJira = fields.filter((field) => customOf(field) === storyPointsByJira)
  const byName = fields.filter(
    (field) =>
      customOf(field) === `${systemTypes}float` && /^\s*story\s*points?(\s+estimate)?\s*$/i.test(field.name),
  )
  return {
    storyPointIds: [...byJira, ...byName].map((field) => field.id),
    epicLinkIds: fields.filter((field) => customOf(field) === epicLink).map((field) => field.id),
    custom: fields
      .filter((field) => customKinds.has(customOf(field)))
      .map((field) => ({ fieldId: field.id, fieldName: field.name })),
  }
}

/** What a search must name: it returns ids alone otherwise. (activepieces/activepieces#9242) */
export function requestedFields(choice: FieldChoice): string[] {
  return [
    ...ticketFields,
    ...choice.storyPointIds,
    ...choice.epicLinkIds,
    ...choice.custom.map((field) => field.fieldId),
  ]
}

/** The words that a field's value holds: of options, cascades, labels and plain text; empty for null or another shape. */
export function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((item: unknown) => wordsOf(item))
  if (typeof value !== 'object' || value === null) return []
  const own = 'value' in value && typeof value.value === 'string' ? [value.value] : []
  return 'child' in value ? [...own, ...wordsOf(value.child)] : own
}
