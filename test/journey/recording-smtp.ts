import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly recipient: string
  readonly messageId: string
  readonly subject: string
  readonly text: string
}

/** Where the server falls silent: before it lets a mail's first byte come, or after its last, with the mail kept or lost. */
export type Hold = 'before DATA' | 'after the dot, kept' | 'after the dot, lost'

export interface RecordingSmtp extends AsyncDisposable {
  readonly url: string
  /** What a reader would have in their mailbox, in the order of arrival. */
  readonly mails: readonly ReceivedMail[]
  /** How many mails it is silent about right now. */
  readonly held: () => number
  /** From now on every mail is taken at once. */
  release(): void
  /** From now on mails are counted anew, and held by this plan. */
  hold(plan: HoldPlan): void
}

export interface HoldPlan {
  readonly takeFirst: number
  readonly thenHold: readonly Hold[]
}

/** A real SMTP server on loopback that keeps what it takes in memory; by plan, it takes some and then says nothing more. */
export async function startRecordingSmtp(plan: HoldPlan | null = null): Promise<RecordingSmtp> {
  const mails: ReceivedMail[] = []
  const holdOf = new Map<string, Hold>()
  let currentPlan = plan
  let offered = 0
  let held = 0
  const follow = (next: HoldPlan | null): void => {
    currentPlan = next
    holdOf.clear()
    offered = 0
    held = 0
  }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo(_address, session, answer) {
      offered += 1
      const hold = currentPlan?.thenHold[offered - currentPlan.takeFirst - 1]
      if (hold === 'before DATA') held += 1
      else {
        if (hold !== undefined) holdOf.set(session.id, hold)
        answer()
      }
    },
    onData(stream, session, answer) {
      const hold = holdOf.get(session.id)
      const recipient = session.envelope.rcptTo[0]?.address ?? ''
      const take = async (): Promise<void> => {
        const parsed = await simpleParser(await buffer(stream))
        if (hold !== 'after the dot, lost') {
          const { messageId = '', subject = '', text = '' } = parsed
          mails.push({ recipient, messageId, subject, text })
        }
        if (hold === undefined) answer(null, `2.0.0 kept as number ${mails.length}`)
        else held += 1
      }
      take().catch(answer)
    },
  })
  // A client that was killed within a mail.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The SMTP server got no port.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    held: () => held,
    release: () => follow(null),
    hold: follow,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  }
}
