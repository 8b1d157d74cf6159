import { Readable, Transform } from 'node:stream'

const pieceBytes = 32_768
const lineFeed = 10

/** A line that ends in anything but CRLF, or begins with a dot. */
const unready = /(?<!\r)\n|\r(?!\n)|\n\./

/** The parts that many mails share, and how they are. */
const known = new WeakMap<Buffer, boolean>()
/** Knowing a part takes as long as looking at so many bytes. */
const worthKnowing = 8_192

/** Whether DATA carries these parts as they are (RFC 5321 4.5.2): each line ends in CRLF within its part, and none begins with a dot. */
export function hasReadyLines(parts: readonly Buffer[]): boolean {
  return parts.length > 0 && parts.every(isReady)
}

function isReady(part: Buffer): boolean {
  if (part.length < worthKnowing) return looksReady(part)
  const ready = known.get(part) ?? looksReady(part)
  known.set(part, ready)
  return ready
}

function looksReady(part: Buffer): boolean {
  const text = part.toString('latin1')
  return text.endsWith('\r\n') && !text.startsWith('.') && !unready.test(text)
}

/** Parts of any lines, in pieces that are sent at once. */
export function* piecesOf(parts: readonly Buffer[]): Generator<Buffer, void> {
  for (const part of parts)
    for (let from = 0; from < part.length; from += pieceBytes) yield part.subarray(from, from + pieceBytes)
}

/** The same of ready lines: each piece begins with a line, and the last line is a piece of its own. */
export function* linesOf(parts: readonly Buffer[]): Generator<Buffer, void> {
  const { before, lastLine } = splitAtLastLine(parts)
  for (const part of before)
    for (let from = 0; from < part.length; ) {
      const to = lineEnd(part, from)
      yield part.subarray(from, to)
      from = to
    }
  yield lastLine
}

function splitAtLastLine(parts: readonly Buffer[]): {
  readonly before: readonly Buffer[]
  readonly lastLine: Buffer
} {
  const last = parts.at(-1) ?? Buffer.alloc(0)
  const lastLineAt = last.lastIndexOf(lineFeed, -2) + 1
  return {
    before: [...parts.slice(0, -1), last.subarray(0, lastLineAt)],
    lastLine: last.subarray(lastLineAt),
  }
}

/** Where the last line ends that ends within a piece, or the first one where none does. */
function lineEnd(bytes: Buffer, from: number): number {
  const within = bytes.lastIndexOf(lineFeed, from + pieceBytes - 1) + 1
  return within > from ? within : bytes.indexOf(lineFeed, from) + 1
}

/**
 * A mail of ready lines as the mail library is to send it. For lines to escape it looks at each byte, which takes as long as all else
 * that it does for a mail: through the stream that it pipes this one into, these go as they are, but for the last line, from which it
 * knows how to end the mail.
 */
export class ReadyLines extends Readable {
  readonly #pieces: AsyncIterator<Buffer>
  readonly #lastLineAt: number

  /** @param pieces `linesOf` the parts */
  constructor(parts: readonly Buffer[], pieces: AsyncIterable<Buffer>) {
    super()
    this.#pieces = pieces[Symbol.asyncIterator]()
    this.#lastLineAt = splitAtLastLine(parts).before.reduce((sum, part) => sum + part.length, 0)
  }

  override _read(): void {
    this.#pieces.next().then(
      ({ value, done }) => this.push(done === true ? null : value),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override pipe<Destination extends NodeJS.WritableStream>(
    destination: Destination,
    options?: { readonly end?: boolean },
  ): Destination {
    if (destination instanceof Transform) this.#passThrough(destination)
    return super.pipe(destination, options)
  }

  #passThrough(destination: Transform): void {
    const transform = destination._transform.bind(destination)
    let passed = 0
    destination._transform = (piece: Buffer, encoding, done) => {
      passed += piece.length
      if (passed <= this.#lastLineAt) done(null, piece)
      else transform(piece, encoding, done)
    }
  }
}
