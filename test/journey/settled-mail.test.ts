import { expect, test } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { recordOutcome } from '../../adapters/store/deliver/outcomes.ts'
import { queueDeliveries } from '../../adapters/store/deliver/queue.ts'
import { saveEdition } from '../../adapters/store/report/editions.ts'
import { claimOne } from '../adapters/store/deliver/claim-one.ts'
import { anEdition } from '../adapters/store/test-store.ts'
import { runInProcess } from '../cli/run-in-process.ts'
import { openAway } from './away.ts'
import { startRecordingSmtp } from './recording-smtp.ts'

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
