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
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      return client
    }),
  )
  const sockets = clients.map(socketOf)
  const free = [...sockets]
  const waiting: ((server: Socket) => void)[] = []
  const guests = new Set<Socket>()

  function handBack(server: Socket): void {
    const next = waiting.shift()
    if (next === undefined) free.push(server)
    else next(server)
  }

  async function take(): Promise<Socket> {
    const server = order === 'last used' ? free.pop() : free.shift()
    return server ?? (await new Promise((done) => waiting.push(done)))
  }

  function serve(guest: Socket): void {
    guests.add(guest)
    let server: Promise<Socket> | null = null
    async function forward(bytes: Buffer): Promise<void> {
      // The goodbye is to the pooler.
      if (server === null && bytes[0] === 'X'.charCodeAt(0)) return
      server ??= take().then((taken) => {
        const messages = new Messages()
        taken.on('data', (answer: Buffer) => {
          guest.write(answer)
          if (!messages.endsIdle(answer)) return
          taken.removeAllListeners('data')
          server = null
          handBack(taken)
        })
        return taken
      })
      const taken = await server
      taken.write(bytes)
    }
    guest.once('data', () => {
      guest.write(welcome)
      guest.on('data', (bytes: Buffer) => void forward(bytes))
    })
    guest.on('error', () => guest.destroy())
  }

  const listener = createServer(serve).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const url = new URL(databaseUrl)
  url.port = typeof address === 'object' ? String(address?.port) : ''
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      for (const guest of guests) guest.destroy()
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
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

/** The server's messages, in whatever pieces they come. */
class Messages {
  #rest = Buffer.alloc(0)

  /** Whether these bytes end with "ready", outside of a transaction. */
  endsIdle(bytes: Buffer): boolean {
    this.#rest = Buffer.concat([this.#rest, bytes])
    let isIdle = false
    while (this.#rest.length >= 5) {
      const length = 1 + this.#rest.readUInt32BE(1)
      if (this.#rest.length < length) return false
      isIdle = this.#rest.toString('latin1', 0, 1) === 'Z' && this.#rest.toString('latin1', 5, 6) === 'I'
      this.#rest = this.#rest.subarray(length)
    }
    return isIdle && this.#rest.length === 0
  }
}
