import type { QueueLine } from './queue-line.ts'

/** `2026-11-27 06:37:00 1tGabc-0004Xy-2f => …`: the queue id, the flag and the rest. Time zone, milliseconds and process may stand between. */
const ofQueue =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})?(?: \[\d+\])? ([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) (\S+)(?: (.*))?$/

/** Reads a line of Exim's main log; null for one that tells nothing of a mail. */
export function eximLine(line: string): QueueLine | null {
  const found = ofQueue.exec(line)
  if (found === null) return null
  const [, queueId = '', flag = '', text = ''] = found
  switch (flag) {
    case '<=': {
      const messageId = / id=(\S+)/.exec(text)?.[1]
      return messageId === undefined ? null : { kind: 'taken', queueId, recipient: null, messageId }
    }
    case '=>':
    case '->':
    case '==':
      return { kind: 'taken', queueId, recipient: recipientOf(text) }
    case '**':
      return { kind: 'returned', queueId, recipient: recipientOf(text) }
    case 'Completed':
      return { kind: 'removed', queueId }
    default:
      return null
  }
}

/** The address that we wrote to, where an alias or a local name led elsewhere. */
function recipientOf(text: string): string | null {
  const [, first = '', original] = /^([^\s:]+):?(?: <([^>]*)>)?/.exec(text) ?? []
  const address = original ?? first.replace(/^<|>$/g, '')
  return address.includes('@') ? address : null
}
