import { errorAnswer } from './access.ts';
import type { Exchange, Route, World } from './exchange.ts';
import type { Answer } from './http.ts';
import { field, jsonOf, withJson } from './json.ts';
import { isObject } from './schema.ts';

/** Trees and commits: the words in which GitHub refuses them, and the signature that it gives to commits of apps. */
export function gitDataRoutes({ emulated }: World): readonly Route[] {
  const signed = new Set<string>();

  /**
   * GitHub signs what an app commits in its own name
   * (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
   */
  async function commit(exchange: Exchange): Promise<Answer> {
    const answer = refusal(
      await exchange.forward(),
      /^Invalid parent /,
      'Parent SHA does not exist or is not a commit object',
    );
    const json = jsonOf(answer);
    const given = ['author', 'committer'].some((name) => field(exchange.json, name) !== undefined);
    const name = String(field(field(json, 'author'), 'name'));
    if (answer.status === 201 && !given && name.endsWith('[bot]')) signed.add(String(field(json, 'sha')));
    return verified(answer);
  }

  function verified(answer: Answer): Answer {
    const json = jsonOf(answer);
    if (!isObject(json) || !signed.has(String(json['sha']))) return answer;
    const verification = {
      verified: true,
      reason: 'valid',
      signature: '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----',
      payload: `tree ${String(field(json['tree'], 'sha'))}\n`,
      verified_at: field(json['author'], 'date'),
    };
    return withJson(answer, { ...json, verification });
  }

  async function tree(exchange: Exchange, owner: string, name: string): Promise<Answer> {
    const entries = field(exchange.json, 'tree');
    for (const entry of Array.isArray(entries) ? entries : []) {
      const sha = field(entry, 'sha');
      if (field(entry, 'type') !== 'blob' || typeof sha !== 'string') continue;
      if ((await emulated.ask('GET', `/repos/${owner}/${name}/git/blobs/${sha}`)) === undefined) {
        return errorAnswer(422, `tree.sha ${sha} is not a valid blob`);
      }
    }
    return refusal(
      await exchange.forward(),
      /^Cannot delete .* because it does not exist$/,
      'GitRPC::BadObjectState',
    );
  }

  const path = (rest: string) => new RegExp(`^/repos/([^/]+)/([^/]+)/git/${rest}$`);
  return [
    ['POST', path('commits'), commit],
    ['GET', path('commits/[^/]+'), async (exchange) => verified(await exchange.forward())],
    ['POST', path('trees'), tree],
  ];
}

/** An answer whose message matches `pattern`, in GitHub's words. */
function refusal(answer: Answer, pattern: RegExp, words: string): Answer {
  const message = answer.status >= 400 ? String(field(jsonOf(answer), 'message')) : '';
  return pattern.test(message) ? errorAnswer(answer.status, words) : answer;
}
