import {
  type Alias,
  type Document,
  isNode,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml'
import type { ZodType } from 'zod'

/** One thing wrong in a file that a person wrote, with where it is. */
export interface FileProblem {
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly message: string
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

export type YamlPath = readonly (string | number)[]

/** A parsed file that still knows where each value stands. */
export interface YamlFile<T> {
  readonly content: T
  problemAt(path: YamlPath, message: string): FileProblem
}

/**
 * Parses YAML 1.2 text against a schema.
 * @throws FileProblemsError with the line and column of each problem
 */
export function parseYamlFile<T>(text: string, schema: ZodType<T>, fileName: string): YamlFile<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const problemAt = (path: YamlPath, message: string): FileProblem => ({
    ...positionOf(document, lines, path),
    message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
  })
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems = [
    ...document.errors.map((error) => ({ ...placeAt(error.pos[0]), message: yamlProblem(error) })),
    ...unresolvedAliases(document).map(({ source, range }) => ({
      ...placeAt(range?.[0] ?? 0),
      message: `*${source} refers to no anchor &${source} above it`,
    })),
  ]
  if (problems.length > 0) throw new FileProblemsError(fileName, problems)
  const parsed = schema.safeParse(valueOfDocument(document, fileName))
  if (parsed.success) return { content: parsed.data, problemAt }
  throw new FileProblemsError(
    fileName,
    parsed.error.issues.flatMap((issue) => {
      const path = issue.path.filter(isPathStep)
      if (issue.code !== 'unrecognized_keys') return [problemAt(path, issue.message)]
      return issue.keys.map((key) => problemAt([...path, key], 'is not a word that this file knows'))
    }),
  )
}

/** What the parser says, where that would send a person to its own functions or stack. */
function yamlProblem({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here (---): keep one, in a file of its own'
  if (/call stack|Stack overflow/.test(message)) return 'is nested too deeply'
  return (message.split('\n')[0] ?? 'not YAML').replace(/ at line \d+, column \d+:?$/, '')
}

function unresolvedAliases(document: Document): Alias[] {
  const unresolved: Alias[] = []
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) === undefined) unresolved.push(alias)
    },
  })
  return unresolved
}

/** Aliases of aliases can make gigabytes of a few lines. */
const mostAliases = 100

function valueOfDocument(document: Document, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    // All aliases can be resolved by now, so that it is their number.
    if (!(error instanceof ReferenceError)) throw error
    const message = `its aliases (*name) stand for too much: at most ${mostAliases}; write the values out`
    throw new FileProblemsError(fileName, [{ line: 1, column: 1, message }])
  }
}

function isPathStep(step: PropertyKey): step is string | number {
  return typeof step !== 'symbol'
}

function pathText(path: YamlPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : step))
    .join('.')
    .replaceAll('.[', '[')
}

/** The nearest node that exists on the way to `path`: a missing key is reported at its parent. */
function positionOf(
  document: Document,
  lines: LineCounter,
  path: YamlPath,
): { line: number; column: number } {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
  }
  return { line: 1, column: 1 }
}
