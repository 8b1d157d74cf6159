import { basename, dirname, resolve } from 'node:path'
import { readTextFile } from '../../../adapters/files/read-text.ts'
import { readPlanFile } from '../../../domain/plan/file/plan-file.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { withRotaFiles } from '../../../domain/plan/table/rota-files.ts'

/** A plan file with all that was read for it. */
export interface PlanRead {
  readonly plan: Plan
  /** The plan file's text, with those of the rota files that it names: what is kept needs no other file. */
  readonly yaml: string
}

/**
 * Reads a plan of a text, and the rota files that it names, from the plan file's folder.
 * @throws FileProblemsError, PathError, FileAccessError
 */
export async function readPlan(file: string, yaml: string): Promise<PlanRead> {
  const draft = readPlanFile(yaml, basename(file))
  const rotas = new Map<string, string>()
  for (const name of draft.rotaFiles) rotas.set(name, await readTextFile(resolve(dirname(file), name)))
  return { plan: draft.finish(rotas), yaml: withRotaFiles(yaml, rotas) }
}
