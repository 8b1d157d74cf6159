import { join } from 'node:path'
import { addNewKey, createKeyFile, readKeyFile, rereadable } from '../../adapters/key-file.ts'
import { type KeyRing, keyRingFromText, SecretKeyError } from '../../adapters/secrets.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Config } from '../settings/config.ts'

/** Where keys are kept that aren't in the environment. */
export function keyFileOf({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'secret.key')
}

/**
 * The keys of the environment or of the key file; a new key file only where nothing was sealed yet. Those of a file are read again
 * when one is met that was not among them.
 * @throws SecretKeyError for a key that is misshapen, readable by others, or lost
 */
export async function openKeys(
  config: Pick<Config, 'secretKey' | 'dataDir'>,
  store: Store,
): Promise<KeyRing> {
  if (config.secretKey !== null) return keyRingFromText(config.secretKey)
  const path = keyFileOf(config)
  return rereadable(path, await openKeyFile(path, store))
}

async function openKeyFile(path: string, store: Store): Promise<KeyRing> {
  const found = await readKeyFile(path)
  if (found !== null) return found
  const sealed = (await listConnections(store)).map(({ name, secret }) => `"${name}" (key ${secret.keyId})`)
  if (sealed.length > 0) {
    // Another command may have created the file and sealed a secret since we looked.
    const created = await readKeyFile(path)
    if (created !== null) return created
    throw new SecretKeyError(
      `The key file ${path} is gone, and these connections' secrets are sealed with it: ${sealed.join(', ')}. Put the file back, or set PLUMBLINE_SECRET_KEY to its content. Where the key is lost for good: set PLUMBLINE_SECRET_KEY to a new one (openssl rand -base64 32), and connect these again.`,
    )
  }
  return await createKeyFile(path)
}

/** Adds a key to the key file, which seals from then on; null where the keys are the environment's, which we can't change. */
export async function addKey(config: Pick<Config, 'secretKey' | 'dataDir'>): Promise<KeyRing | null> {
  return config.secretKey === null ? await addNewKey(keyFileOf(config)) : null
}
