import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StoreFullError, UnknownPositionError } from '#event-store';
import { createLogger } from '../logging/logger.ts';
import { fastifyAdapter } from './fastify-adapter.ts';
import { ProblemFilter } from './problem.filter.ts';
import { RouteTable } from './route-table.ts';

@Controller('broken')
class BrokenController {
  @Get('bug')
  bug() {
    throw new TypeError('secret is not a function');
  }

  @Get('disk')
  async disk() {
    throw new StoreFullError('/secret/log.db');
  }

  @Get('position')
  async position() {
    throw new UnknownPositionError(12n);
  }

  @Get('text')
  async text() {
    throw 'secret';
  }
}

@Module({ controllers: [BrokenController] })
class BrokenModule {}

let app: NestFastifyApplication;
const logged: string[] = [];

beforeAll(async () => {
  const target = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  app = await NestFactory.create<NestFastifyApplication>(BrokenModule, fastifyAdapter(), {
    logger: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter(new RouteTable(), createLogger(target)));
  await app.init();
});
afterAll(() => app.close());

test.each([
  ['bug', 500, 'INTERNAL_ERROR'],
  ['text', 500, 'INTERNAL_ERROR'],
  ['disk', 503, 'STORE_UNAVAILABLE'],
])('what is our fault is logged whole and told in no detail: %s', async (path, status, code) => {
  logged.length = 0;

  const answer = await app.inject(`/broken/${path}`);

  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).not.toMatch(/secret|stack|\.ts/);
  expect(logged.join('')).toMatch(/secret/);
  if (status === 503) expect(answer.headers['retry-after']).toBeDefined();
});

test('a position that the log does not have is the fault of whoever asks for it', async () => {
  logged.length = 0;

  const answer = await app.inject('/broken/position');

  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({
    code: 'VALIDATION_FAILED',
    detail: 'the log has no event at position 12',
  });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(logged).toEqual([]);
});
