/**
 * Runs the tests: `npm test` all but the long ones, `npm test -- --all` those too (as `npm run check` does), and
 * `npm test -- test/domain -t "name"` some, long or not (the other arguments are vitest's).
 * Its last line is `N passed, N failed`; it fails when a test does, a file can't be read, or no test ran
 * (which `--passWithNoTests` allows).
 */
import { parseCLI, startVitest } from 'vitest/node'
import { onParentExit } from '../embedded/process/parent-exit.ts'
import { findTemporalBinary } from '../embedded/temporal/binary.ts'
import { EmbeddedTemporalError } from '../embedded/temporal/error.ts'
import { dropLeftFolders } from './setup/left-folders.ts'
import { isLongAsked } from './setup/long-tests.ts'
import { tally } from './setup/tally.ts'

// Guarded servers end with this process, and vitest's workers do.
onParentExit(() => process.exit(1))
await fetchTemporal()
const words = process.argv.slice(2)
const { filter, options } = parseCLI(['vitest', 'run', ...words.filter((word) => word !== '--all')])
const leavesOutLong = !isLongAsked(words, filter, options.project)
const vitest = await startVitest(filter, leavesOutLong ? { ...options, project: '!long' } : options)
await vitest.close()
dropLeftFolders()
const { passed, failed } = tally(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length)
if (leavesOutLong)
  console.log('Left out: what takes minutes (*.long.test.ts); npm test -- --all runs it too.')
const isEnough = passed > 0 || options.passWithNoTests === true
// stdout may be a pipe, and process.exit would cut it short.
process.stdout.write(`${passed} passed, ${failed} failed\n`, () =>
  process.exit(failed === 0 && isEnough ? 0 : 1),
)

/** A download, the first time on a machine, must not run against some test's clock; without it, only the tests that need it fail. */
async function fetchTemporal(): Promise<void> {
  try {
    const explicitPath = process.env['TEMPORAL_CLI_PATH'] ?? null
    process.env['TEMPORAL_CLI_PATH'] = await findTemporalBinary({ explicitPath, log: console.error })
  } catch (error) {
    if (!(error instanceof EmbeddedTemporalError)) throw error
    console.error(error.message)
  }
}
