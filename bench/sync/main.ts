/**
 * Syncs, beside the least that each can take; whole commands on embedded servers where nothing else is said:
 *   npm run bench -- sync [--tickets 20000] [--latency 0,20,100,500] [--only jira,store,linear] [--memory [3000,30000,100000]]
 * - jira: a first sync of Jira beside two scripts in the same run that store nothing, the least that reading can take (floor.ts) and
 *   the loop that a user of jira.js writes (loop.ts), with the processor time of each; then a sync where nothing changed;
 * - store: the same pages stored by Plumbline and through plain `pg`;
 * - linear: points and requests, with few and with many comments;
 * - memory (only where asked for): a first sync of Jira at several sizes.
 * On two processors a first sync of 20,000 tickets takes some 12 s of their time (Node 7, PostgreSQL 3.5, Temporal and the server 1 each),
 * 6 s at least, which is more than the aims of 0 and 100 ms allow; a sync where nothing changed takes 2.1 s. The floor takes 3 s.
 * The default takes some five minutes on a quiet machine. Aims stand below each table; ratios mean more than seconds.
 */
import { parseArgs } from 'node:util'
import { reportJira } from './jira.ts'
import { reportLinear } from './linear.ts'
import { reportMemory } from './memory.ts'
import { reportStore } from './storing/report.ts'

const memorySizes = '3000,30000,100000'
const args = process.argv.slice(2)
const place = args.indexOf('--memory')
const namesNoSizes = place >= 0 && !/^\d/.test(args[place + 1] ?? '')
const { values: options } = parseArgs({
  args: namesNoSizes ? args.toSpliced(place + 1, 0, memorySizes) : args,
  options: {
    tickets: { type: 'string', default: '20000' },
    latency: { type: 'string', default: '0,20,100,500' },
    only: { type: 'string' },
    memory: { type: 'string' },
  },
})
const tickets = Number(options.tickets)
const parts = options.only?.split(',') ?? (options.memory === undefined ? ['jira', 'store', 'linear'] : [])

if (parts.includes('jira')) await reportJira(tickets, options.latency.split(',').map(Number))
if (parts.includes('store')) await reportStore(tickets)
if (parts.includes('linear')) await reportLinear()
if (options.memory !== undefined) await reportMemory(options.memory.split(',').map(Number))
