import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { openOwnFolder } from '../process/own-folder.ts'
import { mailFileName, numberOf } from './file-name.ts'

export interface Mailbox {
  readonly host: string
  readonly port: number
  /** Absolute, free of links. Where the mails are, one `.eml` each; the files stay after `stop`. */
  readonly dir: string
  readonly stop: () => Promise<void>
}

const host = '127.0.0.1'
const sizeLimitBytes = 25_000_000

/**
 * Starts an SMTP server on loopback that keeps every mail as a file, its bytes as they came.
 * The files are their owner's alone. A mail is on disk before its 250 is answered, so a mail that the sender counts as sent is never missing.
 */
export async function startMailbox({ dir }: { readonly dir: string }): Promise<Mailbox> {
  const folder = openOwnFolder(dir)
  let lastNumber = Math.max(0, ...readdirSync(folder).map(numberOf))
  const server = new SMTPServer({
    // Loopback only, and nothing to protect: whoever can connect can also write the folder.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: sizeLimitBytes,
    onData(stream, session, callback) {
      lastNumber += 1
      keep(folder, lastNumber, stream, session).then(() => callback(null), callback)
    },
  })
  // A client that vanishes within a mail: the mail isn't kept, and the next client isn't harmed.
  server.on('error', () => undefined)
  const listener = server.listen(0, host)
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string')
    throw new Error('The mailbox got no TCP port on loopback.')
  return {
    host,
    port: address.port,
    dir: folder,
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

async function keep(
  folder: string,
  number: number,
  stream: SMTPServerDataStream & Readable,
  session: SMTPServerSession,
): Promise<void> {
  const mail = await buffer(stream)
  if (stream.sizeExceeded)
    throw new MailTooLargeError(`A mail may have ${sizeLimitBytes / 1_000_000} MB here.`)
  const recipients = session.envelope.rcptTo.map(({ address }) => address)
  const half = join(folder, `.${number}.half`)
  const file = await open(half, 'w', 0o600)
  try {
    await file.writeFile(mail)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, join(folder, await mailFileName(number, recipients, mail)))
}

/** Answered as 552, which tells the sender never to try this mail again. */
class MailTooLargeError extends Error {
  override readonly name = 'MailTooLargeError'
  readonly responseCode = 552
}
