import { once } from 'node:events'
import { createServer, Socket } from 'node:net'
import pg from 'pg'

/** A pooler that hands the server's connections on after each transaction, as PgBouncer does with `pool_mode = transaction`. */
export interface TransactionPooler extends AsyncDisposable {
  readonly url: string
}

/** Which free connection comes next: the one used last, or the one unused longest. */
export type PoolerOrder = 'last used' | 'longest unused'

/** Starts one before a server, with so many connections to it; whoever connects to it needs no password. */
export async function startTransactionPooler(
  databaseUrl: string,
  order: PoolerOrder,
  connections = 3,
): Promise<TransactionPooler> {
  const free: Socket[] = []
  const waiting: ((server: Socket) => void)[] = []
  const guests = new Set<Socket>()

  let isOver = false

  /** One more connection to the server; another takes its place should it end. */
  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const server = socketOf(client)
    server.on('close', () => {
      if (free.includes(server)) free.splice(free.indexOf(server), 1)
      if (!isOver) void connect()
    })
    handBack(server)
  }

  function handBack(server: Socket): void {
    const next = waiting.shift()
    if (next === undefined) free.push(server)
    else next(server)
  }

  async function take(): Promise<Socket> {
    const server = order === 'last used' ? free.pop() : free.shift()
    return server ?? (await new Promise((done) => waiting.push(done)))
  }

  /** Hands a guest's messages to a connection of its own until the server is idle again. */
  function serve(guest: Socket): void {
    guests.add(guest)
    const asked = new Messages()
    let server: Promise<Socket> | null = null

    function endGuest(): void {
      guest.destroy()
    }

    async function lend(): Promise<Socket> {
      const taken = await take()
      const answered = new Messages()
      taken.on('data', (bytes: Buffer) => {
        guest.write(bytes)
        const last = answered.add(bytes).at(-1)
        if (answered.isCut || last === undefined || !isIdle(last)) return
        taken.removeAllListeners('data')
        taken.off('close', endGuest)
        server = null
        handBack(taken)
      })
      taken.on('close', endGuest)
      return taken
    }

    async function forward(message: Buffer): Promise<void> {
      server ??= lend()
      const taken = await server
      taken.write(message)
    }

    /** A connection that is left in the middle is of no use to another guest. */
    async function leave(): Promise<void> {
      guests.delete(guest)
      const taken = await server
      taken?.destroy()
    }

    guest.once('data', () => {
      guest.write(welcome)
      guest.on('data', (bytes: Buffer) => {
        // Its goodbye is to the pooler: the server would end the connection.
        for (const message of asked.add(bytes)) if (typeOf(message) !== 'X') void forward(message)
      })
    })
    guest.on('error', endGuest)
    guest.on('close', () => void leave())
  }

  for (let n = 0; n < connections; n += 1) await connect()
  const listener = createServer(serve).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const url = new URL(databaseUrl)
  url.port = typeof address === 'object' ? String(address?.port) : ''
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      isOver = true
      const closed = once(listener.close(), 'close')
      for (const guest of guests) guest.destroy()
      await closed
      for (const server of free) server.destroy()
    },
  }
}

/** The socket of a client that has logged in; it is ours alone from then on. */
function socketOf(client: pg.Client): Socket {
  const socket: unknown = Object(Reflect.get(client, 'connection')).stream
  if (!(socket instanceof Socket)) throw new Error('node-postgres keeps its socket elsewhere')
  socket.removeAllListeners()
  socket.on('error', () => undefined)
  return socket
}

/** "You are in", and "ready", outside of a transaction (PostgreSQL's message formats, protocol 3.0). */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

/** Messages with a type and a length, in whatever pieces they come. */
class Messages {
  #rest = Buffer.alloc(0)

  /** Those that these bytes complete. */
  add(bytes: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    const whole: Buffer[] = []
    while (this.#rest.length >= 5) {
      const length = 1 + this.#rest.readUInt32BE(1)
      if (this.#rest.length < length) break
      whole.push(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
    }
    return whole
  }

  /** Whether a part of the next one is there already. */
  get isCut(): boolean {
    return this.#rest.length > 0
  }
}

function typeOf(message: Buffer): string {
  return message.toString('latin1', 0, 1)
}

/** "Ready", outside of a transaction. */
function isIdle(message: Buffer): boolean {
  return typeOf(message) === 'Z' && message.toString('latin1', 5, 6) === 'I'
}
