import type { RelayLogEntry } from '../../../domain/deliver/relay-log.ts'
import { eximLine } from './exim.ts'
import { postfixLine } from './postfix.ts'

/** Which mails to look for, and how their Message-IDs end: `company.example` of `<delivery@company.example>`. */
export interface Wanted {
  readonly deliveryIds: ReadonlySet<string>
  readonly messageIdDomain: string
}

/** Lines are shorter by far; the rest of a longer one tells nothing. */
const longestLine = 2_000

/** Follows mails of ours through the lines of a log of Postfix or Exim, in their order. */
export class RelayLogReader {
  readonly #wanted: Wanted
  /** The delivery that each queue id stands for. */
  readonly #queued = new Map<string, string>()
  /** What was found of each delivery, in the log's order. */
  readonly entries = new Map<string, RelayLogEntry[]>()

  constructor(wanted: Wanted) {
    this.#wanted = wanted
  }

  read(text: string): void {
    const line = text.slice(0, longestLine)
    const said = postfixLine(line) ?? eximLine(line)
    if (said === null) return
    const { queueId } = said
    if ('messageId' in said && said.messageId !== undefined) this.#name(queueId, said.messageId)
    if (said.kind === 'removed') this.#queued.delete(queueId)
    if (said.kind === 'named' || said.kind === 'removed') return
    const deliveryId = this.#queued.get(queueId)
    if (deliveryId === undefined) return
    const { kind, recipient } = said
    const entry = { kind, recipient, at: instantOf(line), words: line.trim() }
    const before = this.entries.get(deliveryId)
    if (before === undefined) this.entries.set(deliveryId, [entry])
    else before.push(entry)
  }

  #name(queueId: string, messageId: string): void {
    const at = messageId.lastIndexOf('@')
    const deliveryId = messageId.slice(0, at)
    const isWanted =
      messageId.slice(at + 1) === this.#wanted.messageIdDomain && this.#wanted.deliveryIds.has(deliveryId)
    // Postfix uses its short queue ids again.
    if (isWanted) this.#queued.set(queueId, deliveryId)
    else this.#queued.delete(queueId)
  }
}

/** Null for a time without a zone: the relay's may be another than ours. */
function instantOf(line: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)? ?(Z|[+-]\d\d:?\d\d)/.exec(line)
  if (found === null) return null
  const [, day = '', time = '', , zone = ''] = found
  const at = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(at) ? null : at
}
