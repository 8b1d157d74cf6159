import type { KeyRing } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { startFakeJira } from '../../fakes/jira/server/server.ts'
import { companyOfTickets, smallCompanyAsOfAt } from '../../test/builders/company.ts'
import { connectJira } from '../../test/journey/scene.ts'
import type { SyncKillScene } from './kill-syncs.ts'

/** Three pages of tickets. */
const tickets = 2500

/** A Jira that takes its time, and a connection to it. @param stack closes it */
export async function openSyncScene(
  stack: AsyncDisposableStack,
  { store, keys }: { readonly store: Store; readonly keys: KeyRing },
): Promise<Pick<SyncKillScene, 'jira' | 'connectionId' | 'tickets'>> {
  const startedAt = performance.now()
  const jiraAccount = { email: 'robot@harbourmeadow.example', apiToken: 'made-up-token' }
  const jira = await startFakeJira({
    company: companyOfTickets(tickets, 2),
    now: () => Math.round(smallCompanyAsOfAt + performance.now() - startedAt),
    credentials: jiraAccount,
    faults: { minimumLatencyMs: 60 },
  })
  stack.defer(() => jira.close())
  const { connectionId } = await connectJira(store, keys, { jira, jiraAccount })
  return { jira, connectionId, tickets }
}
