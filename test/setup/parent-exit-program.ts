/** Started through setup/setup.mjs by set-up.test.ts: `watches` ends in order when its parent goes, `ignores` knows nothing of it. */
import { onParentExit } from '../../embedded/process/parent-exit.ts'

const [behaviour, ...rest] = process.argv.slice(2)
if (behaviour === 'ends') {
  console.log(JSON.stringify({ node: process.versions.node, rest, noProxy: process.env['no_proxy'] }))
  process.exitCode = 7
} else {
  if (behaviour === 'watches') {
    const end = (): void => {
      console.log('ended in order')
      process.exit(5)
    }
    // What ends in order takes its time; a signal meanwhile would cut it short.
    onParentExit(() => setTimeout(end, 300))
  }
  setInterval(() => undefined, 60_000)
  console.log(process.pid)
}
