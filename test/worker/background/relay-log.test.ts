import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { RelayLogError } from '../../../adapters/mail/relay-log/files.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { makeSettlement } from '../../../adapters/store/deliver/returned/settlements.ts'
import { markInterrupted } from '../../../adapters/store/deliver/send/interrupted.ts'
import { markHandingOver } from '../../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { isoOf } from '../../../domain/instant.ts'
import { relayLogResolver } from '../../../worker/background/relay-log.ts'
import { claimOne } from '../../adapters/store/deliver/claim-one.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'

const store = storeForThisFile()
const folder = mkdtempSync(join(tmpdir(), 'plumbline-relay-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const [minuteMs, hourMs] = [60_000, 3_600_000]
let files = 0

/** An empty log, and a reader of it. */
function aLog() {
  const path = join(folder, `mail-${++files}.log`)
  writeFileSync(path, '')
  const { settleDoubts } = relayLogResolver(store(), { path, messageIdDomain: 'company.example' })
  let queueId = 0xa000000
  return {
    path,
    look: (at = nowAt + hourMs) => settleDoubts(at),
    /** Postfix takes a mail into its queue. @returns its queue id */
    takes(deliveryId: string, at = nowAt): string {
      const id = (++queueId).toString(16).toUpperCase()
      const line = (text: string) => `${isoOf(at)} relay postfix/${text}\n`
      appendFileSync(path, line(`cleanup[2]: ${id}: message-id=<${deliveryId}@company.example>`))
      appendFileSync(path, line(`qmgr[3]: ${id}: from=<p@company.example>, size=9, nrcpt=1 (queue active)`))
      return id
    },
    says: (text: string, at = nowAt) => appendFileSync(path, `${isoOf(at)} relay postfix/${text}\n`),
  }
}

async function claimAndDie(email: string, at: number): Promise<string> {
  const claim = await claimOne(store(), { nowAt: at, leaseMs: 1_000, onlyTo: [email], worker: 'worker-1' })
  if (claim === null) throw new Error('nothing was due')
  const { deliveryId } = claim.delivery
  await markHandingOver(store(), { deliveryId, attemptId: claim.attemptId })
  await markInterrupted(store(), { nowAt: at + minuteMs, staleBeforeAt: at + minuteMs })
  return deliveryId
}

/** A mail whose sender died while it handed it over. */
async function doubtful(email: string): Promise<string> {
  const editionId = `edition-of-${email}`
  await saveEdition(store(), anEdition(editionId, { quarter: editionId }))
  const row = { editionId, recipientEmail: email, recipientName: 'Ada', suppressedBecause: null }
  await queueDeliveries(store(), [row], nowAt)
  return await claimAndDie(email, nowAt)
}

async function standingOf(deliveryId: string) {
  const [delivery] = await listDeliveries(store(), { deliveryId })
  return { state: delivery?.state, sentAt: delivery?.sentAt, reply: delivery?.lastReply }
}

test('a mail in doubt that the relay took is sent, with the log’s line as evidence; one that it never names stays in doubt', async () => {
  const log = aLog()
  const [taken, unknown] = [await doubtful('taken@reader.example'), await doubtful('unknown@reader.example')]
  expect(await log.look()).toEqual({ doubts: 2, settled: 0 })
  log.takes(taken, nowAt + 2_000)
  expect(await log.look()).toEqual({ doubts: 2, settled: 1 })
  expect(await standingOf(taken)).toMatchObject({
    ...{ state: 'sent', sentAt: nowAt + 2_000 },
    reply: expect.stringMatching(/^In the relay’s log: .*postfix\/qmgr.*queue active/),
  })
  expect((await standingOf(unknown)).state).toBe('ambiguous')
  expect(await log.look()).toEqual({ doubts: 1, settled: 0 })
})

test('a doubt that arises after its lines were read is settled by them, rotated ones too', async () => {
  const log = aLog()
  const first = await doubtful('first@reader.example')
  const second = '11111111-2222-4333-8444-555555555555'
  log.takes(second)
  expect((await log.look()).settled).toBe(0)
  const late = await doubtful('late@reader.example')
  log.takes(late)
  renameSync(log.path, `${log.path}.1`)
  writeFileSync(log.path, '')
  expect((await log.look()).settled).toBe(1)
  log.takes(first)
  expect((await log.look()).settled).toBe(1)
  expect([(await standingOf(first)).state, (await standingOf(late)).state]).toEqual(['sent', 'sent'])
})

test('a mail in doubt that came back is bounced, and one that the relay refused after all of it has failed', async () => {
  const log = aLog()
  const [gone, spam] = [await doubtful('gone@reader.example'), await doubtful('spam@reader.example')]
  const id = log.takes(gone)
  log.says(`smtp[4]: ${id}: to=<gone@reader.example>, relay=mx, dsn=5.1.1, status=bounced (550 no such user)`)
  log.says(`cleanup[2]: BBBBBB: message-id=<${spam}@company.example>`)
  log.says(
    'cleanup[2]: BBBBBB: milter-reject: END-OF-MESSAGE from vm[127.0.0.1]: 5.7.1 spam; from=<p@company.example>',
  )
  expect((await log.look()).settled).toBe(2)
  expect(await standingOf(gone)).toMatchObject({
    state: 'bounced',
    reply: expect.stringContaining('no such user'),
  })
  expect(await standingOf(spam)).toMatchObject({
    state: 'failed',
    reply: expect.stringContaining('5.7.1 spam'),
  })
})

test('what the log says of the first attempt settles no doubt about the second', async () => {
  const log = aLog()
  const email = 'again@reader.example'
  const deliveryId = await doubtful(email)
  const settled = await makeSettlement(store(), {
    ...{ deliveryId, decision: 'send again', because: 'not in the mailbox', mendedEmail: null },
    ...{ actor: 'ada@company.example', nowAt: nowAt + hourMs },
  })
  expect(settled.kind).toBe('settled')
  await claimAndDie(email, nowAt + 2 * hourMs)
  log.takes(deliveryId, nowAt)
  expect((await log.look(nowAt + 3 * hourMs)).settled).toBe(0)
  log.takes(deliveryId, nowAt + 2 * hourMs)
  expect((await log.look(nowAt + 3 * hourMs)).settled).toBe(1)
})

test('a log that can’t be read is told, and nothing is read while there is no doubt', async () => {
  await store().pool.query(`update deliveries set state = 'sent' where state = 'ambiguous'`)
  const { settleDoubts } = relayLogResolver(store(), {
    path: join(folder, 'none.log'),
    messageIdDomain: 'company.example',
  })
  expect(await settleDoubts(nowAt)).toEqual({ doubts: 0, settled: 0 })
  await doubtful('nobody@reader.example')
  await expect(settleDoubts(nowAt)).rejects.toThrow(RelayLogError)
})
