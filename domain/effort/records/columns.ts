const chunkBits = 14
const chunkLength = 1 << chunkBits

type Chunk = Float64Array | Int32Array

/** Numbers in a row that grow as they come: eight bytes each, where an object's field takes two or three times as much. */
export class Column {
  readonly #chunks: Chunk[] = []
  readonly #newChunk: () => Chunk
  #length = 0

  /** @param kind `int32` for whole numbers of at most 32 bits, in four bytes each */
  constructor(kind: 'double' | 'int32' = 'double') {
    this.#newChunk = () => (kind === 'double' ? new Float64Array(chunkLength) : new Int32Array(chunkLength))
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    const index = this.#length
    const place = index & (chunkLength - 1)
    if (place === 0) this.#chunks.push(this.#newChunk())
    const chunk = this.#chunks[index >>> chunkBits]
    if (chunk !== undefined) chunk[place] = value
    this.#length = index + 1
  }

  /** @param index within the length */
  at(index: number): number {
    return this.#chunks[index >>> chunkBits]?.[index & (chunkLength - 1)] ?? Number.NaN
  }
}

/**
 * Rows of as many numbers, one after the other. Outside the engine's heap: a list of numbers that grows is copied there again and
 * again.
 */
export class FlatRows {
  #numbers = new Float64Array(64)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Float64Array(2 * this.#length)
      longer.set(this.#numbers)
      this.#numbers = longer
    }
    this.#numbers[this.#length] = value
    this.#length += 1
  }

  get length(): number {
    return this.#length
  }

  /** @param index within the length */
  at(index: number): number {
    return this.#numbers[index] ?? Number.NaN
  }
}
