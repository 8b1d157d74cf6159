import { createAgileClient, createCloudClient, isSchemaMismatchError } from 'jira.js'
import { expect, it } from 'vitest'
import { walkEverything, walkedSmallCompany } from './walk.ts'
import { withFakeJira } from './with-fake-jira.ts'

it('answers so that jira.js accepts every answer', () =>
  withFakeJira({}, async (jira) => {
    expect(await walkEverything(jira, { createAgileClient, createCloudClient })).toEqual(walkedSmallCompany)
  }))

it('serves sprint names over 30 characters, as real boards do, which jira.js refuses', () =>
  withFakeJira({}, async (jira) => {
    const { email, apiToken } = jira.credentials
    const auth = { type: 'basic', email, apiToken } as const
    const agile = createAgileClient({ host: jira.url, auth, onSchemaMismatch: 'throw' })
    await expect(agile.board.getAllSprints({ boardId: 2 })).rejects.toSatisfy(isSchemaMismatchError)
  }))
