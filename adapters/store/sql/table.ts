import { z } from 'zod'
import { instant } from '../../../domain/fields.ts'
import { type StoredDocument, type StoredDocuments, storedRow } from './stored-data.ts'

export type ColumnType =
  | 'uuid'
  | 'text'
  | 'text[]'
  | 'integer'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'jsonb'
  | 'timestamptz'

export interface Column {
  readonly name: string
  readonly type: ColumnType
  readonly nullable: boolean
}

/** A table by the description of its rows: columns, statements and the reading of rows follow from it. */
export interface Table<Row extends object> {
  readonly name: string
  /** Reads a row as `selectList` selects it. */
  readonly row: z.ZodType<Row>
  /** The fields' schemas. */
  readonly shape: z.ZodRawShape
  /** The fields of the primary key. */
  readonly key: readonly string[]
  /** By field. */
  readonly columns: ReadonlyMap<string, Column>
  /** Fields that tell when the others were written: they alone being different is no difference. */
  readonly stamps: readonly string[]
  /** What of a field says "not known": it doesn't replace what is stored, because one response tells less than another. */
  readonly unknowns: Readonly<Record<string, string | null>>
}

interface TableOptions<Field extends string> {
  readonly key: readonly Field[]
  readonly stamps?: readonly Field[]
  readonly unknowns?: Readonly<Partial<Record<Field, string | null>>>
  /** Of each JSON column: what it is, and what mends one that another version stored. */
  readonly documents?: Readonly<Partial<Record<Field, StoredDocument>>>
}

/** Describes the table that holds rows of a schema; a field `statusId` is the column `status_id`. Each JSON column needs its document. */
export function describeTable<Shape extends z.ZodRawShape>(
  name: string,
  row: z.ZodObject<Shape>,
  options: TableOptions<keyof Shape & string>,
): Table<z.infer<z.ZodObject<Shape>>> {
  const columns = new Map(
    Object.entries<z.core.$ZodType>(row.shape).map(([field, schema]) => [field, columnFor(field, schema)]),
  )
  const { key, stamps = [], unknowns = {} } = options
  const documents: StoredDocuments = options.documents ?? {}
  for (const [field, { type }] of columns) {
    if (type === 'jsonb' && documents[field] === undefined)
      throw new Error(`${name}.${field} is JSON, and "documents" doesn't say what mends it`)
  }
  const { shape } = row
  return {
    name,
    row: storedRow(row, documents),
    shape,
    key,
    columns,
    stamps,
    unknowns: definedOnly(unknowns),
  }
}

/** The start of a statement that reads rows of the table. */
export function selectFrom<Row extends object>({ name, columns }: Table<Row>): string {
  const list = [...columns].map(([field, column]) => `${column.name} as "${field}"`)
  return `select ${list.join(', ')} from ${name}`
}

/** What to select so that rows come out with the fields' names; `alias` is the table's in the statement. */
export function selectList(row: z.ZodObject, alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`
  return Object.keys(row.shape)
    .map((field) => `${prefix}${columnName(field)} as "${field}"`)
    .join(', ')
}

/** The column of a field. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function columnFor(field: string, schema: z.core.$ZodType): Column {
  const nullable = schema instanceof z.ZodNullable
  const type = columnTypeOf(nullable ? schema.unwrap() : schema)
  if (type === null) throw new Error(`the field ${field} is of a kind that has no column type`)
  return { name: columnName(field), type, nullable }
}

function columnTypeOf(schema: z.core.$ZodType): ColumnType | null {
  if (schema === instant) return 'timestamptz'
  if (schema instanceof z.ZodGUID) return 'uuid'
  if (schema instanceof z.ZodISODate) return 'date'
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return 'text'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodNumberFormat) return schema.format === 'int32' ? 'integer' : null
  if (schema instanceof z.ZodNumber) return 'double precision'
  if (schema instanceof z.ZodArray) return schema.element instanceof z.ZodString ? 'text[]' : 'jsonb'
  return schema instanceof z.ZodObject ? 'jsonb' : null
}

function definedOnly<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const defined: Record<string, Value> = {}
  for (const [field, value] of Object.entries(values)) if (value !== undefined) defined[field] = value
  return defined
}
