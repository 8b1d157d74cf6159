import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import type { Config, TemporalConfig } from './config.ts'
import { startTemporal } from './embedded/temporal.ts'
import { findTemporalBinary } from './embedded/temporal-binary.ts'
import type { Say } from './say.ts'

export interface Temporal {
  readonly client: Client
  readonly workerConnection: NativeConnection
  readonly namespace: string
  /** Where a person can look at the workflows; null where we don't know. */
  readonly uiUrl: string | null
  close(): Promise<void>
}

/** The Temporal cluster can't be reached with the settings given. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError'
}

/** Connects to the configured cluster, or starts the embedded dev server. @throws TemporalUnavailableError */
export async function openTemporal(config: Config, say: Say): Promise<Temporal> {
  const settings = config.temporal
  const embedded = settings.address === null ? await startEmbedded(config, say) : null
  const address = settings.address ?? embedded?.address ?? ''
  try {
    const options = { address, ...securityOf(settings) }
    const connection = await Connection.connect({ ...options, connectTimeout: '15 seconds' })
    const workerConnection = await NativeConnection.connect(options)
    return {
      client: new Client({ connection, namespace: settings.namespace }),
      workerConnection,
      namespace: settings.namespace,
      uiUrl: embedded?.uiUrl ?? null,
      async close() {
        await workerConnection.close()
        await connection.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    const reason = error instanceof Error ? error.message : String(error)
    throw new TemporalUnavailableError(
      `Temporal at ${address} can't be reached (${reason}); check TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY, or leave TEMPORAL_ADDRESS empty for the embedded server`,
      { cause: error },
    )
  }
}

function securityOf(settings: TemporalConfig) {
  const { tlsCertFile, tlsKeyFile, tlsCaFile, apiKey } = settings
  const tls = {
    ...(tlsCaFile !== null && { serverRootCACertificate: readFileSync(tlsCaFile) }),
    ...(tlsCertFile !== null &&
      tlsKeyFile !== null && {
        clientCertPair: { crt: readFileSync(tlsCertFile), key: readFileSync(tlsKeyFile) },
      }),
  }
  return { ...(settings.tls && { tls }), ...(apiKey !== null && { apiKey }) }
}

async function startEmbedded(config: Config, say: Say) {
  const binary = await findTemporalBinary({ explicitPath: config.temporal.cliPath, log: say })
  const temporal = await startTemporal({
    binary,
    dataDir: join(config.dataDir, 'temporal'),
    log: say,
    uiPort: config.temporal.uiPort,
  })
  if (temporal.attached) say('temporal: joined the server that already runs on this data folder')
  else
    say(
      temporal.resumed
        ? 'temporal: the server resumed its workflows'
        : 'temporal: the server made a new data file',
    )
  return temporal
}
