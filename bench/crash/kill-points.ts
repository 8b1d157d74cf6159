import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { countDeliveries, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { addRunAuthorisations, useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import { loadAttempts } from '../../adapters/store/deliver/send/attempts.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import { unsettledStates } from '../../domain/deliver/states.ts'
import { type ChildWorker, startChildWorker } from '../../test/journey/child-worker.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import type { deliverEditions } from '../../workflows/index.ts'
import { edition, reader } from '../mail/mails.ts'
import type { SlowRelay } from './slow-relay.ts'

const quarter = '2026-Q2'
/** More are queued as soon as fewer than half of them wait, so that no worker runs dry. */
const readersPerEdition = 100

export interface CrashScene {
  readonly store: Store
  readonly client: Client
  readonly environment: Readonly<Record<string, string>>
  readonly relay: SlowRelay
  /** From 0 to 1; decides who is killed, and when. */
  readonly random: () => number
  /** How often a worker is killed in the middle of sending. */
  readonly points: number
  readonly say?: (line: string) => void
}

/** What the relay's record and ours say once all is over. */
export interface CrashResult {
  readonly mails: number
  /** Mails under way when their worker was killed: with the first byte not handed over, and with it. */
  readonly cutBefore: number
  readonly cutAfter: number
  readonly sent: number
  readonly inDoubt: number
  /** Of those in doubt, how many the relay took. */
  readonly inDoubtAndTaken: number
  /** Readers who got a mail twice. */
  readonly twice: readonly string[]
  /** Readers whose mail counts as sent, and the relay has none. */
  readonly neverTaken: readonly string[]
  /** Mails that are neither sent nor in doubt. */
  readonly others: readonly string[]
}

/** Sends a quarter with two workers, kills one of them at each point and starts another in its place, and judges by the relay's record. */
export async function killWhileSending(scene: CrashScene): Promise<CrashResult> {
  const { store, environment, points, relay, say } = scene
  await using stack = new AsyncDisposableStack()
  const start = async () => stack.use(await startChildWorker(environment))
  const sending = new Sending(scene)
  await sending.topUp()
  let workers: readonly ChildWorker[] = await Promise.all([start(), start()])
  let [cutBefore, cutAfter] = [0, 0]
  for (let point = 1; point <= points; ) {
    // One for each, if both happen to ask for work.
    await Promise.all([sending.deliver(), sending.deliver()])
    const victim = await sending.nextVictim(workers)
    await victim.kill()
    const cut = await sending.openAttemptsOf(victim)
    const handedOver = cut.filter((attempt) => attempt.handedOver).length
    cutBefore += cut.length - handedOver
    cutAfter += handedOver
    say?.(`${point} of ${points}: ${cut.length} mails were claimed, ${handedOver} of them handed over`)
    if (cut.length > 0) point += 1
    // The last one is survived by the other worker.
    if (point <= points) workers = [...workers.filter((worker) => worker !== victim), await start()]
  }
  await sending.deliver()
  await sending.whenSettled()
  return { ...(await judge(store, relay)), cutBefore, cutAfter }
}

/** The mails of the quarter, and the runs that deliver them. */
class Sending {
  readonly #scene: CrashScene
  readonly #editionIds: string[] = []

  constructor(scene: CrashScene) {
    this.#scene = scene
  }

  async topUp(): Promise<void> {
    const { store } = this.#scene
    const { queued } = await countDeliveries(store, { quarter })
    if (queued >= readersPerEdition / 2) return
    const number = this.#editionIds.length
    const editionId = `crash-${number}`
    const scope = { kind: 'team', teamId: `team-${number}` } as const
    await saveEdition(store, { ...edition(editionId), quarter, scope })
    this.#editionIds.push(editionId)
    const rows = Array.from({ length: readersPerEdition }, (_, n) => {
      const { name, email } = reader(number * readersPerEdition + n)
      return { editionId, recipientEmail: email, recipientName: name, suppressedBecause: null }
    })
    await queueDeliveries(store, rows, Date.now())
    await this.deliver()
  }

  /**
   * Starts another delivery of all mails, as startDelivery does it, but under an id of its own, so that several send one quarter at
   * once: Temporal misses a dead worker only after 30 seconds, and the next point needn't wait for that.
   */
  async deliver(): Promise<void> {
    const { store, client } = this.#scene
    const workflowId = `crash-delivery-${randomUUID()}`
    const key = { runAuthorisationId: randomUUID(), quarter, workflowId }
    await addRunAuthorisations(store, [authorisedNow({ ...key, madeBy: 'bench crash', nowAt: Date.now() })])
    const handle = await client.workflow.start<typeof deliverEditions>('deliverEditions', {
      taskQueue: mainTaskQueue,
      workflowId,
      args: [{ quarter, editionIds: [...this.#editionIds], runAuthorisationId: key.runAuthorisationId }],
    })
    await useRunAuthorisation(store, key, handle.firstExecutionRunId)
  }

  /** At a random point, one of the workers that are sending. */
  async nextVictim(workers: readonly ChildWorker[]): Promise<ChildWorker> {
    const { relay, random } = this.#scene
    const nextAt = relay.taken.length + 1 + Math.floor(random() * 20)
    const [pauseMs, choice] = [random() * 100, random()]
    for (;;) {
      await this.topUp()
      await sleep(relay.taken.length < nextAt ? 20 : pauseMs)
      if (relay.taken.length < nextAt) continue
      const busy: ChildWorker[] = []
      for (const worker of workers) if ((await this.openAttemptsOf(worker)).length > 0) busy.push(worker)
      const victim = busy[Math.floor(choice * busy.length)]
      if (victim !== undefined) return victim
    }
  }

  /** What a worker has claimed and not ended. */
  async openAttemptsOf({ pid }: ChildWorker) {
    const { store } = this.#scene
    const open = await listDeliveries(store, { quarter, state: 'sending' })
    const attempts = await loadAttempts(
      store,
      open.map(({ deliveryId }) => deliveryId),
    )
    return attempts.filter(({ worker, endedAt }) => endedAt === null && worker === `${pid}@${hostname()}`)
  }

  async whenSettled(): Promise<void> {
    for (;;) {
      const byState = await countDeliveries(this.#scene.store, { quarter })
      if (unsettledStates.every((state) => byState[state] === 0)) return
      await sleep(200)
    }
  }
}

async function judge(
  store: Store,
  { taken }: SlowRelay,
): Promise<Omit<CrashResult, 'cutBefore' | 'cutAfter'>> {
  const deliveries = await listDeliveries(store, { quarter })
  const timesTaken = new Map<string, number>()
  for (const email of taken) timesTaken.set(email, (timesTaken.get(email) ?? 0) + 1)
  const emailsOf = (those: typeof deliveries) => those.map(({ recipientEmail }) => recipientEmail)
  const sent = emailsOf(deliveries.filter(({ state }) => state === 'sent'))
  const inDoubt = emailsOf(deliveries.filter(({ state }) => state === 'ambiguous'))
  const known = new Set([...sent, ...inDoubt])
  return {
    mails: deliveries.length,
    sent: sent.length,
    inDoubt: inDoubt.length,
    inDoubtAndTaken: inDoubt.filter((email) => timesTaken.has(email)).length,
    twice: [...timesTaken].flatMap(([email, times]) => (times > 1 ? [email] : [])),
    neverTaken: sent.filter((email) => !timesTaken.has(email)),
    others: emailsOf(deliveries).filter((email) => !known.has(email)),
  }
}
