import { expect, test } from 'vitest'
import type { Fetch } from '../../../adapters/trackers/transport.ts'
import { storeForThisFile } from '../../adapters/store/test-store.ts'
import { smallCompanyAsOfAt } from '../../builders/company.ts'
import { withFakeJira } from '../../fakes/jira/with-fake-jira.ts'
import { connectTo, openJira, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()

test('a first sync asks for the accounts while Jira still counts the tickets', () =>
  withFakeJira({}, async (jira) => {
    const connection = await connectTo(store(), 'jira', [])
    const now = () => smallCompanyAsOfAt
    const accountsAsked = Promise.withResolvers<void>()
    const countsLast: Fetch = async (url, init) => {
      if (url.pathname.endsWith('/users/search')) accountsAsked.resolve()
      if (url.pathname.endsWith('/approximate-count')) await accountsAsked.promise
      return fetch(url, init)
    }
    await syncOnce(store(), connection, () => openJira(jira, connection, now, { fetch: countsLast }), { now })
    const asked = (name: string) => jira.requests.get(name)
    expect([asked('POST search/approximate-count'), (asked('GET users/search') ?? 0) > 0]).toEqual([1, true])
  }))
