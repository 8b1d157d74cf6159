import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose tests wait for processes, the slowest first: one of them started last would keep everybody waiting. */
const slowFolders = [
  'test/cli/watch',
  'test/journey',
  'test/demo',
  'test/embedded',
  'test/worker',
  'test/workflows',
  'test/setup',
  'test/cli',
]

/** Runs slow test files before the others, whatever earlier runs took. */
export class SlowestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => rankOf(a) - rankOf(b)))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const file = relative(process.cwd(), moduleId)
  const rank = slowFolders.findIndex((folder) => file.startsWith(`${folder}/`))
  return rank < 0 ? slowFolders.length : rank
}
