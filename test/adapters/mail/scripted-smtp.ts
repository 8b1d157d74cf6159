import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** The points of an SMTP session at which a test may interfere. */
export type SmtpStep = 'banner' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot'

/** What happens at a step instead of the good answer: the line closes, nothing is said, or another answer comes. */
export type Interference = 'close' | 'stall' | { readonly answer: string }

export interface ScriptedSmtp {
  readonly port: number
  /** Mails whose final dot arrived, answered or not. */
  readonly received: string[]
  /** What was said outside of mails, line by line. */
  readonly commands: string[]
  /** Closes every line that is open, as relays do with idle ones. */
  dropSessions(): void
  /** Closes the lines that are open now once something is said on them: the client finds out within its mail. */
  dropAtNextCommand(): void
  close(): Promise<void>
}

const goodAnswers: Readonly<Record<Exclude<SmtpStep, 'body'>, string>> = {
  banner: '220 relay.example ESMTP',
  EHLO: '250-relay.example\r\n250 AUTH PLAIN LOGIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go ahead',
  dot: '250 queued as 4711',
}

/** Which sessions go wrong, and from when in them on. */
export interface Badness {
  readonly firstSession?: number
  readonly lastSession?: number
  /** Mails that such a session takes before it goes wrong. */
  readonly mailsBefore?: number
}

/** A real SMTP server on loopback that does one step wrong. */
export async function startScriptedSmtp(
  step: SmtpStep | null,
  interference: Interference = 'close',
  { firstSession = 1, lastSession = Number.POSITIVE_INFINITY, mailsBefore = 0 }: Badness = {},
): Promise<ScriptedSmtp> {
  const received: string[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  let sessions = 0
  const server = createServer((socket) => {
    sessions += 1
    const isBad = sessions >= firstSession && sessions <= lastSession
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, isBad ? step : null, interference, mailsBefore, { received, commands })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    received,
    commands,
    dropSessions() {
      for (const socket of sockets) socket.destroy()
    },
    dropAtNextCommand() {
      for (const socket of sockets) socket.prependListener('data', () => socket.destroy())
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function serve(
  socket: Socket,
  bad: SmtpStep | null,
  interference: Interference,
  mailsBefore: number,
  { received, commands }: Pick<ScriptedSmtp, 'received' | 'commands'>,
): void {
  let mails = 0
  const answer = (step: Exclude<SmtpStep, 'body'>): boolean => {
    if (step !== bad || mails < mailsBefore) {
      socket.write(`${goodAnswers[step]}\r\n`)
      return true
    }
    if (interference === 'close') socket.destroy()
    else if (interference !== 'stall') socket.write(`${interference.answer}\r\n`)
    return false
  }
  let inBody = false
  let buffered = ''
  const take = (text: string): void => {
    if (inBody) {
      received.push(text)
      inBody = false
      answer('dot')
      mails += 1
      return
    }
    commands.push(text)
    const verb = text.slice(0, 4).toUpperCase()
    if (verb === 'DATA') inBody = answer('DATA')
    else if (verb === 'EHLO' || verb === 'AUTH' || verb === 'MAIL' || verb === 'RCPT') answer(verb)
    else socket.write(verb === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
  }
  answer('banner')
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1')
    for (;;) {
      if (inBody && bad === 'body') {
        socket.destroy()
        return
      }
      const end = buffered.indexOf(inBody ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = buffered.slice(0, end)
      buffered = buffered.slice(end + (inBody ? 5 : 2))
      take(text)
    }
  })
}
