import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { shellArguments } from '../embedded/process/run-with-parent.mjs'

/**
 * Runs a program to its end, its output on our standard error; it ends with us, even when we are killed with -9. Left alone,
 * npm would go on writing while the next start installs.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code; 127 where there is no such program
 */
export async function runToEnd(program, args, { cwd, env }) {
  const child = spawn('/bin/sh', shellArguments('TERM', 5, program, args), {
    cwd,
    env,
    // Standard output belongs to the program that runs after us.
    stdio: ['pipe', 2, 2, 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  child.stdin.write('go\n')
  // The program's process number, which nobody needs here.
  child.stdio[3].resume()
  const [code] = await once(child, 'exit')
  return code ?? 1
}
