import { LineCounter, parseDocument } from 'yaml'
import type { ZodType } from 'zod'
import { issueProblems, misreading, unworded } from './issue-problems.ts'
import { locate, type Misreading, type WrongValue, type YamlPath } from './locate.ts'
import { misreadings, misreadNumbers } from './misreadings.ts'
import { syntaxProblems } from './syntax-problems.ts'

export type { WrongValue, YamlPath } from './locate.ts'

/** One thing wrong in a file that a person wrote, with where it is. */
export interface FileProblem {
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly message: string
  /** What is wrong with which value; absent where the text can't be read as YAML. */
  readonly value?: WrongValue
}

/** A file that can't be taken as it is; nothing of it was used. Lists all that is wrong, not the first only. */
export class FileProblemsError extends Error {
  override readonly name = 'FileProblemsError'
  readonly fileName: string
  readonly problems: readonly FileProblem[]

  constructor(fileName: string, problems: readonly FileProblem[]) {
    super(problems.map(({ line, column, message }) => `${fileName}:${line}:${column} ${message}`).join('\n'))
    this.fileName = fileName
    this.problems = problems
  }
}

/** A parsed file that still knows where each value stands. */
export interface YamlFile<T> {
  readonly content: T
  problemAt(path: YamlPath, message: string): FileProblem
}

/**
 * Parses YAML 1.2 text against a schema. Whatever is wrong is told in the words of the person who wrote the file, with what
 * to write instead: no message of the YAML or the schema library gets out.
 * @throws FileProblemsError with the line and column of each problem
 */
export function parseYamlFile<T>(text: string, schema: ZodType<T>, fileName: string): YamlFile<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true })
  const placed = ({ offset, ...problem }: Misreading): FileProblem => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col), ...problem }
  }
  const refuse = (found: readonly Misreading[]): void => {
    if (found.length > 0) throw new FileProblemsError(fileName, found.map(placed))
  }
  refuse(syntaxProblems(document, text))
  refuse(misreadings(document, text))
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: -1 }), { error: unworded })
  if (!parsed.success) {
    const problems = issueProblems(document, text, parsed.error.issues).map(placed)
    throw new FileProblemsError(fileName, problems)
  }
  refuse(misreadNumbers(document, text))
  return {
    content: parsed.data,
    problemAt: (path, message) => placed(misreading(path, locate(document, path).offset, message)),
  }
}
