import { z } from 'zod'
import { recentAccounts } from '../../../queries/people/accounts.ts'
import { accountLine, accountReason } from '../../../wording/plan/account-text.ts'
import { defineAction } from '../../frame/action.ts'
import { accountLines } from './text.ts'

/** `plumbline accounts`. */
export const accounts = defineAction(z.object({}), async (session) => {
  const found = await recentAccounts(await session.store())
  return {
    json: {
      accounts: found.accounts.map((account) => ({
        ...account,
        reason: accountReason(account),
        line: accountLine(account),
      })),
    },
    lines: accountLines(found),
  }
})
