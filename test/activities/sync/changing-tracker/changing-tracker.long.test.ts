import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storeForThisFile } from '../../../adapters/store/test-store.ts'
import { openJiraWorld } from './jira-world.ts'
import { openLinearWorld } from './linear-world.ts'
import { play } from './play.ts'
import { script } from './script.ts'
import type { Clock, World } from './world.ts'

const store = storeForThisFile()

/** More than the usual ones: `SYNC_SCRIPTS=2000 SYNC_SEED=7 npm test -- test/activities/changing-tracker`. */
const { SYNC_SCRIPTS: scripts = '14', SYNC_SEED: seed = '1' } = process.env

const worlds: Readonly<Record<string, (clock: Clock, oneScope: boolean) => Promise<World>>> = {
  'Jira Cloud': (clock, oneScope) => openJiraWorld(clock, oneScope),
  'Jira Data Center': (clock, oneScope) =>
    openJiraWorld(clock, oneScope, { version: '8.20', searchLimit: 4 }),
  Linear: openLinearWorld,
}

test.each(Object.entries(worlds))(
  'whatever %s does while it is read, and wherever we crash, the store ends up as the tracker is',
  async (_name, openWorld) => {
    await fc.assert(
      fc.asyncProperty(script, async (drawn) => {
        expect(await play(store(), { nowAt: 0 }, { openWorld, script: drawn })).toEqual([])
      }),
      { numRuns: Number(scripts), seed: Number(seed) },
    )
  },
)
