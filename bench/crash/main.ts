/**
 * Sends a quarter with two workers, kills one with `kill -9` at random points and starts another in its place, and judges by the
 * relay's own record that nobody got a mail twice and every other mail is sent or in doubt:
 *   npm run bench -- crash [--points 50] [--seed one]
 * The seed fixes after how many mails, and which of the two, a worker is killed; the rest is the machine's. Fails where a promise is broken.
 *
 * With --sync it kills commands that sync instead, and judges by the tracker's own records that nothing is lost:
 *   npm run bench -- crash --sync [--points 50] [--seed one]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../../adapters/store/sql/client.ts'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { seededDraws } from '../../domain/reconcile/figures/budget/seeded-draws.ts'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { openNamespace } from '../../test/journey/namespace.ts'
import { environmentOf, newSecretKey } from '../../test/journey/scene.ts'
import { killWhileSending } from './kill-points.ts'
import { killWhileSyncing } from './kill-syncs.ts'
import { startSlowRelay } from './slow-relay.ts'
import { openSyncScene } from './sync-scene.ts'

const { values: options } = parseArgs({
  options: {
    points: { type: 'string', default: '50' },
    seed: { type: 'string', default: 'one' },
    sync: { type: 'boolean', default: false },
  },
})
const random = seededDraws(options.seed)
const points = Number(options.points)
const log = () => undefined

await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log })
stack.defer(() => postgres.stop())
await migrate(postgres.url)
const store = await openStore({ databaseUrl: postgres.url })
stack.defer(() => store.close())
const binary = await findTemporalBinary({ explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null, log })
const temporal = await startTemporal({ binary, dataDir: join(folder, 'temporal'), log, uiPort: null })
stack.defer(() => temporal.stop())
const { text: secretKey, keys } = newSecretKey()
const { namespace, client, close } = await openNamespace(keys, temporal.address)
stack.defer(close)
const say = (line: string) => console.log(line)
const startedAt = performance.now()
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0)
const broken = options.sync ? await killSyncs() : await killSenders()
if (broken.length > 0) {
  console.error(broken.join('\n'))
  process.exitCode = 1
}

function environment(smtpUrl: string): Readonly<Record<string, string>> {
  const servers = { databaseUrl: postgres.url, temporalAddress: temporal.address, namespace }
  return environmentOf({ ...servers, smtpUrl, secretKey }, folder)
}

/** @returns the promises that are broken */
async function killSyncs(): Promise<readonly string[]> {
  const scene = await openSyncScene(stack, { store, keys })
  const result = await killWhileSyncing({
    ...{ store, random, points, say, folder, ...scene },
    environment: environment('smtp://127.0.0.1:1'),
  })
  console.log(
    `\n${points} commands killed in ${seconds()} s; ${result.finished} runs over ${scene.tickets} tickets succeeded`,
  )
  console.log(
    `differences: ${result.differences.length}; runs that counted wrong: ${result.miscounted.length}`,
  )
  return [...result.differences, ...result.miscounted]
}

/** @returns the promises that are broken */
async function killSenders(): Promise<readonly string[]> {
  const relay = stack.use(await startSlowRelay(random, 300))
  const result = await killWhileSending({
    ...{ store, client, relay, random, points, say },
    environment: environment(relay.url),
  })
  const { twice, neverTaken, others } = result
  console.log(
    `\n${result.mails} mails in ${seconds()} s, ${points} workers killed: ${result.cutBefore} mails cut off before they were handed over, ${result.cutAfter} after`,
  )
  console.log(
    `${result.sent} sent, ${result.inDoubt} in doubt, of which the relay took ${result.inDoubtAndTaken}`,
  )
  console.log(
    `twice: ${twice.length}; sent and never taken: ${neverTaken.length}; neither sent nor in doubt: ${others.length}`,
  )
  return [...twice, ...neverTaken, ...others]
}
