import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { recordOutcome } from '../../../../adapters/store/deliver/send/outcomes.ts'
import { savePlan } from '../../../../adapters/store/reconcile/plans.ts'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import { openStore, type Store } from '../../../../adapters/store/sql/client.ts'
import type { Stakeholder } from '../../../../domain/plan/plan.ts'
import { auditPage } from '../../../../queries/audit/audit.ts'
import { claimOne } from '../../../adapters/store/deliver/claim-one.ts'
import { anEdition } from '../../../adapters/store/test-store.ts'
import { aPlan } from '../../../builders/plan.ts'
import { at } from '../../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { runInProcess } from '../../run-in-process.ts'

const queuedAt = at('2026-06-12T12:00:00Z')
const nowAt = at('2026-06-13T12:00:00Z')
let database: TestDatabase
let store: Store
let environment: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: makeTestFolder() }
  store = await openStore({ databaseUrl: database.url })
  await saveEdition(store, anEdition('edition-1'))
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

function plumbline(...words: string[]) {
  return runInProcess(['deliveries', ...words], { environment, nowAt })
}

const outcomes = {
  failed: { kind: 'failed', smtpCode: 550, reply: '550 5.1.1 No such user' },
  ambiguous: { kind: 'ambiguous', reply: 'the connection was lost' },
} as const

/** A mail that ended so. @returns its ID */
async function aMail(name: string, state: keyof typeof outcomes): Promise<string> {
  const row = { editionId: 'edition-1', recipientEmail: `${name}@company.example`, recipientName: name }
  await queueDeliveries(store, [{ ...row, suppressedBecause: null }], queuedAt)
  const claim = await claimOne(store, { nowAt: queuedAt, leaseMs: 1_000, worker: 'test' })
  if (claim === null) throw new Error('nothing was due')
  const { deliveryId } = claim.delivery
  const outcome = outcomes[state]
  await recordOutcome(store, { deliveryId, attemptId: claim.attemptId, outcome, nowAt: queuedAt })
  return deliveryId
}

test('a doubt is ended with its evidence, and the list tells who did', async () => {
  const id = await aMail('ada', 'ambiguous')
  expect((await plumbline()).stdout).toContain(`ID ${id}`)
  const settled = await plumbline(
    ...['settle', id, '--arrived', '--because', 'relay log: 250', '--author', 'Admin@Company.Example'],
  )
  expect(settled).toMatchObject({
    exitCode: 0,
    stdout: 'The mail to ada@company.example counts as sent.\n',
  })
  const list = (await plumbline('--quarter', '2026-Q2')).stdout
  expect(list).toContain('sent (1):')
  expect(list).toContain('admin@company.example: it arrived, because: relay log: 250')
  expect((await auditPage(store, { beforeNumber: null, size: 1 })).entries).toMatchObject([
    { actor: 'admin@company.example', action: 'settle mail: arrived' },
  ])
  const again = await plumbline('settle', id, '--arrived', '--because', 'again')
  expect(again).toMatchObject({ exitCode: 1, stdout: '' })
  expect(again.stderr).toContain('The mail is sent: there is nothing to settle.')
})

test('a failed mail is sent again to a mended address; as JSON both stand in its history', async () => {
  const id = await aMail('benn', 'failed')
  const settled = await plumbline(
    ...['--json', 'settle', id, '--send-again', '--address', 'ben@company.example', '--because', 'a typo'],
  )
  expect(JSON.parse(settled.stdout)).toEqual({
    deliveryId: id,
    decision: 'send again',
    before: 'failed',
    after: 'queued',
    email: 'ben@company.example',
    settledBy: 'command line',
  })
  const { deliveries } = JSON.parse((await plumbline('--json')).stdout)
  expect(deliveries).toContainEqual(
    expect.objectContaining({
      deliveryId: id,
      state: 'queued',
      recipient: { name: 'benn', email: 'ben@company.example' },
      history: [expect.objectContaining({ outcome: 'failed', smtpCode: 550 })],
      settlements: [
        {
          settledAt: '2026-06-13T12:00:00.000Z',
          settledBy: 'command line',
          decision: 'send again',
          because: 'a typo',
          before: { state: 'failed', email: 'benn@company.example' },
          after: { state: 'queued', email: 'ben@company.example' },
        },
      ],
    }),
  )
  expect((await plumbline('settle', id, '--suppress', '--because', 'left')).exitCode).toBe(0)
})

test('what is refused says why', async () => {
  const id = await aMail('cem', 'failed')
  const taken = await plumbline(
    ...['settle', id, '--send-again', '--address', 'ada@company.example', '--because', 'a typo'],
  )
  expect(taken.exitCode).toBe(1)
  expect(taken.stderr).toContain('nobody gets a report twice')
  const arrived = await plumbline('settle', id, '--arrived', '--because', 'she has it')
  expect(arrived.stderr).toContain(
    'The mail is failed: what you can say is “send it again” or “do not send it”.',
  )
  for (const unknown of ['00000000-0000-4000-8000-000000000000', 'ada'])
    expect(await plumbline('settle', unknown, '--arrived', '--because', 'so')).toMatchObject({ exitCode: 1 })
})

test('a mail to somebody who left the plan is sent again only with --to-former-reader', async () => {
  const { audience, scope } = anEdition('edition-1')
  const listed = (email: string): Stakeholder => ({
    stakeholderId: email,
    email,
    name: email,
    audience,
    scope,
  })
  const putInForce = (planVersion: string, ...emails: string[]) =>
    savePlan(store, { planVersion, yaml: '', plan: aPlan({ stakeholders: emails.map(listed) }), nowAt })
  const again = ['--send-again', '--because', 'not in the log'] as const
  await putInForce('with-both', 'hal@company.example', 'ida@company.example')
  const [left, stays] = [await aMail('hal', 'ambiguous'), await aMail('ida', 'ambiguous')]
  await putInForce('without-hal', 'ida@company.example')
  expect((await plumbline('settle', stays, ...again)).exitCode).toBe(0)
  const refused = await plumbline('settle', left, ...again)
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toContain('The plan no longer lists hal@company.example as a reader of such mails.')
  // One whom the plan lists may have it in hal's place, but for who has it already.
  const taken = await plumbline('settle', left, ...again, '--address', 'ida@company.example')
  expect(taken.stderr).toContain('nobody gets a report twice')
  expect((await plumbline('settle', left, ...again, '--to-former-reader')).stdout).toContain('is queued')
  await putInForce('without-readers')
})

test.each([
  ['no decision', []],
  ['two decisions', ['--arrived', '--suppress', '--because', 'so']],
  ['no reason', ['--arrived']],
  ['a blank reason', ['--arrived', '--because', '  ']],
  ['no address', ['--send-again', '--because', 'so', '--address', 'ada']],
  ['an address that is not used', ['--arrived', '--because', 'so', '--address', 'ada@company.example']],
  ['an author without address', ['--arrived', '--because', 'so', '--author', 'Ada']],
])('%s is a wrong command line', async (_, words) => {
  expect((await plumbline('settle', '00000000-0000-4000-8000-000000000000', ...words)).exitCode).toBe(2)
})

test('nothing waits, nothing is started', async () => {
  const sent = await plumbline('send', '--quarter', '2025-Q1')
  expect(sent).toMatchObject({ exitCode: 0, stdout: 'No mail waits to be sent: plumbline deliveries\n' })
})

test('a paused quarter is not sent, and everybody is told who paused it and why', async () => {
  await aMail('fay', 'failed')
  const row = { editionId: 'edition-1', recipientEmail: 'gus@company.example', recipientName: 'Gus' }
  await queueDeliveries(store, [{ ...row, suppressedBecause: null }], queuedAt)
  expect(await plumbline('pause', '2026-Q2')).toMatchObject({ exitCode: 2, stdout: '' })
  const paused = await plumbline(
    ...['pause', '2026-Q2', '--because', 'a figure is wrong', '--author', 'ada@company.example'],
  )
  expect(paused.exitCode).toBe(0)
  expect((await plumbline('pause', '2026-Q2', '--because', 'again')).exitCode).toBe(1)
  const sent = await plumbline('send')
  expect(sent).toMatchObject({ exitCode: 1, stdout: '' })
  expect(sent.stderr).toContain(
    'ada@company.example paused the mails of Q2 2026 on 13 June 2026, 12:00 UTC: a figure is wrong',
  )
  expect((await plumbline('resume', '2026-Q2')).exitCode).toBe(0)
  expect((await plumbline('resume', '2026-Q2')).exitCode).toBe(1)
  expect(
    (await auditPage(store, { beforeNumber: null, size: 2 })).entries.map(({ action }) => action),
  ).toEqual(['resume mails', 'pause mails'])
})
