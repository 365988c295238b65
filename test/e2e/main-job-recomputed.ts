import { onlineRetailSlice } from '../../apps/cli/src/online-retail/slice-file.ts';
import { recompute } from '../online-retail/recompute.ts';

// Prints what the shipped slice must come to. A program of its own, as every use of a global name is slow inside
// Jest and reading the slice makes millions of them.
const { levels, orders, cancellations, adjustments } = await recompute(onlineRetailSlice());
process.stdout.write(JSON.stringify({ levels: [...levels], orders, cancellations, adjustments }));
