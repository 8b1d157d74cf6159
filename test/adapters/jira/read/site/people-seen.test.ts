import { expect, test } from 'vitest'
import { type OddAnswer, startOddJira } from '../../odd-jira.ts'

async function seenWith(answer: OddAnswer) {
  await using jira = await startOddJira(0, (request) =>
    request.endpoint === 'GET /rest/api/3/users/search' ? answer : null,
  )
  const tracker = jira.tracker()
  const { accountId } = await tracker.preflight()
  return await tracker.lookAtPeople?.(accountId)
}

const user = (accountId: string, emailAddress?: string) => ({
  accountId,
  accountType: 'atlassian',
  displayName: accountId,
  active: true,
  ...(emailAddress === undefined ? {} : { emailAddress }),
})

test('a list that Jira refuses lacks a right, or a scope where it says so', async () => {
  expect(await seenWith({ status: 403, body: {} })).toEqual({ kind: 'refused', lacks: 'right' })
  const scope = { status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } }
  expect(await seenWith(scope)).toEqual({ kind: 'refused', lacks: 'scope' })
  expect(await seenWith({ body: [] })).toEqual({ kind: 'refused', lacks: 'right' })
})

test('of those it sees, those with an e-mail address are counted', async () => {
  const body = [user('712020:ada'), user('712020:bob'), user('712020:eve', 'eve@company.example')]
  expect(await seenWith({ body })).toEqual({ kind: 'seen', people: 2, withEmail: 1 })
})
