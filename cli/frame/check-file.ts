import { FileProblemsError } from '../../domain/yaml-file.ts'
import { counted } from '../output/words.ts'
import { exitCodes } from './exit-codes.ts'
import type { Answer } from './result.ts'

/** Says of a file what is wrong with it, a line a problem, `file:line:column reason`; or that it is fine. */
export function checkFile(
  file: string,
  parse: () => { readonly said: string; readonly counts: Readonly<Record<string, number>> },
): Answer {
  try {
    const { said, counts } = parse()
    return { json: { file, fine: true, ...counts, problems: [] }, lines: [said] }
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    return {
      json: { file, fine: false, problems: error.problems },
      lines: [...error.message.split('\n'), counted(error.problems.length, 'problem')],
      exitCode: exitCodes.negative,
    }
  }
}
