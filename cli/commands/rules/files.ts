import { basename } from 'node:path'
import { z } from 'zod'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import type { RuleFileProblem, RuleFileText } from '../../../domain/classify/rules/rule-file.ts'

export const filesInput = z.object({ files: z.array(z.string()).min(1) })

/** The rule files that were named, in their order. */
export async function readRuleFiles(files: readonly string[]): Promise<RuleFileText[]> {
  const read: RuleFileText[] = []
  for (const file of files) read.push({ fileName: basename(file), text: await readTextFile(file) })
  return read
}

/** `file:line:column reason`. */
export function problemText({ fileName, line, column, message }: RuleFileProblem): string {
  return `${fileName}:${line}:${column} ${message}`
}

export function problemJson({ fileName, line, column, message }: RuleFileProblem) {
  return { file: fileName, line, column, message }
}
