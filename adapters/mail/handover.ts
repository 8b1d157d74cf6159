import { Readable } from 'node:stream'

/** How far the transfer of a message got: decides whether a lost connection means deferred or ambiguous. */
export class Handover {
  /** The session was ready and the envelope was about to be sent. */
  offered = false
  /** The server said "go ahead" and took the first bytes. */
  begun = false
  /** The last byte was given to the connection: the final dot follows at once. */
  ended = false
  /** What `onHandingOver` threw; then nothing was handed over. */
  refusal: unknown = undefined
  #isStopped = false
  readonly #onHandingOver: () => Promise<void>

  constructor(onHandingOver: () => Promise<void>) {
    this.#onHandingOver = onHandingOver
  }

  /** The bytes to send, watched: the mail library reads the stream only once the server has answered DATA. */
  watch(raw: Uint8Array): Readable {
    if (this.begun) throw new Error('A message must not be handed over twice')
    this.offered = true
    return Readable.from(this.#bytes(raw), { objectMode: false })
  }

  /** Sends no further byte, nor the final dot: after an early answer the mail library would go on, and the server may take the mail. */
  stop(): void {
    this.#isStopped = true
  }

  async *#bytes(raw: Uint8Array): AsyncGenerator<Uint8Array> {
    this.begun = true
    try {
      await this.#onHandingOver()
    } catch (error) {
      this.refusal = error
      throw error
    }
    const chunkBytes = 32_768
    for (let from = 0; from < raw.length; from += chunkBytes) {
      this.#throwIfStopped()
      yield raw.subarray(from, from + chunkBytes)
    }
    this.#throwIfStopped()
    this.ended = true
  }

  #throwIfStopped(): void {
    if (this.#isStopped) throw new Error('The server answered before the end of the mail')
  }
}
