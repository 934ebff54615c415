/**
 * The page that compares two revisions of a repository, at GitHub and at GitLab. Undefined for other hosts, whose pages differ.
 *
 * @param url as git is given it, with any scheme.
 * @param githubHost the host of GITHUB_SERVER_URL, for a GitHub of one's own.
 */
export function compareUrl(url: string, from: string, to: string, githubHost: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, host, pathname, protocol } = new URL(url);
  const web = protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : `https://${hostname}`;
  const page = `${web}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
  if (hostname === 'github.com' || host === githubHost) return `${page}/compare/${from}...${to}`;
  if (/^gitlab\./.test(hostname)) return `${page}/-/compare/${from}...${to}`;
  return undefined;
}
