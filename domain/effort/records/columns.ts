/** Numbers in a row that grow as they come: eight bytes each, where an object's field takes two or three times as much. */
export class Column {
  #values = new Float64Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(2 * this.#length)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#length] = value
    this.#length += 1
  }

  /** @param index within the length */
  at(index: number): number {
    return this.#values[index] ?? Number.NaN
  }
}

/** Rows of as many numbers, one after the other. */
export type FlatRows = number[]

/** Calls `visit` with where each row begins. */
export function forEachRow(rows: FlatRows | undefined, width: number, visit: (start: number) => void): void {
  if (rows !== undefined) for (let start = 0; start < rows.length; start += width) visit(start)
}
