import { expect, it } from 'vitest'
import { companyOfTickets, companyTicket, smallCompany } from '../../builders/company.ts'
import { withFakeJira } from './with-fake-jira.ts'

const read = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

it('shows a ticket at its browse address to anybody, with its status and its history', () =>
  withFakeJira({ company: smallCompany() }, async (jira) => {
    const [issue] = jira.state.issues()
    if (issue === undefined) throw new Error('no ticket')
    jira.state.assignTicket(issue.key, 'ada.example@lumenworks.example', 'ada.example@lumenworks.example')
    const page = await read(`${jira.url}/browse/${issue.key}`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const status = jira.state.site.statuses.find(({ statusId }) => statusId === issue.statusId)?.name
    for (const shown of [issue.summary, status ?? 'no status', 'created', 'assignee: – → Ada Example'])
      expect(page.text).toContain(shown)
  }))

it('has no page for a ticket that is not there', () =>
  withFakeJira({ company: companyOfTickets(1) }, async (jira) => {
    expect((await read(`${jira.url}/browse/ALP-99`)).status).toBe(404)
  }))

it('shows a hostile title as text', () =>
  withFakeJira(
    { company: { ...companyOfTickets(1), tickets: [companyTicket({ title: '<script>alert(1)</script>' })] } },
    async (jira) => {
      const { text, headers } = await read(`${jira.url}/browse/ALP-1`)
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(text).not.toContain('<script')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    },
  ))
