import { Readable, Transform } from 'node:stream'

const pieceBytes = 32_768
const lineFeed = 10

/** A line that ends in anything but CRLF, or begins with a dot. */
const unready = /(?<!\r)\n|\r(?!\n)|\n\./

/** Whether DATA carries these bytes as they are (RFC 5321 4.5.2): each line ends in CRLF, and none begins with a dot. */
export function hasReadyLines(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  return text.endsWith('\r\n') && !text.startsWith('.') && !unready.test(text)
}

/** Bytes in pieces; those of ready lines each begin with a line, and the last line is a piece of its own. */
export function* piecesOf(bytes: Buffer, isReady: boolean): Generator<Buffer, void> {
  const lastAt = isReady ? bytes.lastIndexOf(lineFeed, -2) + 1 : bytes.length
  for (let from = 0; from < lastAt; ) {
    const to = isReady ? lineEnd(bytes.subarray(0, lastAt), from) : from + pieceBytes
    yield bytes.subarray(from, to)
    from = to
  }
  if (lastAt < bytes.length) yield bytes.subarray(lastAt)
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

  constructor(bytes: Buffer, pieces: AsyncIterable<Buffer>) {
    super()
    this.#pieces = pieces[Symbol.asyncIterator]()
    this.#lastLineAt = bytes.lastIndexOf(lineFeed, -2) + 1
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
