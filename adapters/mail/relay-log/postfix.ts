import type { QueueLine } from './queue-line.ts'

/** `… postfix/smtp[466]: CF5A3A32A24: …`: the daemon, the queue id and what it says of it. */
const ofQueue = /\/([a-z-]+)\[\d+\]: ([0-9A-Za-z]{6,20}): (.*)$/

/** Reads a line of Postfix's log, whatever stands before the daemon's name; null for one that tells nothing of a mail. */
export function postfixLine(line: string): QueueLine | null {
  const found = ofQueue.exec(line)
  if (found === null) return null
  const [, daemon = '', queueId = '', text = ''] = found
  if (daemon === 'cleanup') return cleanupLine(queueId, text)
  if (daemon === 'qmgr') {
    if (text === 'removed') return { kind: 'removed', queueId }
    // Only a mail that came whole gets into the queue: right before the relay says yes.
    if (/^from=<.*\(queue active\)$/.test(text)) return { kind: 'taken', queueId, recipient: null }
  }
  const status = / status=(\w+) /.exec(text)?.[1]
  if (status === undefined) return null
  const recipient = recipientOf(text)
  if (status === 'bounced') return { kind: 'returned', queueId, recipient }
  return status === 'sent' || status === 'deferred' ? { kind: 'taken', queueId, recipient } : null
}

function cleanupLine(queueId: string, text: string): QueueLine | null {
  const messageId = /^message-id=<([^>]*)>/.exec(text)?.[1]
  if (messageId !== undefined) return { kind: 'named', queueId, messageId }
  const isRefusal = /^(?:milter-)?reject: /.test(text) && /: 5\.\d+\.\d+ |: 5\d\d /.test(text)
  return isRefusal ? { kind: 'refused', queueId, recipient: null } : null
}

/** The address that we wrote to, where an alias led elsewhere. */
function recipientOf(text: string): string | null {
  return /\borig_to=<([^>]*)>/.exec(text)?.[1] ?? /^to=<([^>]*)>/.exec(text)?.[1] ?? null
}
