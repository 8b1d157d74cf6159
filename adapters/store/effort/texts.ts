import type { z } from 'zod'
import { columnName, type Table } from '../sql/table.ts'
import { bytesOf, hexOf } from './instant-texts.ts'

// Rows of many columns are read as one text each: reading the columns one by one takes three times as long.

/** After each part of a text; a value that has one in it makes the text longer than it should be. */
const separatorCode = 0x1f
const separator = `E'\\x1f'`

/**
 * Selects columns as one text with a part for each field; an empty part stands for null, and for an empty list. Instants that nearly
 * every row has are better off in a text of their own (`instantsOf`).
 */
export function textOf<Row extends object>(
  { columns }: Pick<Table<Row>, 'columns'>,
  fields: readonly (keyof Row & string)[],
  alias: string,
): string {
  const parts = fields.map((field) => {
    const column = columns.get(field)
    const part = `${partOf(`${alias}.${columnName(field)}`, column?.type)} || ${separator}`
    // What is joined to null is null and costs nothing; an empty text would be copied with what comes before it.
    return column?.nullable === true ? `coalesce(${part}, ${separator})` : part
  })
  // Joined one by one: concat_ws() takes a fifth longer.
  return `(${parts.join(' || ')})`
}

function partOf(value: string, type: string | undefined): string {
  switch (type) {
    case 'text':
      return value
    case 'text[]':
      return `case when ${value} <> '{}' then array_to_json(${value})::text else '' end`
    case 'timestamptz':
      return hexOf(bytesOf(value))
    default:
      return `${value}::text`
  }
}

/**
 * Reads the parts of a text one after the other, where they stand: making a string of each, and a number of that, takes several
 * times as long.
 */
export class PartReader {
  #text = ''
  #start = 0
  readonly #words = new Words()

  /** Begins with the parts of one text, or of several that were joined. */
  begin(text: string): void {
    this.#text = text
    this.#start = 0
  }

  /** Whether as many parts were read as there are. Where not, a value has a separator in it, and what was read is worth nothing. */
  get isAtEnd(): boolean {
    return this.#start === this.#text.length
  }

  /** The next part as a text of its own. */
  text(): string {
    const text = this.#text
    const start = this.#start
    let end = start
    while (end < text.length && text.charCodeAt(end) !== separatorCode) end += 1
    this.#start = end + 1
    return text.slice(start, end)
  }

  /** The next part as one of the words that come a thousand times each: equal ones are made one. */
  word(): string {
    const text = this.#text
    const start = this.#start
    let end = start
    let hash = 0
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end)
      if (code === separatorCode) break
      hash = Math.imul(hash, 31) + code
    }
    this.#start = end + 1
    return this.#words.at(hash, text, start, end)
  }

  wordOrNull(): string | null {
    return this.word() || null
  }

  number(): number {
    const text = this.#text
    const start = this.#start
    let end = start
    let number = 0
    let isPlain = true
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end)
      if (code === separatorCode) break
      const digit = code - zeroCode
      if (digit < 0 || digit > 9) isPlain = false
      number = 10 * number + digit
    }
    this.#start = end + 1
    return isPlain && end - start <= exactDigits ? number : Number(text.slice(start, end))
  }

  numberOrNull(): number | null {
    const start = this.#start
    if (start < this.#text.length && this.#text.charCodeAt(start) !== separatorCode) return this.number()
    this.#start = start + 1
    return null
  }
}

const zeroCode = '0'.charCodeAt(0)
/** So many digits are a whole number that is exact. */
const exactDigits = 15

/** Words that were read; the last one of each hash is found without making a string. */
class Words {
  readonly #known = new Map<string, string>()
  readonly #byHash: string[] = Array.from({ length: wordPlaces }, () => '')

  at(hash: number, text: string, start: number, end: number): string {
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

/** Words of a list by themselves. */
export function wordsOf<Word extends string>(
  schema: z.ZodEnum<Record<Word, Word>>,
): ReadonlyMap<string, Word> {
  return new Map(schema.options.map((word) => [word, word]))
}
