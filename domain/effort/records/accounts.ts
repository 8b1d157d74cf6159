import type { EffortSettings } from '../effort.ts'

/** What is known of an account: whose it is, and whether it is automation. */
export interface Account {
  readonly number: number
  /** Null where it matches nobody in the plan. */
  readonly personId: string | null
  readonly isMachine: boolean
  /** Stands for everything on its connection that no account is named for. */
  readonly isNobody: boolean
}

/** Numbers accounts, so that a history keeps a number for each instead of its id. */
export class Accounts {
  readonly #settings: Pick<EffortSettings, 'personOfAccount' | 'isMachineAccount'>
  readonly #byConnection = new Map<string, Map<string | null, Account>>()
  readonly #all: Account[] = []
  /** A ticket's accounts are all of one connection. */
  #last: { readonly connectionId: string; readonly accounts: Map<string | null, Account> } | null = null

  constructor(settings: Pick<EffortSettings, 'personOfAccount' | 'isMachineAccount'>) {
    this.#settings = settings
  }

  get count(): number {
    return this.#all.length
  }

  of(connectionId: string, accountId: string | null): Account {
    const ofConnection = this.#ofConnection(connectionId)
    const known = ofConnection.get(accountId)
    if (known !== undefined) return known
    const { personOfAccount, isMachineAccount } = this.#settings
    const account: Account = {
      number: this.#all.length,
      personId: accountId === null ? null : personOfAccount(connectionId, accountId),
      isMachine: accountId !== null && isMachineAccount(connectionId, accountId),
      isNobody: accountId === null,
    }
    this.#all.push(account)
    ofConnection.set(accountId, account)
    return account
  }

  #ofConnection(connectionId: string): Map<string | null, Account> {
    if (this.#last?.connectionId === connectionId) return this.#last.accounts
    const accounts = this.#byConnection.get(connectionId) ?? new Map<string | null, Account>()
    this.#byConnection.set(connectionId, accounts)
    this.#last = { connectionId, accounts }
    return accounts
  }

  /** The account of a number that `of` gave. */
  at(number: number): Account | undefined {
    return this.#all[number]
  }
}
