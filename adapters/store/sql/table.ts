/** `instant` is epoch milliseconds on our side and `timestamptz` in the table. */
export type ColumnType =
  | 'uuid'
  | 'text'
  | 'text[]'
  | 'integer'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'jsonb'
  | 'instant'

/** How rows of one kind lie in a table; a field `statusId` lies in the column `status_id`. */
export interface TableShape<Row extends object> {
  readonly table: string
  /** The fields of the primary key. */
  readonly key: readonly (keyof Row & string)[]
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>
  /** Fields that tell when the others were written: they alone being different is no difference. */
  readonly stamps?: readonly (keyof Row & string)[]
  /** What of a field says "not known": it doesn't replace what is stored, because one answer tells less than another. */
  readonly unknowns?: Readonly<Partial<Record<keyof Row & string, 'unknown' | null>>>
}

/** The column that a field lies in. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A batch of rows, given as `$1`, as a set of rows with the fields' names as column names. */
export function inputOf<Row extends object>(shape: TableShape<Row>): string {
  const columns = Object.entries<ColumnType>(shape.columns).map(
    ([field, type]) => `"${field}" ${type === 'instant' ? 'double precision' : type}`,
  )
  return `json_to_recordset($1::json) as input(${columns.join(', ')})`
}

/** A field of `inputOf` as the table takes it. */
export function columnValueOf(field: string, type: ColumnType): string {
  // An interval counts whole microseconds; to_timestamp(ms / 1000) would lose some in far years.
  return type === 'instant' ? `timestamptz 'epoch' + "${field}" * interval '1 millisecond'` : `"${field}"`
}

/** What to select so that a row comes out with the fields' names; dates as `YYYY-MM-DD`. */
export function selectListOf<Row extends object>(shape: TableShape<Row>): string {
  return Object.entries<ColumnType>(shape.columns)
    .map(([field, type]) => `${columnOf(field)}${type === 'date' ? '::text' : ''} as "${field}"`)
    .join(', ')
}
