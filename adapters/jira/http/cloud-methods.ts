import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CloudClient } from 'jira.js'
import type { Client } from 'jira.js/core'

export type { CloudClient }

/** What a method of jira.js takes; undefined where it takes nothing. */
export type ParametersOf<
  Group extends keyof CloudClient,
  Method extends keyof CloudClient[Group],
> = CloudClient[Group][Method] extends (...args: infer Parameters) => unknown ? Parameters[0] : never

const library = dirname(createRequire(import.meta.url).resolve('jira.js/package.json'))

/**
 * Calls a method of jira.js by the names under which `createCloudClient` has it. Each group is a module of its own there, loaded with
 * its first call: the whole library takes a third of a second of every command that reads Jira.
 */
export async function callMethod(
  transport: Client,
  group: keyof CloudClient,
  method: string,
  parameters: unknown,
): Promise<void> {
  const file = join(library, 'dist', 'cloud', 'api', `${group}.js`)
  const methods: unknown = await import(pathToFileURL(file).href)
  const call: unknown = typeof methods === 'object' && methods !== null ? Reflect.get(methods, method) : null
  if (typeof call !== 'function') throw new Error(`jira.js has no ${group}.${method} in ${file}`)
  await Reflect.apply(call, undefined, [transport, parameters])
}
