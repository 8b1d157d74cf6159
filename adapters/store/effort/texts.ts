import type { z } from 'zod'
import { readStored } from '../sql/stored-data.ts'
import { columnName, type Table } from '../sql/table.ts'

// Rows of many columns are read as one text each: reading the columns one by one takes three times as long.

/** Between the parts of a text; a value that has one in it makes the text longer than it should be. */
const separatorCode = 0x1f

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

/**
 * Reads the parts of a text one after the other, where they stand: making a string of each, and a number of that, takes several
 * times as long.
 */
export class PartReader {
  #text = ''
  /** Where each part ends, and where the next one begins. */
  #ends = new Int32Array(1024)
  #part = 0
  #start = 0
  readonly #words = new Words()

  /** Begins with the parts of one text, or of several that were joined like parts; false where they are not as many as expected. */
  begin(text: string, count: number): boolean {
    if (count > this.#ends.length) this.#ends = new Int32Array(2 * count)
    const ends = this.#ends
    let found = 0
    for (let index = 0; index < text.length; index += 1) {
      if (text.charCodeAt(index) !== separatorCode) continue
      if (found < count) ends[found] = index
      found += 1
    }
    if (found + 1 !== count) return false
    ends[found] = text.length
    this.#text = text
    this.#part = 0
    this.#start = 0
    return true
  }

  /** The next part as a text of its own. */
  text(): string {
    const start = this.#start
    return this.#text.slice(start, this.#next())
  }

  /** The next part as one of the words that come a thousand times each: equal ones are made one. */
  word(): string {
    const start = this.#start
    return this.#words.at(this.#text, start, this.#next())
  }

  wordOrNull(): string | null {
    return this.word() || null
  }

  number(): number {
    const start = this.#start
    const end = this.#next()
    if (end - start > exactDigits) return Number(this.#text.slice(start, end))
    let number = 0
    for (let index = start; index < end; index += 1) {
      const digit = this.#text.charCodeAt(index) - zeroCode
      if (digit < 0 || digit > 9) return Number(this.#text.slice(start, end))
      number = 10 * number + digit
    }
    return number
  }

  numberOrNull(): number | null {
    if (this.#ends[this.#part] !== this.#start) return this.number()
    this.#next()
    return null
  }

  /** Goes on to the next part. @returns where the part before it ends */
  #next(): number {
    const end = this.#ends[this.#part] ?? 0
    this.#part += 1
    this.#start = end + 1
    return end
  }
}

const zeroCode = '0'.charCodeAt(0)
/** So many digits are a whole number that is exact. */
const exactDigits = 15

/** Words that were read; the last one of each hash is found without making a string. */
class Words {
  readonly #known = new Map<string, string>()
  readonly #byHash: string[] = Array.from({ length: wordPlaces }, () => '')

  at(text: string, start: number, end: number): string {
    let hash = 0
    for (let index = start; index < end; index += 1) hash = Math.imul(hash, 31) + text.charCodeAt(index)
    const place = hash & (wordPlaces - 1)
    const last = this.#byHash[place] ?? ''
    if (isAt(text, start, end, last)) return last
    const part = text.slice(start, end)
    const known = this.#known.get(part)
    if (known === undefined) this.#known.set(part, part)
    this.#byHash[place] = known ?? part
    return known ?? part
  }
}

/** A power of two. */
const wordPlaces = 4096

function isAt(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false
  for (let index = 0; index < word.length; index += 1)
    if (text.charCodeAt(start + index) !== word.charCodeAt(index)) return false
  return true
}

/** Reads words of a list; throws StoredDataError for one that another version stored. */
export function wordReader<Word extends string>(
  schema: z.ZodEnum<Record<Word, Word>>,
): (part: string) => Word {
  const words = new Map<string, Word>(schema.options.map((word) => [word, word]))
  return (part) => words.get(part) ?? readStored(schema, part)
}
