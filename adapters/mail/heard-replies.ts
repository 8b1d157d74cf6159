import type { Socket } from 'node:net'
import SmtpConnection from 'nodemailer/lib/smtp-connection'

/** About so many bytes of a reply are kept: the mail library takes no longer one. */
const longestReply = 1_048_576

/** What is heard on a connection. */
interface Heard {
  /** Bytes came: whether they leave a reply unfinished. */
  readonly bytes: (isUnfinished: boolean) => void
  /** A whole reply, all of its lines. */
  readonly reply: (reply: string) => void
  /** The server says nothing more. */
  readonly ended: () => void
  readonly closed: () => void
}

/**
 * Tells of a server's replies as they arrive, before the mail library reads them, and until the connection is closed: the mail library
 * stops to read after a 421, or once it thinks that its reset was refused, also what came in the same packet. It splits replies alike.
 */
export function hearReplies(socket: Socket, on: Heard): void {
  let rest = ''
  let reply = ''
  socket.prependListener('data', (chunk: Buffer) => {
    const [first = '', ...more] = chunk.toString('latin1').split('\n')
    if (rest.length < longestReply) rest += first
    for (const next of more) {
      const line = rest.replace(/\r$/, '')
      rest = next
      if (reply.length < longestReply) reply += `${line}\n`
      if (/^\d+-/.test(line)) continue
      if (reply.trim() !== '') on.reply(Buffer.from(reply, 'latin1').toString().trimEnd())
      reply = ''
    }
    on.bytes(rest !== '' || reply !== '')
  })
  socket.prependListener('end', on.ended)
  socket.prependListener('error', on.ended)
  socket.once('close', on.closed)
}

/**
 * Finds the socket of a connection, encrypted or not, among those of the mail library's pool, which keeps them to itself.
 * @param pool of the mail library
 * @param id as its log names the connection
 * @returns undefined where the pool has no such connection: then no reply is heard, and no mail is handed over
 */
export function socketOf(pool: object, id: string): Socket | undefined {
  const resources: unknown = Reflect.get(pool, '_connections')
  if (!Array.isArray(resources)) return
  const connections: unknown[] = resources.map((resource: object) => Reflect.get(resource, 'connection'))
  const connection = connections.find((each) => each instanceof SmtpConnection && each.id === id)
  return connection instanceof SmtpConnection ? connection._socket || undefined : undefined
}
