import { rmSync } from 'node:fs'
import type { Client } from '@temporalio/client'
import type { KeyRing } from '../../adapters/secrets.ts'
import { openStore, type Store } from '../../adapters/store/sql/client.ts'
import { createTestDatabase } from '../setup/database.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openNamespace } from './namespace.ts'
import { environmentOf, newSecretKey } from './scene.ts'

/** A store and a Temporal to look into from here, while the workers run in processes of their own. */
export interface Away extends AsyncDisposable {
  readonly store: Store
  readonly client: Client
  readonly keys: KeyRing
  /** What a worker or a command is started with. */
  readonly environment: Readonly<Record<string, string>>
}

export async function openAway(smtpUrl: string): Promise<Away> {
  await using stack = new AsyncDisposableStack()
  const folder = makeTestFolder()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const { text, keys } = newSecretKey()
  const { address, namespace, client, close } = await openNamespace(keys)
  stack.defer(close)
  const store = await openStore({ databaseUrl: database.url })
  stack.defer(() => store.close())
  const environment = environmentOf(
    { databaseUrl: database.url, temporalAddress: address, namespace, smtpUrl, secretKey: text },
    folder,
  )
  const parts = stack.move()
  return {
    store,
    client,
    keys,
    environment,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}
