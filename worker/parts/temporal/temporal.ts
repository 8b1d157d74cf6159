import { join } from 'node:path'
import { Client, Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client'
import type { NativeConnection } from '@temporalio/worker'
import type { KeyRing } from '../../../adapters/secrets.ts'
import { neverLost } from '../../../embedded/process/loss.ts'
import { findTemporalBinary } from '../../../embedded/temporal/binary.ts'
import { isListening, withoutProxy } from '../../../embedded/temporal/health.ts'
import { type EmbeddedTemporal, startTemporal } from '../../../embedded/temporal/server.ts'
import type { TemporalConfig } from '../../settings/config.ts'
import { isCertificate, isPrivateKey, pemFile } from '../../settings/pem-file.ts'
import type { Surroundings } from '../store.ts'
import { clientRetries } from './client-retries.ts'
import { sealedDataConverter } from './data-converter.ts'
import { findTlsMismatch, TemporalTlsError } from './tls.ts'
import { type Waiting, waitForServer } from './wait-for-server.ts'

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

/** One attempt's. Modules load meanwhile, which holds up a busy machine for seconds. */
const connectTimeoutMs = 10_000
/** A server that takes connections and doesn't answer may be busy, or no Temporal; ours is known to be one. */
const giveUpAfterMs = { embedded: 600_000, outside: 60_000 }

const sayEveryMs = 4_000
/** gRPC's cancelled, deadline exceeded and unavailable. */
const notAnsweredCodes: ReadonlySet<number> = new Set([1, 4, 14])

/** What opening Temporal needs. */
export type TemporalSurroundings = Pick<Surroundings, 'config' | 'say' | 'sayWaiting' | 'signal'>

/**
 * Connects a client to the configured cluster, or starts the embedded dev server.
 * @param keys seal what the client sends; opened once the client is connected
 * @throws TemporalUnavailableError
 */
export async function openTemporal(
  surroundings: TemporalSurroundings,
  keys: () => Promise<KeyRing>,
): Promise<Temporal> {
  const { config } = surroundings
  const settings = config.temporal
  // Before anything starts: a file that is no use is the settings' fault, not the server's.
  const security = securityOf(settings)
  const embedded = settings.address === null ? await startEmbedded(surroundings) : null
  await using stack = new AsyncDisposableStack()
  if (embedded !== null) stack.defer(() => embedded.stop())
  const address = settings.address ?? embedded?.address ?? ''
  const options = { address, ...security }
  const waiting = waitingFor(address, surroundings, embedded)
  const { connection, close } = await orUnavailable(address, surroundings.signal, () =>
    waitForServer(async () => {
      try {
        return await connectClient({ ...options, ...(embedded !== null && withoutProxy) }, settings.namespace)
      } catch (error) {
        if (isFinalResponse(error)) throw error
        throw (await findTlsMismatch({ address, tls: security.tls ?? null })) ?? error
      }
    }, waiting),
  )
  stack.defer(close)
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
      orUnavailable(address, surroundings.signal, async () => {
        const { NativeConnection } = await import('@temporalio/worker')
        const workerConnection = await waitForServer(() => NativeConnection.connect(options), waiting)
        parts.defer(() => workerConnection.close())
        return workerConnection
      }),
    close: () => parts.disposeAsync(),
  }
}

/** Connects a client and asks for the namespace: one that isn't there would end the worker after it has said that it is ready. */
async function connectClient(options: ConnectionOptions, namespace: string) {
  const retries = clientRetries()
  const connection = Connection.lazy({
    ...options,
    interceptors: retries.interceptors,
    connectTimeout: connectTimeoutMs,
  })
  const close = async (): Promise<void> => {
    await retries.stop()
    await connection.close()
  }
  try {
    await connection.ensureConnected()
    await connection.withDeadline(Date.now() + connectTimeoutMs, () =>
      connection.workflowService.describeNamespace({ namespace }),
    )
  } catch (error) {
    await close()
    throw error
  }
  return { connection, close }
}

function waitingFor(
  address: string,
  { sayWaiting, signal }: TemporalSurroundings,
  embedded: EmbeddedTemporal | null,
): Waiting {
  let isLost = false
  embedded?.lost.catch(() => {
    isLost = true
  })
  return {
    isFinal: isFinalResponse,
    isThere: async () => (embedded === null ? await isListening(address) : !isLost),
    giveUpAfterMs: embedded === null ? giveUpAfterMs.outside : giveUpAfterMs.embedded,
    sayEveryMs,
    onWait: (waitedMs) =>
      sayWaiting?.(`waiting for Temporal at ${address}: no answer for ${Math.round(waitedMs / 1000)} s`),
    signal,
  }
}

/** Whether the server itself has refused, whatever the client wrapped that in. */
function isFinalResponse(error: unknown): boolean {
  if (error instanceof TemporalTlsError) return true
  if (isGrpcServiceError(error)) return !notAnsweredCodes.has(error.code)
  return error instanceof Error && error.cause !== undefined && isFinalResponse(error.cause)
}

async function orUnavailable<Result>(
  address: string,
  signal: AbortSignal | undefined,
  connect: () => Promise<Result>,
): Promise<Result> {
  try {
    return await connect()
  } catch (error) {
    signal?.throwIfAborted()
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

async function startEmbedded({ config, say }: TemporalSurroundings) {
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
