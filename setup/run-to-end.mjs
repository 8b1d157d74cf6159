import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** A server's guardian guards any program: it ends when we do, even when we are killed with -9. */
const guardian = readFileSync(new URL('../embedded/process/guardian.sh', import.meta.url), 'utf8')

/**
 * Runs a program to its end, its words on our standard error, and answers with its exit code; 127 where there is no such program.
 * Left alone, npm would go on writing below the feet of the next start.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export async function runToEnd(program, args, { cwd, env }) {
  const child = spawn('/bin/sh', ['-c', guardian, 'guardian', 'TERM', '5', program, ...args], {
    cwd,
    env,
    // Standard output belongs to the program that runs after us. Descriptor 3 is told a process number that nobody needs.
    stdio: ['pipe', 2, 2, 'pipe'],
  })
  child.stdio[3].resume()
  const [code] = await once(child, 'exit')
  return code ?? 1
}
