/** Leaves a rejection to nobody: the gRPC library's own, or one of this program. Argument: `client` or `other`. */
import { setTimeout as delay } from 'node:timers/promises';
import { outliveStrayRejections } from '../stray-rejections.ts';

outliveStrayRejections();
const error = new Error('14 UNAVAILABLE: Connection dropped');
if (process.argv[2] === 'client') Object.assign(error, { code: 14, metadata: {} });
void Promise.reject(error);
await delay(50);
