import { expect, test } from 'vitest'
import { loadTickets } from '../../adapters/store/sync/tickets.ts'
import type { SyncDepth } from '../../domain/sync/reading.ts'
import { startFakeJira } from '../../fakes/jira/server/server.ts'
import { storeForThisFile } from '../adapters/store/test-store.ts'
import { smallCompany, smallCompanyAsOfAt } from '../builders/company.ts'
import { connectTo, openJira, syncOnce } from './sync-desk.ts'

const store = storeForThisFile()
const hourMs = 3_600_000

test('a parent that was out of sight when the tickets below it were read is their parent from the night on', async () => {
  let nowAt = smallCompanyAsOfAt
  const jira = await startFakeJira({
    company: smallCompany(),
    now: () => nowAt,
    dataCenter: { version: '8.20' },
  })
  const connection = await connectTo(store(), 'jira', [])
  const open = () => openJira(jira, connection, () => nowAt)
  const sync = (depth: SyncDepth) => {
    nowAt += hourMs
    return syncOnce(store(), connection, open, { depth, now: () => nowAt })
  }
  const child = async () => (await loadTickets(store())).find(({ key }) => key === 'ALP-2')
  try {
    const parentId = jira.state.find('ALP-1')?.issueId
    jira.state.hide('ALP-1')
    await sync('full')
    expect(await child()).toMatchObject({ parentId: null, parentKey: 'ALP-1' })
    jira.state.show('ALP-1')
    await sync('nightly')
    expect(await child()).toMatchObject({ parentId, parentKey: 'ALP-1' })
  } finally {
    await jira.close()
  }
})
