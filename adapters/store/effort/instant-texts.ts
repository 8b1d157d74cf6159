import type { Instant } from '../../../domain/instant.ts'
import { columnName, type Table } from '../sql/table.ts'

// Instants come as PostgreSQL keeps them, eight bytes each, written in hexadecimal: making milliseconds of them takes it several
// times as long.

const digitsOfInstant = 16
/** Digits of four bytes are a number that the engine has in a register. */
const digitsOfHalf = 8
const valuesOfHalf = 2 ** 32
/** PostgreSQL counts microseconds, from then on. */
const firstAt = Date.parse('2000-01-01T00:00:00Z')
/** What `-infinity`, which stands for null, has in its first four bytes: no instant of the next 290,000 years does. */
const noneHigh = -(2 ** 31)

/** Selects columns of instants as bytes, for `hexOf`. */
export function instantsOf<Row extends object>(
  { columns }: Pick<Table<Row>, 'columns'>,
  fields: readonly (keyof Row & string)[],
  alias: string,
): string {
  const parts = fields.map((field) => {
    const value = `${alias}.${columnName(field)}`
    return bytesOf(columns.get(field)?.nullable === false ? value : `coalesce(${value}, '-infinity')`)
  })
  return `(${parts.join(' || ')})`
}

/** Selects an instant as bytes, for `hexOf`; null stays null. */
export function bytesOf(instant: string): string {
  return `timestamptz_send(${instant})`
}

/** Selects bytes as the text that an `InstantReader` reads. */
export function hexOf(bytes: string): string {
  return `encode(${bytes}, 'hex')`
}

/** Reads instants one after the other, where they stand in a text. */
export class InstantReader {
  #text = ''
  #start = 0

  begin(text: string): void {
    this.#text = text
    this.#start = 0
  }

  /** Whether as many were read as there are. */
  get isAtEnd(): boolean {
    return this.#start === this.#text.length
  }

  /** The one in a text of its own; null for an empty text. */
  only(text: string): Instant | null {
    if (text === '') return null
    this.begin(text)
    return this.next()
  }

  /** Null for one that isn't set. */
  next(): Instant | null {
    const start = this.#start
    this.#start = start + digitsOfInstant
    const high = this.#half(start)
    if (high === noneHigh) return null
    const low = this.#half(start + digitsOfHalf) >>> 0
    return firstAt + Math.round((high * valuesOfHalf + low) / 1000)
  }

  /** Four bytes as a number with a sign. */
  #half(start: number): number {
    let half = 0
    for (let index = start; index < start + digitsOfHalf; index += 1) {
      const code = this.#text.charCodeAt(index)
      half = (half << 4) | (code < letterCode ? code - zeroCode : code - letterCode + 10)
    }
    return half
  }
}

const zeroCode = '0'.charCodeAt(0)
const letterCode = 'a'.charCodeAt(0)
