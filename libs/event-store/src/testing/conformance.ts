/**
 * What every event store must do. An adapter's spec calls this once; it needs Jest and fast-check.
 */
import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { appending } from './appending.ts';
import { chaining } from './chaining.ts';
import { following } from './following.ts';
import { model } from './model.ts';
import { opening } from './opening.ts';
import { reading } from './reading.ts';
import type { ConformanceSubject, OpenedStore, Suite } from './subject.ts';

export function eventStoreConformance(subject: ConformanceSubject): void {
  describe(`${subject.name} event store`, () => {
    let shared: OpenedStore | undefined;
    const own: OpenedStore[] = [];
    const suite: Suite = {
      subject,
      store() {
        if (shared === undefined) throw new Error('The store is not open');
        return shared.store;
      },
      async open(options = {}) {
        const opened = await subject.open(options);
        own.push(opened);
        return opened;
      },
    };

    beforeAll(async () => {
      shared = await subject.open({});
    });
    afterEach(async () => {
      await Promise.all(own.splice(0).map((opened) => opened.dispose()));
    });
    afterAll(async () => {
      await shared?.dispose();
    });

    opening(suite);
    appending(suite);
    reading(suite);
    following(suite);
    chaining(suite);
    model(suite);
  });
}
