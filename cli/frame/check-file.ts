import { readTextFile } from '../../adapters/files/read-text.ts'
import { FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { counted } from '../../wording/counted.ts'
import { exitCodes } from './exit-codes.ts'
import type { Answer } from './result.ts'

interface Checked {
  readonly lines: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly warnings: readonly { readonly kind: string; readonly words: string }[]
}

/** Reads a file and says what is wrong with it, a line a problem, `file:line:column reason`; or that it is fine. */
export async function checkFile(
  file: string,
  parse: (text: string) => Checked | Promise<Checked>,
): Promise<Answer> {
  try {
    const { lines, counts, warnings } = await parse(await readTextFile(file))
    return { json: { file, fine: true, ...counts, problems: [], warnings }, lines }
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    return {
      json: {
        ...{ file, fine: false, warnings: [] },
        problems: error.problems.map(({ line, column, message }) => ({ line, column, message })),
      },
      lines: [...error.message.split('\n'), counted(error.problems.length, 'problem')],
      exitCode: exitCodes.negative,
    }
  }
}
