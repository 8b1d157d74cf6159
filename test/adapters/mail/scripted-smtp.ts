import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'

/** The points of an SMTP session at which a test may interfere. */
export type SmtpStep =
  | 'banner'
  | 'EHLO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'dot'
  | 'RSET'

/**
 * What happens at a step instead of the good answer: the line closes, nothing is said, nothing is said until the client has gone,
 * another answer comes, or any bytes, after which the line closes, or nothing is said, or all goes on as after the good answer, and
 * more may come once the client has said its last; or these bytes come one by one, over and over, or once, after which all goes on.
 */
export type Interference =
  | 'close'
  | 'stall'
  | 'too late'
  | { readonly answer: string }
  | { readonly bytes: string; readonly next: 'close' | 'stall' | 'go on'; readonly atEnd?: string }
  | { readonly trickle: string; readonly everyMs: number }
  | { readonly pieces: string }

export interface ScriptedSmtp {
  readonly port: number
  /** Mails whose final dot arrived, answered or not. */
  readonly received: string[]
  /** The recipients of those, without mails that were clearly refused: what somebody may have in their mailbox. */
  readonly taken: string[]
  /** What was said outside of mails, line by line. */
  readonly commands: string[]
  /** How often it did its step wrong. */
  wrongs(): number
  /** From now on nothing goes wrong. */
  mend(): void
  /** Closes every line that is open, as relays do with idle ones. */
  dropSessions(): void
  /** Closes the lines that are open now once something is said on them: the client finds out within its mail. */
  dropAtNextCommand(): void
  close(): Promise<void>
}

/** What the server says where nothing goes wrong. */
export const goodAnswers: Readonly<Record<Exclude<SmtpStep, 'body'>, string>> = {
  banner: '220 relay.example ESMTP',
  EHLO: '250-relay.example\r\n250 AUTH PLAIN LOGIN',
  STARTTLS: '220 go ahead',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go ahead',
  dot: '250 queued as 4711',
  RSET: '250 forgotten',
}

/** Which sessions go wrong, and from when in them on. */
export interface Badness {
  readonly firstSession?: number
  readonly lastSession?: number
  /** Mails that such a session takes before it goes wrong. */
  readonly mailsBefore?: number
}

/** What the server offers besides. */
export interface SmtpKind {
  readonly extensions?: readonly ('PIPELINING' | 'STARTTLS' | 'DSN')[]
  /** Speaks TLS from the first byte. */
  readonly tlsFromStart?: boolean
  /** Recipients that it doesn't know. */
  readonly refuses?: readonly string[]
  /** It refuses every mail after its final dot. */
  readonly refusesAtDot?: boolean
}

/** A real SMTP server on loopback that does one step wrong. */
export async function startScriptedSmtp(
  step: SmtpStep | null,
  interference: Interference = 'close',
  badness: Badness = {},
  kind: SmtpKind = {},
): Promise<ScriptedSmtp> {
  const record: ServerRecord = { received: [], taken: [], commands: [], wrongs: 0, mended: false }
  const sockets = new Set<Socket>()
  const { firstSession = 1, lastSession = Number.POSITIVE_INFINITY, mailsBefore = 0 } = badness
  let sessions = 0
  const server = createServer((socket) => {
    sessions += 1
    const isBad = sessions >= firstSession && sessions <= lastSession
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    new Session(kind, { step: isBad ? step : null, interference, mailsBefore }, record).serve(socket)
  })
  return {
    port: await listening(server),
    received: record.received,
    taken: record.taken,
    commands: record.commands,
    wrongs: () => record.wrongs,
    mend: () => {
      record.mended = true
    },
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

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

interface ServerRecord {
  readonly received: string[]
  readonly taken: string[]
  readonly commands: string[]
  wrongs: number
  mended: boolean
}

interface Wrong {
  readonly step: SmtpStep | null
  readonly interference: Interference
  readonly mailsBefore: number
}

/** A certificate that nobody trusts. */
function untrusted(socket: Socket): TLSSocket {
  const fileOf = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url))
  const secureContext = createSecureContext({
    cert: fileOf('self-signed.cert.pem'),
    key: fileOf('self-signed.key.pem'),
  })
  return new TLSSocket(socket, { isServer: true, secureContext })
}

/** Whether a client that got this knows that the server doesn't keep the mail. */
function isRefusal(interference: Interference): boolean {
  if (typeof interference === 'string' || 'trickle' in interference || 'pieces' in interference) return false
  const said =
    'answer' in interference
      ? `${interference.answer}\r\n`
      : `${interference.bytes}${interference.atEnd ?? ''}`
  return /^[45]\d\d[ -].*\r\n/.test(said) && !/\r\n2\d\d /.test(said)
}

/** Whether the server neither says anything more after it nor listens. */
function isLast(interference: Interference): boolean {
  if (typeof interference === 'string') return true
  return 'next' in interference && interference.next !== 'go on'
}

/** One connection, from its first byte to its last. */
class Session {
  readonly #kind: SmtpKind
  readonly #wrong: Wrong
  readonly #record: ServerRecord
  #socket: Socket | null = null
  #mails = 0
  #hasSender = false
  #recipient = ''
  #inBody = false
  /** It neither says anything more nor listens. */
  #isSilent = false
  #buffered = ''

  constructor(kind: SmtpKind, wrong: Wrong, record: ServerRecord) {
    this.#kind = kind
    this.#wrong = wrong
    this.#record = record
  }

  serve(socket: Socket): void {
    this.#read(this.#kind.tlsFromStart === true ? untrusted(socket) : socket)
    this.#answer('banner')
  }

  #read(socket: Socket): void {
    this.#socket = socket
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => this.#take(chunk.toString('latin1')))
  }

  #isWrong(step: SmtpStep): boolean {
    return step === this.#wrong.step && this.#mails >= this.#wrong.mailsBefore && !this.#record.mended
  }

  /** Whether all goes on as after the good answer. */
  #answer(step: Exclude<SmtpStep, 'body'>): boolean {
    const socket = this.#socket
    const good = step === 'EHLO' ? this.#greeting() : goodAnswers[step]
    if (!this.#isWrong(step)) {
      socket?.write(`${good}\r\n`)
      return true
    }
    this.#record.wrongs += 1
    const { interference } = this.#wrong
    this.#isSilent = isLast(interference)
    if (interference === 'close') socket?.destroy()
    else if (interference === 'too late') socket?.once('end', () => socket.write(`${good}\r\n`))
    else if (interference === 'stall') return false
    else if ('answer' in interference) socket?.write(`${interference.answer}\r\n`)
    else if ('trickle' in interference) this.#trickle(interference.trickle, interference.everyMs)
    else if ('pieces' in interference) {
      this.#sayInPieces(interference.pieces)
      return true
    } else if ('bytes' in interference) {
      const { atEnd } = interference
      // Before its own side ends too.
      if (atEnd !== undefined) socket?.prependOnceListener('end', () => socket.write(atEnd))
      if (interference.next === 'close') socket?.end(interference.bytes, 'latin1')
      else socket?.write(interference.bytes, 'latin1')
      return interference.next === 'go on'
    }
    return false
  }

  #greeting(): string {
    const more = (this.#kind.extensions ?? []).map((extension) => `250-${extension}\r\n`)
    return goodAnswers.EHLO.replace('250 ', `${more.join('')}250 `)
  }

  #take(text: string): void {
    this.#buffered += text
    while (!this.#isSilent) {
      if (this.#inBody && this.#isWrong('body')) {
        this.#socket?.destroy()
        return
      }
      const end = this.#buffered.indexOf(this.#inBody ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const unit = this.#buffered.slice(0, end)
      this.#buffered = this.#buffered.slice(end + (this.#inBody ? 5 : 2))
      if (this.#inBody) this.#takeMail(unit)
      else this.#takeCommand(unit)
    }
  }

  #takeMail(text: string): void {
    const { received, taken } = this.#record
    received.push(text)
    this.#inBody = false
    if (this.#kind.refusesAtDot === true) this.#say('554 5.7.1 No')
    else {
      if (!(this.#isWrong('dot') && isRefusal(this.#wrong.interference))) taken.push(this.#recipient)
      this.#answer('dot')
    }
    this.#mails += 1
  }

  #takeCommand(text: string): void {
    this.#record.commands.push(text)
    const verb = text.slice(0, 4).toUpperCase()
    switch (verb) {
      case 'MAIL':
        this.#recipient = ''
        this.#hasSender = this.#answer('MAIL')
        return
      case 'RCPT':
        if (!this.#hasSender) this.#say('503 5.5.1 MAIL first')
        else this.#takeRecipient(/<(.*)>/.exec(text)?.[1] ?? '')
        return
      case 'DATA':
        if (this.#recipient === '') this.#say('503 5.5.1 RCPT first')
        else this.#inBody = this.#answer('DATA')
        return
      case 'EHLO':
      case 'AUTH':
      case 'RSET':
        this.#answer(verb)
        return
      case 'STAR':
        this.#startTls()
        return
      default:
        this.#say(verb === 'QUIT' ? '221 bye' : '250 ok')
    }
  }

  #takeRecipient(recipient: string): void {
    if (this.#kind.refuses?.includes(recipient) === true) this.#say('550 5.1.1 No such user')
    else if (this.#answer('RCPT')) this.#recipient = recipient
  }

  /** Byte by byte, each in a packet of its own. */
  #sayInPieces(bytes: string): void {
    const [next = ''] = bytes
    if (next === '') return
    this.#socket?.write(next, 'latin1', () => setTimeout(() => this.#sayInPieces(bytes.slice(1)), 1))
  }

  #trickle(bytes: string, everyMs: number): void {
    let at = 0
    const timer = setInterval(() => {
      this.#socket?.write(bytes.charAt(at % bytes.length))
      at += 1
    }, everyMs)
    this.#socket?.once('close', () => clearInterval(timer))
  }

  #say(line: string): void {
    this.#socket?.write(`${line}\r\n`)
  }

  #startTls(): void {
    const socket = this.#socket
    if (!this.#answer('STARTTLS') || socket === null) return
    socket.removeAllListeners('data')
    this.#read(untrusted(socket))
  }
}
