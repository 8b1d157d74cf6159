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
  'test/web',
  'test/cli',
  'test/setup',
]

/**
 * Runs slow test files before the others, whatever earlier runs took, and each project's files in one go: Vitest hands a
 * process on to the next file only where that belongs to the same project.
 */
export class SlowestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = ['long', 'servers', 'shared', 'pure']
    const placeOf = ({ project }: TestSpecification): number => projects.indexOf(project.name)
    return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b) || rankOf(a) - rankOf(b)))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const file = relative(process.cwd(), moduleId)
  const rank = slowFolders.findIndex((folder) => file.startsWith(`${folder}/`))
  return rank < 0 ? slowFolders.length : rank
}
