/**
 * Sends a quarter with two workers, kills one with `kill -9` at random points and starts another in its place, and judges by the
 * relay's own record that nobody got a mail twice and every other mail is sent or in doubt:
 *   npm run bench -- crash [--points 50] [--seed one]
 * The seed fixes after how many mails, and which of the two, a worker is killed; the rest is the machine's. Fails where a promise is broken.
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
import { startSlowRelay } from './slow-relay.ts'

const { values: options } = parseArgs({
  options: { points: { type: 'string', default: '50' }, seed: { type: 'string', default: 'one' } },
})
const random = seededDraws(options.seed)
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
const relay = stack.use(await startSlowRelay(random, 300))

const surroundings = {
  ...{ databaseUrl: postgres.url, temporalAddress: temporal.address, namespace },
  ...{ smtpUrl: relay.url, secretKey },
}
const startedAt = performance.now()
const result = await killWhileSending({
  ...{ store, client, relay, random, points: Number(options.points) },
  environment: environmentOf(surroundings, folder),
  say: (line) => console.log(line),
})
const { twice, neverTaken, others } = result
console.log(
  `\n${result.mails} mails in ${((performance.now() - startedAt) / 1000).toFixed(0)} s, ${options.points} workers killed: ${result.cutBefore} mails cut off before they were handed over, ${result.cutAfter} after`,
)
console.log(
  `${result.sent} sent, ${result.inDoubt} in doubt, of which the relay took ${result.inDoubtAndTaken}`,
)
console.log(
  `twice: ${twice.length}; sent and never taken: ${neverTaken.length}; neither sent nor in doubt: ${others.length}`,
)
if (twice.length + neverTaken.length + others.length > 0) {
  console.error([...twice, ...neverTaken, ...others].join('\n'))
  process.exitCode = 1
}
