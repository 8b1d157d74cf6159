import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import type { NativeConnection } from '@temporalio/worker'
import type { KeyRing } from '../../adapters/secrets.ts'
import { neverLost } from '../../embedded/process/loss.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { withoutProxy } from '../../embedded/temporal/health.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import type { Config, TemporalConfig } from '../config.ts'
import { isCertificate, isPrivateKey, pemFile } from '../pem-file.ts'
import type { Say } from '../say.ts'
import { clientRetries } from './client-retries.ts'
import { sealedDataConverter } from './data-converter.ts'

export interface Temporal {
  readonly client: Client
  readonly namespace: string
  /** Where a person can look at the workflows; null where we don't know. */
  readonly uiUrl: string | null
  /** Whether our own server was started for this process. */
  readonly startedEmbedded: boolean
  /** Rejects once our own server has ended; never resolves. */
  readonly lost: Promise<never>
  /** A worker's connection, closed with the rest. Loads Temporal's native part, which a client does without. */
  connectWorker(): Promise<NativeConnection>
  close(): Promise<void>
}

/** The Temporal cluster can't be reached with the settings given. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError'
}

/** Modules load meanwhile, which holds up a busy machine for seconds. */
const connectTimeoutMs = 10_000

/**
 * Connects a client to the configured cluster, or starts the embedded dev server.
 * @param keys seal what the client sends; opened once the client is connected
 * @throws TemporalUnavailableError
 */
export async function openTemporal(
  config: Config,
  say: Say,
  keys: () => Promise<KeyRing>,
): Promise<Temporal> {
  const settings = config.temporal
  // Before anything starts: a file that is no use is the settings' fault, not the server's.
  const security = securityOf(settings)
  const embedded = settings.address === null ? await startEmbedded(config, say) : null
  await using stack = new AsyncDisposableStack()
  if (embedded !== null) stack.defer(() => embedded.stop())
  const address = settings.address ?? embedded?.address ?? ''
  const options = { address, ...security }
  const connection = await orUnavailable(address, async () => {
    const retries = clientRetries()
    const opened = await Connection.connect({
      ...options,
      interceptors: retries.interceptors,
      ...(embedded !== null && withoutProxy),
      connectTimeout: connectTimeoutMs,
    })
    stack.defer(() => opened.close())
    stack.defer(() => retries.stop())
    // A namespace that isn't there would otherwise end the worker after it has said that it is ready.
    await opened.workflowService.describeNamespace({ namespace: settings.namespace })
    return opened
  })
  const ring = await keys()
  const parts = stack.move()
  return {
    client: new Client({
      connection,
      namespace: settings.namespace,
      dataConverter: sealedDataConverter(ring, settings.namespace, 'client'),
    }),
    namespace: settings.namespace,
    uiUrl: embedded?.uiUrl ?? null,
    startedEmbedded: embedded?.attached === false,
    lost: embedded?.lost ?? neverLost,
    connectWorker: () =>
      orUnavailable(address, async () => {
        const { NativeConnection } = await import('@temporalio/worker')
        const workerConnection = await NativeConnection.connect(options)
        parts.defer(() => workerConnection.close())
        return workerConnection
      }),
    close: () => parts.disposeAsync(),
  }
}

async function orUnavailable<Result>(address: string, connect: () => Promise<Result>): Promise<Result> {
  try {
    return await connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TemporalUnavailableError(
      `Temporal at ${address} can't be used (${reason}); check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS and TEMPORAL_API_KEY, or leave TEMPORAL_ADDRESS empty for the embedded server`,
      { cause: error },
    )
  }
}

/** @throws ConfigError for a file that can't be read, or isn't what its variable asks for */
function securityOf(settings: TemporalConfig) {
  const { apiKey } = settings
  const ca = pemFile('TEMPORAL_TLS_CA_FILE', settings.tlsCaFile, isCertificate)
  const crt = pemFile('TEMPORAL_TLS_CERT_FILE', settings.tlsCertFile, isCertificate)
  const key = pemFile('TEMPORAL_TLS_KEY_FILE', settings.tlsKeyFile, isPrivateKey)
  const tls = {
    ...(ca !== null && { serverRootCACertificate: ca }),
    ...(crt !== null && key !== null && { clientCertPair: { crt, key } }),
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
