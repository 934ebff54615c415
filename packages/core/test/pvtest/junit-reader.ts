import { spawnSync } from 'node:child_process';

/** An element as Python's own parser sees it. */
export interface Node {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Node[];
}

const READ = `
import json, sys, xml.etree.ElementTree as tree
def node(element):
    return {"tag": element.tag, "attributes": element.attrib, "text": element.text or "", "children": [node(child) for child in element]}
print(json.dumps([node(tree.fromstring(text)) for text in json.load(sys.stdin)]))
`;

/** Reads documents with python3. @throws where one is no XML. */
export function readXml(texts: readonly string[]): Node[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', READ], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Node[];
}

/** All elements of a name below a node, in their order. */
export function all(node: Node, tag: string): Node[] {
  return node.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...all(child, tag)]);
}

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** In any order; `sequence`: in this one, each at most once. */
  readonly children: readonly string[];
  readonly sequence?: boolean;
  readonly text?: boolean;
}

const MESSAGE: Rule = { required: [], optional: ['type', 'message'], children: [], text: true };
const RERUN: Rule = {
  required: ['type'],
  optional: ['message'],
  children: ['stackTrace', 'system-out', 'system-err'],
  sequence: true,
};
const TEXT: Rule = { required: [], optional: [], children: [], text: true };

/** What Jenkins's schema (xunit-plugin, junit-10.xsd) allows, of what we may write. */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'group', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { required: [], optional: [], children: ['property'] },
  property: { required: ['name', 'value'], optional: [], children: [] },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: [
      'skipped',
      'error',
      'failure',
      'rerunFailure',
      'rerunError',
      'flakyFailure',
      'flakyError',
      'system-out',
      'system-err',
    ],
  },
  skipped: MESSAGE,
  error: MESSAGE,
  failure: MESSAGE,
  rerunFailure: RERUN,
  rerunError: RERUN,
  flakyFailure: RERUN,
  flakyError: RERUN,
  stackTrace: TEXT,
  'system-out': TEXT,
  'system-err': TEXT,
};

/** What of a document Jenkins's schema does not allow, and which totals are not those of its test cases. */
export function violations(root: Node): string[] {
  if (root.tag !== 'testsuites') return [`The root is ${root.tag}.`];
  const totals = all(root, 'testsuite').concat(root).flatMap(totalProblems);
  return [...nodeProblems(root), ...totals];
}

function nodeProblems(node: Node): string[] {
  const rule = RULES[node.tag];
  if (rule === undefined) return [`There is no element ${node.tag}.`];
  const given = Object.keys(node.attributes);
  const tags = node.children.map(({ tag }) => tag);
  const order = tags.map((tag) => rule.children.indexOf(tag));
  return [
    ...rule.required.filter((name) => !given.includes(name)).map((name) => `${node.tag} lacks ${name}.`),
    ...given
      .filter((name) => !rule.required.includes(name) && !rule.optional.includes(name))
      .map((name) => `${node.tag} has ${name}.`),
    ...tags.filter((tag) => !rule.children.includes(tag)).map((tag) => `${node.tag} holds ${tag}.`),
    ...(rule.sequence && order.some((place, at) => at > 0 && place <= (order[at - 1] ?? -1))
      ? [`${node.tag} has ${tags.join(', ')} in this order.`]
      : []),
    ...(rule.text !== true && node.text.trim() !== '' ? [`${node.tag} has text.`] : []),
    ...('time' in node.attributes && !/^\d+\.\d{3}$/.test(node.attributes['time'] ?? '')
      ? [`${node.tag} takes ${node.attributes['time']}.`]
      : []),
    ...node.children.flatMap(nodeProblems),
  ];
}

function totalProblems(node: Node): string[] {
  const cases = all(node, 'testcase');
  const having = (tag: string): number =>
    cases.filter(({ children }) => children.some((child) => child.tag === tag)).length;
  const right: Readonly<Record<string, number>> = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: cases.reduce((sum, each) => sum + Number(each.attributes['time']), 0),
  };
  return Object.entries(right).flatMap(([name, number]) => {
    const stated = node.attributes[name];
    if (stated === undefined || Number(stated) === number) return [];
    return [`${node.tag} says ${stated} for ${name}, and it is ${number}.`];
  });
}
