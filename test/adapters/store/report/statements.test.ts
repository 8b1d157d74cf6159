import { expect, test } from 'vitest'
import {
  listStatements,
  type StatementKey,
  saveStatement,
  withdrawStatement,
} from '../../../../adapters/store/report/statements.ts'
import { listAuditEntries } from '../../../../adapters/store/sign-in/audit.ts'
import { inTransaction } from '../../../../adapters/store/sql/rows.ts'
import type { ReviewerStatement } from '../../../../domain/report/content/reviewers.ts'
import { saidBy } from '../../../builders/odd-companies.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

function save(statement: ReviewerStatement): Promise<void> {
  return inTransaction(store(), (client) => saveStatement(client, statement, statement.authorEmail))
}

function withdraw(key: StatementKey): Promise<boolean> {
  return inTransaction(store(), (client) =>
    withdrawStatement(client, key, { actor: 'ada@company.example', nowAt }),
  )
}

async function lastEntries(count: number) {
  return await listAuditEntries(store(), { beforeNumber: null, limit: count })
}

const traded = saidBy('search', 'Una Fixture', 'We traded it for the launch.')

test('a statement is kept, replaced and taken back, each with its entry in the audit trail', async () => {
  await save(traded)
  const better = { ...traded, text: 'We would not do so again.', saidAt: nowAt }
  await save(better)
  expect(await listStatements(store(), '2026-Q2', 'search')).toEqual([better])
  expect(await withdraw(better)).toBe(true)
  expect(await withdraw(better)).toBe(false)
  expect(await listStatements(store(), '2026-Q2', 'search')).toEqual([])
  const subject = 'una@company.example on search, 2026-Q2, in the drift notice'
  expect(await lastEntries(3)).toMatchObject([
    { action: 'withdraw statement', actor: 'ada@company.example', subject, before: better.text, after: null },
    {
      action: 'replace statement',
      actor: 'una@company.example',
      subject,
      before: traded.text,
      after: better.text,
    },
    { action: 'add statement', subject, before: null, after: traded.text },
  ])
})

test('what is said in a review stands beside what was said about a notice, in the order in which it was said', async () => {
  const review = saidBy('billing', 'Una Fixture', 'It was the audit.', { saidIn: 'review', saidAt: nowAt })
  const notice = saidBy('billing', 'Una Fixture', 'The audit comes first.')
  const other = saidBy('core', 'Una Fixture', 'Another team.')
  for (const each of [review, notice, other]) await save(each)
  expect(await listStatements(store(), '2026-Q2', 'billing')).toEqual([notice, review])
  expect(await listStatements(store(), '2026-Q2')).toEqual([notice, other, review])
  expect(await listStatements(store(), '2026-Q1')).toEqual([])
})

test('of two who write at once, the second replaces what the first wrote', async () => {
  const at = (name: string) => saidBy('mobile', 'Una Fixture', name)
  await Promise.all([save(at('one')), save(at('two'))])
  const [last, first] = await lastEntries(2)
  expect(last).toMatchObject({ action: 'replace statement', before: first?.after })
  expect(await listStatements(store(), '2026-Q2', 'mobile')).toMatchObject([{ text: last?.after }])
})

test('an empty statement is refused by the table too', async () => {
  await expect(save({ ...traded, text: '' })).rejects.toThrow('reviewer_statements_text_check')
})
