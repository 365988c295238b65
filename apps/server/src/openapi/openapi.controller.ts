import { Controller, Get, Header, Query } from '@nestjs/common';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import { openApiDocument } from './document.ts';

@Controller()
export class OpenApiController {
  private text: string | undefined;

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  document(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): string {
    this.text ??= JSON.stringify(openApiDocument());
    return this.text;
  }
}
