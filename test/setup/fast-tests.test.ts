import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findTestsByNeed } from '../../setup/fast-tests.ts'
import { makeTestFolder } from './test-folder.ts'

const folder = makeTestFolder()
afterAll(() => rmSync(folder, { recursive: true }))

const files = {
  'test/pure.test.ts':
    "import { sum } from '../domain/sum.ts'\nimport type { Child } from '../embedded/run.ts'",
  'test/spawns.test.ts': "import { spawn } from 'node:child_process'",
  'test/spawns-far-below.test.ts': "import {\n  run,\n} from '../embedded/index.ts'",
  'test/spawns-later.test.ts': "const { run } = await import('../embedded/run.ts')",
  'test/needs-a-server.test.ts': "import './setup/database.ts'",
  'test/takes-minutes.long.test.ts': "import '../domain/sum.ts'",
  'test/works.test.ts': "import '../worker/worker.ts'",
  'test/works-and-serves.test.ts': "import '../worker/worker.ts'\nimport './setup/serve.ts'",
  'test/setup/serve.ts': "import '../../embedded/postgres/server.ts'",
  'test/setup/database.ts': "import { askDesk } from './ask-desk.ts'",
  'test/setup/ask-desk.ts': '',
  'domain/sum.ts': 'export const sum = 1',
  'worker/worker.ts': "import '@temporalio/worker'\nimport '../embedded/index.ts'",
  'embedded/index.ts': "export * from './run.ts'",
  'embedded/run.ts': "import { spawn } from 'node:child_process'\nexport const run = spawn",
}

test('tests are told apart by what they import: nothing that starts a process, servers of the test run at most, or none in their own process; long ones by their names', () => {
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), source)
  }
  expect(findTestsByNeed(folder)).toEqual({
    long: ['test/takes-minutes.long.test.ts'],
    pure: ['test/pure.test.ts'],
    shared: [
      'test/needs-a-server.test.ts',
      'test/spawns-far-below.test.ts',
      'test/spawns-later.test.ts',
      'test/spawns.test.ts',
      'test/works.test.ts',
    ],
  })
})
