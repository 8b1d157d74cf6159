import type { CustomField } from '../../../domain/ticket.ts'

/** A label with the group that it belongs to, if any. */
export interface Label {
  readonly name: string
  readonly group: { readonly groupId: string; readonly name: string } | null
}

export type LabelOf = (labelId: string) => Label | null

/** A group of labels becomes a custom field with the labels as values, so that rules can use `Type` as on Jira. */
export function customFieldsOf(labels: readonly Label[]): CustomField[] {
  const fields = new Map<string, { fieldId: string; fieldName: string; values: string[] }>()
  for (const { name, group } of labels) {
    if (group === null) continue
    const field = fields.get(group.groupId)
    if (field === undefined)
      fields.set(group.groupId, { fieldId: group.groupId, fieldName: group.name, values: [name] })
    else field.values.push(name)
  }
  return [...fields.values()]
}
