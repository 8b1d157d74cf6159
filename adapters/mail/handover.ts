import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { hasReadyLines, linesOf, piecesOf, ReadyLines } from './ready-lines.ts'
import { replyCode } from './reply-code.ts'

/** Of MAIL, RCPT and DATA, in this order: each mail has one recipient. */
const repliesBeforeBytes = 3

/** Longest wait for what else a server says after it refused a whole mail. */
const longestWaitMs = 2_000
/** On top of what this server's replies took: both ends may be busy. */
const spareMs = 200
/** After so many answers to one mail nobody can tell which is meant. */
const tooManyAnswers = 8

/** How far the transfer of a message got: decides whether a lost connection means deferred or ambiguous. */
export class Handover {
  /** The session was ready and the envelope was about to be sent. */
  offered = false
  /** The server said "go ahead" and took the first bytes. */
  begun = false
  /** The last byte was given to the connection: the final dot follows at once. */
  ended = false
  /** The final dot was given to the connection, and whatever is asked there comes after it. */
  dotGiven = false
  /** Something was said when all bytes were on their way to the connection, and the final dot had not reached it. */
  hasEarlyAnswer = false
  /** What `onHandingOver` threw; then nothing was handed over. */
  refusal: unknown = undefined
  #stoppedBecause: string | null = null
  #replies: string[] = []
  #resets = 0
  #repliesBeforeReset = 0
  #saidAtMs = 0
  #slowestReplyMs = 0
  #isClosed = false
  #isLeft = false
  #isLeftByServer = false
  #isUnfinished = false
  #isHeardOut = false
  #onNews: () => void = () => undefined
  /** Called at each step of the transfer: it begins, a reply came, the last byte went. */
  onStep: () => void = () => undefined
  readonly #onHandingOver: () => Promise<void>

  constructor(onHandingOver: () => Promise<void>) {
    this.#onHandingOver = onHandingOver
  }

  /** More was said than asked for: then a reply may belong to another command, or another mail, than the mail library thinks. */
  get hasUnaskedReply(): boolean {
    const asked = repliesBeforeBytes + (this.ended ? 1 : 0)
    return this.#replies.length > asked + this.#resets || this.#repliesBeforeReset > asked
  }

  /** The mail library asked the server to forget the mail: it does so after a refusal. */
  get isReset(): boolean {
    return this.#resets > 0
  }

  /** The server said something once all bytes were on their way. */
  get isAnswered(): boolean {
    return this.ended && this.#replies.length > repliesBeforeBytes
  }

  /**
   * A refusal that was read as the answer to the final dot needn't be one: it came before the dot had left, or a yes came besides that
   * isn't the reset's, or may not be: the server closed the connection with it. Or something more was begun and not said to its end.
   */
  get mayBeTaken(): boolean {
    if (this.hasEarlyAnswer) return true
    if (!this.isAnswered) return false
    const isYes = (reply: string) => reply.startsWith('2')
    const answers = this.#replies.slice(repliesBeforeBytes)
    const yesses = answers.filter(isYes).length
    return (
      yesses > this.#resets ||
      answers.length > tooManyAnswers ||
      this.#replies.slice(repliesBeforeBytes, this.#repliesBeforeReset).some(isYes) ||
      (yesses > 0 && this.#isLeftByServer) ||
      (this.#isHeardOut && this.#isUnfinished)
    )
  }

  /** The bytes to send, watched: the mail library reads the stream only once the server has answered DATA. */
  watch(parts: readonly Buffer[]): Readable {
    if (this.begun) return failed('A message must not be handed over twice')
    this.offered = true
    this.#replies = []
    this.#isClosed = false
    this.#isLeft = false
    this.#isLeftByServer = false
    this.#isUnfinished = false
    this.onStep()
    return hasReadyLines(parts)
      ? new ReadyLines(parts, this.#pieces(linesOf(parts)))
      : Readable.from(this.#pieces(piecesOf(parts)), { objectMode: false })
  }

  /** Takes down a reply of the server, all of its lines, before the mail library acts on it. */
  replied(reply: string): void {
    if (this.#replies.length < repliesBeforeBytes + 2 * tooManyAnswers) this.#replies.push(reply)
    if (!this.begun || this.isReset)
      this.#slowestReplyMs = Math.max(this.#slowestReplyMs, performance.now() - this.#saidAtMs)
    if (this.begun && !this.ended) this.stop()
    if (this.ended && !this.dotGiven) this.hasEarlyAnswer = true
    this.#onNews()
    this.onStep()
  }

  /** Takes down whether a reply is being said. */
  heard(isUnfinished: boolean): void {
    this.#isUnfinished = isUnfinished
  }

  /** Takes down a command of the mail library. */
  said(command: string): void {
    this.#saidAtMs = performance.now()
    if (command !== 'RSET') return
    this.#resets += 1
    this.#repliesBeforeReset = this.#replies.length
  }

  /** The mail library leaves the connection; what the server still says there is heard. */
  left(): void {
    this.#isLeft = true
  }

  /** The server leaves the connection. */
  endedByServer(): void {
    if (!this.#isLeft) this.#isLeftByServer = true
  }

  /** Nothing more can be said on the connection. */
  closed(): void {
    this.#isClosed = true
    this.#onNews()
  }

  /**
   * After the whole mail was refused: until a reply's time has passed since, or since the answer to the reset. A server answers in order,
   * so that a refusal that answered nothing shows by one answer more: the final dot's.
   */
  async hearOut(signal: AbortSignal | undefined): Promise<void> {
    if (!this.isAnswered) return
    const isResetAnswered = () => !this.isReset || this.#replies.length > repliesBeforeBytes + 1
    await this.#until(() => isResetAnswered() || this.mayBeTaken, longestWaitMs, signal)
    const waitMs = Math.min(this.#slowestReplyMs + spareMs, longestWaitMs)
    const endAtMs = performance.now() + longestWaitMs
    do await this.#until(() => this.mayBeTaken, waitMs, signal)
    while (this.#isUnfinished && !this.mayBeTaken && !this.#isOver(signal) && performance.now() < endAtMs)
    this.#isHeardOut = true
  }

  #isOver(signal: AbortSignal | undefined): boolean {
    return this.#isClosed || signal?.aborted === true
  }

  async #until(isSo: () => boolean, longestMs: number, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((done) => {
      const timer = setTimeout(done, longestMs)
      this.#onNews = () => {
        if (!isSo() && !this.#isOver(signal)) return
        clearTimeout(timer)
        done()
      }
      signal?.addEventListener('abort', this.#onNews, { once: true })
      this.#onNews()
    })
    this.#onNews = () => undefined
  }

  /** Sends no further byte, nor the final dot: after an early answer the mail library would go on, and the server may take the mail. */
  stop(because = 'The server answered before the end of the mail'): void {
    this.#stoppedBecause ??= because
  }

  async *#pieces(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
    this.begun = true
    // The mail library takes any 2xx for the go-ahead too: also one too many for an earlier command.
    const goAhead = this.#replies[repliesBeforeBytes - 1] ?? ''
    if (replyCode(goAhead) !== 354) this.stop(`The server answered DATA with no 354: ${goAhead}`)
    // What came with the go-ahead is read by then.
    await nextTurn()
    if (this.hasUnaskedReply) this.stop()
    this.#throwIfStopped()
    try {
      await this.#onHandingOver()
    } catch (error) {
      this.refusal = error
      throw error
    }
    for (const piece of pieces) {
      this.#throwIfStopped()
      yield piece
    }
    this.#throwIfStopped()
    this.ended = true
    this.onStep()
  }

  #throwIfStopped(): void {
    if (this.#stoppedBecause !== null) throw new Error(this.#stoppedBecause)
  }
}

/**
 * A stream without a byte. The mail library asks for a mail's stream again when it puts it on another connection, and does so where
 * nothing catches what is thrown: that would end the process.
 */
function failed(because: string): Readable {
  const stream = new Readable()
  stream.on('error', () => undefined)
  return stream.destroy(new Error(because))
}
