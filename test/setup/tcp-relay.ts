import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that a test can hold up or cut. */
export interface TcpRelay {
  /** `host:port`. */
  readonly address: string
  /** Still takes connections, and passes nothing on: as a server on a busy machine looks from outside. */
  hold(): void
  release(): void
  /** Cuts what is connected, and takes no more. */
  close(): Promise<void>
}

/**
 * @param most after that many connections, the next one cuts all: the server goes away in the middle of a start
 * @param passed after that many connections, the next ones are held
 */
export async function startTcpRelay(
  target: string,
  { held = false, most = Number.POSITIVE_INFINITY, passed = Number.POSITIVE_INFINITY } = {},
): Promise<TcpRelay> {
  const [host = '', port] = target.split(':')
  const sockets = new Set<Socket>()
  const ways: (readonly [Socket, Socket])[] = []
  const relay = createServer((socket) => {
    most -= 1
    if (most < 0) {
      socket.destroy()
      return void close()
    }
    passed -= 1
    if (passed < 0) held = true
    const onward = connect(Number(port), host)
    for (const each of [socket, onward]) sockets.add(each.on('error', () => undefined))
    ways.push([socket, onward], [onward, socket])
    if (!held) socket.pipe(onward).pipe(socket)
  })
  await once(relay.listen(0, '127.0.0.1'), 'listening')
  const place = relay.address()
  async function close(): Promise<void> {
    const closed = relay.listening ? once(relay.close(), 'close') : null
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    address: `127.0.0.1:${typeof place === 'object' ? place?.port : ''}`,
    hold() {
      held = true
      for (const [from, to] of ways) from.unpipe(to)
    },
    release() {
      held = false
      for (const [from, to] of ways) from.pipe(to)
    },
    close,
  }
}
