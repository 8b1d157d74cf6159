import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exitCodes, failureRule, knownFailures } from '../../domain/failures.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const product =
  '{domain,adapters,templates,activities,workflows,queries,embedded,worker,web,cli,demo}/**/*.ts'

interface ErrorClass {
  readonly className: string
  readonly parent: string
  /** Null where it has that of its parent, or takes it from a failure that crossed Temporal. */
  readonly ownName: string | null
}

/** A class with the lines of its body, up to the brace in the first column. */
const declaration = /^(?:export )?class (\w+) extends (\w+) \{(\}|[\s\S]*?^\})/gm

function errorClasses(): ErrorClass[] {
  const files = globSync(product, { cwd: projectFolder }).filter((file) => !file.includes('generated'))
  const classes = files.flatMap((file) =>
    [...readFileSync(join(projectFolder, file), 'utf8').matchAll(declaration)].map(
      ([, className = '', parent = '', body = '']) => ({
        className,
        parent,
        ownName: /override readonly name(?:: string)? = '(\w+)'/.exec(body)?.[1] ?? null,
      }),
    ),
  )
  const isError = ({ parent }: ErrorClass): boolean =>
    /^\w*Error$/.test(parent) || classes.some((each) => each.className === parent && isError(each))
  return classes.filter(isError)
}

it('the table of failures has every error class of the product, by the name that it carries', () => {
  const classes = errorClasses()
  expect(classes.length).toBeGreaterThan(30)
  const names = new Map(classes.map(({ className, ownName }) => [className, ownName]))
  for (const { className, parent, ownName } of classes) {
    // WorkflowEndedError carries the name of the failure that it tells of.
    if (className === 'WorkflowEndedError' || (ownName === null && names.has(parent))) continue
    expect({ className, ownName, isKnown: failureRule(ownName ?? '') !== null }).toEqual({
      className,
      ownName: className,
      isKnown: true,
    })
  }
})

it('the table of failures has nothing that the product does not throw', () => {
  const names = new Set(errorClasses().map(({ ownName }) => ownName))
  expect(knownFailures.filter((name) => !names.has(name))).toEqual([])
})

it.each(knownFailures)(
  '%s has a treatment, an exit code above 0, and advice or a message that holds it',
  (name) => {
    const rule = failureRule(name)
    expect(['retryable', 'delay', 'final', 'bug']).toContain(rule?.treatment)
    expect(Object.values(exitCodes)).toContain(rule?.exitCode)
    expect(rule?.exitCode).not.toBe(exitCodes.ok)
    if (rule?.advice !== null) expect(rule?.advice).toMatch(/^[a-z].{10,}[^.]$/)
    // What Temporal should try again by itself is no bug and no setting that a person must change.
    if (rule?.treatment === 'retryable' || rule?.treatment === 'delay')
      expect([exitCodes.unavailable, exitCodes.tryAgainLater]).toContain(rule.exitCode)
  },
)

it('what is not in the table is a bug, whatever it is called', () => {
  for (const name of ['TypeError', 'Error', '', 'toString', '__proto__']) expect(failureRule(name)).toBeNull()
})
