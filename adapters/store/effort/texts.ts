import type { z } from 'zod'
import { readStored } from '../sql/stored-data.ts'
import { columnName, type Table } from '../sql/table.ts'

// Rows of many columns are read as one text each: reading the columns one by one takes three times as long.

/** Between the parts of a text; a value that has one in it makes the text longer than it should be. */
const separator = '\u001f'

/** Selects columns as one text with a part for each field; an empty part stands for null, and for an empty list. */
export function textOf<Row extends object>(
  { columns }: Pick<Table<Row>, 'columns'>,
  fields: readonly (keyof Row & string)[],
  alias: string,
): string {
  const parts = fields.map((field) => {
    const value = `${alias}.${columnName(field)}`
    const column = columns.get(field)
    const part = partOf(value, column?.type)
    return column?.nullable === true ? `coalesce(${part}::text, '')` : part
  })
  return `concat_ws(E'\\x1f', ${parts.join(', ')})`
}

function partOf(value: string, type: string | undefined): string {
  if (type === 'timestamptz') return `(date_part('epoch', ${value}) * 1000)::bigint`
  return type === 'text[]'
    ? `case when ${value} <> '{}' then array_to_json(${value})::text else '' end`
    : value
}

/** The parts of one text, or of several that were joined like parts; null where they are not as many as expected. */
export function partsOf(text: string, count: number): readonly string[] | null {
  const parts = text.split(separator)
  return parts.length === count ? parts : null
}

/** Reads words of a list; throws StoredDataError for one that another version stored. */
export function wordReader<Word extends string>(
  schema: z.ZodEnum<Record<Word, Word>>,
): (part: string) => Word {
  const words = new Map<string, Word>(schema.options.map((word) => [word, word]))
  return (part) => words.get(part) ?? readStored(schema, part)
}

export function numberOrNull(part: string | undefined): number | null {
  return part ? Number(part) : null
}

/** Reads texts, and makes equal ones one: accounts and statuses come a thousand times each. */
export function wordOrNullReader(): (part: string | undefined) => string | null {
  const words = new Map<string, string>()
  let last: string | null = null
  return (part) => {
    if (!part) return null
    // A ticket's rows name the same few: comparing two words is faster than looking one up.
    if (part === last) return last
    const known = words.get(part)
    if (known === undefined) words.set(part, part)
    last = known ?? part
    return last
  }
}
