import { expect, test } from 'vitest'
import { z } from 'zod'
import { createJiraTracker } from '../../../adapters/jira/tracker.ts'
import { startFakeJira } from '../../../fakes/jira/server/server.ts'
import { companyOfTickets, smallCompanyAsOfAt } from '../../builders/company.ts'
import { ChangedAnswers, listAt, type RecordPlace, readAll } from './read-all.ts'

const [tickets, changesEach, rounds] = [200, 3, 30]

const issue = z.object({ id: z.string(), fields: z.unknown() })
const log = z.object({ issueId: z.string() })

/** Issues with fields, and logs of the bulk changelog; not the list of ids. */
function recordsOf(body: unknown): RecordPlace[] {
  const issues = listAt(body, 'issues')
  const logs = listAt(body, 'issueChangeLogs')
  const hasFields = issues?.every(
    (record) => typeof record === 'object' && record !== null && 'fields' in record,
  )
  return [
    ...(issues === null || hasFields !== true
      ? []
      : [{ list: issues, ticketIdOf: (record: unknown) => issue.parse(record).id }]),
    ...(logs === null ? [] : [{ list: logs, ticketIdOf: (record: unknown) => log.parse(record).issueId }]),
  ]
}

test('whatever Jira sends in a record, every other ticket is exact, and no run ends on it', async () => {
  const jira = await startFakeJira({
    company: companyOfTickets(tickets, changesEach),
    now: () => smallCompanyAsOfAt,
  })
  try {
    const answers = new ChangedAnswers(0.5, recordsOf)
    const { email, apiToken } = jira.credentials
    const tracker = () =>
      createJiraTracker({
        connectionId: 'jira',
        baseUrl: jira.url,
        auth: { kind: 'api_token', email, apiToken },
        now: () => smallCompanyAsOfAt,
        sleep: async () => undefined,
        fetch: answers.fetch,
      })
    const whole = await readAll(tracker())
    expect(whole.size).toBe(tickets)
    for (let round = 0; round < rounds; round += 1) {
      answers.begin(`jira ${round}`)
      const read = await readAll(tracker())
      for (const [ticketId, text] of whole) {
        if (!answers.changedIds.has(ticketId)) expect(read.get(ticketId)).toBe(text)
      }
    }
    expect(answers.changedRecords).toBeGreaterThan(5000)
  } finally {
    await jira.close()
  }
})
