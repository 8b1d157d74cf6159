import { expect, test } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue/queue.ts'
import { recordOutcome } from '../../adapters/store/deliver/send/outcomes.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import { changeSecretExpiry } from '../../queries/connections/secret-expiry.ts'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { mailExpiries } from '../../worker/background/expiry-notices.ts'
import { noticesWorkflowId } from '../../workflows/ids.ts'
import { claimOne } from '../adapters/store/deliver/claim-one.ts'
import { aConnection, anEdition } from '../adapters/store/test-store.ts'
import { runInProcess } from '../cli/run-in-process.ts'
import { openAway } from './away.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { openWorkerHere } from './worker-here.ts'

const noUser = { kind: 'failed', smtpCode: 550, reply: '550 5.1.1 No such user' } as const

test('a mail whose address was mended is sent there by deliveries send, once, and no other with it', async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, environment } = away
  await saveEdition(store, anEdition('edition-1'))
  const ada = { editionId: 'edition-1', recipientEmail: 'adda@company.example', recipientName: 'Ada Example' }
  const nowAt = Date.now()
  const plumbline = (...words: string[]) => runInProcess(['deliveries', ...words], { environment })
  await queueDeliveries(store, [{ ...ada, suppressedBecause: null }], nowAt)
  const claim = await claimOne(store, { nowAt, leaseMs: 1_000, worker: 'test' })
  const deliveryId = claim?.delivery.deliveryId ?? ''
  await recordOutcome(store, { deliveryId, attemptId: claim?.attemptId ?? '', outcome: noUser, nowAt })

  expect(await plumbline('send')).toMatchObject({
    exitCode: 0,
    stdout: 'No mail waits to be sent: plumbline deliveries\n',
  })
  const mend = ['--send-again', '--address', 'ada@company.example', '--because', 'a typo']
  expect(await plumbline('settle', deliveryId, ...mend)).toMatchObject({
    exitCode: 0,
  })
  expect(smtp.mails).toEqual([])

  expect(await plumbline('send', '--quarter', '2026-Q2')).toMatchObject({
    exitCode: 0,
    stdout: '1 mail of 2026-Q2 was sent now.\n',
  })
  expect(smtp.mails).toMatchObject([{ recipient: 'ada@company.example' }])
  expect(await listDeliveries(store)).toMatchObject([{ state: 'sent', attempts: 2 }])

  expect(await plumbline('send')).toMatchObject({ exitCode: 0 })
  expect(smtp.mails).toHaveLength(1)
})

test('a secret that is about to expire is mailed to each admin once, however often it is looked', async () => {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  await using _worker = await openWorkerHere(away.environment)
  const { store, client } = away
  const nowAt = Date.now()
  const look = () => mailExpiries({ store, client, now: () => nowAt, publicOrigin: null })
  const { connectionId } = await aConnection(store, 'jira')
  for (const email of ['ada@company.example', 'ben@company.example'])
    await makeAdmin(store, { email, actor: 'command line', nowAt })
  await look()
  expect(await listDeliveries(store)).toEqual([])
  const expiresAt = nowAt + 3 * 86_400_000
  await changeSecretExpiry(store, connectionId, { expiresAt, actor: 'command line', nowAt })
  await Promise.all([look(), look()])
  const [queued] = await listDeliveries(store)
  await client.workflow.getHandle(noticesWorkflowId(queued?.quarter ?? '')).result()
  await look()
  expect(smtp.mails.map(({ recipient }) => recipient).sort()).toEqual([
    'ada@company.example',
    'ben@company.example',
  ])
  expect((await listDeliveries(store)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'expiry notice sent',
    'expiry notice sent',
  ])
})
