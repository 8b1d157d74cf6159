import { expect, test } from 'vitest'
import { z } from 'zod'
import { createLinearTracker } from '../../../adapters/linear/tracker.ts'
import { startFakeLinear } from '../../../fakes/linear/server/server.ts'
import { asOfAt, smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { ChangedAnswers, listAt, type RecordPlace, readAll } from './read-all.ts'

/** A quarter of the tickets is left whole each time: they are who must not suffer. */
const [tickets, rounds, share] = [200, 36, 0.75]

const issue = z.object({ id: z.string() })

function recordsOf(body: unknown): RecordPlace[] {
  const nodes = listAt(body, 'data', 'issues', 'nodes')
  return nodes === null ? [] : [{ list: nodes, ticketIdOf: (record) => issue.parse(record).id }]
}

test('whatever Linear sends in a record, every other ticket is exact, and no run ends on it', async () => {
  const linear = await startFakeLinear({
    company: smallCompany(someTickets(tickets)),
    now: () => asOfAt,
    apiKey: 'lin_api_example',
  })
  try {
    const answers = new ChangedAnswers(share, recordsOf)
    const tracker = () =>
      createLinearTracker({
        connectionId: 'linear',
        apiUrl: linear.url,
        auth: { kind: 'api_key', apiKey: 'lin_api_example' },
        now: () => asOfAt,
        sleep: async () => undefined,
        fetch: answers.fetch,
      })
    const whole = await readAll(tracker())
    expect(whole.size).toBe(tickets)
    for (let round = 0; round < rounds; round += 1) {
      answers.begin(`linear ${round}`)
      const read = await readAll(tracker())
      for (const [ticketId, text] of whole) {
        if (!answers.changedIds.has(ticketId)) expect(read.get(ticketId)).toBe(text)
      }
    }
    expect(answers.changedRecords).toBeGreaterThan(5000)
  } finally {
    await linear.close()
  }
})
