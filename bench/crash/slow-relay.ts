import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A relay on loopback that takes its time, and its own record of what it took. */
export interface SlowRelay extends AsyncDisposable {
  readonly url: string
  /** The recipients of the mails it took, in their order: noted before it answers, so that a sender may die in between. */
  readonly taken: readonly string[]
}

/**
 * Starts one that waits before it lets a mail's first byte come, and again before it answers the last one.
 * @param random from 0 to 1: each wait is such a part of `longestWaitMs`
 */
export async function startSlowRelay(random: () => number, longestWaitMs: number): Promise<SlowRelay> {
  const taken: string[] = []
  const waitABit = () => sleep(random() * longestWaitMs)
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo(_address, _session, answer) {
      waitABit().then(() => answer(), answer)
    },
    onData(stream, session, answer) {
      const take = async (): Promise<void> => {
        await buffer(stream)
        taken.push(session.envelope.rcptTo[0]?.address ?? '')
        await waitABit()
      }
      take().then(() => answer(null, '2.0.0 kept'), answer)
    },
  })
  // A client that was killed within a mail.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The relay got no port.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  }
}
