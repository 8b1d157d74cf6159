/** A label with the group that it belongs to, if any. */
export interface Label {
  readonly name: string
  readonly group: { readonly groupId: string; readonly name: string } | null
}

export type LabelOf = (labelId: string) => Label | null
