import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { notFound } from '../problem/problem-error.ts';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import { PAGE, PAGE_SCRIPT } from './page.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Everything the page needs comes from here; a browser that is offline shows it whole. */
const OWN_FILES_ONLY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The OpenAPI description as a page to read and to try. */
@Controller('docs')
export class DocsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', OWN_FILES_ONLY)
  page(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): string {
    return PAGE;
  }

  @Get('page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): string {
    return PAGE_SCRIPT;
  }

  @Get(':file')
  async file(
    @Param('file') file: string,
    @Query(new QueryPipe(NO_PARAMETERS)) _query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
    if (type === undefined) throw notFound('NOT_FOUND', `the page has no file ${file}`);
    reply.header('content-type', type).header('cache-control', 'max-age=3600');
    reply.send(await readFile(join(assets, file)));
  }
}
