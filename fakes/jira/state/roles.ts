import type { CompanyStatus, CompanyTicketType } from '../../company/records.ts'
import type { JiraProject, JiraSite, JiraStatus } from './records.ts'

/** A project's status for a step of the company's workflow. */
export function statusIn(site: JiraSite, project: JiraProject, role: CompanyStatus): JiraStatus {
  const status = site.statuses.find((each) => each.projectId === project.projectId && each.role === role)
  if (status === undefined) throw new RangeError(`Project ${project.key} has no status for "${role}".`)
  return status
}

/** The id of a type in a project: team-managed projects own theirs, the others share the site's. */
export function issueTypeIdIn(site: JiraSite, project: JiraProject, role: CompanyTicketType): string {
  const owner = project.style === 'next-gen' ? project.projectId : null
  const type = site.issueTypes.find((each) => each.projectId === owner && each.role === role)
  if (type === undefined) throw new RangeError(`Project ${project.key} has no issue type for "${role}".`)
  return type.issueTypeId
}
