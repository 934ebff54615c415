import type { Fault, FaultRule, ProxiedRequest } from '@pv-actions/testkit/s3/fault-proxy.ts';
import type { FaultName, FaultPlan, PlannedFault } from './fault-plan.ts';
import { kindOf, type RequestKind } from './request-kinds.ts';

/** The faults that requests met. */
export interface Injected {
  readonly kind: RequestKind;
  readonly fault: FaultName;
}

/** A rule of the proxy that follows a plan, and notes in `injected` what it did. */
export function ruleOf(plan: FaultPlan, injected: Injected[]): FaultRule {
  const states = plan.faults.map((planned) => ({ planned, seen: 0, left: planned.times }));
  return (request: ProxiedRequest): Fault | undefined => {
    const kind = kindOf(request);
    for (const state of states) if (state.planned.on === kind) state.seen += 1;
    const meets = states.find(({ planned, seen, left }) => {
      const reached = seen >= planned.from && (planned.on === kind || planned.of === 'any kind');
      return reached && left > 0;
    });
    if (meets === undefined) return undefined;
    meets.left -= 1;
    injected.push({ kind, fault: meets.planned.fault });
    return faultOf(meets.planned);
  };
}

function faultOf({ fault, share }: PlannedFault): Fault {
  switch (fault) {
    case 'error 500':
      return { kind: 'status', status: 500, code: 'InternalError' };
    case 'SlowDown':
      return { kind: 'status', status: 503, code: 'SlowDown' };
    case 'reset':
      return { kind: 'reset' };
    case 'cut request':
      return { kind: 'cut-request', bytes: { share } };
    case 'corrupt request':
      return { kind: 'corrupt-request', at: { share } };
    case 'lost answer':
      return { kind: 'lose-answer' };
    case 'lost answer, 500':
      return { kind: 'lose-answer', status: 500 };
    case 'truncated answer':
      return { kind: 'truncate', bytes: { share } };
    case 'corrupt answer':
      return { kind: 'corrupt-answer', at: { share } };
    case 'stall':
      return { kind: 'stall' };
    case 'stalled answer':
      return { kind: 'stall-answer', bytes: { share } };
    case 'access denied':
      return { kind: 'status', status: 403, code: 'AccessDenied' };
    case 'expired, 400':
      return { kind: 'status', status: 400, code: 'ExpiredToken' };
    case 'expired, 403':
      return { kind: 'status', status: 403, code: 'ExpiredToken' };
  }
}
