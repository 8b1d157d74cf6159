import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { simulateCompany } from '../generate.ts'
import { planText } from './plan-text.ts'

const planPath = fileURLToPath(new URL('../../../plans/demo.yaml', import.meta.url))

/** What plans/demo.yaml has to hold for the demo's company. @throws Error when an undertaking has no epic */
export function demoPlanText(): string {
  const { company, roster } = simulateCompany()
  return planText(roster, (title) => {
    const epic = company.tickets.find((ticket) => ticket.type === 'epic' && ticket.title === title)
    if (epic === undefined) throw new Error(`no epic is titled "${title}"`)
    return epic.key
  })
}

// Run as a script: node demo/company/write-plan.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(planPath, demoPlanText())
